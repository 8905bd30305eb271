"""Rules of a sheet: who hands it in, when, how it is corrected. What a mark may be stands in `marks.py`."""

from server.core import limits
from server.core.commands import Actor
from server.core.commands_sheet import CorrectSheet, ReturnSheet, SubmitSheet
from server.core.competition import Competition
from server.core.conference import Conference, changed_aspects
from server.core.decide_approval import check_takes_sheet, check_unlocked
from server.core.evidence import EVIDENCE_OF_A_SHEET, Evidence, content_hash, is_hash
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetSubmitted
from server.core.ids import OfficialId
from server.core.marks import check_marks
from server.core.refusals import Code, Refusal
from server.core.round import Round, Sheet
from server.core.scheme import Module
from server.core.sheet_rules import SheetRules


def submit_sheet(
    state: Competition, command: SubmitSheet, actor: Actor
) -> SheetSubmitted | ShadowSheetSubmitted | Refusal:
    """
    Once for each entry, by a judge of the module's panel, while the round is open; once more after each return.

    A sheet of an entry that no longer competes is taken too: the work was judged, and the state alone says
    whether it counts. Whose judge somebody is comes before everything else, so that others learn nothing. A judge
    who stays out of an entry (回避) is told that it is not theirs, and never why. A shadow judge's sheet follows the same
    rules and is another fact; as it changes no result it is taken of an entry that is approved, too.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    event = state.event_of(round_)
    module = event.scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    is_shadow = actor.official in round_.shadows.get(module.id, ())
    if not is_shadow and actor.official not in round_.have_sat(module.id):
        return Refusal(Code.NOT_ON_PANEL)
    entry = round_.entry_in(module.id, command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    judges = round_.shadowing(module.id, entry) if is_shadow else round_.judging(module.id, entry)
    if actor.official not in judges:
        return Refusal(Code.SHEET_NOT_YOURS)
    if command.run != (run := round_.run(module.id, entry)):
        return Refusal(Code.SHEET_OF_OTHER_RUN, {"run": command.run, "now": run})
    if sheet := round_.own_sheet(module.id, entry, actor.official):
        refused = _check_asked(round_.conference(module.id, entry), sheet, command, actor.official)
    else:
        back = round_.answers(module.id, entry, actor.official)
        refused = None if command.answers == back else Refusal(Code.SHEET_RETURNED, {"position": back})
    return (
        refused
        or check_takes_sheet(state, round_, module.id, entry, actor.official)
        or _taken(event.sheet_rules, round_, module, command, actor.official, is_shadow=is_shadow)
    )


def _check_asked(said: Conference, sheet: Sheet, command: SubmitSheet, judge: OfficialId) -> Refusal | None:
    """A sheet that is in is handed in again where a conference (评议) asks for it: only those aspects, in answer to it."""
    if judge not in said.asked:
        return Refusal(Code.SHEET_SUBMITTED_ALREADY, {"position": sheet.position})
    if command.answers != said.called_at:
        return Refusal(Code.SHEET_IN_CONFERENCE, {"position": said.called_at})
    others = sorted(changed_aspects(sheet.marks, command.marks) - set(said.aspects))
    return Refusal(Code.CONFERENCE_OTHER_ASPECT, {"aspect": others[0][:40]}) if others else None


def _taken(
    rules: SheetRules,
    round_: Round,
    module: Module,
    command: SubmitSheet,
    judge: OfficialId,
    *,
    is_shadow: bool,
) -> SheetSubmitted | ShadowSheetSubmitted | Refusal:
    """The sheet, where the round is open and nothing is wrong with what it says."""
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    return (
        limits.check_text("comment", command.comment, limits.COMMENT_LENGTH, may_be_empty=True)
        or check_marks(module, command.marks)
        or check_evidence(module, command.evidence)
        or check_signature(rules, command, judge)
        or _submitted(command, judge, is_shadow=is_shadow)
    )


def _submitted(
    command: SubmitSheet, judge: OfficialId, *, is_shadow: bool
) -> SheetSubmitted | ShadowSheetSubmitted:
    said = (command.round, command.module, command.code, judge, command.marks, command.comment)
    shown = (command.evidence, command.signature, command.run)
    if is_shadow:
        return ShadowSheetSubmitted(*said, *shown)
    return SheetSubmitted(*said, *shown, command.answers)


def check_evidence(module: Module, evidence: tuple[Evidence, ...]) -> Refusal | None:
    """Pictures by their hashes, each once, of an aspect of the sheet or of the whole."""
    if too_many := limits.check_count(len(evidence), EVIDENCE_OF_A_SHEET):
        return too_many
    aspects = {aspect.id for aspect in module.aspects()}
    for one in evidence:
        if not is_hash(one.file):
            return Refusal(Code.MALFORMED, {"problem": "file：应为 SHA-256 / takes a SHA-256"})
        if one.aspect is not None and one.aspect not in aspects:
            return Refusal(Code.MARK_UNKNOWN, {"aspect": one.aspect[:40], "field": ""})
    if len({one.file for one in evidence}) < len(evidence):
        return Refusal(Code.MALFORMED, {"problem": "evidence：同一张图片出现两次 / a picture stands twice"})
    return None


def check_signature(rules: SheetRules, command: SubmitSheet, judge: OfficialId) -> Refusal | None:
    """It is there where the event asks for it, and it is of this very content."""
    signature = command.signature
    if signature is None:
        return Refusal(Code.SIGNATURE_MISSING) if rules.signature else None
    if not is_hash(signature.image):
        return Refusal(Code.MALFORMED, {"problem": "image：应为 SHA-256 / takes a SHA-256"})
    signed = content_hash(
        command.round,
        command.module,
        command.code,
        judge,
        command.marks,
        command.comment,
        command.evidence,
        command.run,
    )
    return None if signature.content == signed else Refusal(Code.SIGNATURE_DIFFERS)


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
    entry = round_.entry_in(module.id, command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    sheet = round_.sheet(module.id, entry, command.judge)
    if sheet is None:
        return Refusal(Code.SHEET_NOT_SUBMITTED)
    if command.replaces != sheet.position:
        return Refusal(Code.SHEET_CHANGED_MEANWHILE, {"position": sheet.position})
    if command.judge in (said := round_.conference(module.id, entry)).asked:
        return Refusal(Code.SHEET_IN_CONFERENCE, {"position": said.called_at})
    if command.marks == sheet.marks:
        return Refusal(Code.SHEET_UNCHANGED)
    return (
        check_unlocked(state, round_, entry)
        or limits.check_reason(command.reason, needed=True)
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


def return_sheet(state: Competition, command: ReturnSheet) -> SheetReturned | Refusal:
    """While the round is open, as its judge has to hand it in again: a sheet that is in, with a reason."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    module = state.event_of(round_).scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    entry = round_.entry_in(module.id, command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    if returned := round_.returned.get((module.id, entry, command.judge)):
        return Refusal(Code.SHEET_RETURNED, {"position": returned.position})
    sheet = round_.sheet(module.id, entry, command.judge)
    if sheet is None:
        return Refusal(Code.SHEET_NOT_SUBMITTED)
    if command.replaces != sheet.position:
        return Refusal(Code.SHEET_CHANGED_MEANWHILE, {"position": sheet.position})
    return (
        check_unlocked(state, round_, entry)
        or limits.check_reason(command.reason, needed=True)
        or SheetReturned(round_.id, module.id, command.code, command.judge, command.reason, command.replaces)
    )
