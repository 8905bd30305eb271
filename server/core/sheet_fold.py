"""How a sheet that comes in, goes back or is talked about changes its round."""

from dataclasses import replace

from server.core.conference import accepted, agreed, answered, called, changed_aspects, remarked
from server.core.facts_conference import ConferenceCalled, ConferenceFact, SpreadAccepted, ValuesAgreed
from server.core.facts_paper import PaperEntered
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import Marks, SheetCorrected, SheetReturned, SheetSubmitted
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.paper import typed
from server.core.round import Returned, Round, Sheet


def take_sheet(round_: Round, fact: SheetSubmitted, position: int, recorded_at: int) -> None:
    """A sheet is in: it stands in place of the one before, whose pictures stay with it."""
    entry = round_.entries[fact.code]
    back = round_.returned.pop((fact.module, entry, fact.judge), None)
    round_.paper.pop((fact.module, entry, fact.judge), None)
    sheets = round_.sheets.setdefault((fact.module, entry), {})
    before = back.sheet if back else sheets.get(fact.judge)
    _marked_anew(round_, fact.module, entry, fact.judge, before, fact.marks)
    pictures = before.evidence if before else ()
    sheets[fact.judge] = Sheet(
        position,
        fact.marks,
        fact.comment,
        False,
        recorded_at,
        tuple({one.file: one for one in (*pictures, *fact.evidence)}.values()),
        fact.signature,
        fact.answers,
        fact.paper,
    )
    round_.changed_at = position


def take_shadow_sheet(round_: Round, fact: ShadowSheetSubmitted, position: int, recorded_at: int) -> None:
    """A shadow judge's sheet is in: nothing that results are made of changes."""
    entry = round_.entries[fact.code]
    round_.shadow_paper.pop((fact.module, entry, fact.judge), None)
    sheets = round_.shadow_sheets.setdefault((fact.module, entry), {})
    shown = (fact.evidence, fact.signature)
    sheets[fact.judge] = Sheet(
        position, fact.marks, fact.comment, False, recorded_at, *shown, paper=fact.paper
    )


def enter_paper(round_: Round, fact: PaperEntered, position: int, recorded_at: int) -> None:
    """A sheet on paper was typed in once: it waits for the second time."""
    key = (fact.module, round_.entries[fact.code], fact.judge)
    beside = fact.judge in round_.shadows.get(fact.module, ())
    waiting = round_.shadow_paper if beside else round_.paper
    waiting[key] = typed(waiting.get(key, ()), fact, position, recorded_at)


def correct_sheet(round_: Round, fact: SheetCorrected, position: int, recorded_at: int) -> None:
    """A sheet has other marks than its judge handed in."""
    entry = round_.entries[fact.code]
    sheets = round_.sheets[fact.module, entry]
    _marked_anew(round_, fact.module, entry, fact.judge, sheets[fact.judge], fact.marks)
    sheets[fact.judge] = replace(
        sheets[fact.judge], position=position, marks=fact.marks, corrected=True, recorded_at=recorded_at
    )
    round_.changed_at = position


def return_sheet(round_: Round, fact: SheetReturned, position: int, recorded_at: int) -> None:
    """A sheet went back to its judge, and is owed again."""
    entry = round_.entries[fact.code]
    sheets = round_.sheets[fact.module, entry]
    sheet = sheets.pop(fact.judge)
    if not sheets:
        del round_.sheets[fact.module, entry]
    # A sheet of somebody who has left is due from whoever holds the seat now.
    if fact.judge in round_.panels.get(fact.module, ()):
        round_.returned[fact.module, entry, fact.judge] = Returned(fact, position, recorded_at, sheet)
    if (said := round_.conferences.get((fact.module, entry))) is not None:
        round_.conferences[fact.module, entry] = answered(said, fact.judge)
    round_.changed_at = position


def _marked_anew(
    round_: Round, module: ModuleId, entry: EntryId, judge: OfficialId, before: Sheet | None, marks: Marks
) -> None:
    """A judge's marks are others than before: whoever was asked for them has answered, what was let stand is open."""
    said = round_.conferences.get((module, entry))
    if said is not None:
        changed = changed_aspects(before.marks if before else None, marks)
        round_.conferences[module, entry] = remarked(answered(said, judge), changed)


def confer(round_: Round, fact: ConferenceFact, position: int, recorded_at: int) -> None:
    """Something was said on an entry's marks in a module."""
    key = (fact.module, round_.entries[fact.code])
    said = round_.conference(*key)
    match fact:
        case ConferenceCalled():
            marks = {
                judge: sheet.marks
                for judge, sheet in round_.sheets[key].items()
                if judge in round_.judging(*key)
            }
            round_.conferences[key] = called(said, fact, position, recorded_at, marks)
        case ValuesAgreed():
            round_.conferences[key] = agreed(said, fact, position)
        case SpreadAccepted():
            round_.conferences[key] = accepted(said, fact, position)
    round_.changed_at = position
