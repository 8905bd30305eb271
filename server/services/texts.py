"""Interface texts for readers of the API: a key and its parameters in, a sentence out. The texts stand in `static/i18n`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from server.core.refusals import Code

Language = Literal["zh", "en"]
FOLDERS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}

_PLACE = re.compile(r"\{(\w+)\}")
_PLURAL = re.compile(r"\{(\w+), plural, one \{([^{}]*)\} other \{([^{}]*)\}\}")
"""As much of ICU's plural as texts use here; the browser reads the same files in the same way."""
_RANGE = re.compile(r"([a-z*]+)(?:-[a-z0-9-]+)?(?:;q=([0-9.]{1,5}))?")


def front_end() -> Path:
    """The folder `static`: inside the package where it was installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_static"
    return installed if installed.is_dir() else package.parent / "static"


@cache
def area(language: Language, name: str) -> Mapping[str, str]:
    """Every text of one area in one language."""
    file = front_end() / "i18n" / FOLDERS[language] / f"{name}.json"
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def say(language: Language, key: str, params: Mapping[str, str | int] | None = None) -> str:
    """
    The text of `key` (`area.name`), its `{places}` filled; a place nobody filled becomes a dash.

    >>> say("en", "refusal.too_many_requests", {"seconds": 12})
    'Too many tries. Wait 12 seconds, then try again.'
    """
    given = params or {}
    text = _PLURAL.sub(lambda choice: _count(choice, given), area(language, key.partition(".")[0])[key])
    return _PLACE.sub(lambda place: str(given.get(place[1], "–")), text)


def _count(choice: re.Match[str], given: Mapping[str, str | int]) -> str:
    number = str(given.get(choice[1], "–"))
    return (choice[2] if number == "1" else choice[3]).replace("#", number)


def refusal(language: Language, code: Code, params: Mapping[str, str | int]) -> str:
    """What a refusal says to its reader: what is wrong and what to do."""
    return say(language, f"refusal.{code.value}", params)


def choose(asked: str | None, accepted: str | None, default: Language) -> Language:
    """
    The reader's language: `?lang=`, else the best of `Accept-Language` that we speak, else the default.

    >>> choose(None, "fr, en-GB;q=0.8, zh;q=0.5", "zh"), choose("en", "zh", "zh"), choose(None, "fr", "zh")
    ('en', 'en', 'zh')
    """
    if asked in FOLDERS:
        return "en" if asked == "en" else "zh"
    best: tuple[float, Language] = (0.0, default)
    for part in (accepted or "")[:200].lower().replace(" ", "").split(","):
        match = _RANGE.fullmatch(part)
        language = match and next((known for known in FOLDERS if known == match[1]), None)
        if match and language:
            best = max(best, (_quality(match[2]), language), key=lambda pair: pair[0])
    return best[1]


def _quality(text: str | None) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
