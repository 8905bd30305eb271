"""A competition as its facts left it: plain data and `evolve`. What is allowed stands in `decide.py`."""

from dataclasses import dataclass, field, replace

from server.core.approval_fold import evolve_approval, note_changed
from server.core.award_table import AwardTable, Level
from server.core.delegation_table import DelegationTable
from server.core.facts import Fact
from server.core.facts_approval import ApprovalTakenBack, EntriesApproved
from server.core.facts_awards import AwardRulesSet, AwardsConfirmed, Contest
from server.core.facts_blind import LayerDecoded
from server.core.facts_calibration import CalibrationFact
from server.core.facts_conference import ConferenceCalled, SpreadAccepted, ValuesAgreed
from server.core.facts_floor import FloorFact
from server.core.facts_paper import PaperEntered
from server.core.facts_round import DrawMade, RoundAdded, RoundOpened
from server.core.facts_setup import (
    CompetitionCreated,
    EntriesRegistered,
    EventAdded,
    OfficialAdded,
    OfficialDelegationSet,
    OfficialRole,
    Registration,
)
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetRulesSet, SheetSubmitted
from server.core.facts_teams import DelegationTablesSet, TeamFact, TeamRuleSet, TeamsRegistered, TeamsRemoved
from server.core.ids import DelegationId, EntryId, EventId, OfficialId, RoundId
from server.core.recusal import recused
from server.core.round import Round
from server.core.round_fold import evolve_beside, evolve_round
from server.core.scheme import Scheme
from server.core.sheet_fold import (
    confer,
    correct_sheet,
    enter_paper,
    return_sheet,
    take_shadow_sheet,
    take_sheet,
)
from server.core.sheet_rules import NO_RULES, SheetRules
from server.core.team_rule import TeamId, TeamRegistration, TeamRule
from server.core.text import Text


@dataclass(slots=True)
class Event:
    """One event: its scheme and who is registered, in the order of the lists they came from."""

    id: EventId
    title: Text
    scheme: Scheme
    scheme_hash: str
    registrations: dict[EntryId, Registration] = field(default_factory=dict)
    rounds: list[RoundId] = field(default_factory=list)
    awards: AwardTable | None = None
    level: Level | None = None
    contest: Contest = "person"
    awards_set_at: int = 0
    sheet_rules: SheetRules = NO_RULES
    teams: dict[TeamId, TeamRegistration] = field(default_factory=dict)
    team_rule: TeamRule | None = None
    teams_changed_at: int = 0
    """The last fact that changed its teams or their rule."""


@dataclass(slots=True)
class Competition:
    """
    One competition. `position` is the last fact folded in, 0 before the first; `recorded_at` its time label.

    `officials` maps each to the position it was added at, `roles` to what it is, `homes`
    to the delegation it belongs to, if any; `entries` names each entry's event.
    """

    position: int = 0
    recorded_at: int = 0
    title: Text | None = None
    place: str = ""
    days: tuple[str, ...] = ()
    events: dict[EventId, Event] = field(default_factory=dict)
    rounds: dict[RoundId, Round] = field(default_factory=dict)
    entries: dict[EntryId, EventId] = field(default_factory=dict)
    officials: dict[OfficialId, int] = field(default_factory=dict)
    roles: dict[OfficialId, OfficialRole] = field(default_factory=dict)
    homes: dict[OfficialId, DelegationId] = field(default_factory=dict)
    tables: tuple[DelegationTable, ...] = ()

    def event_of(self, round_: Round) -> Event:
        """The event a round belongs to; as long as codes are sealed, with what stands in for its entries."""
        event = self.events[round_.event]
        return event if round_.masks is None else replace(event, registrations=dict(round_.masks))

    def deciding(self, event: Event) -> Round | None:
        """The round by which an event's teams are ranked: the one their rule names, else the last one drawn."""
        if event.team_rule is not None and event.team_rule.round is not None:
            return self.rounds[event.team_rule.round]
        drawn = [id_ for id_ in event.rounds if self.rounds[id_].order]
        last = (drawn or event.rounds)[-1:]
        return self.rounds[last[0]] if last else None


