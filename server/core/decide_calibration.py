"""Rules of calibration pieces (校准件): who sets one up, who marks it, and until when. Nothing here ever counts."""

from server.core import limits
from server.core.calibration import CalibrationPiece, code_of
from server.core.commands import Actor
from server.core.commands_calibration import EndCalibration, OpenCalibration, SetCalibrationReference
from server.core.commands_sheet import SubmitSheet
from server.core.competition import Competition
from server.core.decide_sheet import check_evidence, check_signature
from server.core.facts_calibration import (
    CalibrationEnded,
    CalibrationOpened,
    CalibrationReferenceSet,
    CalibrationSheetSubmitted,
)
from server.core.ids import Code as PieceCode
from server.core.ids import ModuleId
from server.core.marks import check_marks
from server.core.refusals import Code, Refusal
from server.core.round import Round

PIECES_OF_A_ROUND = 40
TITLE_LENGTH = 60
TOLERANCE_MAX = 50


def open_calibration(state: Competition, command: OpenCalibration) -> CalibrationOpened | Refusal:
    """Until judging has ended, for a module that has a panel; as many pieces as are wanted, one beside another."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if state.event_of(round_).scheme.module(command.module) is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if round_.phase in ("closed", "published"):
        return Refusal(Code.ROUND_NOT_OPEN)
    if not round_.panels.get(command.module):
        return Refusal(Code.PANEL_EMPTY)
    if not 0 <= command.tolerance <= TOLERANCE_MAX:
        return Refusal(Code.MALFORMED, {"problem": f"tolerance：0 至 {TOLERANCE_MAX} / 0 to {TOLERANCE_MAX}"})
    number = len(round_.calibrations) + 1
    return (
        limits.check_text("title", command.title, TITLE_LENGTH, may_be_empty=True)
        or limits.check_count(number, PIECES_OF_A_ROUND)
        or CalibrationOpened(round_.id, command.module, code_of(number), command.title, command.tolerance)
    )


def set_calibration_reference(
    state: Competition, command: SetCalibrationReference
) -> CalibrationReferenceSet | Refusal:
    """Before the judges mark, or after they have talked: until the piece is ended."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    piece = round_.calibrations.get(command.code)
    if piece is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    if piece.ended:
        return Refusal(Code.CALIBRATION_ENDED)
    if command.marks == piece.reference:
        return Refusal(Code.SHEET_UNCHANGED)
    module = state.event_of(round_).scheme.module(piece.module)
    assert module is not None, "a piece is of a module of the scheme"
    return check_marks(module, command.marks) or CalibrationReferenceSet(round_.id, piece.code, command.marks)


def end_calibration(state: Competition, command: EndCalibration) -> CalibrationEnded | Refusal:
    """Once, whoever has marked by then."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    piece = round_.calibrations.get(command.code)
    if piece is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    return Refusal(Code.CALIBRATION_ENDED) if piece.ended else CalibrationEnded(round_.id, piece.code)


def submit_calibration_sheet(
    state: Competition, command: SubmitSheet, actor: Actor
) -> CalibrationSheetSubmitted | Refusal:
    """Once, by a judge of the module's panel or beside it, until the piece is ended or judging is; opened or not."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    event = state.event_of(round_)
    module = event.scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if actor.official not in round_.everybody_of(module.id):
        return Refusal(Code.NOT_ON_PANEL)
    piece = _piece(round_, module.id, command.code)
    if piece is None or command.run != 1 or command.answers:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    if sheet := piece.sheets.get(actor.official):
        return Refusal(Code.SHEET_SUBMITTED_ALREADY, {"position": sheet.position})
    if piece.ended:
        return Refusal(Code.CALIBRATION_ENDED)
    if round_.phase in ("closed", "published"):
        return Refusal(Code.ROUND_NOT_OPEN)
    return (
        limits.check_text("comment", command.comment, limits.COMMENT_LENGTH, may_be_empty=True)
        or check_marks(module, command.marks)
        or check_evidence(module, command.evidence)
        or check_signature(event.sheet_rules, command, actor.official)
        or CalibrationSheetSubmitted(
            round_.id,
            module.id,
            piece.code,
            actor.official,
            command.marks,
            command.comment,
            command.evidence,
            command.signature,
        )
    )


def _piece(round_: Round, module: ModuleId, code: PieceCode) -> CalibrationPiece | None:
    piece = round_.calibrations.get(code)
    return piece if piece is not None and piece.module == module else None
