"""Rules of sheets from paper: who types what in, and when two persons' entries become the judge's sheet."""

from server.core import limits
from server.core.commands import Actor
from server.core.commands_paper import EnterPaper
from server.core.competition import Competition
from server.core.decide_approval import check_takes_sheet
from server.core.facts_paper import FromPaper, PaperEntered
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetSubmitted
from server.core.marks import check_marks
from server.core.paper import by_others, own
from server.core.refusals import Code, Refusal
from server.core.round import Round


def enter_paper(
    state: Competition, command: EnterPaper, actor: Actor
) -> PaperEntered | SheetSubmitted | ShadowSheetSubmitted | Refusal:
    """
    While the round is open, of a sheet that is due and not in yet, of the run that is on, printed after its last return. A
    shadow judge's sheet is entered in the same way and is another fact.

    The first entry waits. One by another person that says the same makes it the judge's sheet, signed on paper; one that
    says something else waits beside it until one of them has looked again and typed what the other has. Nobody confirms
    what they typed themselves. Comments may differ: the second person's is taken.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    module = state.event_of(round_).scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    entry = round_.entry_in(module.id, command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    if command.judge not in round_.filling(module.id, entry):
        return Refusal(Code.PAPER_NOT_DUE)
    if command.run != (run := round_.run(module.id, entry)):
        return Refusal(Code.PAPER_OF_OTHER_RUN, {"run": command.run, "now": run})
    if sheet := round_.own_sheet(module.id, entry, command.judge):
        return Refusal(Code.PAPER_SHEET_IN, {"position": sheet.position})
    if command.answers != (back := round_.answers(module.id, entry, command.judge)):
        return Refusal(Code.PAPER_OF_OTHER_RETURN, {"position": back})
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    return (
        check_takes_sheet(state, round_, module.id, entry, command.judge)
        or limits.check_text("comment", command.comment, limits.COMMENT_LENGTH, may_be_empty=True)
        or check_marks(module, command.marks)
        or _entered(state, command, actor)
    )


def _entered(
    state: Competition, command: EnterPaper, actor: Actor
) -> PaperEntered | SheetSubmitted | ShadowSheetSubmitted | Refusal:
    round_ = state.rounds[command.round]
    key = (command.module, round_.entries[command.code], command.judge)
    waiting = round_.typed(*key)
    others = by_others(waiting, actor.official)
    same = next((one for one in others if one.fact.marks == command.marks), None)
    if same is not None:
        return _handed_in(round_, command, FromPaper(same.fact.by, actor.official))
    mine = own(waiting, actor.official)
    if mine and (mine.fact.marks, mine.fact.comment) == (command.marks, command.comment):
        return Refusal(Code.PAPER_ENTERED_ALREADY, {"position": mine.position})
    return limits.check_count(len(others) + 1, limits.PERSONS_AT_A_PAPER_SHEET) or PaperEntered(
        command.round,
        command.module,
        command.code,
        command.judge,
        actor.official,
        command.marks,
        command.comment,
        command.run,
        command.answers,
    )


def _handed_in(round_: Round, command: EnterPaper, paper: FromPaper) -> SheetSubmitted | ShadowSheetSubmitted:
    said = (command.round, command.module, command.code, command.judge, command.marks, command.comment)
    if command.judge in round_.shadows.get(command.module, ()):
        return ShadowSheetSubmitted(*said, run=command.run, paper=paper)
    return SheetSubmitted(*said, run=command.run, answers=command.answers, paper=paper)
