"""The shapes of what clients send, for checking it and for the OpenAPI document. No behaviour."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from server.core.facts_setup import OfficialRole


def _without_controls(text: str) -> str:
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text):
        raise ValueError("holds control characters")
    return text


Line = Annotated[str, AfterValidator(_without_controls)]
"""A text of one line."""


class Body(BaseModel):
    """What a client sends: no field we do not know, no value of another kind."""

    model_config = ConfigDict(strict=True, extra="forbid")


class SetupBody(Body):
    """The first organiser."""

    code: Annotated[Line, Field(max_length=40)]
    name: Annotated[Line, Field(min_length=1, max_length=60)]
    password: Annotated[str, Field(max_length=200)]


class SignInBody(Body):
    """An organiser."""

    name: Annotated[Line, Field(max_length=60)]
    password: Annotated[str, Field(max_length=200)]


class PairBody(Body):
    """A judge's tablet."""

    card: Annotated[Line, Field(max_length=80)]
    pin: Annotated[Line, Field(max_length=20)]
    device: Annotated[Line, Field(max_length=80)] = ""
    cookie: bool = False


class CallHeardBody(Body):
    """Which call a judge has heard: its time."""

    at: Annotated[int, Field(ge=0)]


class TextBody(Body):
    """A text in both languages."""

    zh: Line
    en: Line


class CompetitionBody(Body):
    """A new competition."""

    id: Annotated[str, Field(max_length=60)]
    title: TextBody
    place: Line = ""
    days: Annotated[list[str], Field(max_length=31)] = []


class OfficialsBody(Body):
    """New judges, floor judges or chief judges, by name, and the delegation they all belong to."""

    names: Annotated[
        list[Annotated[Line, Field(min_length=1, max_length=60)]], Field(min_length=1, max_length=60)
    ]
    role: OfficialRole = "judge"
    delegation: Annotated[Line, Field(min_length=1, max_length=40)] | None = None


class SealKeyBody(Body):
    """A passphrase for opening blind numbers."""

    passphrase: Annotated[str, Field(max_length=200)]


class SealDrawBody(Body):
    """How many can work at the same time, for the layer that goes by stations."""

    stations: int = 0


class SealOpenBody(Body):
    """One's passphrase, or the seed from the envelope."""

    passphrase: Annotated[str, Field(max_length=200)] = ""
    seed: Annotated[Line, Field(max_length=200)] = ""


class NewDisplayBody(Body):
    """A screen that announces itself: its id where it has one, a name where somebody gave it one."""

    id: Annotated[Line, Field(max_length=40)] = ""
    name: Annotated[Line, Field(max_length=60)] = ""


class NameBody(Body):
    """A new screen."""

    name: Annotated[Line, Field(max_length=60)]


class SettingBody(Body):
    """How a screen stands in the hall; see docs/screens.md. What is left out is as usual."""

    distance: int = 0
    height: int = 0
    theme: Literal["dark", "light"] = "dark"
    sound: Literal["off", "chime", "voice"] = "off"
    brightness: int = 100
    margin: int = 0
    turn: int = 0
    columns: int = 1
    rows: int = 1
    column: int = 1
    row: int = 1
    bezel: int = 0


class DisplayBody(Body):
    """What a screen shows; what is left out stays."""

    name: Annotated[Line, Field(max_length=60)] | None = None
    board: Annotated[Line, Field(max_length=130)] | None = None
    options: Annotated[dict[str, str | int | bool], Field(max_length=40)] | None = None
    identify: bool = False
    setting: SettingBody | None = None
    groups: (
        Annotated[list[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]], Field(max_length=40)]
        | None
    ) = None


class TeamMemberBody(Body):
    """An entry in a team."""

    entry: Annotated[Line, Field(max_length=60)]
    role: Annotated[Line, Field(max_length=40)] = ""
    substitute: bool = False


class TeamBody(Body):
    """A team, whole; `team` is its id where it is there already. `reason` is needed once results are published."""

    team: Annotated[Line, Field(max_length=60)] = ""
    number: Annotated[Line, Field(max_length=20)]
    name: Annotated[Line, Field(max_length=60)]
    name_en: Annotated[Line, Field(max_length=80)] = ""
    delegation: Annotated[Line, Field(max_length=60)]
    members: Annotated[list[TeamMemberBody], Field(max_length=50)]
    reason: Annotated[Line, Field(max_length=500)] = ""
