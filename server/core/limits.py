"""How long a text and how many of a thing may be: one place for every limit on what a command says."""

import re

from server.core.ids import is_id
from server.core.refusals import Code, Refusal
from server.core.text import Text

TITLE_LENGTH = 120
REASON_LENGTH = 500
COMMENT_LENGTH = 2000
SEED_LENGTH = 120
CATEGORY_LENGTH = 30
NUMBER_LENGTH = 20

EVENTS = 40
ROUNDS_OF_AN_EVENT = 20
ENTRIES_OF_AN_EVENT = 2000
JUDGES_OF_A_PANEL = 60
TEAMS_OF_AN_EVENT = 2000
MEMBERS_OF_A_TEAM = 50
DELEGATION_TABLES = 12
OFFICIALS = EVENTS * JUDGES_OF_A_PANEL
DAYS = 31
PENALTIES_OF_AN_ENTRY = 50
RUNS_OF_A_MODULE = 9
STATIONS = 200
PERSONS_AT_A_PAPER_SHEET = 6

# Controls, halves of a character, marks that turn the direction of a text, what takes no room: what is read is what
# is there. The joiners U+200C and U+200D are left in: scripts and emoji are written with them.
_HIDING = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_NOTHING = re.compile("[\\s\u200c\u200d\u2800]*")
_LINES = {ord("\n"): None, ord("\t"): None}
"""A comment may have lines."""


def check_id(value: str) -> Refusal | None:
    """Ids have one spelling."""
    return None if is_id(value) else Refusal(Code.ID_INVALID, {"value": value[:60]})


def check_text(field: str, text: str, length_max: int, *, may_be_empty: bool = False) -> Refusal | None:
    """A text that is there, at most `length_max` characters long, without characters that hide others."""
    if _NOTHING.fullmatch(text) and not may_be_empty:
        return Refusal(Code.TEXT_MISSING, {"field": field})
    if len(text) > length_max:
        return Refusal(Code.TEXT_TOO_LONG, {"field": field, "length_max": length_max})
    if _HIDING.search(text.translate(_LINES) if field == "comment" else text):
        return Refusal(Code.MALFORMED, {"problem": f"{field}：含有控制字符 / control characters"})
    return None


def check_title(title: Text) -> Refusal | None:
    """A title in both languages."""
    return check_text("title.zh", title.zh, TITLE_LENGTH) or check_text("title.en", title.en, TITLE_LENGTH)


def check_reason(reason: str, *, needed: bool) -> Refusal | None:
    """A reason, where one has to be given."""
    if needed and not reason.strip():
        return Refusal(Code.REASON_MISSING)
    return check_text("reason", reason, REASON_LENGTH, may_be_empty=True)


def check_count(count: int, count_max: int) -> Refusal | None:
    """Not more than the limit."""
    return None if count <= count_max else Refusal(Code.TOO_MANY, {"count_max": count_max})
