"""The shapes of requests and answers about ceremonies. No behaviour."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from server.web.shapes import Text
from server.web.shapes_bodies import Body

Hold = Literal["entry", "award_before", "award_after"]
Beat = Literal["start", "call", "module", "place", "award", "call_up", "podium", "list"]


class PlanBody(Body):
    """How a result list is revealed; a rehearsal has made-up names and figures."""

    from_rank: Annotated[int, Field(ge=0, le=2000)] = 0
    by_module: bool = True
    award_stops: bool = True
    call_up: bool = False
    waiting_shown: bool = False
    finale: Literal["podium", "list", "both", "none"] = "podium"
    holds: Annotated[list[Hold], Field(max_length=3)] = Field(default=["award_after"])
    rehearsal: bool = False


class DriveBody(Body):
    """`seen`: the step before one's eyes; `to`: the step to jump to or to wait after, or seconds between steps for `auto`."""

    seen: Annotated[int, Field(ge=0, le=100_000)] | None = None
    to: Annotated[int, Field(ge=0, le=100_000)] = 0


class PinBody(Body):
    """The PIN of the remote, or the key of its QR code."""

    pin: Annotated[str, Field(min_length=1, max_length=20)]


class SpokenBody(Body):
    """How a name, or the entry's `unit`, is said: tones as marks or figures (`Le4 Jia1`); empty: by the dictionary."""

    said: Annotated[str, Field(max_length=400)] = ""
    unit: bool = False


class SpokenShape(TypedDict):
    """How a name is said, tones as marks."""

    said: str


class ControlShape(TypedDict):
    """Where a ceremony is, and what kind of step comes next."""

    phase: Literal["prepared", "armed", "running"]
    rehearsal: bool
    step: int
    steps: int
    auto: int
    pace: int
    beat: Beat
    next: NotRequired[Beat]


class DeskCeremonyShape(TypedDict):
    """The organiser's: every step with its names. Without a ceremony only `phase`."""

    phase: Literal["none", "prepared", "armed", "running"]
    rehearsal: NotRequired[bool]
    step: NotRequired[int]
    steps: NotRequired[int]
    auto: NotRequired[int]
    pace: NotRequired[int]
    beat: NotRequired[Beat]
    next: NotRequired[Beat]
    plan: NotRequired[dict[str, Any]]
    pin_at: NotRequired[int]
    """When the PIN of remotes was made: a page that shows an older one shows one that lets nobody in."""
    confirmed: NotRequired[bool]
    changed_since: NotRequired[bool]
    entries: NotRequired[int]
    list: NotRequired[list[dict[str, Any]]]


class PreparedShape(ControlShape):
    """A ceremony that was prepared, the PIN of its remote and the key of its QR code: the only time they are shown."""

    pin: str
    key: str
    pin_at: int


class PinShape(TypedDict):
    """The PIN of remotes and the key of their QR code, the only time they are shown, and when they were made."""

    pin: str
    key: str
    pin_at: int


class RemoteShape(TypedDict):
    """A remote's token."""

    token: str
    title: Text


class ScriptShape(TypedDict):
    """What the announcer reads, in its order."""

    lines: list[dict[str, Any]]
    rehearsal: bool
    confirmed: NotRequired[bool]
