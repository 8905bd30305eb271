"""Rules of a round from its draw to its publication. Rules of a sheet stand in `decide_sheet.py`."""

from collections.abc import Sequence
from dataclasses import replace

from server.core import limits
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.competition import Competition
from server.core.conferences import open_conferences
from server.core.decide_approval import check_approved, check_judges_kept, check_unlocked
from server.core.decide_blind import check_drawn, check_known, check_panel_neutral, check_still_shut
from server.core.decide_embargo import check_earlier_seen, check_source_seen
from server.core.decide_recusal import check_somebody_left
from server.core.decide_ties import check_ties
from server.core.draw import draw
from server.core.facts_panel import PanelSet
from server.core.facts_round import DrawMade, ResultsPublished, RoundAdded, RoundClosed, RoundOpened
from server.core.facts_rulings import EntryStateSet
from server.core.ids import ModuleId, OfficialId
from server.core.refusals import Code, Refusal
from server.core.round import Round


def add_round(state: Competition, command: AddRound) -> RoundAdded | Refusal:
    """A round's id is its own in the whole competition."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    if command.round in state.rounds:
        return Refusal(Code.ROUND_EXISTS)
    return (
        limits.check_id(command.round)
        or limits.check_title(command.title)
        or limits.check_count(len(event.rounds) + 1, limits.ROUNDS_OF_AN_EVENT)
        or RoundAdded(command.round, command.event, command.title, command.audience, command.identity)
    )


def make_draw(state: Competition, command: MakeDraw, chance: str) -> DrawMade | Refusal:
    """As often as wanted until the round is opened; each draw stays on record."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase not in ("planned", "drawn"):
        return Refusal(Code.DRAW_FIXED)
    if round_.blind is not None:
        return Refusal(Code.DRAW_IN_LAYERS)
    came = round_.qualified
    entries = list(state.event_of(round_).registrations) if came is None else list(came.entries)
    if not entries:
        return Refusal(Code.ENTRIES_MISSING)
    if secret := check_source_seen(state, round_):
        return secret
    if not 0 <= command.stations <= limits.STATIONS:
        return Refusal(
            Code.MALFORMED, {"problem": f"stations：0 至 {limits.STATIONS} / 0 to {limits.STATIONS}"}
        )
    seed, apart = command.seed or chance, command.apart and command.stations > 0
    registered = state.event_of(round_).registrations
    delegations = {entry: registered[entry].delegation for entry in entries} if apart else None
    return limits.check_text("seed", seed, limits.SEED_LENGTH) or DrawMade(
        round_.id, seed, draw(seed, entries, command.stations, delegations), command.stations, apart
    )


