"""One word for each state of a result list, on every page, screen and list: read from the files they are made of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from server.core.states import State

TOP = Path(__file__).resolve().parents[1]
LANGUAGES = ("zh-CN", "en")
PUBLIC = ("board", "public", "screen")
CONNECTION = {"connecting", "live", "lost", "behind", "ended"}
"""What else is called a status: that of a line to the server."""

STRAY = {
    "zh-CN": [
        *("暂定(?!成绩)", "临时成绩", "临时排名", "初步成绩", "预成绩"),
        *("审核中", "核查中", "复查中", "复审中", "待复核", "复核(?!中|计算)"),
        *("封榜中", "冻结", "封盘", "停榜"),
        *("最终成绩", "官方成绩", "成绩已确认", "修正成绩", "更正版"),
    ],
    "en": [
        *(r"\bpreliminary\b", r"\binterim\b", r"\btentative\b", r"\bunofficial\b"),
        *(r"\bin review\b", r"\bbeing reviewed\b", r"\bunder verification\b"),
        *(r"\bboard locked\b", r"\bon hold\b"),
        *(r"\bfinal results?\b", r"\bamended\b", r"\brevised\b"),
    ],
}
"""Words somebody might write for a state that has another one."""


def texts(language: str) -> dict[str, str]:
    loaded: dict[str, str] = {}
    for file in sorted((TOP / "static" / "i18n" / language).glob("*.json")):
        loaded |= json.loads(file.read_text(encoding="utf-8"))
    return loaded


def sources(*patterns: str) -> dict[str, str]:
    found = [file for pattern in patterns for file in sorted(TOP.glob(pattern)) if "vendor" not in file.parts]
    return {str(file.relative_to(TOP)): file.read_text(encoding="utf-8") for file in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_one_word_and_no_two_states_the_same(language: str) -> None:
    words = {key: text for key, text in texts(language).items() if key.startswith("common.status.")}

    assert set(words) == {f"common.status.{state}" for state in State}
    assert len(set(words.values())) == len(State)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_another_word_for_a_state(language: str) -> None:
    stray = re.compile("|".join(STRAY[language]), re.IGNORECASE)

    assert {key: text for key, text in texts(language).items() if stray.search(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_a_state_said_once_more(language: str) -> None:
    said = texts(language)
    words = {text.casefold() for key, text in said.items() if key.startswith("common.status.")}

    again = [key for key, text in said.items() if text.casefold() in words]
    assert [key for key in again if not key.startswith("common.status.")] == []


def test_to_the_public_a_conference_is_a_result_under_review() -> None:
    public = {key: text for key, text in texts("zh-CN").items() if key.partition(".")[0] in PUBLIC}

    assert {key: text for key, text in public.items() if "评议" in text} == {}


def test_pages_and_screens_know_no_other_state() -> None:
    known = {state.value for state in State} | CONNECTION
    in_styles = re.compile(r'\[data-status="([\w-]+)"\]')
    in_code = re.compile(r'\bstatus [!=]==? "([a-z_]+)"')

    found = {
        (file, word)
        for file, text in sources("static/**/*.css", "s*/**/*.js", "server/web/templates/*.html").items()
        for word in (*in_styles.findall(text), *in_code.findall(text))
    }

    assert {(file, word) for file, word in found if word not in known} == set()
    assert {word for _, word in found} >= {"hidden", "frozen", "official", "corrected", "under_review"}


def test_whoever_shows_a_state_takes_its_word_from_the_one_place() -> None:
    made = re.compile(r"(\w+\.\w+)\.\$\{[\w.]*status\}|[\"'](\w+\.\w+)\.[\"'] ~ [\w.]+\.status")

    prefixes = {
        (file, "".join(found))
        for file, text in sources("s*/**/*.js", "server/web/templates/*.html").items()
        for found in made.findall(text)
    }

    sentences = {"board.status_note", "screen.call"}
    assert {prefix for _, prefix in prefixes} - sentences == {"common.status"}
