"""Texts of desk and floor: every one that the code names is there in both languages, and none that nobody says."""

from __future__ import annotations

import json
import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
CODE = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("server/desk/web", "server/desk/templates")
    for file in sorted((TOP / folder).rglob("*.*"))
)
FIXED = set(re.findall(r"[\"'`]((?:desk|floor|seals)\.[a-z0-9_]+(?:\.[a-z0-9_]+)*)[\"'`]", CODE))
_WITH_HOLES = re.findall(r"`((?:desk|floor|seals)\.[^`\s]*\$\{[^`]*)`", CODE)
MADE = [re.compile(re.sub(r"\\\$\\\{.*?\\\}", "[a-z0-9_]+", re.escape(text)) + "$") for text in _WITH_HOLES]


def texts(language: str) -> dict[str, str]:
    """The texts of the desk, its blind numbers and the floor in a language."""
    folder = TOP / "static" / "i18n" / language
    loaded: dict[str, str] = {}
    for area in ("desk", "floor", "seals"):
        loaded |= json.loads((folder / f"{area}.json").read_text(encoding="utf-8"))
    return loaded


def test_both_languages_have_the_same_texts() -> None:
    assert set(texts("zh-CN")) == set(texts("en"))


def test_every_text_that_is_named_is_there() -> None:
    assert FIXED - set(texts("zh-CN")) == set()


def test_no_text_is_there_that_nobody_says() -> None:
    field_names = {key for key in texts("en") if key.startswith("desk.field.")}

    unsaid = {key for key in texts("en") if key not in FIXED and not any(made.match(key) for made in MADE)}

    assert unsaid - field_names == set()


def test_texts_name_the_same_parameters_in_both_languages() -> None:
    english = texts("en")

    differing = {key: text for key, text in texts("zh-CN").items() if _names(text) != _names(english[key])}

    assert differing == {}


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?:, plural|\})", text))
