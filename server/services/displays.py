"""The screens in the hall: which there are and what each shows. How a screen hears of it stands elsewhere."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from server.core.limits import check_text
from server.core.refusals import Code, Refusal
from server.services.board_kinds import Options, is_public_board
from server.services.kept import gone_or_as_before, kept_or_as_before
from server.services.newcomers import Newcomers
from server.services.screen_setting import USUAL, ScreenSetting
from server.services.screen_tokens import SCREEN_TOKEN
from server.storage.people import People
from server.storage.tables import Display, HallItem

SCREENS_MAX = 400
"""Anyone in the hall may let a screen announce itself; more than this is no hall."""
NAME_MAX = 60
OPTIONS_BYTES_MAX = 4096
OPTIONS_MAX = 40

ON_AIR = "on_air"
"""The kind of hall item that keeps what a screen shows beside its row."""
NOTHING: Mapping[str, Any] = {}

_SPELLING = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0/o, 1/l/i: the id of a screen is read aloud across a hall."""


@dataclass(frozen=True, slots=True)
class Screen:
    """
    One screen.

    `board` is the id of a public board it shows by itself, "" while it has none; `show` is a scene or playlist that
    was taken (see `hall_items.on_air`) and stands before it, empty while there is none; `notice` is an announcement
    over both; `blank` is black over all but an emergency. `identify` is when somebody last asked which screen this
    is, `reload` when it was told to load itself again, `changed_at` when anything here changed: ms since 1970 UTC,
    and always greater than before.
    """

    id: str
    name: str
    board: str = ""
    options: Options = field(default_factory=dict)
    identify: int = 0
    changed_at: int = 0
    setting: ScreenSetting = USUAL
    groups: tuple[str, ...] = ()
    show: Mapping[str, Any] = field(default_factory=dict)
    notice: Mapping[str, Any] = field(default_factory=dict)
    blank: bool = False
    reload: int = 0
    placed: bool = False
    """Whether somebody at the desk has done anything with it: before that it may be anybody's."""


