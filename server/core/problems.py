"""A fault of a scheme: its code, its place, its text. Who looks for it stands elsewhere; the texts: `problem_texts.py`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from server.core.problem_texts import TEXTS
from server.core.scheme_words import WORDS
from server.core.text import Text

SCHEME = Text("评分标准", "scheme")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a workbook: the sheet's name, the row counted from 1, the column's letters; None: all of it."""

    sheet: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One fault: its code, where it is (`modules[0].sub_criteria[1].aspects[2]`), its text.

    `line` is the line of a text file, `spot` the place in a workbook, where they are known.
    """

    code: str
    path: str
    text: Text
    line: int | None = None
    spot: Spot | None = None


def problem(code: str, path: str, line: int | None = None, **detail: object) -> Problem:
    """A fault by its code, with the figures its text needs."""
    zh, en = TEXTS[code]
    return Problem(code, path, Text(zh.format(**detail), en.format(**detail)), line)


def unknown(path: str, id_: str, what_zh: str, what_en: str) -> Problem:
    """Something is named by an id that nothing has."""
    return problem("reference_unknown", path, id=id_, what_zh=what_zh, what_en=what_en)


def place(path: str, called: Mapping[str, tuple[str, str]] = WORDS, whole: Text = SCHEME) -> Text:
    """
    A path in plain words: `called` has the word of each step, `whole` is what an empty path means.

    >>> place("modules[0].sub_criteria[1].aspects[2].max").zh
    '模块 1 › 子标准 2 › 评分点 3 › 配分'
    >>> place("modules[0].sub_criteria[1].aspects[2].max").en
    'module 1 › sub-criterion 2 › aspect 3 › maximum'
    """
    steps = re.findall(r"([a-z_]+)(?:\[(\d+)\])?|\[(\d+)\]", path)
    words = [(called.get(name, (name, name)), number or bare) for name, number, bare in steps]
    zh, en = (
        " › ".join(f"{word[i]} {int(number) + 1}".strip() if number else word[i] for word, number in words)
        for i in (0, 1)
    )
    return Text(zh or whole.zh, en or whole.en)
