"""What a ceremony reveals, taken from a round: the official list or, before publication, the closed round's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.core.award_field import proposed
from server.core.award_table import AwardId
from server.core.ceremony import Final, Known
from server.core.ids import EntryId, ModuleId
from server.core.refusals import Code, Refusal
from server.core.results import Result
from server.core.scheme import Scheme
from server.core.text import Text
from server.services.ceremony_run import Ceremony
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.round_view import RoundView


@dataclass(frozen=True, slots=True)
class Source:
    """Finals, what was known before, modules and titles of awards; `confirmed`: no award is merely proposed."""

    finals: tuple[Final, ...]
    known: Known
    modules: tuple[ModuleId, ...]
    awards: dict[AwardId, Text]
    confirmed: bool
    position: int


def source(live: LiveRound) -> Source | Refusal:
    """
    What can be revealed of a round.

    Of a published one its official results; of a closed one what publishing it now would make official, so that a hall
    can learn the result before phones do. Awards are the confirmed ones, or those the table proposes where none are.
    """
    if live.official is None and live.round.phase != "closed":
        return Refusal(Code.CEREMONY_NOT_READY)
    view = live.official or live.view()
    given = _given(live, view)
    if isinstance(given, Refusal):
        return given
    scheme, table = live.event.scheme, live.event.awards
    finals = tuple(
        Final(
            one.entry,
            one.rank,
            one.shared,
            one.total,
            _modules(scheme, one.result, view, one.entry),
            given.get(one.entry, ()),
        )
        for one in view.standings
        if one.rank is not None
    )
    if not finals:
        return Refusal(Code.CEREMONY_NOT_READY)
    ordered = (live.round.award_table if view.awards else None) or table
    titles = {award.id: award.title for award in ordered.awards} if ordered else {}
    modules = tuple(module.id for module in scheme.modules)
    return Source(finals, _known(live), modules, titles, bool(view.awards) or not titles, view.position)


def is_true(competition: LiveCompetition | None, ceremony: Ceremony) -> bool:
    """Whether a ceremony reveals what are the results now: ranks, figures and prizes. A rehearsal reveals nobody's."""
    if ceremony.rehearsal:
        return True
    live = None if competition is None else competition.rounds.get(ceremony.round)
    of = Refusal(Code.CEREMONY_NOT_READY) if live is None else source(live)
    return not isinstance(of, Refusal) and (of.finals, of.awards) == (ceremony.finals, ceremony.awards)


def _given(live: LiveRound, view: RoundView) -> Mapping[EntryId, tuple[AwardId, ...]] | Refusal:
    """Who gets what; a proposal in which something is undecided is none to announce."""
    if view.awards:
        return {entry: tuple(award.id for award in awards) for entry, awards in view.awards.items()}
    proposal = proposed(live.event, view.standings)
    if proposal is None or live.event.awards is None:
        return {}
    if proposal.undecided:
        return Refusal(Code.CEREMONY_AWARDS_UNDECIDED)
    found: dict[EntryId, tuple[AwardId, ...]] = {}
    for award in live.event.awards.awards:
        for one in proposal.given:
            if one.award == award.id:
                found[one.entry] = (*found.get(one.entry, ()), award.id)
    return found


def _modules(scheme: Scheme, result: Result, view: RoundView, entry: EntryId) -> dict[ModuleId, Decimal]:
    """The figures a board shows: a module nobody has marked has none."""
    return {
        module.id: result.modules[module.id].total
        for module in scheme.modules
        if view.counts.get((module.id, entry), (0, 0))[0]
    }


def _known(live: LiveRound) -> Known:
    """What a frozen board showed by name. A public list of starters is known anyway; figures under a code are not."""
    numbers = sorted(live.event.registrations.values(), key=lambda one: (len(one.number), one.number))
    frozen = live.outside.frozen
    if frozen is None or live.round.identity != "name" or live.round.audience == "published":
        return Known(tuple(one.entry for one in numbers))
    complete = {
        one.entry: {
            module: value
            for module, value in _modules(live.event.scheme, one.result, frozen, one.entry).items()
            if frozen.counts[module, one.entry][0] >= frozen.counts[module, one.entry][1]
        }
        for one in frozen.standings
    }
    return Known(tuple(one.entry for one in frozen.standings), complete)