class Displays:
    """All screens, kept in memory and in the store; who wants to know of a change says so with `watch`."""

    def __init__(
        self,
        people: People,
        now: Callable[[], int],
        new_id: Callable[[], str] | None = None,
        there: Callable[[str], bool] = lambda _board: True,
        newcomers: Newcomers | None = None,
        left: Callable[[str], None] | None = None,
    ) -> None:
        """
        :param now: ms since 1970 UTC; :param there: whether what a board is about is there
        :param left: forgets what else is known of a screen that is no more
        """
        self._people = people
        self._now = now
        self._there = there
        self._newcomers = newcomers or Newcomers()
        self._announcing = asyncio.Lock()
        self._left = left
        self._new_id = new_id or (lambda: "".join(secrets.choice(_SPELLING) for _ in range(5)))
        self._screens: dict[str, Screen] = {}
        self._watchers: list[Callable[[str], None]] = []
        self.house = ""
        """The competition whose look a screen has that shows none; set through `belong`."""
        self._alarms: list[Callable[[], None]] = []
        self.emergency: Mapping[str, Any] = NOTHING
        """What every screen says before all else, empty in peace; set through `alarm`."""
        self.alarmed_at = 0
        """When that changed last, at the latest when the server started: ms since 1970 UTC."""

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        now = self._now()
        kept = {
            row.id: json.loads(row.body) for row in await self._people.list_hall_items() if row.kind == ON_AIR
        }
        for row in await self._people.list_displays():
            self._screens[row.id] = _read(row, kept.get(row.id, {}), now)
        self.emergency = kept.get("", NOTHING)
        self.alarmed_at = now

    def watch(self, changed: Callable[[str], None]) -> None:
        """`changed(id)` is called after every change, and after a screen was removed."""
        self._watchers.append(changed)

    def watch_alarm(self, changed: Callable[[], None]) -> None:
        """`changed()` is called when an emergency begins, says something else, or is over."""
        self._alarms.append(changed)

    def all(self) -> list[Screen]:
        """Every screen, by name."""
        return sorted(self._screens.values(), key=lambda screen: (screen.name, screen.id))

    def get(self, display: str) -> Screen | None:
        """One screen."""
        return self._screens.get(display)

    async def register(
        self, display: str = "", name: str = "", *, address: str = "", placed: bool = False
    ) -> Screen | Refusal:
        """
        A screen announces itself; one that is known keeps what it shows, an unknown one gets an id.

        :param address: where it announces itself from; :param placed: somebody at the desk prepares it
        :raises Refused: too many new ones come
        """
        known = self._screens.get(display)
        if known is not None:
            return known
        refusal = check_text("name", name.strip(), NAME_MAX, may_be_empty=True)
        if refusal is not None:
            return refusal
        if not placed:
            self._newcomers.ask(address)
        # One at a time: who signs in, and who is asked for, waits for one of them and not for a hall of them.
        async with self._announcing:
            return await self._added(name, address, placed=placed)

    async def _added(self, name: str, address: str, *, placed: bool) -> Screen | Refusal:
        if len(self._screens) >= SCREENS_MAX and not await self._make_room():
            return Refusal(Code.TOO_MANY, {"count_max": SCREENS_MAX})
        fresh = self._new_id()
        while fresh in self._screens:
            fresh = self._new_id()
        screen = Screen(fresh, name.strip() or fresh.upper(), changed_at=self._now(), placed=placed)
        self._newcomers.came(fresh, address)
        await self._keep([screen])
        return screen

    async def _make_room(self) -> bool:
        """Whether a screen nobody placed was let go of; if it is one after all, it announces itself anew."""
        waiting = [screen.id for screen in self._screens.values() if not screen.placed]
        going = self._newcomers.to_go(waiting)
        return going is not None and await self.remove(going) is None

    async def change(
        self,
        display: str,
        *,
        name: str | None = None,
        board: str | None = None,
        options: Options | None = None,
        identify: bool = False,
        setting: ScreenSetting | None = None,
        groups: Sequence[str] | None = None,
    ) -> Screen | Refusal:
        """
        Change what is given and leave the rest (`options`, `setting` and `groups` are replaced whole).

        A `board` takes the place of whatever was taken before. A screen knows at once.
        """
        screen = self._screens.get(display)
        if screen is None:
            return Refusal(Code.DISPLAY_UNKNOWN)
        refusal = _wrong(name, board, options, setting)
        if refusal is not None:
            return refusal
        if board and not self._there(board):
            return Refusal(Code.BOARD_UNKNOWN)
        now = self._after(screen)
        screen = replace(
            screen,
            name=screen.name if name is None else name.strip(),
            board=screen.board if board is None else board,
            show=screen.show if board is None else NOTHING,
            options=screen.options if options is None else dict(options),
            identify=now if identify else screen.identify,
            setting=screen.setting if setting is None else setting,
            groups=screen.groups if groups is None else tuple(dict.fromkeys(groups)),
            changed_at=now,
            placed=True,
        )
        await self._keep([screen])
        return screen

    async def put(self, displays: Iterable[str], **changes: Any) -> None:
        """The same change for many screens in one step; True for `identify` or `reload` stands for now."""
        changed = []
        for screen in (self._screens[one] for one in displays if one in self._screens):
            now = self._after(screen)
            given: dict[str, Any] = {
                name: now if value is True and name in TIMES else value for name, value in changes.items()
            }
            changed.append(replace(screen, **given, changed_at=now, placed=True))
        await self._keep(changed)

    async def adjust(
        self,
        displays: Sequence[str],
        setting: Sequence[Mapping[str, Any]],
        options: Options = NOTHING,
    ) -> Refusal | None:
        """Change how several screens stand, each by its own part of `setting`; all of them or none."""
        changed = []
        for display, change in zip(displays, setting, strict=True):
            screen = self._screens[display]
            if unknown := set(change) - {field.name for field in fields(ScreenSetting)}:
                return _out_of_range(min(unknown))
            stands = replace(screen.setting, **change)
            shown = {**screen.options, **options}
            refusal = _wrong(None, None, shown, stands)
            if refusal is not None:
                return refusal
            at = self._after(screen)
            changed.append(replace(screen, setting=stands, options=shown, changed_at=at, placed=True))
        await self._keep(changed)
        return None

    async def alarm(self, emergency: Mapping[str, Any]) -> None:
        """Set what every screen says before all else; empty ends it."""
        self.emergency = emergency
        self.alarmed_at = max(self._now(), self.alarmed_at + 1)
        # Screens first: whoever is in the hall does not wait for a disk.
        self._tell_all()
        for changed in self._alarms:
            changed()
        await self._people.put_hall_items([HallItem(kind=ON_AIR, id="", body=_text(emergency))])

    def belong(self, competition: str) -> None:
        """Screens that show no competition look like this one's from now on."""
        if competition != self.house:
            self.house = competition
            self._tell_all()

    async def remove(self, display: str) -> Refusal | None:
        """Forget a screen; if it is still there it will announce itself anew."""
        if display not in self._screens:
            return Refusal(Code.DISPLAY_UNKNOWN)
        with gone_or_as_before(self._screens, display):
            await self._people.remove_display(display, (ON_AIR, SCREEN_TOKEN))
        self._newcomers.gone(display)
        if self._left is not None:
            self._left(display)
        self._tell(display)
        return None

    def _after(self, screen: Screen) -> int:
        return max(self._now(), screen.changed_at + 1)

    async def _keep(self, screens: Sequence[Screen]) -> None:
        with kept_or_as_before(self._screens, {screen.id: screen for screen in screens}):
            await self._people.put_displays(
                [Display(id=s.id, name=s.name, board=s.board, options=_text(s.options)) for s in screens]
            )
            await self._people.put_hall_items(
                [
                    HallItem(kind=ON_AIR, id=s.id, body=_text({**_on_air(s), "placed": s.placed}))
                    for s in screens
                ]
            )
        for screen in screens:
            self._tell(screen.id)

    def _tell_all(self) -> None:
        for screen in list(self._screens.values()):
            self._screens[screen.id] = replace(screen, changed_at=self._after(screen))
            self._tell(screen.id)

    def _tell(self, display: str) -> None:
        for changed in self._watchers:
            changed(display)


