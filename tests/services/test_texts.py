"""Every refusal has a helpful sentence in both languages, and whoever refuses says what the sentence needs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from server.core.refusals import Code
from server.services import roster, texts

ROOT = Path(__file__).parents[2]
AREAS = sorted(file.stem for file in (texts.front_end() / "i18n" / "en").glob("*.json"))
PLACE = re.compile(r"\{(\w+)\}")
PLURAL = re.compile(r"\{(\w+), plural,((?:\s*[\w=]+\s*\{[^{}]*(?:\{\w+\}[^{}]*)*\})+)\s*\}")


HOLE = re.compile(r"\$?\{[^{}]*(?:\}|$)|[\"'] ~ [\w.]+(?: ~ [\"'])?")
"""Where a key goes on with what is known only then: `${...}` of JavaScript, `{...}` of Python, `" ~ name` of a template."""


@cache
def code() -> str:
    """Everything that may say a text."""
    folders = ("server", "scoreboard", "judge_client", "static/lib")
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.*")))
    return "\n".join(
        file.read_text(encoding="utf-8") for file in files if file.suffix in (".py", ".js", ".html")
    )


def places(language: texts.Language, key: str) -> set[str]:
    text = PLURAL.sub(r"{\1}", texts.area(language, key.partition(".")[0])[key])
    return set(PLACE.findall(text))


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_texts_with_the_same_places(area: str) -> None:
    zh, en = texts.area("zh", area), texts.area("en", area)

    assert set(zh) == set(en)
    assert all(key.startswith(f"{area}.") for key in zh)
    assert [key for key in zh if not zh[key].strip() or not en[key].strip()] == []
    assert [key for key in zh if places("zh", key) != places("en", key)] == []


@pytest.mark.parametrize(
    "area", sorted({*AREAS} - {"desk", "floor", "seals"})
)  # those: tests/desk/test_texts.py
def test_no_text_is_there_that_nobody_says(area: str) -> None:
    words = set(re.findall(r"\w+", code()))
    end = r"[\"'] ~ [\w.]+(?: ~ [\"']\w*)?"
    named = set(re.findall(rf"[\"'`]({area}\.[^\"'`\s]*(?:{end})?)", code()))
    made = [re.compile(r"(\w+)".join(map(re.escape, HOLE.split(one)))) for one in named if HOLE.search(one)]

    def is_made(key: str) -> bool:
        found = (one.fullmatch(key) for one in made)
        return any(match and words.issuperset(match.groups()) for match in found)

    assert [key for key in texts.area("en", area) if key not in named and not is_made(key)] == []


@pytest.mark.parametrize("code", list(Code))
def test_every_refusal_has_its_sentence(code: Code) -> None:
    for language in texts.FOLDERS:
        text = texts.area(language, "refusal")[f"refusal.{code.value}"]
        assert text.endswith(("。", ".", "）", ")"))
        assert len(text) > 4


def test_every_fault_of_a_roster_has_its_sentence() -> None:
    source = Path(roster.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"(roster_\w+)"', source))

    assert len(codes) == 8
    for code in codes:
        assert f"refusal.{code}" in texts.area("zh", "refusal")


def refusals() -> Iterator[tuple[str, Code, set[str]]]:
    """Where the source refuses: file and line, the code, and what it gives for the sentence."""
    for folder in ("server", "scoreboard", "judge_client"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    found = _refusal(node)
                    if found:
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", *found


def _refusal(node: ast.Call) -> tuple[Code, set[str]] | None:
    if not isinstance(node.func, ast.Name) or node.func.id not in ("Refusal", "Refused") or not node.args:
        return None
    code = node.args[0]
    if not (isinstance(code, ast.Attribute) and isinstance(code.value, ast.Name) and code.value.id == "Code"):
        return None
    given = {keyword.arg for keyword in node.keywords if keyword.arg}
    if len(node.args) > 1:
        if not isinstance(node.args[1], ast.Dict):
            return None
        given |= {key.value for key in node.args[1].keys if isinstance(key, ast.Constant)}  # type: ignore[misc]
    return Code[code.attr], {str(name) for name in given}


def test_whoever_refuses_says_what_the_sentence_needs() -> None:
    found = list(refusals())

    lacking = [
        (where, code.value, places("en", f"refusal.{code.value}") - given)
        for where, code, given in found
        if places("en", f"refusal.{code.value}") - given
    ]
    assert len(found) > 100
    assert lacking == []


def test_one_is_not_said_like_many() -> None:
    said = [texts.say("en", "refusal.round_incomplete", {"missing": n}) for n in (1, 2)]

    assert [text.partition(" still")[0] for text in said] == ["1 sheet is", "2 sheets are"]


def test_a_place_nobody_filled_is_a_dash_and_a_brace_in_a_value_stays() -> None:
    assert texts.say("en", "refusal.code_unknown") == "This round has no code –. Check the number."
    assert "{0.__class__}" in texts.say("en", "refusal.code_unknown", {"code": "{0.__class__}"})
