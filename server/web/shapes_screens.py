"""The shapes of requests and answers about screens, scenes and pictures. No behaviour; the rest stand in `shapes.py`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from server.web.shapes import DisplayShape, Text
from server.web.shapes_bodies import Body, Line

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
MaybeId = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,39})?$")]
Time = Annotated[int, Field(ge=0, lt=10**14)]
Version = Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")]
"""What was seen before a change; empty: whatever stands there is replaced."""
Names = Annotated[list[Id], Field(max_length=400)]


class TitleBody(Body):
    """A title in two languages; one of them may be empty."""

    zh: Annotated[Line, Field(max_length=200)] = ""
    en: Annotated[Line, Field(max_length=200)] = ""


class ZoneBody(Body):
    """What stands in one zone of a screen: a kind of content, its board where it needs one, its options."""

    kind: Annotated[str, Field(max_length=60)]
    board: Annotated[Line, Field(max_length=130)] = ""
    options: Annotated[dict[str, str | int | bool], Field(max_length=40)] = {}


class SceneBody(Body):
    """A layout with its content; without an id a new one."""

    id: MaybeId = ""
    title: TitleBody
    layout: Annotated[str, Field(max_length=40)]
    zones: Annotated[list[ZoneBody], Field(min_length=1, max_length=6)]
    replaces: Version = ""


class StepBody(Body):
    """One step of a playlist."""

    scene: Id
    seconds: Annotated[int, Field(ge=3, le=3600)]


class PlaylistBody(Body):
    """Scenes one after another, again and again; without an id a new one."""

    id: MaybeId = ""
    title: TitleBody
    steps: Annotated[list[StepBody], Field(max_length=60)]
    replaces: Version = ""


class GroupBody(Body):
    """A group of screens; without an id a new one."""

    id: MaybeId = ""
    title: TitleBody
    replaces: Version = ""


class CueBody(Body):
    """What shall go on air when its line of the programme begins; without groups on every screen."""

    groups: Annotated[list[Id], Field(max_length=40)] = []
    scene: MaybeId = ""
    playlist: MaybeId = ""


class ProgrammeBody(Body):
    """A line of the programme of the day; `end` 0: open. Without an id a new one."""

    id: MaybeId = ""
    competition: Id
    title: TitleBody
    place: Annotated[Line, Field(max_length=60)] = ""
    start: Time
    end: Time = 0
    cues: Annotated[list[CueBody], Field(max_length=40)] = []
    replaces: Version = ""


class FleetActionBody(Body):
    """Something for many screens at once: those that are named, those of the groups, or all."""

    action: Literal[
        "take", "hide", "blank", "unblank", "identify", "reload", "notice", "clear_notice", "adjust", "wall"
    ]
    screens: Names = []
    groups: Names = []
    everyone: bool = False
    scene: MaybeId = ""
    playlist: MaybeId = ""
    text: TitleBody = TitleBody()
    setting: Annotated[dict[str, int | str], Field(max_length=20)] = {}
    """Only for `adjust`: what changes on each of them, the rest stays."""
    options: Annotated[dict[str, str | int | bool], Field(max_length=40)] = {}
    """Only for `adjust` and `wall`, likewise."""
    columns: Annotated[int, Field(ge=1, le=12)] = 1
    """Only for `wall`: the screens, in the order they are named, stand from the top left, row by row."""
    bezel: Annotated[int, Field(ge=0, le=100)] = 0


class EmergencyBody(Body):
    """What every screen shall say at once; without a text the emergency is over."""

    text: TitleBody = TitleBody()


class ReportBody(Body):
    """What a screen says of itself."""

    page: Annotated[str, Field(pattern=r"^[0-9a-f]{8,32}$")]
    state: Literal["live", "connecting", "behind", "late", "lost", "ended"]
    over: Literal["", "waiting", "notice", "emergency", "blank"] = ""
    show: MaybeId = ""
    step: Annotated[int, Field(ge=0, le=60)] = 0
    layout: Annotated[str, Field(max_length=40)] = ""
    zones: Annotated[list[ZoneBody], Field(max_length=6)] = []
    numbers: Annotated[list[Time], Field(max_length=6)] = []
    left: Annotated[list[Annotated[Line, Field(max_length=200)]], Field(max_length=40)] = []
    language: Literal["zh", "en"]
    theme: Literal["dark", "light"] = "dark"
    width: Annotated[int, Field(ge=0, le=65_536)]
    height: Annotated[int, Field(ge=0, le=65_536)]
    fps: Annotated[int, Field(ge=0, le=1000)]
    build: Annotated[str, Field(max_length=40)] = ""


class ScreenShape(DisplayShape):
    """A screen, what it shall show, and what it says it shows."""

    setting: NotRequired[dict[str, Any]]
    groups: NotRequired[list[str]]
    show: NotRequired[dict[str, Any]]
    notice: NotRequired[dict[str, Any]]
    blank: NotRequired[bool]
    reload: NotRequired[int]
    emergency: NotRequired[dict[str, Any]]
    seen_at: NotRequired[int]
    silent: NotRequired[bool]
    pages: NotRequired[int]
    report: NotRequired[dict[str, Any]]


class PictureShape(TypedDict):
    """An uploaded picture."""

    id: str
    name: str
    media: str
    width: int
    height: int


class FleetShape(TypedDict):
    """Everything the page needs that drives screens."""

    now: int
    screens: list[ScreenShape]
    scenes: list[dict[str, Any]]
    playlists: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    programme: list[dict[str, Any]]
    versions: dict[str, dict[str, str]]
    pictures: list[PictureShape]
    emergency: dict[str, Any]
    house: str


class KindsShape(TypedDict):
    """What a screen can show."""

    kinds: list[dict[str, Any]]
    layouts: list[dict[str, Any]]
    faults: list[str]


class ItemShape(TypedDict):
    """A scene, playlist, group or line of the programme as it is kept, with the fields that its kind has."""

    id: str
    title: Text
    layout: NotRequired[str]
    zones: NotRequired[list[dict[str, Any]]]
    steps: NotRequired[list[dict[str, Any]]]
    competition: NotRequired[str]
    place: NotRequired[str]
    start: NotRequired[int]
    end: NotRequired[int]
    cues: NotRequired[list[dict[str, Any]]]


class ChannelShape(TypedDict):
    """A channel of the stream's graphics."""

    id: str
    kind: Literal["stream"]
    shown: bool
    step: int
    entry: NotRequired[str]
    pages: int


class OnAirShape(TypedDict):
    """What a channel's graphics show; `entry` is "" while they go by step; `pages`: how many have one open."""

    shown: bool
    step: int
    entry: str
    pages: int


class HiddenShape(TypedDict):
    """The channels that were shown until now."""

    hidden: list[str]


class StreamShape(TypedDict):
    """Every channel, and whether a token was made."""

    channels: list[ChannelShape]
    token_made: bool


class TokenShape(TypedDict):
    """The token: the only time it is shown."""

    token: str


class QrShape(TypedDict):
    """The code's text, its size in modules, and the path that fills the dark ones."""

    text: str
    size: int
    path: str