TIMES = {"identify", "reload"}


def as_json(screen: Screen, emergency: Mapping[str, Any] = NOTHING, house: str = "") -> dict[str, Any]:
    """What the board `display.{id}` says; what is as usual is left out."""
    more = {**_on_air(screen), "reload": screen.reload, "emergency": emergency, "house": house}
    return {
        "name": screen.name,
        "board": screen.board,
        "options": dict(screen.options),
        "identify": screen.identify,
        **{name: value for name, value in more.items() if value},
    }


def _on_air(screen: Screen) -> dict[str, Any]:
    return {
        "setting": screen.setting.as_json(),
        "groups": list(screen.groups),
        "show": dict(screen.show),
        "notice": dict(screen.notice),
        "blank": screen.blank,
    }


def _read(row: Display, kept: Mapping[str, Any], now: int) -> Screen:
    return Screen(
        row.id,
        row.name,
        row.board,
        json.loads(row.options),
        changed_at=now,
        setting=ScreenSetting.read(kept.get("setting", {})),
        groups=tuple(kept.get("groups", ())),
        show=kept.get("show", NOTHING),
        notice=kept.get("notice", NOTHING),
        blank=kept.get("blank", False),
        # Kept before there was a difference: somebody has placed it.
        placed=kept.get("placed", True),
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _wrong(
    name: str | None, board: str | None, options: Options | None, setting: ScreenSetting | None
) -> Refusal | None:
    if name is not None and (refusal := check_text("name", name.strip(), NAME_MAX)) is not None:
        return refusal
    if board and not is_public_board(board):
        return Refusal(Code.BOARD_UNKNOWN)
    if options is not None and not _plain(options):
        return Refusal(Code.MALFORMED, {"problem": "options：项数和取值超出限制 / few and plain values"})
    if setting is not None and setting.fault():
        return _out_of_range(setting.fault())
    return None


def _out_of_range(name: str) -> Refusal:
    return Refusal(Code.MALFORMED, {"problem": f"setting.{name}：超出范围 / out of range"})


def _plain(options: Options) -> bool:
    small = len(options) <= OPTIONS_MAX and len(json.dumps(options)) <= OPTIONS_BYTES_MAX
    return small and all(isinstance(value, str | int | bool) for value in options.values())
