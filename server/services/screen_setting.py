"""How a screen stands in the hall: distance, size, theme, margins, its place in a wall. Pure; nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

LIMITS = {
    "distance": (0, 100),
    "height": (0, 2000),
    "brightness": (30, 100),
    "margin": (0, 10),
    "columns": (1, 12),
    "rows": (1, 12),
    "column": (1, 12),
    "row": (1, 12),
    "bezel": (0, 100),
}
"""Lowest and highest value of every number."""


@dataclass(frozen=True, slots=True)
class ScreenSetting:
    """
    One screen's place in the hall.

    `distance` in metres to the farthest reader and `height` of the picture in centimetres (0: not known, type keeps
    its usual size); `theme` for a `dark` or a `light` hall; `brightness` in percent; `margin` kept free at each edge in
    percent (projectors and televisions cut); `turn` in degrees clockwise for a screen that is mounted on its side.
    A wall of `columns` x `rows` screens shows one picture, and this one the part at `column`, `row` (from 1, top
    left); `bezel` is the width of the frames between two neighbours in thousandths of a screen's width. `sound` is
    what it calls out with: `off`, a `chime`, or a chime and a `voice`.
    """

    distance: int = 0
    height: int = 0
    theme: str = "dark"
    brightness: int = 100
    margin: int = 0
    turn: int = 0
    columns: int = 1
    rows: int = 1
    column: int = 1
    row: int = 1
    bezel: int = 0
    sound: str = "off"

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """From what was stored; fields of a newer version are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in plain.items() if name in known})

    def as_json(self) -> dict[str, Any]:
        """Only what is not as usual."""
        return {name: value for name, value in asdict(self).items() if value != getattr(USUAL, name)}

    def fault(self) -> str:
        """
        The name of the first field that cannot be, "" where all can.

        >>> ScreenSetting(columns=2, column=3).fault()
        'column'
        """
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if not isinstance(value, int) or not low <= value <= high:
                return name
        if self.theme not in ("dark", "light"):
            return "theme"
        if self.sound not in ("off", "chime", "voice"):
            return "sound"
        if self.turn not in (0, 90, 180, 270):
            return "turn"
        if self.column > self.columns:
            return "column"
        return "row" if self.row > self.rows else ""


USUAL = ScreenSetting()


def wall(screens: int, columns: int, bezel: int) -> list[dict[str, int]]:
    """
    The places of so many screens that show one picture together, row by row from the top left.

    :returns: empty where they fill no rectangle of so many columns

    >>> [(place["column"], place["row"]) for place in wall(4, 2, 0)]
    [(1, 1), (2, 1), (1, 2), (2, 2)]
    >>> wall(5, 2, 0)
    []
    """
    if screens % columns:
        return []
    whole = {"columns": columns, "rows": screens // columns, "bezel": bezel}
    return [
        {**whole, "column": 1 + number % columns, "row": 1 + number // columns} for number in range(screens)
    ]
