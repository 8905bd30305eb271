"""The words of a scheme's workbook in both languages: sheets, headings with what they mean, choices. No reading here.

A heading is looked up as `table:path`, then as `path`; a field without words of its own is headed by its path, so that
a new one can be written and read at once. The lists of words themselves stand in
`scheme_workbook_sheets.py`, `scheme_workbook_headings.py` and `scheme_workbook_choices.py`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from server.core.text import Text
from server.services.scheme_workbook_choices import CHOICES
from server.services.scheme_workbook_headings import HEADINGS
from server.services.scheme_workbook_shape import NUMBER, Column, Table, tables
from server.services.scheme_workbook_sheets import SHEETS, Heading
from server.services.texts import Language

NONE = Text("无", "none")
"""Said in a cell where nothing is meant and an empty one would mean the usual value."""

GUIDE = Text("填写说明", "Guide")
ITEM, CONTENT, MEANING = Text("项目", "Item"), Text("内容", "Content"), Text("说明", "Meaning")
REMARK = "#"
"""A sheet or heading that begins so is a remark and never read."""

_ASIDE = re.compile(r"[\s_*＊:：·.。\-–—/（）()\[\]【】]+")


def plain(word: str) -> str:
    """
    A word as it is compared: width, case, blanks and brackets do not matter.

    >>> plain("名称（中文）*"), plain(" Title (ZH) ")
    ('名称中文', 'titlezh')
    """
    return _ASIDE.sub("", unicodedata.normalize("NFKC", word)).casefold()


def said(text: Text, language: Language) -> str:
    """One language of a text."""
    return text.zh if language == "zh" else text.en


def sheet_title(table: Table) -> Text:
    """What a table's sheet is called."""
    words = SHEETS.get(table.name)
    last = table.name.rpartition(".")[2]
    return Text(words[0], words[1]) if words else Text(last, last)


def owner_heading(owner: str) -> Heading:
    """The column that names the thing a row belongs to."""
    words = SHEETS.get(owner)
    one_zh, one_en = (words[2], words[3]) if words and len(words) > 3 else (owner, owner)
    return Heading(
        one_zh,
        one_en,
        f"所属{one_zh}的编号",
        f"The id of the {one_en.lower()} this row belongs to",
        (f"{one_zh}编号", f"{one_en} id"),
    )


def heading(table: Table, path: tuple[str, ...]) -> Heading:
    """The words of one column."""
    dotted = ".".join(path)
    found = HEADINGS.get(f"{table.name.rpartition('.')[2]}:{dotted}") or HEADINGS.get(dotted)
    if found:
        return found
    if len(path) > 2 and path[-2].isdigit():
        return _spread(path)
    if path[-1] in ("zh", "en") and len(path) > 1:
        return _in_language(heading(table, path[:-1]), path[-1])
    return Heading(dotted, dotted, "", "")


def _spread(path: tuple[str, ...]) -> Heading:
    base = HEADINGS.get(".".join(path[:-2])) or Heading(path[-3], path[-3], "", "")
    number = path[-2]
    one = Heading(f"{base.zh} {number}", f"{base.en} {number}", base.about_zh, base.about_en)
    return _in_language(one, path[-1])


def _in_language(base: Heading, language: str) -> Heading:
    zh, en = ("中文", "Chinese") if language == "zh" else ("英文", "English")
    also = tuple(f"{word} {part}" for word in (base.zh, base.en, *base.also) for part in (zh, en, language))
    return Heading(f"{base.zh}（{zh}）", f"{base.en} ({en})", base.about_zh, base.about_en, also)


COUNTED = Heading(
    "序号",
    "No.",
    "同一序号的几行是一项",
    "Rows with the same number are one thing",
    ("档号", "编号", "number", "no", "band"),
)


@cache
def columns_by_word(name: str) -> dict[str, tuple[str, ...]]:
    """Every heading a sheet may have, as it is compared, with the column it means: `("^", owner)` for an owner."""
    table = tables()[name]
    found: dict[str, tuple[str, ...]] = {}
    marked: list[tuple[tuple[str, ...], Heading]] = [
        (("^", owner), owner_heading(owner)) for owner in table.owners
    ]
    marked += [((NUMBER,), COUNTED)] if table.inner else []
    every = [*marked, *((column.path, heading(table, column.path)) for column in table.columns)]
    for main in (True, False):  # a synonym never takes what is a heading of its own
        for path, words in every:
            own = (words.zh, words.en, ".".join(path)) if main else words.also
            for word in own:
                found.setdefault(plain(word), path)
    return found


@cache
def tables_by_word() -> dict[str, str]:
    """Every name a sheet may have, as it is compared, with its table."""
    found: dict[str, str] = {}
    for name, table in tables().items():
        title = sheet_title(table)
        for word in (title.zh, title.en, name or "scheme", *SHEETS.get(name, ())[4:]):
            found.setdefault(plain(word), name)
    return found


def choice(column: Column, value: str) -> Text:
    """
    A choice in words.

    >>> from server.services.scheme_workbook_shape import Column
    >>> choice(Column(("order",), "choice", ("high", "low")), "high")
    Text(zh='高者在前', en='higher first')
    """
    words = CHOICES.get(f"{column.path[-1]}:{value}") or CHOICES.get(value) or (value, value)
    return Text(*words)


def choice_of(column: Column, word: str) -> str | None:
    """The choice a cell means, None where it means none of them."""
    asked = plain(word)
    for value in column.choices:
        words = choice(column, value)
        if asked in (plain(words.zh), plain(words.en), plain(value)):
            return value
    return None


def is_none(word: str) -> bool:
    """Whether a cell says that nothing is meant."""
    return plain(word) in (plain(NONE.zh), plain(NONE.en), "null")
