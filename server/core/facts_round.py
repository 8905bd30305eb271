"""Facts of a round as a whole: its draw, its opening and closing, its publication. See `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import Code, EntryId, EventId, RoundId
from server.core.later import later
from server.core.text import Text

Audience = Literal["live", "published"]
"""What the public sees of a round: marks as they arrive, or nothing before publication."""
Identity = Literal["name", "code"]
"""How a public board names an entry before publication: by name, or by its blind code."""


@dataclass(frozen=True, slots=True)
class RoundAdded:
    """A round of an event; its field is every entry registered at the time of the draw, or who came through to it."""

    round: RoundId
    event: EventId
    title: Text
    audience: Audience = "live"
    identity: Identity = "name"
    kind: Literal["round_added"] = "round_added"


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    One entry's place in the running order is its place in the list; `code` is its blind number.

    `heat` and `station` count from 1; both are 0 where the round has no heats.
    """

    entry: EntryId
    code: Code
    heat: int = later(0)
    station: int = later(0)


@dataclass(frozen=True, slots=True)
class DrawMade:
    """
    The draw of a round: anyone can recompute the list from the seed and the registered entries (`draw.py`).

    `stations` is how many can work at the same time, 0 without heats; `apart` says that each delegation's entries
    were spread over the heats.
    """

    round: RoundId
    seed: str
    order: tuple[Drawn, ...]
    stations: int = later(0)
    apart: bool = later(False)
    kind: Literal["draw_made"] = "draw_made"


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """Sheets are accepted from now on. `reason` is given when a closed round is opened again."""

    round: RoundId
    reason: str = ""
    kind: Literal["round_opened"] = "round_opened"


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """No more sheets; what is still missing stays out. `reason` says why, where a conference (评议) was still open."""

    round: RoundId
    reason: str = later("")
    kind: Literal["round_closed"] = "round_closed"


@dataclass(frozen=True, slots=True)
class ResultsPublished:
    """The results as of this fact are official, version 1, 2, ...; the public sees exactly these."""

    round: RoundId
    version: int
    kind: Literal["results_published"] = "results_published"
