"""The screens in the hall: which there are and what each shows. How a screen hears of it stands elsewhere."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from server.core.ids import is_id
from server.core.refusals import Code, Refusal
from server.storage.people import People
from server.storage.tables import Display

SCREENS_MAX = 400
"""Anyone in the hall may let a screen announce itself; more than this is no hall."""
NAME_MAX = 60
BOARD_MAX = 130
OPTIONS_BYTES_MAX = 4096
OPTIONS_MAX = 40

Options = Mapping[str, str | int | bool]

_SPELLING = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0/o, 1/l/i: the id of a screen is read aloud across a hall."""


@dataclass(frozen=True, slots=True)
class Screen:
    """
    One screen. `board` is the id of a public board, "" while it has none.

    `identify` is when somebody last asked which screen this is, `changed_at` when anything here changed:
    ms since 1970 UTC, and always greater than before.
    """

    id: str
    name: str
    board: str = ""
    options: Options = field(default_factory=dict)
    identify: int = 0
    changed_at: int = 0


class Displays:
    """All screens, kept in memory and in the store; who wants to know of a change says so with `watch`."""

    def __init__(
        self, people: People, now: Callable[[], int], new_id: Callable[[], str] | None = None
    ) -> None:
        """:param now: ms since 1970 UTC"""
        self._people = people
        self._now = now
        self._new_id = new_id or (lambda: "".join(secrets.choice(_SPELLING) for _ in range(5)))
        self._screens: dict[str, Screen] = {}
        self._watchers: list[Callable[[str], None]] = []

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        now = self._now()
        for row in await self._people.list_displays():
            self._screens[row.id] = Screen(row.id, row.name, row.board, json.loads(row.options), 0, now)

    def watch(self, changed: Callable[[str], None]) -> None:
        """`changed(id)` is called after every change, and after a screen was removed."""
        self._watchers.append(changed)

    def all(self) -> list[Screen]:
        """Every screen, by name."""
        return sorted(self._screens.values(), key=lambda screen: (screen.name, screen.id))

    def get(self, display: str) -> Screen | None:
        """One screen."""
        return self._screens.get(display)

    async def register(self, display: str = "", name: str = "") -> Screen | Refusal:
        """A screen announces itself; one that is known keeps what it shows, an unknown one gets an id."""
        known = self._screens.get(display)
        if known is not None:
            return known
        if len(self._screens) >= SCREENS_MAX:
            return Refusal(Code.TOO_MANY, {"count_max": SCREENS_MAX})
        if len(name) > NAME_MAX:
            return Refusal(Code.TEXT_TOO_LONG, {"field": "name", "length_max": NAME_MAX})
        fresh = self._new_id()
        while fresh in self._screens:
            fresh = self._new_id()
        screen = Screen(fresh, name.strip() or fresh.upper(), changed_at=self._now())
        await self._keep(screen)
        return screen

    async def change(
        self,
        display: str,
        *,
        name: str | None = None,
        board: str | None = None,
        options: Options | None = None,
        identify: bool = False,
    ) -> Screen | Refusal:
        """Change what is given and leave the rest (`options` are replaced whole); a screen knows at once."""
        screen = self._screens.get(display)
        if screen is None:
            return Refusal(Code.DISPLAY_UNKNOWN)
        refusal = _wrong(name, board, options)
        if refusal is not None:
            return refusal
        now = max(self._now(), screen.changed_at + 1)
        screen = replace(
            screen,
            name=screen.name if name is None else name.strip(),
            board=screen.board if board is None else board,
            options=screen.options if options is None else dict(options),
            identify=now if identify else screen.identify,
            changed_at=now,
        )
        await self._keep(screen)
        return screen

    async def remove(self, display: str) -> Refusal | None:
        """Forget a screen; if it is still there it will announce itself anew."""
        if self._screens.pop(display, None) is None:
            return Refusal(Code.DISPLAY_UNKNOWN)
        await self._people.remove_display(display)
        self._tell(display)
        return None

    async def _keep(self, screen: Screen) -> None:
        # In memory first: two changes that overlap must not build on the same state.
        self._screens[screen.id] = screen
        text = json.dumps(screen.options, ensure_ascii=False)
        await self._people.put_display(
            Display(id=screen.id, name=screen.name, board=screen.board, options=text)
        )
        self._tell(screen.id)

    def _tell(self, display: str) -> None:
        for changed in self._watchers:
            changed(display)


def as_json(screen: Screen) -> dict[str, Any]:
    """What the board `display.{id}` says."""
    return {
        "name": screen.name,
        "board": screen.board,
        "options": dict(screen.options),
        "identify": screen.identify,
    }


def _wrong(name: str | None, board: str | None, options: Options | None) -> Refusal | None:
    if name is not None and not name.strip():
        return Refusal(Code.TEXT_MISSING, {"field": "name"})
    if name is not None and len(name) > NAME_MAX:
        return Refusal(Code.TEXT_TOO_LONG, {"field": "name", "length_max": NAME_MAX})
    if board and not is_public_board(board):
        return Refusal(Code.BOARD_UNKNOWN)
    if options is not None and not _plain(options):
        return Refusal(Code.MALFORMED, {"problem": "options：项数和取值超出限制 / few and plain values"})
    return None


_IDS = {"standings": (2,), "overview": (1,), "teams": (2,), "delegations": (1, 2)}
"""The kinds of board a screen may show, and how many ids each has."""


def is_public_board(board: str) -> bool:
    """
    Whether this is the id of a board that a screen may show; whether there is such a round is not asked.

    >>> is_public_board("standings.cup.final"), is_public_board("progress.cup.final")
    (True, False)
    """
    kind, *ids = board.split(".")
    return len(board) <= BOARD_MAX and len(ids) in _IDS.get(kind, ()) and all(map(is_id, ids))


def _plain(options: Options) -> bool:
    small = len(options) <= OPTIONS_MAX and len(json.dumps(options)) <= OPTIONS_BYTES_MAX
    return small and all(isinstance(value, str | int | bool) for value in options.values())