def set_panel(state: Competition, command: SetPanel) -> PanelSet | Refusal:
    """Until judging has ended; whose marks are in stays on the panel."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if state.event_of(round_).scheme.module(command.module) is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if round_.phase in ("closed", "published"):
        return Refusal(Code.ROUND_NOT_OPEN)
    return (
        _check_judges(state, command.judges, command.shadows)
        or _check_nobody_lost(round_, command.module, command.judges)
        or _check_nobody_back(round_, command)
        or _check_entries_judged(state, round_, command)
        or check_panel_neutral(state, replace(round_, panels={command.module: command.judges}))
        or check_judges_kept(
            round_, replace(round_, panels={**round_.panels, command.module: command.judges})
        )
        or PanelSet(round_.id, command.module, command.judges, command.shadows)
    )


def _check_judges(
    state: Competition, counting: Sequence[OfficialId], shadows: Sequence[OfficialId]
) -> Refusal | None:
    """Somebody whose marks count, and everybody once: whoever learns beside a panel is not on it."""
    if not counting:
        return Refusal(Code.PANEL_EMPTY)
    judges = (*counting, *shadows)
    if len(set(judges)) < len(judges):
        return Refusal(Code.PANEL_JUDGE_TWICE)
    if any(judge not in state.officials for judge in judges):
        return Refusal(Code.OFFICIAL_UNKNOWN)
    if any(state.roles[judge] != "judge" for judge in judges):
        return Refusal(Code.OFFICIAL_NOT_JUDGE)
    return limits.check_count(len(judges), limits.JUDGES_OF_A_PANEL)


def _check_nobody_lost(round_: Round, module: ModuleId, judges: Sequence[OfficialId]) -> Refusal | None:
    left = set(round_.panels.get(module, ())) - set(judges)
    before = round_.before.get(module, {})
    if any(round_.has_marked(module, one) for judge in left for one in (judge, *before.get(judge, ()))):
        return Refusal(Code.PANEL_JUDGE_HAS_MARKED)
    return None


def _check_nobody_back(round_: Round, command: SetPanel) -> Refusal | None:
    """Who has left a seat comes back to it by replacing its holder, not beside them."""
    before = round_.before.get(command.module, {})
    left = {one for judge in command.judges for one in before.get(judge, ())}
    return Refusal(Code.PANEL_JUDGE_TWICE) if left & {*command.judges, *command.shadows} else None


def _check_entries_judged(state: Competition, round_: Round, command: SetPanel) -> Refusal | None:
    """Before the opening a panel may still be put together step by step."""
    if round_.phase != "open":
        return None
    return check_somebody_left(state, round_, {command.module: command.judges}, round_.recused)


def open_round(state: Competition, command: OpenRound) -> RoundOpened | Refusal:
    """With a draw, and a panel for every module in which somebody marks every entry; to open again takes a reason."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase == "open":
        return Refusal(Code.ROUND_OPEN_ALREADY)
    if not round_.order:
        return Refusal(Code.DRAW_MISSING)
    if any(not round_.panels.get(module.id) for module in state.event_of(round_).scheme.modules):
        return Refusal(Code.PANEL_EMPTY)
    if nobody := check_somebody_left(state, round_, round_.panels, round_.recused):
        return nobody
    again = round_.phase in ("closed", "published")
    return (
        check_drawn(round_, works=False)
        or check_still_shut(round_)
        or check_panel_neutral(state, round_)
        or limits.check_reason(command.reason, needed=again)
        or RoundOpened(round_.id, command.reason)
    )


def close_round(state: Competition, command: CloseRound) -> RoundClosed | Refusal:
    """When every sheet that is owed has come in and no conference is open, or when it is meant all the same."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    if undrawn := check_drawn(round_, works=True):
        return undrawn
    missing = 0 if command.incomplete else sum(1 for _ in round_.missing())
    if missing:
        return Refusal(Code.ROUND_INCOMPLETE, {"missing": missing})
    scheme = state.event_of(round_).scheme
    open_ = 0 if command.reason.strip() else sum(1 for _ in open_conferences(scheme, round_))
    if open_:
        return Refusal(Code.CONFERENCES_OPEN, {"open": open_})
    return limits.check_reason(command.reason, needed=False) or RoundClosed(round_.id, command.reason)


def publish_results(state: Competition, command: PublishResults) -> ResultsPublished | Refusal:
    """After closing, and again whenever something has changed since."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase not in ("closed", "published"):
        return Refusal(Code.ROUND_NOT_CLOSED)
    if round_.is_official:
        return Refusal(Code.NOTHING_NEW_TO_PUBLISH)
    secret = None if round_.withheld.embargo is not None else check_earlier_seen(state, round_)
    return (
        secret
        or check_known(round_)
        or check_approved(state, round_)
        or check_ties(state, round_)
        or ResultsPublished(round_.id, round_.version + 1)
    )


def set_entry_state(state: Competition, command: SetEntryState) -> EntryStateSet | Refusal:
    """
    From the draw on. A disqualification, taking a state back and deciding after the close need a reason.

    That an entry did not start, did not finish or withdrew is seen by everyone while it happens.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if not round_.order:
        return Refusal(Code.DRAW_MISSING)
    if command.entry not in round_.codes:
        return Refusal(Code.ENTRY_UNKNOWN)
    before = round_.state(command.entry)
    if before == command.state:
        return Refusal(Code.ENTRY_STATE_SAME)
    needed = (
        before != "competing" or command.state == "disqualified" or round_.phase in ("closed", "published")
    )
    return (
        check_unlocked(state, round_, command.entry)
        or limits.check_reason(command.reason, needed=needed)
        or EntryStateSet(round_.id, command.entry, command.state, command.reason)
    )
