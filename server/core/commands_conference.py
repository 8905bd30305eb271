"""What a chief judge asks for when a panel lies too far apart on an entry (评议). Rules stand in `decide_conference.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.ids import AspectId, Code, FieldId, ModuleId, OfficialId, RoundId


@dataclass(frozen=True, slots=True)
class CallConference:
    """
    Have judges mark aspects again on which their panel lies too far apart, with a reason; no judges: all of them.

    `seen` is the newest fact about the entry's sheets in the module that the author saw; if there is a newer one, the
    command is refused.
    """

    round: RoundId
    module: ModuleId
    code: Code
    aspects: tuple[AspectId, ...]
    reason: str
    seen: int
    judges: tuple[OfficialId, ...] = ()
    kind: Literal["call_conference"] = "call_conference"


@dataclass(frozen=True, slots=True)
class AgreeValues:
    """Record the value a panel has come to, aspect by aspect, where its rule is to agree (`agreed`); with a reason."""

    round: RoundId
    module: ModuleId
    code: Code
    marks: Mapping[AspectId, Mapping[FieldId, str]]
    reason: str
    seen: int
    kind: Literal["agree_values"] = "agree_values"


@dataclass(frozen=True, slots=True)
class AcceptSpread:
    """Let aspects stand as they were marked, although the panel lies too far apart, with a reason."""

    round: RoundId
    module: ModuleId
    code: Code
    aspects: tuple[AspectId, ...]
    reason: str
    seen: int
    kind: Literal["accept_spread"] = "accept_spread"


ConferenceCommand = CallConference | AgreeValues | AcceptSpread
