"""Standings as JSON: what the organiser reads, and what public boards are drawn with. Pure.

Which view of a round somebody may have, and whether by name or by blind code, is decided by whoever asks.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from server.core.brought import share
from server.core.facts_round import Identity
from server.core.groups import ranks_among
from server.core.ids import EntryId
from server.core.results import Result, ResultState
from server.core.round import Round
from server.core.scheme import Module, Scheme, TieBreak
from server.core.standings import Standing
from server.core.states import State, state_of
from server.core.text import Text
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.round_view import Recent, RoundView
from server.services.sheet_counts import by_code

_PLACES: dict[ResultState, int] = {
    "complete": 0,
    "marking": 0,
    "waiting": 1,
    "not_finished": 2,
    "withdrawn": 3,
    "not_started": 4,
    "disqualified": 5,
}
"""Where entries without a rank stand, after those that have one."""


def text(value: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": value.zh, "en": value.en}


def figure(value: Decimal) -> str:
    """A total or a difference of totals, with the places it was rounded to."""
    return format(value, "f")


def penalty(result: Result) -> dict[str, Any]:
    """What a row says of an entry's penalties, under `penalty`: what they changed in the total, and its cards."""
    cards = [one.kind.card for one in result.charges.charged if one.kind.card is not None]
    shown: dict[str, Any] = {"amount": figure(result.penalised)} if result.penalised else {}
    shown |= {"cards": cards} if cards else {}
    return {"penalty": shown} if shown else {}


CARRIED = "+carried"
"""The column beside the modules of what earlier rounds add; no module can have such an id."""
_CARRIED_HEAD = {"id": CARRIED, "title": {"zh": "带入", "en": "Carried"}}


def withheld(view: RoundView) -> dict[str, Any]:
    """
    How much of a board a freeze keeps back, under `withheld`; nothing where the whole board stands still or none of it.

    `places` and how many `entries` stand on them, `modules` that are left out, and whether the rest `goes_on`; `carried`
    where what earlier rounds add does not count.
    """
    cover = view.cover
    said: dict[str, Any] = {"carried": True} if view.alone else {}
    if cover.whole:
        return {"withheld": said} if said else {}
    said |= {"goes_on": view.goes_on}
    said |= {"places": cover.places, "entries": view.hidden} if cover.places else {}
    said |= {"modules": list(cover.modules)} if cover.modules else {}
    return {"withheld": said}


def revealed(round_: Round, status: State) -> dict[str, Any]:
    """
    What ends an embargo, under `embargo`, for whoever sees the list under it: `until` a time (0: none), with the
    `ceremony`; neither: by hand.
    """
    embargo = round_.withheld.embargo
    if status is not State.EMBARGOED or embargo is None:
        return {}
    return {"embargo": {"until": embargo.until, "ceremony": embargo.ceremony}}


def _heads(scheme: Scheme, round_: Round, view: RoundView) -> dict[str, Any]:
    """How results are to be read, and the modules with what each is worth at most, after what is carried over."""
    modules = [module_head(module) for module in scheme.modules]
    return {
        "result": result_head(scheme),
        "modules": [_CARRIED_HEAD, *modules] if adds_up(round_) and not view.alone else modules,
    }


def adds_up(round_: Round) -> bool:
    """Whether results of earlier rounds are added to those of this one."""
    return round_.carry is not None and bool(round_.carry.rounds) and round_.carry.take == "sum"


def result_head(scheme: Scheme) -> dict[str, Any]:
    """How results are to be read: their unit, which way wins, and the places behind the point."""
    rule = scheme.result
    named = {} if rule.unit_name is None else {"unit_name": text(rule.unit_name)}
    return {"unit": rule.unit, "direction": rule.direction, "places": rule.rounding.places} | named


