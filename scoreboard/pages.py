"""The addresses people and screens open: board pages, the list of boards, displays; and a board's snapshot for HTTP."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scoreboard.feed import Feed
from scoreboard.hub import BOARD_LENGTH_MAX
from scoreboard.sockets import needs
from server.core.ids import CompetitionId, EventId, RoundId
from server.core.ledger import LedgerFailed
from server.core.refusals import Code
from server.services.access import Action
from server.services.live_fold import LiveCompetition
from server.services.parts import BoardSnapshot, Parts
from server.services.refused import Refused
from server.services.stream import GRAPHICS

MAIN_TABLE = {"zh": "代表队总分榜", "en": "Delegations"}
LISTED_MAX = 16
"""As many boards as one connection may ask for: the newest competitions."""


FLOOR = ("stations", "heats")
"""Boards of a round besides its standings, by the last part of their address."""


class BoardPages:
    """Page shells and snapshots."""

    def __init__(self, parts: Parts, feed: Callable[[str], Feed | None]) -> None:
        self._parts = parts
        self._feed = feed

    def routes(self) -> list[BaseRoute]:
        """Everything that is not a WebSocket."""
        return [
            Route("/board", self.to_list, methods=["GET"], include_in_schema=False),
            Route("/board/", self.all_boards, methods=["GET"]),
            Route("/board/{competition}/{round}", self.standings, methods=["GET"]),
            Route("/board/{competition}/teams/{event}", self.teams, methods=["GET"]),
            Route("/board/{competition}/delegations/{table}", self.delegations, methods=["GET"]),
            Route("/board/{competition}/{round}/{kind}", self.floor, methods=["GET"]),
            Route("/display", self.to_display, methods=["GET"], include_in_schema=False),
            Route("/display/", self.display, methods=["GET"]),
            Route("/own/{name}/{file}", self.own_file, methods=["GET"]),
            Route("/overlay/{graphic}", self.overlay, methods=["GET"]),
            Route("/display/preview", self.preview, methods=["GET"]),
            Route("/display/{display}", self.display, methods=["GET"]),
        ]

    async def to_list(self, request: Request) -> Response:
        """One address, with the stroke."""
        return RedirectResponse("/board/")

    async def to_display(self, request: Request) -> Response:
        """One address, with the stroke."""
        return RedirectResponse("/display/")

    async def all_boards(self, request: Request) -> Response:
        """The boards there are; straight to the only one, unless `?all` asks for the list."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        competitions = self._parts.live.competitions()[-LISTED_MAX:]
        shown = [
            (c.id, live.round.id) for c in competitions for live in c.rounds.values() if live.round.order
        ]
        if len(shown) == 1 and "all" not in request.query_params:
            return RedirectResponse("/board/{}/{}".format(*shown[0]))
        boards = [f"overview.{competition.id}" for competition in reversed(competitions)]
        return self._parts.pages.page(request, "board/list.html", boards=boards)

    async def standings(self, request: Request) -> Response:
        """A round's board. One that is not there yet gets the page too: it says so itself, and looks again."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        competition, round_ = request.path_params["competition"], request.path_params["round"]
        live = self._parts.live.competition(CompetitionId(competition))
        title = None if live is None else _title(live, RoundId(round_))
        return self._board(request, f"standings.{competition}.{round_}", title)

    async def teams(self, request: Request) -> Response:
        """The board of an event's teams."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        competition, event = request.path_params["competition"], request.path_params["event"]
        live = self._parts.live.competition(CompetitionId(competition))
        found = None if live is None else live.state.events.get(EventId(event))
        title = None if found is None else {"zh": found.title.zh, "en": found.title.en}
        return self._board(request, f"teams.{competition}.{event}", title)

    async def delegations(self, request: Request) -> Response:
        """A table of delegations; `main` is the main one, whichever that is."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        competition, table = request.path_params["competition"], request.path_params["table"]
        live = self._parts.live.competition(CompetitionId(competition))
        found = None if live is None else next((one for one in live.state.tables if one.id == table), None)
        if live is not None and found is None and table == "main":
            title: dict[str, str] | None = MAIN_TABLE
            return self._board(request, f"delegations.{competition}", title)
        title = None if found is None else {"zh": found.title.zh, "en": found.title.en}
        return self._board(request, f"delegations.{competition}.{table}", title)

    def _board(self, request: Request, board: str, title: dict[str, str] | None) -> Response:
        """The page of one board; one that is not there yet gets it too: it says so itself, and looks again."""
        status = 200 if title else 404
        return self._parts.pages.page(request, "board/standings.html", status, board=board, title=title)

    async def floor(self, request: Request) -> Response:
        """A round's stations or heats. :raises Refused: no such kind of board"""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        competition, round_, kind = (request.path_params[name] for name in ("competition", "round", "kind"))
        if kind not in FLOOR:
            return self._parts.answer(request, Refused(Code.NOT_FOUND))
        live = self._parts.live.competition(CompetitionId(competition))
        title = None if live is None else _title(live, RoundId(round_))
        return self._parts.pages.page(
            request,
            "board/floor.html",
            200 if title else 404,
            board=f"{kind}.{competition}.{round_}",
            title=title,
        )

    async def display(self, request: Request) -> Response:
        """A screen: one that announces itself, or one that knows its id."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        display = request.path_params.get("display", "")
        screen = self._parts.displays.get(display)
        name = "" if screen is None else screen.name
        return self._parts.pages.page(request, "board/display.html", display=display, name=name)

    async def preview(self, request: Request) -> Response:
        """What a screen shows or would show, small, inside a page of the desk; nothing else may frame it."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        page = self._parts.pages.page(request, "board/preview.html")
        page.headers["X-Frame-Options"] = "SAMEORIGIN"
        page.headers["Content-Security-Policy"] = self._parts.framed_policy
        return page

    async def overlay(self, request: Request) -> Response:
        """A graphic over a live picture; what it shows follows from its address. The desk holds it in a frame."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        graphic = request.path_params["graphic"]
        if graphic not in GRAPHICS:
            raise Refused(Code.NOT_FOUND)
        page = self._parts.pages.page(request, "board/overlay.html", graphic=graphic)
        page.headers["X-Frame-Options"] = "SAMEORIGIN"
        page.headers["Content-Security-Policy"] = self._parts.framed_policy
        return page

    async def own_file(self, request: Request) -> Response:
        """A file of a board of one's own, as it was at the start. :raises Refused: there is none"""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        file = self._parts.own_files.get("{name}/{file}".format(**request.path_params))
        if file is None:
            raise Refused(Code.NOT_FOUND)
        headers = {
            "ETag": file.tag,
            "Cache-Control": "no-cache",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if file.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(file.content, headers=headers, media_type=file.media)

    async def snapshot(self, connection: HTTPConnection, board: str) -> BoardSnapshot:
        """A board's snapshot frame, as on the socket. :raises Refused:"""
        private = needs(board)
        if private:
            await self._parts.gate.admit(connection, *private)
        if len(board) <= BOARD_LENGTH_MAX:
            await self._catch_up(board)
        feed = self._feed(board) if len(board) <= BOARD_LENGTH_MAX else None
        if feed is None:
            raise Refused(Code.BOARD_UNKNOWN)
        return BoardSnapshot(feed.snapshot_json(), private is not None)

    async def _catch_up(self, board: str) -> None:
        """Whoever reads after a receipt sees what was recorded; where nothing new is, this costs nothing."""
        id_ = CompetitionId(board.partition(".")[2].partition(".")[0])
        recorded, live = self._parts.submit.state(id_), self._parts.live.competition(id_)
        if recorded is None or (live is not None and live.position >= recorded.position):
            return
        # A storage that fails says so itself; the board keeps standing, and its age tells.
        with suppress(LedgerFailed):
            await self._parts.live.catch_up(id_)


def _title(competition: LiveCompetition, round_: RoundId) -> dict[str, str] | None:
    live = competition.rounds.get(round_)
    if live is None:
        return None
    event, title = live.event.title, live.round.title
    return {"zh": f"{event.zh} · {title.zh}", "en": f"{event.en} · {title.en}"}
