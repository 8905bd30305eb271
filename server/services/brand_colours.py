"""Colours for pages from the two a competition chose: readable on every surface of a room, whatever was chosen. Pure.

Nothing here touches a mark; colours are reckoned in floats, and every promise is checked on the colour as it is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

TEXT_MIN = 4.5
"""Contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""
TEXT_IN_THE_HALL_MIN = 7.0
"""Of text with a board's own ground, which is read from far away (1.4.6)."""
GRAPHICS_MIN = 3.0
"""Of lines and areas with what is behind them (1.4.11)."""
STEPS = 64
TINT = 0.4
"""How much of the colour lies over a ground at most, of 1: a row that is on, the glow at the top of a board."""
GRADIENT = 0.09
"""How much lighter or darker the ends of a gradient may be, of 1."""

Rgb = tuple[int, int, int]
_WRITTEN = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Room:
    """Where colours are seen: the grounds of its boards, the main one first, and what is written on them."""

    grounds: tuple[str, ...]
    text: str


ROOMS = {
    "dark": Room(("#090b0e", "#050608", "#0f1216", "#151920", "#1c2129"), "#f6f4ec"),
    "light": Room(("#fffefb", "#faf7ef", "#f6f4ee", "#f3efe4", "#ebe7dd", "#e9e3d4"), "#14171c"),
}
"""A dark hall; and a hall in daylight, the bench and phones. The grounds are those of tokens.css and screen.css."""
INKS = ("#fffefb", "#14171c", "#000000")
"""What may stand on a filled area, the most wanted first. One of the first and the last is always readable."""


def read(written: str) -> Rgb | None:
    """
    The colour that is written; None: not `#rrggbb` in small letters.

    >>> read("#c8102e"), read("red")
    ((200, 16, 46), None)
    """
    if not _WRITTEN.fullmatch(written):
        return None
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def write(colour: Rgb) -> str:
    """As it stands in a style sheet."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


@lru_cache(maxsize=1024)
def luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG 2.2 defines it: 0 is black, 1 is white."""
    red, green, blue = (_linear(one / 255) for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """
    Contrast of two colours, 1 to 21.

    >>> contrast((0, 0, 0), (255, 255, 255))
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return round((high + 0.05) / (low + 0.05), 6)


def mixed(ground: Rgb, over: Rgb, share: float) -> Rgb:
    """
    What is seen where so much of a colour lies over another.

    >>> mixed((0, 0, 0), (255, 255, 255), 0.4)
    (102, 102, 102)
    """
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(ground, over, strict=True))
    return red, green, blue


def derive(first: str, second: str) -> dict[str, dict[str, str]]:
    """
    The custom properties of a brand for each room, by their names in tokens.css.

    :param first: `#rrggbb`: areas, lines, words
    :param second: `#rrggbb`: a second line beside them
    """
    return {name: _of_room(room, _known(first), _known(second)) for name, room in ROOMS.items()}


def _of_room(room: Room, first: Rgb, second: Rgb) -> dict[str, str]:
    grounds = [_known(ground) for ground in room.grounds]
    dark = luminance(grounds[0]) < 0.5
    seen = _against(grounds, GRAPHICS_MIN)
    fill = _nearest(first, seen, lighter=dark)
    ink = next(ink for ink in map(_known, INKS) if contrast(ink, fill) >= TEXT_MIN)
    read_from_afar = _against(grounds[:1], TEXT_IN_THE_HALL_MIN)
    near = _against(grounds, TEXT_MIN)

    def holds(colour: Rgb) -> bool:
        return seen(colour) and contrast(colour, ink) >= TEXT_MIN

    words = _nearest(first, lambda one: near(one) and read_from_afar(one), lighter=dark)

    def under_text(colour: Rgb) -> bool:
        tinted = [mixed(ground, colour, TINT * part) for ground in grounds for part in (0.5, 1)]
        return all(contrast(one, over) >= TEXT_MIN for one in (words, _known(room.text)) for over in tinted)

    tint = _nearest(fill, under_text, lighter=not dark)
    return {
        "--brand": write(fill),
        "--brand-high": write(_end(fill, holds, lighter=True)),
        "--brand-low": write(_end(fill, holds, lighter=False)),
        "--on-brand": write(ink),
        "--brand-text": write(words),
        "--brand-rgb": "{} {} {}".format(*tint),
        "--brand-second": write(_nearest(second, seen, lighter=dark)),
    }


def _against(grounds: Iterable[Rgb], least: float) -> Callable[[Rgb], bool]:
    there = tuple(grounds)
    return lambda colour: all(contrast(colour, ground) >= least for ground in there)


def _nearest(colour: Rgb, fits: Callable[[Rgb], bool], *, lighter: bool) -> Rgb:
    """The colour itself, or the same hue so much lighter (darker) that it fits; white (black) always does."""
    return next(one for one in _shades(colour, 1.0, lighter=lighter) if fits(one))


def _end(colour: Rgb, fits: Callable[[Rgb], bool], *, lighter: bool) -> Rgb:
    """The end of a gradient: as far away as may be, with nothing on the way that does not fit."""
    last = colour
    for one in _shades(colour, GRADIENT, lighter=lighter):
        if not fits(one):
            break
        last = one
    return last


def _shades(colour: Rgb, most: float, *, lighter: bool) -> Iterator[Rgb]:
    """The colour, then step by step towards white (black) of the same hue, as eyes see it (Oklab)."""
    yield colour
    light, green_red, blue_yellow = _to_oklab(colour)
    end = 1.0 if lighter else 0.0
    for step in range(1, STEPS + 1):
        there = light + (end - light) * min(1.0, most) * step / STEPS
        yield _inside(there, green_red, blue_yellow)
    if most >= 1.0:
        yield (255, 255, 255) if lighter else (0, 0, 0)


def _inside(light: float, green_red: float, blue_yellow: float) -> Rgb:
    """The most colourful one of this lightness and hue that a screen can show."""
    low, high = 0.0, 1.0
    if _shown(_to_linear(light, green_red, blue_yellow)):
        low = 1.0
    else:
        for _ in range(12):
            middle = (low + high) / 2
            if _shown(_to_linear(light, green_red * middle, blue_yellow * middle)):
                low = middle
            else:
                high = middle
    red, green, blue = (
        round(255 * _encoded(min(1.0, max(0.0, one))))
        for one in _to_linear(light, green_red * low, blue_yellow * low)
    )
    return red, green, blue


def _shown(linear: tuple[float, float, float]) -> bool:
    return all(-0.001 <= one <= 1.001 for one in linear)


def _linear(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4


def _encoded(linear: float) -> float:
    return linear * 12.92 if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _to_oklab(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = (_linear(one / 255) for one in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _to_linear(light: float, green_red: float, blue_yellow: float) -> tuple[float, float, float]:
    long = (light + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (light - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (light - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _known(written: str) -> Rgb:
    colour = read(written)
    assert colour is not None, "colours are checked where they come in"
    return colour