def evolve(state: Competition, fact: Fact, position: int, recorded_at: int) -> None:
    """
    Fold in one fact that happened; it is never refused, and nothing but the fact has a say.

    In place, unlike the rest of the core: a day's ledger holds 10^5 facts, and copying at each would be most
    of the work. Whoever needs the state of another position folds again up to there.
    """
    assert position == state.position + 1, f"fact {position} cannot follow {state.position}"
    if isinstance(fact, FloorFact | CalibrationFact):
        evolve_beside(state.rounds[fact.round], fact, position, recorded_at)
        state.position, state.recorded_at = position, recorded_at
        return
    match fact:
        case SheetSubmitted():
            take_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case SheetCorrected():
            correct_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case ShadowSheetSubmitted():
            take_shadow_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case SheetReturned():
            return_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case PaperEntered():
            enter_paper(state.rounds[fact.round], fact, position, recorded_at)
        case ConferenceCalled() | ValuesAgreed() | SpreadAccepted():
            confer(state.rounds[fact.round], fact, position, recorded_at)
        case EntriesApproved() | ApprovalTakenBack():
            evolve_approval(state.rounds[fact.round], fact, position, recorded_at)
        case CompetitionCreated():
            state.title, state.place, state.days = fact.title, fact.place, fact.days
        case EventAdded():
            state.events[fact.event] = Event(fact.event, fact.title, fact.scheme, fact.scheme_hash)
        case EntriesRegistered():
            _register(state, fact)
        case RoundAdded():
            _add_round(state, fact)
        case OfficialAdded():
            state.officials[fact.official], state.roles[fact.official] = position, fact.role
            _belongs(state, fact, position)
        case OfficialDelegationSet():
            _belongs(state, fact, position)
        case SheetRulesSet():
            state.events[fact.event].sheet_rules = fact.rules
        case AwardRulesSet():
            event = state.events[fact.event]
            event.awards, event.level, event.contest = fact.table, fact.level, fact.contest
            event.awards_set_at = position
        case TeamsRegistered() | TeamsRemoved() | TeamRuleSet():
            _take_teams(state, state.events[fact.event], fact, position)
        case DelegationTablesSet():
            state.tables = fact.tables
        case AwardsConfirmed():
            confirmed = state.rounds[fact.round]
            confirmed.awards, confirmed.award_table = fact, state.event_of(confirmed).awards
        case _:
            evolve_round(state.rounds[fact.round], fact, position)
            if isinstance(fact, DrawMade | LayerDecoded):
                _recuse(state, state.rounds[fact.round])
    if (of := getattr(fact, "round", None)) is not None:
        note_changed(state.rounds[of], fact, position)
    if not isinstance(fact, RoundOpened):
        _pass_on(state, getattr(fact, "round", None), position)
    state.position, state.recorded_at = position, recorded_at


def _pass_on(state: Competition, changed: RoundId | None, position: int) -> None:
    """What changed in a round has changed in every round that carries over from it."""
    if changed is None or state.rounds[changed].changed_at != position:
        return
    for later in state.rounds.values():
        if later.carry is not None and any(one.round == changed for one in later.carry.rounds):
            later.changed_at = position


def copied(state: Competition) -> Competition:
    """
    The same state, to be folded on by itself.

    Only what `evolve` changes in place is copied; sheets, schemes and registrations are values and are shared.
    """
    events = {
        id_: replace(
            event, registrations=dict(event.registrations), rounds=list(event.rounds), teams=dict(event.teams)
        )
        for id_, event in state.events.items()
    }
    rounds = {
        id_: replace(
            round_,
            panels=dict(round_.panels),
            shadows=dict(round_.shadows),
            before=dict(round_.before),
            shadow_sheets={key: dict(sheets) for key, sheets in round_.shadow_sheets.items()},
            states=dict(round_.states),
            penalties=dict(round_.penalties),
            parts=dict(round_.parts),
            difficulties=dict(round_.difficulties),
            sheets={key: dict(sheets) for key, sheets in round_.sheets.items()},
            returned=dict(round_.returned),
            conferences=dict(round_.conferences),
            reruns=dict(round_.reruns),
            paper=dict(round_.paper),
            shadow_paper=dict(round_.shadow_paper),
            approved=dict(round_.approved),
            entry_changed_at=dict(round_.entry_changed_at),
            floor=round_.floor.copied(),
        )
        for id_, round_ in state.rounds.items()
    }
    return replace(
        state,
        events=events,
        rounds=rounds,
        entries=dict(state.entries),
        officials=dict(state.officials),
        roles=dict(state.roles),
        homes=dict(state.homes),
    )


def _register(state: Competition, fact: EntriesRegistered) -> None:
    event = state.events[fact.event]
    for registration in fact.entries:
        event.registrations[registration.entry] = registration
        state.entries[registration.entry] = fact.event


def _belongs(state: Competition, fact: OfficialAdded | OfficialDelegationSet, position: int) -> None:
    """Who judges an entry may be others from now on, and with them its result."""
    state.homes.pop(fact.official, None)
    if fact.delegation is not None:
        state.homes[fact.official] = fact.delegation
    for round_ in state.rounds.values():
        before = round_.recused
        _recuse(state, round_)
        if round_.recused != before:
            round_.changed_at = position
            _pass_on(state, round_.id, position)


def _recuse(state: Competition, round_: Round) -> None:
    event = state.event_of(round_)
    stay_out = event.scheme.own_delegation == "stay_out"
    round_.recused = recused(round_.order, event.registrations, state.homes) if stay_out else {}


def _take_teams(state: Competition, event: Event, fact: TeamFact, position: int) -> None:
    """Another team is another result of the round that decides: it can be published anew."""
    match fact:
        case TeamsRegistered():
            event.teams |= {team.team: team for team in fact.teams}
        case TeamsRemoved():
            for id_ in fact.teams:
                event.teams.pop(id_, None)
        case TeamRuleSet():
            event.team_rule = fact.rule
    event.teams_changed_at = position
    deciding = state.deciding(event)
    if deciding is not None and event.team_rule is not None:
        deciding.changed_at = position


def _add_round(state: Competition, fact: RoundAdded) -> None:
    state.rounds[fact.round] = Round(fact.round, fact.event, fact.title, fact.audience, fact.identity)
    state.events[fact.event].rounds.append(fact.round)
