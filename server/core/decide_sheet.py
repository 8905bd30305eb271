"""Rules of a sheet: who hands it in, when, how it is corrected. What a mark may be stands in `marks.py`."""

from server.core import limits
from server.core.commands import Actor, CorrectSheet, SubmitSheet
from server.core.competition import Competition
from server.core.facts import SheetCorrected, SheetSubmitted
from server.core.marks import check_marks
from server.core.refusals import Code, Refusal


def submit_sheet(state: Competition, command: SubmitSheet, actor: Actor) -> SheetSubmitted | Refusal:
    """
    Once for each entry, by a judge of the module's panel, while the round is open.

    A sheet of an entry that no longer competes is taken too: the work was judged, and the state alone says
    whether it counts. Whose judge somebody is comes before everything else, so that others learn nothing.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    module = state.event_of(round_).scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if actor.official not in round_.panels.get(module.id, ()):
        return Refusal(Code.NOT_ON_PANEL)
    entry = round_.entries.get(command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    if sheet := round_.sheet(module.id, entry, actor.official):
        return Refusal(Code.SHEET_SUBMITTED_ALREADY, {"position": sheet.position})
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    return (
        limits.check_text("comment", command.comment, limits.COMMENT_LENGTH, may_be_empty=True)
        or check_marks(module, command.marks)
        or SheetSubmitted(round_.id, module.id, command.code, actor.official, command.marks, command.comment)
    )


def correct_sheet(state: Competition, command: CorrectSheet) -> SheetCorrected | Refusal:
    """
    A sheet that was handed in, from the opening on, with a reason, by somebody who saw its marks as they are.

    After a publication the correction waits for the next one: the public sees what was published.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    module = state.event_of(round_).scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if round_.phase in ("planned", "drawn"):
        return Refusal(Code.ROUND_NOT_OPEN)
    entry = round_.entries.get(command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    sheet = round_.sheet(module.id, entry, command.judge)
    if sheet is None:
        return Refusal(Code.SHEET_NOT_SUBMITTED)
    if command.replaces != sheet.position:
        return Refusal(Code.SHEET_CHANGED_MEANWHILE, {"position": sheet.position})
    if command.marks == sheet.marks:
        return Refusal(Code.SHEET_UNCHANGED)
    return (
        limits.check_reason(command.reason, needed=True)
        or check_marks(module, command.marks)
        or SheetCorrected(
            round_.id,
            module.id,
            command.code,
            command.judge,
            command.marks,
            command.reason,
            command.replaces,
        )
    )
