"""What the faces are given to work with: one object, put together in `server/app.py`. It holds, and does nothing itself.

A face (`server.web`, `server.desk`, `scoreboard`, `judge_client`) offers `routes(parts) -> list[BaseRoute]`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from server.core.refusals import Code
from server.services.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.responses import Response

    from server.core.clock import Moment
    from server.core.ids import CompetitionId
    from server.core.ledger import Ledger
    from server.services.access import Action, Person
    from server.services.brands import Brands
    from server.services.calls import Calls
    from server.services.ceremonies import Ceremonies
    from server.services.displays import Displays
    from server.services.fleet import Fleet
    from server.services.histogram import Histogram
    from server.services.live import Live
    from server.services.own_boards import OwnFile
    from server.services.screen_reports import ScreenReports
    from server.services.screen_tokens import ScreenTokens
    from server.services.seals import Seals
    from server.services.sign_in import SignIns
    from server.services.spoken import Spoken
    from server.services.stream import Stream
    from server.services.submit import Submitter
    from server.services.turns import Turns
    from server.settings import Settings
    from server.storage.files_kept import FilesKept
    from server.storage.people import People


class Pages(Protocol):
    """How a face draws a page shell."""

    @property
    def build(self) -> str:
        """The revision of the front-end files, as it stands in their addresses."""
        ...

    def asset(self, path: str) -> str:
        """The revisioned address of a front-end file: `static/css/tokens.css` -> `/~1a2b3c/static/css/tokens.css`."""
        ...

    def modules(self, path: str) -> list[str]:
        """The revisioned address of every module that `path` imports, directly or not."""
        ...

    def below(self, *prefixes: str) -> list[str]:
        """The revisioned address of every front-end file whose path begins with one of these."""
        ...

    def page(
        self, connection: HTTPConnection, template: str, /, status: int = 200, **values: Any
    ) -> Response:
        """
        A drawn template, named by its face: `desk/home.html` is `server/desk/templates/home.html`.

        Faces: `desk`, `board` (scoreboard), `judge` (judge_client), `web`. Every template knows `asset(path)`,
        `modules(path)`, `lang` (`zh` or `en`, the reader's) and `request`.
        """
        ...


class Gate(Protocol):
    """Who a request comes from, and whether they may. A face asks; it never decides."""

    async def who(self, connection: HTTPConnection) -> Person | None:
        """The person behind the cookie or the bearer token of a request or WebSocket; None: nobody."""
        ...

    def screen(self, connection: HTTPConnection) -> str | None:
        """The screen of the hall that shows its token: one that somebody has placed; None: it is none."""
        ...

    async def admit(
        self, connection: HTTPConnection, action: Action, competition: CompetitionId | None = None
    ) -> Person | None:
        """
        The person, when they may do this here; an action open to all may have None.

        :raises Refused: they may not (an HTTP route lets it pass: the answer is made at the edge)
        """
        ...

    def same_site(self, connection: HTTPConnection) -> bool:
        """Whether the request (a WebSocket's handshake too) comes from a page of this server, or from no page."""
        ...

    def needs_https(self, connection: HTTPConnection) -> bool:
        """Whether a tablet asks over plain http, and nobody chose that; this very machine may always."""
        ...


@dataclass(frozen=True, slots=True)
class BoardSnapshot:
    """What a board shows, as the JSON of the socket's snapshot frame; `private`: not for everyone."""

    body: bytes
    private: bool


@dataclass(frozen=True, slots=True)
class FoundBy:
    """How devices find this server besides its address, and where they are told to trust it."""

    name: str = ""
    """Its address by name, such as `https://jinchui.local:8000`; "" where no name is announced."""
    trust_port: int = 0
    """Port of the plain page that explains the venue's certificate; 0: there is none."""


async def _no_board(_connection: HTTPConnection, _board: str) -> BoardSnapshot:
    raise Refused(Code.BOARD_UNKNOWN)


def _no_beat() -> None:
    """Without a scoreboard there is nobody to tell."""


def _nobody(_board: str) -> int:
    """Without a scoreboard nobody watches."""
    return 0


@dataclass(slots=True)
class Parts:
    """Everything a face may use."""

    settings: Settings
    ledger: Ledger
    people: People
    submit: Submitter
    sign_ins: SignIns
    seals: Seals
    displays: Displays
    files: FilesKept
    """Pictures beside the ledger, by the hash that the ledger names."""
    fleet: Fleet
    own_files: Mapping[str, OwnFile]
    """Files of boards of one's own, by `name/file`."""
    reports: ScreenReports
    screen_tokens: ScreenTokens
    stream: Stream
    brands: Brands
    spoken: Spoken
    ceremonies: Ceremonies
    calls: Calls
    """Judges who are called; in memory only."""
    live: Live
    """Every competition as it stands, with its standings and names; `app.py` starts it and keeps it going."""
    turns: Turns
    """For whatever strangers ask for that takes a while."""
    pages: Pages
    gate: Gate
    now: Callable[[], int]
    """Milliseconds since 1970 UTC, a label; the only clocks below `app.py` are this one and `moment`."""
    moment: Callable[[], Moment]
    """The steady clock that station clocks go by."""
    epoch: str
    framed_policy: str
    """The content policy of a page that a page of ours may hold in a frame."""
    framing_policy: str
    """The content policy of a page that holds such a frame."""
    answer: Callable[[HTTPConnection, Refused], Response]
    """A refusal as a response, for a face that answers by itself."""
    outcomes: Callable[[str, str], None]
    """Counts a command by kind and outcome."""
    found_by: Callable[[], FoundBy] = FoundBy
    """How devices find and trust this server besides its address; set by whoever runs it."""
    snapshot: Callable[[HTTPConnection, str], Awaitable[BoardSnapshot]] = _no_board
    """A board for whoever asks, set by the scoreboard. :raises Refused: no such board, or not for them"""
    beat: Callable[[], None] = _no_beat
    """A heartbeat to every screen now, beside the one of every second; set by the scoreboard, for measurements."""
    watching: Callable[[str], int] = _nobody
    """How many connections watch a board now; set by the scoreboard."""
    ready: dict[str, Callable[[], str]] = field(default_factory=dict)
    """Name of a part -> why it cannot serve now, "" when it can; `/readyz` asks all of them."""
    figures: list[Callable[[], Mapping[str, float]]] = field(default_factory=list)
    """Each gives gauges for `/metrics` by name (`jinchui_` is put before): `{"board_connections": 12}`."""
    histograms: list[Histogram] = field(default_factory=list)
    """For `/metrics`; `jinchui_` is put before their names."""
    at_stop: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    """What to let go of when the server stops; the last one first."""
