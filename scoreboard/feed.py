"""One board's numbered frames, and how a late screen catches up; pure: it knows numbers, not sockets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import orjson

from scoreboard.lane_wire import ReadyFrame, text_frame
from scoreboard.merge_patch import State, diff

HISTORY_SECONDS = 15 * 60
HISTORY_MESSAGES = 10_000
HISTORY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Kept:
    """A patch that was sent, and how many bytes of patches this feed had made with it."""

    after: int
    number: int
    made_at: float
    bytes_made: int
    frame: ReadyFrame


class Feed:
    """
    The newest state of a board, the number it is true at, and the patches that led there.

    The state holds from the last frame's number up to `seen`. A snapshot always carries the number of the
    last fact that touched the board: so its bytes are the same for the same facts, however they came in.
    """

    def __init__(self, board: str, epoch: str, state: State, number: int, seen: int, floor: int = -1) -> None:
        """`floor`: states up to this number may be of an earlier process; nothing is built on them."""
        self.board = board
        self.epoch = epoch
        self.state = state
        self.number = number
        self.seen = max(seen, number)
        self._floor = floor
        self._base = number
        self._kept: list[_Kept] = []
        self._bytes_made = 0
        self._snapshot: bytes | None = None

    def advance(self, number: int, state: State, now: float) -> ReadyFrame | None:
        """
        Take the state as of `number`; the patch to send, or None where nothing changed to the eye.

        :param now: seconds on a clock that never goes back
        """
        assert number >= self.number, "a board never goes back"
        if number == self.number and state == self.state:
            return None
        patch = diff(self.state, state)
        self.number = number
        self.seen = max(self.seen, number)
        self._snapshot = None
        if not patch:
            return None
        assert number > self._base, "a change without a new fact goes through replace()"
        self.state = state
        frame = self._frame(type="patch", board=self.board, after=self._base, number=number, patch=patch)
        self._keep(frame, number, now)
        return frame

    def replace(self, state: State) -> ReadyFrame | None:
        """
        Take a state that changed without a fact (a name was corrected or erased): a snapshot for everyone.

        No patch can say this, as a patch leads to a greater number. The snapshot takes the greatest number anyone
        may hold, so that nobody takes it for older; whoever was away meanwhile gets a snapshot too.
        """
        if state == self.state:
            return None
        self.state = state
        self.number = self._base = self._floor = self.seen
        self._snapshot = None
        self._kept.clear()
        return self.snapshot()

    def see(self, number: int) -> None:
        """The state is still true at `number`: facts that do not touch this board."""
        self.seen = max(self.seen, number)

    def snapshot(self) -> ReadyFrame:
        """The whole state as a frame."""
        return text_frame(self.snapshot_json())

    def snapshot_json(self) -> bytes:
        """The whole state as the frame's JSON; encoded once."""
        if self._snapshot is None:
            self._snapshot = _encoded(type="snapshot", board=self.board, number=self.number, state=self.state)
        return self._snapshot

    def heartbeat(self, now: int, *, late: bool = False) -> ReadyFrame:
        """
        Says that the state is true at `seen`, at `now` ms since 1970 UTC, and since when it has been what it is.

        Who holds less than `changed` missed a frame: this alone would pass what they hold for the newest.

        :param late: more has happened than is in it, and for longer than a moment: nobody takes it for live
        """
        more = {"late": True} if late else {}
        return self._frame(
            type="heartbeat", board=self.board, number=self.seen, changed=self._base, now=now, **more
        )

    def catch_up(self, epoch: str | None, after: int | None) -> ReadyFrame:
        """
        What a screen lacks that holds the state of `after` in `epoch` (None: holds nothing).

        The missing patches in order, or a snapshot where they are not all here, or are longer than it, or the
        state is of another history. Empty when nothing is missing.
        """
        if after is None or epoch != self.epoch or after > self.seen:
            return self.snapshot()
        if after <= self._floor:
            # The state is true at `after` too, and a screen does not go back to a smaller number.
            return self._frame(
                type="snapshot", board=self.board, number=max(self.number, after), state=self.state
            )
        if after >= self._base:
            return ReadyFrame(b"")
        first = bisect_right(self._kept, after, key=lambda kept: kept.number)
        missing = self._kept[first:]
        if not missing or missing[0].after > after:
            return self.snapshot()
        size = missing[-1].bytes_made - missing[0].bytes_made + len(missing[0].frame)
        if size > len(self.snapshot_json()):
            return self.snapshot()
        return ReadyFrame(b"".join(kept.frame for kept in missing))

    def _keep(self, frame: ReadyFrame, number: int, now: float) -> None:
        self._bytes_made += len(frame)
        self._kept.append(_Kept(self._base, number, now, self._bytes_made, frame))
        self._base = number
        gone = 0
        for kept in self._kept:
            over = self._bytes_made - kept.bytes_made + len(kept.frame) > HISTORY_BYTES
            many = len(self._kept) - gone > HISTORY_MESSAGES
            old = now - kept.made_at > HISTORY_SECONDS
            if not over and not (many and old):
                break
            gone += 1
        del self._kept[:gone]

    @staticmethod
    def _frame(**message: Any) -> ReadyFrame:
        return text_frame(_encoded(**message))


def _encoded(**message: Any) -> bytes:
    """The message in the order it is written in, its state or patch in the order of keys."""
    # Sorted: equal states are equal bytes, and the order of rows in memory tells nothing about entries.
    whole = {
        key: orjson.Fragment(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))
        if isinstance(value, dict)
        else value
        for key, value in message.items()
    }
    return orjson.dumps(whole)
