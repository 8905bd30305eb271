"""How the facts about one round change it. Sheets and what is said about them: `sheet_fold.py`."""

from typing import assert_never

from server.core.blind_fold import evolve_blind
from server.core.calibration import after as calibrated
from server.core.conference import NOTHING_SAID
from server.core.facts_blind import BlindFact, BlindPlanSet, DecodeAsked, LayerDecoded, LayerSealed
from server.core.facts_calibration import CalibrationFact
from server.core.facts_field import CarrySet, DifficultiesDeclared, EntriesQualified
from server.core.facts_floor import ClocksSet, FloorFact
from server.core.facts_panel import JudgeReplaced, PanelSet
from server.core.facts_round import DrawMade, ResultsPublished, RoundClosed, RoundOpened
from server.core.facts_rulings import (
    EntryStateSet,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RerunOrdered,
    TieDecided,
)
from server.core.facts_withheld import (
    BoardFrozen,
    BoardUnfrozen,
    EmbargoLaid,
    EmbargoLiftAsked,
    EmbargoLifted,
    FreezePlanned,
    WithheldFact,
)
from server.core.floor import evolve_floor
from server.core.round import Rerun, Round
from server.core.seats import taken_over
from server.core.withheld import after as withheld_after

RoundFact = (
    DrawMade
    | PanelSet
    | JudgeReplaced
    | RoundOpened
    | RoundClosed
    | BoardFrozen
    | BoardUnfrozen
    | WithheldFact
    | ResultsPublished
    | EntryStateSet
    | EntriesQualified
    | PenaltyGiven
    | PenaltyLifted
    | PartRuled
    | CarrySet
    | DifficultiesDeclared
    | RerunOrdered
    | TieDecided
    | BlindFact
)


def evolve_round(round_: Round, fact: RoundFact, position: int) -> None:
    """Fold in one fact that names the round, in place, like `competition.evolve`."""
    match fact:
        case DrawMade():
            _take_draw(round_, fact)
        case PanelSet():
            round_.panels[fact.module] = fact.judges
            round_.shadows[fact.module] = fact.shadows
            before = round_.before.get(fact.module, {})
            round_.before[fact.module] = {j: before[j] for j in fact.judges if j in before}
        case JudgeReplaced():
            _replace_judge(round_, fact)
        case RoundOpened():
            round_.phase = "open"
        case RoundClosed():
            round_.phase = "closed"
        case (
            BoardFrozen()
            | BoardUnfrozen()
            | FreezePlanned()
            | EmbargoLaid()
            | EmbargoLiftAsked()
            | EmbargoLifted()
        ):
            _withhold(round_, fact, position)
        case ResultsPublished():
            _publish(round_, fact, position)
        case EntriesQualified():
            round_.qualified = fact
        case EntryStateSet():
            _set_state(round_, fact)
        case PenaltyGiven():
            round_.penalties[fact.entry] = (*round_.penalties.get(fact.entry, ()), fact)
            round_.penalties_given = fact.number
        case PenaltyLifted():
            _lift(round_, fact)
        case PartRuled():
            _rule(round_, fact)
        case RerunOrdered():
            _run_again(round_, fact)
        case TieDecided():
            round_.ties = (*round_.ties, fact)
        case CarrySet():
            round_.carry = fact
        case DifficultiesDeclared():
            round_.difficulties |= {(one.entry, one.module): one.difficulty for one in fact.declared}
        case BlindPlanSet() | LayerSealed() | DecodeAsked() | LayerDecoded():
            evolve_blind(round_, fact, position)
        case _:
            assert_never(fact)
    if isinstance(fact, ChangesResults):
        round_.changed_at = position


# Opening counts: a published round that was opened again can be published again, even if nothing came in.
ChangesResults = (
    DrawMade
    | PanelSet
    | JudgeReplaced
    | RoundOpened
    | EntryStateSet
    | PenaltyGiven
    | PenaltyLifted
    | PartRuled
    | RerunOrdered
    | TieDecided
    | CarrySet
    | DifficultiesDeclared
    | LayerSealed
    | LayerDecoded
)
"""The facts of a round, sheets apart, after which its results may be others."""


def evolve_beside(round_: Round, fact: FloorFact | CalibrationFact, position: int, recorded_at: int) -> None:
    """Fold in a fact that no result is made of."""
    if isinstance(fact, CalibrationFact):
        round_.calibrations = calibrated(round_.calibrations, fact, position, recorded_at)
        return
    first = round_.drawn[fact.codes[0]].heat if isinstance(fact, ClocksSet) else 0
    evolve_floor(round_.floor, fact, first, position, recorded_at)


def _take_draw(round_: Round, fact: DrawMade) -> None:
    round_.phase, round_.seed, round_.order = "drawn", fact.seed, fact.order
    round_.codes = {drawn.entry: drawn.code for drawn in fact.order}
    round_.entries = {drawn.code: drawn.entry for drawn in fact.order}
    round_.stations, round_.apart = fact.stations, fact.apart
    round_.drawn = {drawn.code: drawn for drawn in fact.order}


def _publish(round_: Round, fact: ResultsPublished, position: int) -> None:
    """What is official is no longer frozen."""
    round_.phase, round_.version = "published", fact.version
    round_.published_at, round_.frozen_at = position, None
    round_.withheld = withheld_after(round_.withheld, fact)


def _withhold(round_: Round, fact: BoardFrozen | BoardUnfrozen | WithheldFact, position: int) -> None:
    round_.withheld = withheld_after(round_.withheld, fact)
    if isinstance(fact, BoardFrozen):
        round_.frozen_at = position
    elif isinstance(fact, BoardUnfrozen):
        round_.frozen_at = None


def _replace_judge(round_: Round, fact: JudgeReplaced) -> None:
    """What was returned to the judge who left is due from the one who came."""
    module = fact.module
    round_.before[module] = taken_over(round_.before.get(module, {}), fact.judge, fact.by)
    round_.panels[module] = tuple(fact.by if one == fact.judge else one for one in round_.panels[module])
    round_.shadows[module] = tuple(one for one in round_.shadows.get(module, ()) if one != fact.by)
    for one in [of for of in round_.returned if (of[0], of[2]) == (module, fact.judge)]:
        del round_.returned[one]


def _set_state(round_: Round, fact: EntryStateSet) -> None:
    if fact.state == "competing":
        round_.states.pop(fact.entry, None)
    else:
        round_.states[fact.entry] = fact


def _lift(round_: Round, fact: PenaltyLifted) -> None:
    given = round_.penalty(fact.number)
    assert given is not None, "only what counts is lifted"
    left = tuple(one for one in round_.penalties.pop(given.entry) if one is not given)
    if left:
        round_.penalties[given.entry] = left
    round_.lifted = (*round_.lifted, (given, fact))


def _rule(round_: Round, fact: PartRuled) -> None:
    if fact.ruling == "marked":
        round_.parts.pop((fact.on, fact.part), None)
    else:
        round_.parts[fact.on, fact.part] = fact


def _run_again(round_: Round, fact: RerunOrdered) -> None:
    for module in fact.modules:
        key = (module, fact.entry)
        before = round_.sheets.pop(key, {})
        round_.shadow_sheets.pop(key, None)
        for one in [of for of in round_.returned if of[:2] == key]:
            del round_.returned[one]
        for waiting in (round_.paper, round_.shadow_paper):
            for one in [of for of in waiting if of[:2] == key]:
                del waiting[one]
        said = round_.conferences.pop(key, NOTHING_SAID)
        round_.reruns[key] = (*round_.reruns.get(key, ()), Rerun(fact, before, said.agreed))
