"""The WebSocket endpoint `/ws/v1/boards`: who may come in and what they ask for. The talk itself is the hub's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.websockets import WebSocket

from scoreboard.hub import BOARD_LENGTH_MAX, BOARDS_MAX, Hub, Visit, Wish
from scoreboard.lane_asgi import attend
from scoreboard.lane_wire import CloseCode
from server.core.ids import CompetitionId
from server.core.refusals import Code
from server.services.access import Action
from server.services.parts import Gate, Parts
from server.services.refused import Refused

EPOCH_LENGTH_MAX = 64
NUMBER_DIGITS_MAX = 15
PROTOCOL = "jinchui"
SCREEN_MAX = 4
"""Connections of one screen."""
PERSON_MAX = 256
"""Connections of one who signed in: a desk shows many previews at once."""
KEPT_FOR_KNOWN = 0.1
"""The part of all connections that strangers never get."""

PRIVATE = {
    "progress": Action.WATCH_PROGRESS,
    "floor": Action.WATCH_FLOOR,
    "work": Action.WATCH_WORK,
    "calls": Action.WATCH_WORK,
}
"""Kinds of board that are not for everyone, and what one must be allowed to do to see them."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom a connection counts for: one who is known, or everybody behind a network address."""

    holder: str
    most: int = 0
    """Of somebody who is known: how many connections they may have."""

    @property
    def known(self) -> bool:
        """Whether it is a screen of the hall or somebody who signed in."""
        return self.most > 0


class BoardSockets:
    """The endpoint."""

    def __init__(self, parts: Parts, hub: Callable[[], Hub]) -> None:
        self._parts = parts
        self._hub = hub

    async def connect(self, websocket: WebSocket) -> None:
        """One connection, from its handshake until the lanes have it."""
        hub = self._hub()
        guest = await self._guest(websocket)
        refused = self._at_the_door(hub, websocket, guest)
        if refused is not None:
            # Before the handshake: a refusal costs an HTTP answer and no connection.
            await websocket.send_denial_response(self._parts.answer(websocket, refused))
            return
        asked = asked_for(websocket.query_params)
        wishes = await self._allowed(websocket, asked) if isinstance(asked, tuple) else ()
        await websocket.accept(subprotocol=PROTOCOL if PROTOCOL in websocket.scope["subprotocols"] else None)
        if isinstance(asked, str):
            await websocket.close(CloseCode.POLICY, asked)
            return
        still = self._still(websocket, wishes)
        epoch = websocket.query_params.get("epoch")
        visit = Visit(
            hub, wishes, epoch, guest.holder, still, lambda board: needs(board) is None, known=guest.known
        )
        await attend(hub.room, websocket.scope, websocket.receive, websocket.send, visit)

    async def _guest(self, websocket: WebSocket) -> Guest:
        """A screen by its token, somebody who signed in, or whoever comes from an address."""
        screen = self._parts.gate.screen(websocket)
        if screen is not None:
            return Guest(f"screen {screen}", SCREEN_MAX)
        person = await self._parts.gate.who(websocket)
        if person is not None:
            return Guest(f"person {person.id}", PERSON_MAX)
        return Guest(websocket.client.host if websocket.client else "")

    def _at_the_door(self, hub: Hub, websocket: WebSocket, guest: Guest) -> Refused | None:
        settings = self._parts.settings
        if not self._parts.gate.same_site(websocket):
            return Refused(Code.CROSS_SITE)
        most = guest.most or settings.sockets_per_address
        if hub.holders[guest.holder] >= most:
            return Refused(Code.TOO_MANY_REQUESTS, seconds=5)
        # However many strangers come, screens and judges find room.
        room = settings.sockets - (0 if guest.known else round(settings.sockets * KEPT_FOR_KNOWN))
        if (hub.visitors if guest.known else hub.strangers) >= room:
            return Refused(Code.BUSY)
        return None

    async def _allowed(self, websocket: WebSocket, asked: tuple[Wish, ...]) -> tuple[Wish, ...]:
        gate = self._parts.gate
        return tuple(
            [
                wish
                if (code := await refusal(gate, websocket, wish.board)) is None
                else Wish(wish.board, refused=code)
                for wish in asked
            ]
        )

    def _still(self, websocket: WebSocket, wishes: tuple[Wish, ...]) -> Callable[[], Awaitable[bool]] | None:
        private = [wish.board for wish in wishes if wish.refused is None and needs(wish.board)]
        if not private:
            return None

        async def still() -> bool:
            for board in private:
                if await refusal(self._parts.gate, websocket, board) is not None:
                    return False
            return True

        return still


def needs(board: str) -> tuple[Action, CompetitionId] | None:
    """What one must be allowed to do, and where, to see this board; None: it is for everyone, or not at all."""
    kind, _, rest = board.partition(".")
    action = PRIVATE.get(kind)
    return None if action is None else (action, CompetitionId(rest.partition(".")[0]))


async def refusal(gate: Gate, connection: WebSocket, board: str) -> Code | None:
    """Why whoever is behind this connection may not see the board; None: they may."""
    what = needs(board)
    if what is None:
        return None
    try:
        await gate.admit(connection, *what)
    except Refused as refused:
        return refused.code
    return None


def asked_for(query: QueryParams) -> tuple[Wish, ...] | str:
    """
    The boards a client asks for and the number it holds of each; or what is wrong with the question, in English.

    >>> asked_for(QueryParams("board=a&board=b&after=3"))
    (Wish(board='a', after=3, refused=None), Wish(board='b', after=3, refused=None))
    """
    boards = query.getlist("board")
    numbers = query.getlist("after")
    if not 1 <= len(boards) <= BOARDS_MAX or len(set(boards)) < len(boards):
        return f"ask for 1 to {BOARDS_MAX} different boards"
    if any(len(board) > BOARD_LENGTH_MAX for board in boards):
        return "no board has so long an id"
    if len(query.get("epoch", "")) > EPOCH_LENGTH_MAX:
        return "no epoch is so long"
    if len(numbers) not in (0, 1, len(boards)):
        return "give one number for all boards, or one each"
    if not all(n.isascii() and n.isdigit() and len(n) <= NUMBER_DIGITS_MAX for n in numbers):
        return "a number is a whole number"
    held: list[int | None] = [int(n) for n in numbers]
    held = held or [None]
    return tuple(Wish(board, held[i % len(held)]) for i, board in enumerate(boards))
