"""How a Chinese name is typed by who has no Chinese keyboard: pinyin run together without tones, or initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from server.services import pronounce

KEPT_MAX = 16_384
"""Names whose pinyin is kept: more than all entries and delegations of a large competition."""
_UMLAUTS = ("v", "u", "yu")
"""What is typed for ü: on a Chinese keyboard, by most people, in a passport."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One reading of a name: its syllables run together, where each begins, and its initials."""

    run: str
    starts: tuple[int, ...]
    initials: str

    def begins(self, word: str) -> bool:
        """Whether somebody who typed so far may mean it: from any syllable on, or by its initials."""
        return self.initials.startswith(word) or any(self.run.startswith(word, at) for at in self.starts)


def is_meant(name: str, word: str) -> bool:
    """
    Whether a word in Latin letters, tones or not, is how this name begins, or a part of it.

    >>> [is_meant("王伟", word) for word in ("wangwei", "wangw", "wei", "ww", "Wáng", "ang", "wz")]
    [True, True, True, True, True, False, False]
    >>> [is_meant("吕岚", word) for word in ("lvlan", "lulan", "lyulan", "lülan", "ll")]
    [True, True, True, True, True]
    >>> [is_meant("单于飞", word) for word in ("chanyufei", "shanyufei", "cyf")]
    [True, True, True]
    """
    wanted = _bare(word)
    return bool(wanted) and any(reading.begins(wanted) for reading in readings(name))


def learn(names: Iterable[str]) -> None:
    """Work out how all of these are typed: to be called off the loop that serves everybody, for the first time takes long."""
    for name in names:
        readings(name)


@lru_cache(maxsize=KEPT_MAX)
def readings(name: str) -> tuple[Typed, ...]:
    """Every way to type a name; none of one that has no Chinese character."""
    found: dict[Typed, None] = {}
    for syllables in pronounce.syllables(name):
        bare = [_bare(one) for one in syllables]
        for umlaut in _UMLAUTS if any("v" in one for one in bare) else ("v",):
            found.setdefault(_typed([one.replace("v", umlaut) for one in bare]))
    return tuple(found)


def _typed(syllables: list[str]) -> Typed:
    starts, at = [], 0
    for one in syllables:
        starts.append(at)
        at += len(one)
    return Typed("".join(syllables), tuple(starts), "".join(one[:1] for one in syllables))


def _bare(said: str) -> str:
    """Small letters without tones; ü is v, as on a keyboard."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", said).casefold())
    return "".join(
        one for one in apart.replace("u\u0308", "v") if not unicodedata.combining(one) and not one.isspace()
    )
