"""What can be asked for about a round as a whole: its draw, opening, closing and publication. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.facts_round import Audience, Identity
from server.core.ids import EventId, RoundId
from server.core.later import later
from server.core.text import Text


@dataclass(frozen=True, slots=True)
class AddRound:
    """Add a round to an event."""

    round: RoundId
    event: EventId
    title: Text
    audience: Audience = "live"
    identity: Identity = "name"
    kind: Literal["add_round"] = "add_round"


@dataclass(frozen=True, slots=True)
class MakeDraw:
    """
    Draw running order and blind codes; an empty seed asks the server for a random one. Repeatable before opening.

    `stations` above 0 deals the entries to heats of that size and to stations; `apart` spreads each delegation's
    entries over the heats.
    """

    round: RoundId
    seed: str = ""
    stations: int = later(0)
    apart: bool = later(False)
    kind: Literal["make_draw"] = "make_draw"


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Let judging begin; to open a closed round again takes a reason."""

    round: RoundId
    reason: str = ""
    kind: Literal["open_round"] = "open_round"


@dataclass(frozen=True, slots=True)
class CloseRound:
    """
    End judging. With sheets missing it is refused unless `incomplete` says that this is meant, with a conference (评议)
    still open unless `reason` says why.
    """

    round: RoundId
    incomplete: bool = False
    reason: str = later("")
    kind: Literal["close_round"] = "close_round"


@dataclass(frozen=True, slots=True)
class PublishResults:
    """Make the results of a closed round official."""

    round: RoundId
    kind: Literal["publish_results"] = "publish_results"
