"""Every refusal code, once: its HTTP status, and whether the same request may succeed later without a change.

The texts stand in `static/i18n/*.json` under `refusal.<code>`; a test checks that each code has both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class _Kind(NamedTuple):
    status: int
    retry: bool


class Code(StrEnum):
    """Stable names of everything that is answered with no."""

    # the request itself
    MALFORMED = "malformed"
    BODY_TOO_LARGE = "body_too_large"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    COMMAND_ID_INVALID = "command_id_invalid"
    COMMAND_ID_REUSED = "command_id_reused"
    CROSS_SITE = "cross_site"
    HTTPS_NEEDED = "https_needed"
    TOO_MANY_REQUESTS = "too_many_requests"
    # who asks
    SIGN_IN_NEEDED = "sign_in_needed"
    SIGN_IN_WRONG = "sign_in_wrong"
    PAIRING_WRONG = "pairing_wrong"
    PAIRING_REVOKED = "pairing_revoked"
    SETUP_DONE = "setup_done"
    SETUP_CODE_WRONG = "setup_code_wrong"
    PASSWORD_TOO_SHORT = "password_too_short"
    NOT_ALLOWED = "not_allowed"
    # the competition
    COMPETITION_UNKNOWN = "competition_unknown"
    COMPETITION_EXISTS = "competition_exists"
    ID_INVALID = "id_invalid"
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY = "too_many"
    EVENT_UNKNOWN = "event_unknown"
    EVENT_EXISTS = "event_exists"
    SCHEME_INVALID = "scheme_invalid"
    SCHEME_UNKNOWN = "scheme_unknown"
    ROUND_UNKNOWN = "round_unknown"
    ROUND_EXISTS = "round_exists"
    ENTRY_UNKNOWN = "entry_unknown"
    ENTRY_WITHHELD = "entry_withheld"
    ENTRY_EXISTS = "entry_exists"
    ENTRIES_MISSING = "entries_missing"
    REGISTRATION_ENDED = "registration_ended"
    OFFICIAL_UNKNOWN = "official_unknown"
    OFFICIAL_EXISTS = "official_exists"
    OFFICIAL_NOT_JUDGE = "official_not_judge"
    OFFICIAL_DELEGATION_SAME = "official_delegation_same"
    OFFICIAL_DELEGATION_SETTLED = "official_delegation_settled"
    OFFICIAL_HAS_MARKED_DELEGATION = "official_has_marked_delegation"
    PANEL_NOBODY_LEFT = "panel_nobody_left"
    SHEET_NOT_YOURS = "sheet_not_yours"
    MODULE_UNKNOWN = "module_unknown"
    DIFFICULTY_INVALID = "difficulty_invalid"
    PANEL_EMPTY = "panel_empty"
    PANEL_JUDGE_TWICE = "panel_judge_twice"
    PANEL_JUDGE_UNKNOWN = "panel_judge_unknown"
    PANEL_JUDGE_HAS_MARKED = "panel_judge_has_marked"
    DRAW_MISSING = "draw_missing"
    DRAW_FIXED = "draw_fixed"
    DRAW_IN_LAYERS = "draw_in_layers"
    LAYER_UNKNOWN = "layer_unknown"
    LAYER_NOT_DRAWN = "layer_not_drawn"
    LAYERS_SEALED = "layers_sealed"
    CODE_OF_OTHER_MODULE = "code_of_other_module"
    PANEL_NOT_NEUTRAL = "panel_not_neutral"
    DECODE_NOT_ASKED = "decode_not_asked"
    DECODE_NEEDS_ANOTHER = "decode_needs_another"
    DECODE_NEEDS_BOTH = "decode_needs_both"
    DECODE_OUT_OF_ORDER = "decode_out_of_order"
    SEED_DIFFERS = "seed_differs"
    ROUND_DECODED = "round_decoded"
    SEAL_KEYS_MISSING = "seal_keys_missing"
    SEAL_KEY_WRONG = "seal_key_wrong"
    SEAL_NOT_HERE = "seal_not_here"
    ROUND_NOT_OPEN = "round_not_open"
    ROUND_NOT_CLOSED = "round_not_closed"
    ROUND_OPEN_ALREADY = "round_open_already"
    ROUND_INCOMPLETE = "round_incomplete"
    BOARD_FROZEN_ALREADY = "board_frozen_already"
    BOARD_NOT_FROZEN = "board_not_frozen"
    FREEZE_PLACES_INVALID = "freeze_places_invalid"
    FREEZE_MODULES_INVALID = "freeze_modules_invalid"
    FREEZE_TIME_INVALID = "freeze_time_invalid"
    FREEZE_NOT_PLANNED = "freeze_not_planned"
    EMBARGO_LAID = "embargo_laid"
    EMBARGO_NOT_LAID = "embargo_not_laid"
    EMBARGO_END_INVALID = "embargo_end_invalid"
    EMBARGO_NOT_PUT_OFF = "embargo_not_put_off"
    EMBARGO_HOLDS = "embargo_holds"
    RESULTS_SEEN = "results_seen"
    EARLIER_EMBARGOED = "earlier_embargoed"
    NOTHING_NEW_TO_PUBLISH = "nothing_new_to_publish"
    SECOND_CALCULATION_DIFFERS = "second_calculation_differs"
    SECOND_TABLE_DIFFERS = "second_table_differs"
    SECOND_QUALIFICATION_DIFFERS = "second_qualification_differs"
    RESULTS_NOT_OFFICIAL = "results_not_official"
    REASON_MISSING = "reason_missing"
    ENTRY_STATE_SAME = "entry_state_same"
    # penalties
    PENALTY_UNKNOWN = "penalty_unknown"
    PENALTY_AMOUNT_INVALID = "penalty_amount_invalid"
    PENALTY_AMOUNT_FIXED = "penalty_amount_fixed"
    PENALTY_NEEDS_MODULE = "penalty_needs_module"
    PENALTY_TAKES_NO_MODULE = "penalty_takes_no_module"
    PENALTY_COUNT_REACHED = "penalty_count_reached"
    PENALTY_LIFTED_ALREADY = "penalty_lifted_already"
    # the floor
    HEATS_MISSING = "heats_missing"
    HEAT_UNKNOWN = "heat_unknown"
    CLOCK_CANNOT = "clock_cannot"
    CLOCK_TIME_INVALID = "clock_time_invalid"
    ENTRY_NOT_COMPETING = "entry_not_competing"
    NOTE_UNKNOWN = "note_unknown"
    # ties
    TIE_NOT_DECIDABLE = "tie_not_decidable"
    TIE_NOT_EQUAL = "tie_not_equal"
    TIE_DECIDED_MEANWHILE = "tie_decided_meanwhile"
    TIES_UNDECIDED = "ties_undecided"
    # conferences
    CONFERENCE_SHEETS_MISSING = "conference_sheets_missing"
    CONFERENCE_UNDER_WAY = "conference_under_way"
    CONFERENCE_NOT_APART = "conference_not_apart"
    CONFERENCE_OTHER_ASPECT = "conference_other_aspect"
    CONFERENCES_OPEN = "conferences_open"
    SHEET_IN_CONFERENCE = "sheet_in_conference"
    VALUE_NOT_TO_AGREE = "value_not_to_agree"
    # approval
    ENTRIES_NOT_READY = "entries_not_ready"
    ENTRY_APPROVED = "entry_approved"
    ENTRY_NOT_APPROVED = "entry_not_approved"
    APPROVED_RESULTS_REST_ON_IT = "approved_results_rest_on_it"
    ENTRIES_NOT_APPROVED = "entries_not_approved"
    # re-runs
    RERUN_BEST_IN_FIELD = "rerun_best_in_field"
    # rulings on a part
    PART_UNKNOWN = "part_unknown"
    PART_RULED_ALREADY = "part_ruled_already"
    PART_HAS_NO_MAXIMUM = "part_has_no_maximum"
    PART_CANNOT_BE_SCALED = "part_cannot_be_scaled"
    # awards
    AWARD_TABLE_INVALID = "award_table_invalid"
    AWARD_TABLE_UNKNOWN = "award_table_unknown"
    AWARD_RULES_MISSING = "award_rules_missing"
    AWARD_UNKNOWN = "award_unknown"
    AWARD_TWICE = "award_twice"
    AWARDS_NEED_RESULTS = "awards_need_results"
    AWARDS_UNCHANGED = "awards_unchanged"
    # teams and delegations
    TEAMS_MISSING = "teams_missing"
    TEAMS_UNCHANGED = "teams_unchanged"
    TEAM_UNKNOWN = "team_unknown"
    TEAM_EXISTS = "team_exists"
    TEAM_EMPTY = "team_empty"
    TEAM_MEMBER_UNKNOWN = "team_member_unknown"
    TEAM_MEMBER_TWICE = "team_member_twice"
    TEAM_MEMBER_FOREIGN = "team_member_foreign"
    TEAM_RULE_INVALID = "team_rule_invalid"
    TEAM_RULE_MISSING = "team_rule_missing"
    DELEGATION_TABLE_INVALID = "delegation_table_invalid"
    DELEGATION_TABLE_UNKNOWN = "delegation_table_unknown"
    # sheets
    CODE_UNKNOWN = "code_unknown"
    NOT_ON_PANEL = "not_on_panel"
    SHEET_SUBMITTED_ALREADY = "sheet_submitted_already"
    SHEET_OF_OTHER_RUN = "sheet_of_other_run"
    SHEET_RETURNED = "sheet_returned"
    CALIBRATION_ENDED = "calibration_ended"
    PAPER_NOT_DUE = "paper_not_due"
    PAPER_OF_OTHER_RUN = "paper_of_other_run"
    PAPER_OF_OTHER_RETURN = "paper_of_other_return"
    PAPER_SHEET_IN = "paper_sheet_in"
    PAPER_ENTERED_ALREADY = "paper_entered_already"
    SHEET_NOT_SUBMITTED = "sheet_not_submitted"
    SHEET_CHANGED_MEANWHILE = "sheet_changed_meanwhile"
    SHEET_UNCHANGED = "sheet_unchanged"
    MARK_MISSING = "mark_missing"
    MARK_UNKNOWN = "mark_unknown"
    MARK_NOT_A_NUMBER = "mark_not_a_number"
    MARK_OUT_OF_RANGE = "mark_out_of_range"
    MARK_OFF_STEP = "mark_off_step"
    MARK_NOT_A_CHOICE = "mark_not_a_choice"
    SIGNATURE_MISSING = "signature_missing"
    SIGNATURE_DIFFERS = "signature_differs"
    SHEET_RULES_UNCHANGED = "sheet_rules_unchanged"
    LEVEL_UNKNOWN = "level_unknown"
    # files
    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNKNOWN = "file_unknown"
    FILE_NOT_NAMED = "file_not_named"
    PICTURE_UNREADABLE = "picture_unreadable"
    PICTURE_HOLDS_MORE = "picture_holds_more"
    # displays and boards
    BOARD_UNKNOWN = "board_unknown"
    DISPLAY_UNKNOWN = "display_unknown"
    SCREEN_TOKEN_WRONG = "screen_token_wrong"
    SHOW_ITEM_UNKNOWN = "show_item_unknown"
    STREAM_TOKEN_WRONG = "stream_token_wrong"
    PICTURE_UNSUITABLE = "picture_unsuitable"
    LOGO_TOO_LARGE = "logo_too_large"
    LOOK_CHANGED_MEANWHILE = "look_changed_meanwhile"
    CEREMONY_UNKNOWN = "ceremony_unknown"
    CEREMONY_NOT_READY = "ceremony_not_ready"
    CEREMONY_AWARDS_UNDECIDED = "ceremony_awards_undecided"
    CEREMONY_UNDER_WAY = "ceremony_under_way"
    CEREMONY_NOT_RUNNING = "ceremony_not_running"
    CEREMONY_NEEDS_ANOTHER = "ceremony_needs_another"
    CEREMONY_NO_SUCH_STEP = "ceremony_no_such_step"
    CEREMONY_MOVED = "ceremony_moved"
    CEREMONY_TOO_SOON = "ceremony_too_soon"
    CEREMONY_RESULTS_CHANGED = "ceremony_results_changed"
    REMOTE_PIN_WRONG = "remote_pin_wrong"
    # the server
    READ_ONLY = "read_only"
    BUSY = "busy"
    INTERNAL = "internal"

    @property
    def status(self) -> int:
        """The HTTP status this refusal travels with."""
        return _KINDS.get(self, _CONFLICT).status

    @property
    def retry(self) -> bool:
        """Whether the very same request may succeed later (the tablet keeps it and tries again)."""
        return _KINDS.get(self, _CONFLICT).retry


_CONFLICT = _Kind(409, retry=False)
_KINDS: dict[Code, _Kind] = {
    Code.MALFORMED: _Kind(422, retry=False),
    Code.BODY_TOO_LARGE: _Kind(413, retry=False),
    Code.NOT_FOUND: _Kind(404, retry=False),
    Code.METHOD_NOT_ALLOWED: _Kind(405, retry=False),
    Code.UNSUPPORTED_MEDIA_TYPE: _Kind(415, retry=False),
    Code.COMMAND_ID_INVALID: _Kind(422, retry=False),
    Code.CROSS_SITE: _Kind(403, retry=False),
    Code.HTTPS_NEEDED: _Kind(403, retry=False),
    Code.TOO_MANY_REQUESTS: _Kind(429, retry=True),
    Code.SIGN_IN_NEEDED: _Kind(401, retry=False),
    Code.SIGN_IN_WRONG: _Kind(401, retry=False),
    Code.PAIRING_WRONG: _Kind(401, retry=False),
    Code.PAIRING_REVOKED: _Kind(401, retry=False),
    Code.SETUP_CODE_WRONG: _Kind(401, retry=False),
    Code.PASSWORD_TOO_SHORT: _Kind(422, retry=False),
    Code.NOT_ALLOWED: _Kind(403, retry=False),
    Code.COMPETITION_UNKNOWN: _Kind(404, retry=False),
    Code.ID_INVALID: _Kind(422, retry=False),
    Code.TEXT_MISSING: _Kind(422, retry=False),
    Code.TEXT_TOO_LONG: _Kind(422, retry=False),
    Code.TOO_MANY: _Kind(422, retry=False),
    Code.EVENT_UNKNOWN: _Kind(404, retry=False),
    Code.SCHEME_INVALID: _Kind(422, retry=False),
    Code.SCHEME_UNKNOWN: _Kind(404, retry=False),
    Code.ROUND_UNKNOWN: _Kind(404, retry=False),
    Code.ENTRY_UNKNOWN: _Kind(404, retry=False),
    Code.ENTRY_WITHHELD: _Kind(404, retry=True),
    Code.ENTRIES_MISSING: _Kind(422, retry=False),
    Code.OFFICIAL_UNKNOWN: _Kind(404, retry=False),
    Code.MODULE_UNKNOWN: _Kind(404, retry=False),
    Code.OFFICIAL_NOT_JUDGE: _Kind(422, retry=False),
    Code.SHEET_NOT_YOURS: _Kind(403, retry=False),
    Code.HEAT_UNKNOWN: _Kind(404, retry=False),
    Code.CLOCK_TIME_INVALID: _Kind(422, retry=False),
    Code.NOTE_UNKNOWN: _Kind(404, retry=False),
    Code.FREEZE_PLACES_INVALID: _Kind(422, retry=False),
    Code.FREEZE_MODULES_INVALID: _Kind(422, retry=False),
    Code.FREEZE_TIME_INVALID: _Kind(422, retry=False),
    Code.EMBARGO_END_INVALID: _Kind(422, retry=False),
    Code.LAYER_UNKNOWN: _Kind(404, retry=False),
    Code.DECODE_NEEDS_ANOTHER: _Kind(403, retry=False),
    Code.DECODE_NEEDS_BOTH: _Kind(403, retry=False),
    Code.SEED_DIFFERS: _Kind(422, retry=False),
    Code.SEAL_KEY_WRONG: _Kind(422, retry=False),
    Code.SEAL_NOT_HERE: _Kind(404, retry=False),
    Code.DIFFICULTY_INVALID: _Kind(422, retry=False),
    Code.PANEL_EMPTY: _Kind(422, retry=False),
    Code.PANEL_JUDGE_TWICE: _Kind(422, retry=False),
    Code.PANEL_JUDGE_UNKNOWN: _Kind(409, retry=False),
    Code.REASON_MISSING: _Kind(422, retry=False),
    Code.PENALTY_UNKNOWN: _Kind(404, retry=False),
    Code.PENALTY_AMOUNT_INVALID: _Kind(422, retry=False),
    Code.PENALTY_AMOUNT_FIXED: _Kind(422, retry=False),
    Code.PENALTY_NEEDS_MODULE: _Kind(422, retry=False),
    Code.PENALTY_TAKES_NO_MODULE: _Kind(422, retry=False),
    Code.CONFERENCE_NOT_APART: _Kind(422, retry=False),
    Code.CONFERENCE_OTHER_ASPECT: _Kind(422, retry=False),
    Code.VALUE_NOT_TO_AGREE: _Kind(422, retry=False),
    Code.RERUN_BEST_IN_FIELD: _Kind(422, retry=False),
    Code.PART_UNKNOWN: _Kind(404, retry=False),
    Code.PART_HAS_NO_MAXIMUM: _Kind(422, retry=False),
    Code.PART_CANNOT_BE_SCALED: _Kind(422, retry=False),
    Code.AWARD_TABLE_INVALID: _Kind(422, retry=False),
    Code.AWARD_TABLE_UNKNOWN: _Kind(404, retry=False),
    Code.AWARD_UNKNOWN: _Kind(404, retry=False),
    Code.AWARD_TWICE: _Kind(422, retry=False),
    Code.TEAMS_MISSING: _Kind(422, retry=False),
    Code.TEAM_UNKNOWN: _Kind(404, retry=False),
    Code.TEAM_EMPTY: _Kind(422, retry=False),
    Code.TEAM_MEMBER_UNKNOWN: _Kind(422, retry=False),
    Code.TEAM_MEMBER_TWICE: _Kind(422, retry=False),
    Code.TEAM_MEMBER_FOREIGN: _Kind(422, retry=False),
    Code.TEAM_RULE_INVALID: _Kind(422, retry=False),
    Code.TEAM_RULE_MISSING: _Kind(404, retry=False),
    Code.DELEGATION_TABLE_INVALID: _Kind(422, retry=False),
    Code.DELEGATION_TABLE_UNKNOWN: _Kind(404, retry=False),
    Code.CODE_UNKNOWN: _Kind(404, retry=False),
    Code.NOT_ON_PANEL: _Kind(403, retry=False),
    Code.MARK_MISSING: _Kind(422, retry=False),
    Code.MARK_UNKNOWN: _Kind(422, retry=False),
    Code.MARK_NOT_A_NUMBER: _Kind(422, retry=False),
    Code.MARK_OUT_OF_RANGE: _Kind(422, retry=False),
    Code.MARK_OFF_STEP: _Kind(422, retry=False),
    Code.MARK_NOT_A_CHOICE: _Kind(422, retry=False),
    Code.SIGNATURE_MISSING: _Kind(422, retry=False),
    Code.SIGNATURE_DIFFERS: _Kind(422, retry=False),
    Code.LEVEL_UNKNOWN: _Kind(422, retry=False),
    Code.FILE_UNKNOWN: _Kind(404, retry=False),
    Code.FILE_NOT_NAMED: _Kind(409, retry=True),
    Code.PICTURE_UNREADABLE: _Kind(422, retry=False),
    Code.PICTURE_HOLDS_MORE: _Kind(422, retry=False),
    Code.FILE_UNREADABLE: _Kind(422, retry=False),
    Code.FILE_TOO_LARGE: _Kind(413, retry=False),
    Code.BOARD_UNKNOWN: _Kind(404, retry=False),
    Code.DISPLAY_UNKNOWN: _Kind(404, retry=False),
    Code.SCREEN_TOKEN_WRONG: _Kind(401, retry=False),
    Code.SHOW_ITEM_UNKNOWN: _Kind(404, retry=False),
    Code.STREAM_TOKEN_WRONG: _Kind(401, retry=False),
    Code.PICTURE_UNSUITABLE: _Kind(422, retry=False),
    Code.LOGO_TOO_LARGE: _Kind(422, retry=False),
    Code.LOOK_CHANGED_MEANWHILE: _Kind(409, retry=False),
    Code.CEREMONY_UNKNOWN: _Kind(404, retry=False),
    Code.CEREMONY_NO_SUCH_STEP: _Kind(422, retry=False),
    Code.REMOTE_PIN_WRONG: _Kind(401, retry=False),
    Code.READ_ONLY: _Kind(503, retry=True),
    Code.BUSY: _Kind(503, retry=True),
    Code.INTERNAL: _Kind(500, retry=True),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request answered with no: the code, and what its text needs (plain strings and whole numbers)."""

    code: Code
    detail: Mapping[str, str | int] = field(default_factory=dict)