def for_organiser(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """A round's standings as they are now, by name, whatever the public may see."""
    return standings(competition, live, live.view(), state_of(live.round, outside=False), "name")


def standings(
    competition: LiveCompetition, live: LiveRound, view: RoundView, status: State, identity: Identity
) -> dict[str, Any]:
    """The state of a standings board, as `docs/protocol.md` has it."""
    assert competition.state.title is not None, "a ledger begins with a title"
    event, round_ = live.event, live.round
    return {
        "kind": "standings",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "event": {"id": event.id, "title": text(event.title)},
        "round": {"id": round_.id, "title": text(round_.title)},
        "phase": view.phase,
        "status": status,
        "version": view.version,
        "as_of": view.as_of,
        **_heads(event.scheme, round_, view),
        **withheld(view),
        **revealed(round_, status),
        **_Draw(competition, live, view, identity).whole(),
    }


class _Draw:
    """One drawing under way: what every row needs, looked up once."""

    def __init__(
        self, competition: LiveCompetition, live: LiveRound, view: RoundView, identity: Identity
    ) -> None:
        self.scheme = live.event.scheme
        self.carry = live.round.carry if adds_up(live.round) and not view.alone else None
        self.registrations = live.event.registrations
        self.names = competition.names
        self.view = view
        self.identity: Identity = identity
        self.by_name = identity == "name"
        self.rows = live.rows
        self.counts = view.counts if self.by_name else by_code(view)
        self.codes = {drawn.entry: drawn.code for drawn in self.view.order}
        # Under a code nothing is said that narrows down who is behind it.
        self.categories = {e: r.category for e, r in self.registrations.items()} if self.by_name else {}
        self.in_category = (
            ranks_among(view.standings, self.categories)
            if any(self.categories.values()) and not view.cover.places
            else {}
        )

    def whole(self) -> dict[str, Any]:
        counts = self.view.counts.values()
        placed = sorted(self.view.standings, key=self._place)
        return {
            "progress": {"in": sum(there for there, _ in counts), "due": sum(due for _, due in counts)},
            "order": [self._key(standing.entry) for standing in placed],
            "rows": {
                self._key(standing.entry): self._row_again(standing, place)
                for place, standing in enumerate(placed, 1 + self.view.hidden)
            },
            "recent": [self._recent(recent) for recent in self.view.recent],
        }

    def _key(self, entry: EntryId) -> str:
        return entry if self.by_name else self.codes[entry]

    def _place(self, standing: Standing) -> tuple[int, int, int, str]:
        # Equal ranks stand by what everybody sees: in order of a hidden number, or of the running order, the
        # list would tell who is behind a code.
        shown = self.registrations[standing.entry].number if self.by_name else self.codes[standing.entry]
        rank = standing.rank if standing.rank is not None else len(self.view.standings) + 1
        return rank, _PLACES[standing.result.state], len(shown), shown

    def _row_again(self, standing: Standing, place: int) -> dict[str, Any]:
        """
        The row, the very same object as last time where nothing in it has changed.

        One sheet changes few rows: the others are neither drawn nor compared again.
        """
        entry = standing.entry
        counts = [self.counts[module.id, entry] for module in self.scheme.modules]
        awards = self.view.awards.get(entry)
        moved = self.view.moved.get(entry)
        among = self.in_category.get(entry)
        drawn_from = (
            place,
            standing,
            moved,
            counts,
            self._key(entry),
            self.names,
            awards,
            among,
            entry in self.view.lapsed,
            self._under_review(entry),
            self.carry,
        )
        known = self.rows.get((self.identity, entry))
        if known is None or known[0] != drawn_from:
            known = self.rows[self.identity, entry] = (drawn_from, self._row(standing, place))
        return known[1]

    def _row(self, standing: Standing, place: int) -> dict[str, Any]:
        result = standing.result
        row: dict[str, Any] = {
            "place": place,
            "state": result.state,
            "modules": self._carried(result)
            | {module.id: self._module(module, standing.entry, result) for module in self.scheme.modules},
            **self._who(standing.entry),
        }
        if result.total is not None:
            row["total"] = figure(result.total)
        if standing.rank is not None:
            row["rank"] = standing.rank
        if standing.shared:
            row["shared"] = True
        if (among := self.in_category.get(standing.entry)) is not None:
            row["category_rank"] = among.rank
        if standing.gap is not None:
            row["gap"] = figure(standing.gap)
        if moved := self.view.moved.get(standing.entry):
            row["moved"] = moved
        if standing.decided_by is not None:
            row["decided_by"] = text(tie_break_title(self.scheme, standing.decided_by))
        row |= penalty(result)
        if standing.entry in self.view.lapsed:
            row["tie_lapsed"] = True
        if self._under_review(standing.entry):
            row["under_review"] = True
        if awards := self.view.awards.get(standing.entry):
            row["awards"] = [{"id": award.id, "title": text(award.title)} for award in awards]
        return row

    def _under_review(self, entry: EntryId) -> bool:
        """Whether its panel has yet to come together (评议); what was published stands all the same."""
        return self.view.phase != "published" and entry in self.view.in_conference

    def _who(self, entry: EntryId) -> dict[str, Any]:
        if not self.by_name:
            code = self.codes[entry]
            return {"name": {"zh": code, "en": code}}
        registration = self.registrations[entry]
        number = registration.number
        name = self.names.entries.get(entry, Text(number, number))
        delegation = self.names.delegations.get(registration.delegation)
        who: dict[str, Any] = {"number": number, "name": text(name)}
        if delegation is not None:
            who["delegation"] = text(delegation)
        if registration.category:
            who["category"] = registration.category
        return who

    def _module(self, module: Module, entry: EntryId, result: Result) -> dict[str, Any]:
        there, due = self.counts[module.id, entry]
        shown: dict[str, Any] = {"in": there, "due": due}
        if there:
            shown["total"] = figure(result.modules[module.id].total)
        return shown

    def _carried(self, result: Result) -> dict[str, Any]:
        """What earlier rounds add to a total that is shown."""
        if self.carry is None or result.total is None:
            return {}
        mine = Fraction(0) if result.own is None else share(result.own, self.carry.own_percent)
        carried = self.scheme.result.rounding.apply(result.exact - mine)
        return {CARRIED: {"in": 0, "due": 0, "total": figure(carried)}}

    def _recent(self, recent: Recent) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "entry": self._key(recent.entry),
            "module": recent.module,
            "at": recent.at,
            "position": recent.position,
        }
        if recent.rank is not None:
            shown["rank"] = recent.rank
        if recent.moved:
            shown["moved"] = recent.moved
        if recent.total is not None:
            shown["total"] = figure(recent.total)
        if recent.gained is not None:
            shown["gained"] = figure(recent.gained)
        if recent.corrected:
            shown["corrected"] = True
        return shown


def module_head(module: Module) -> dict[str, Any]:
    """A module's column: what it counts at most in the total."""
    head: dict[str, Any] = {"id": module.id, "title": text(module.title)}
    most = module.max if module.weight is None else module.weight
    if most is not None:
        head["max"] = format(most.normalize(), "f")
    return head


_KEYS = {
    "faults": Text("扣分次数", "faults"),
    "best_judge": Text("最高裁判分", "best judge"),
    "worst_judge": Text("最低裁判分", "worst judge"),
    "try": Text("单次试做", "single try"),
    "exact": Text("修约前总分", "unrounded total"),
    "carried": Text("带入成绩", "carried over"),
    "decision": Text("裁判长裁定", "chief judge's decision"),
}
"""What a tie-break compares, where it is not the points or the reading of what it names."""


def tie_break_title(scheme: Scheme, tie: TieBreak) -> Text:
    """What a tie-break compares, in words: a module, a sub-criterion, an aspect, and what of it."""
    part, what = _part_title(scheme, tie), _KEYS.get(tie.by)
    if part is None:
        assert what is not None, "the scheme check looks for what every tie-break names"
        return what
    return part if what is None else Text(f"{part.zh}（{what.zh}）", f"{part.en} ({what.en})")


def _part_title(scheme: Scheme, tie: TieBreak) -> Text | None:
    """The title of the part it names; None where it looks at the whole result."""
    for module in scheme.modules:
        if tie.by not in ("aspect", "reading", "try", "sub_criterion") and module.id == tie.of:
            return module.title
        for sub in module.sub_criteria:
            if tie.by not in ("aspect", "reading", "try", "module") and sub.id == tie.of:
                return sub.title
            for aspect in sub.aspects:
                if tie.by in ("aspect", "reading", "try", "faults") and aspect.id == tie.of:
                    return aspect.title
    return None
