"""A scheme as a workbook that people fill in: sheets with choices to pick from, and a guide to every column."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from server.core.scheme import Scheme
from server.core.text import Text
from server.services.scheme_workbook_faults import letters
from server.services.scheme_workbook_out import Cells, rows_of
from server.services.scheme_workbook_shape import NUMBER, Column, Table, conditions, needed, tables
from server.services.scheme_workbook_sheets import Heading
from server.services.scheme_workbook_words import (
    CONTENT,
    COUNTED,
    GUIDE,
    ITEM,
    MEANING,
    choice,
    heading,
    owner_heading,
    said,
    sheet_title,
)
from server.services.texts import Language

SPARE_ROWS = 200
"""Empty rows below the last one that have their choices and formats already."""
_WIDE, _TEXT, _NARROW = 30, 22, 11
_ASPECTS = "modules.sub_criteria.aspects"
_STEPS = Text(
    "按工作表从左到右填写：先填“评分标准”，再填模块、子标准、评分点；评分方式需要时再填后面的明细表。"
    "红色表头必须填写；浅蓝格子可从列表中选择；选定评分方式后变灰的格子不填；名称前加 # 的工作表和列只作备注。"
    "填好后在组织者页面上传，系统会一次指出所有问题所在的工作表、行和列。",
    "Fill it in from the left: the scheme, then modules, sub-criteria and aspects; the detail sheets only where the kind "
    "of an aspect needs them. Red headings must be filled; tinted cells offer a list; cells that turn grey have no use for "
    "the kind chosen; sheets and columns whose name begins with # are remarks. Then upload it on the organiser's page: "
    "every fault is named at once, with sheet, row and column.",
)


def write(scheme: Scheme, language: Language) -> bytes:
    """The scheme as .xlsx with headings and choices in that language; `scheme_workbook_in.read` gives it back."""
    import xlsxwriter  # type: ignore[import-untyped]  # here: the start does not need it

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    look = _Look(book, language)
    rows = rows_of(scheme)
    for name, table in tables().items():
        if name == "":
            look.head(table, rows[name][0])
        else:
            look.list(table, rows[name])
    look.guide()
    book.close()
    return target.getvalue()


class _Look:
    """Draws the sheets of one workbook."""

    def __init__(self, book: Any, language: Language) -> None:
        self.book, self.language = book, language
        line = {"border": 1, "border_color": "#D5DAE0", "valign": "top", "text_wrap": True, "font_size": 11}
        head = {**line, "bold": True, "bg_color": "#E8EDF2", "border_color": "#B8C0C8", "valign": "vcenter"}
        self.styles = {
            "text": book.add_format({**line, "num_format": "@"}),
            "id": book.add_format({**line, "num_format": "@", "font_name": "Consolas", "text_wrap": False}),
            "number": book.add_format({**line, "align": "right"}),
            "choice": book.add_format({**line, "num_format": "@", "bg_color": "#F2F7FC"}),
            "head": book.add_format(head),
            "needed": book.add_format({**head, "font_color": "#B3261E"}),
            "useless": book.add_format({"bg_color": "#D9DDE2", "font_color": "#B3261E"}),
            "about": book.add_format({**line, "font_color": "#55606B"}),
            "title": book.add_format({"bold": True, "font_size": 16}),
            "steps": book.add_format({"text_wrap": True, "valign": "top"}),
            "part": book.add_format({"bold": True, "font_size": 12, "bg_color": "#E8EDF2"}),
        }

    def _words(self, words: Heading) -> tuple[str, str]:
        zh = self.language == "zh"
        return (words.zh, words.about_zh) if zh else (words.en, words.about_en)

    def head(self, table: Table, cells: Cells) -> None:
        """The scheme itself, upright: item, content, meaning."""
        sheet = self.book.add_worksheet(said(sheet_title(table), self.language))
        for place, (text, width) in enumerate(((ITEM, 24), (CONTENT, 60), (MEANING, 60))):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, said(text, self.language), self.styles["head"])
        for line, column in enumerate(table.columns, 1):
            title, about = self._words(heading(table, column.path))
            style = "needed" if _needed(table, column) else "head"
            sheet.write_string(line, 0, title, self.styles[style])
            self._cell(sheet, line, 1, column, cells.get(column.path))
            sheet.write_string(line, 2, about, self.styles["about"])
            self._choices(sheet, column, line, line, 1)
        sheet.freeze_panes(1, 1)

    def list(self, table: Table, rows: list[Cells]) -> None:
        """A table: headings, rows, and spare rows below them."""
        sheet = self.book.add_worksheet(said(sheet_title(table), self.language))
        last = len(rows) + SPARE_ROWS
        sheet.set_row(0, 32)
        for place, (column, words) in enumerate(_columns(table)):
            title, about = self._words(words)
            sheet.set_column(place, place, _width(column), self.styles[_style(column)])
            sheet.write_string(0, place, title, self.styles["needed" if _needed(table, column) else "head"])
            if about:
                sheet.write_comment(0, place, about, {"x_scale": 1.6, "y_scale": 0.7})
            self._choices(sheet, column, 1, last, place)
            for line, cells in enumerate(rows, 1):
                if column.path in cells:
                    self._cell(sheet, line, place, column, cells[column.path])
            self._useless(sheet, table, column, last, place)
        keys = len(table.owners) + (1 if table.inner else 0)
        # The id and the name stay in sight while the rest is scrolled.
        sheet.freeze_panes(1, keys + (2 if ("title", "zh") in {c.path for c in table.columns} else 0))
        sheet.autofilter(0, 0, max(len(rows), 1), len(_columns(table)) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _useless(self, sheet: Any, table: Table, column: Column, last: int, place: int) -> None:
        """A cell turns grey where the kind that was chosen has no use for it."""
        places = {other.path: n for n, (other, _) in enumerate(_columns(table))}
        by_path = {other.path: other for other in table.columns}
        tests = []
        for path, kinds in conditions(table.item, column.path):
            if len(kinds) < len(by_path[path].choices):
                cell = f"${letters(places[path])}2"
                named = (said(choice(by_path[path], kind), self.language) for kind in kinds)
                others = ",".join(f'{cell}<>"{word}"' for word in named)
                tests.append(f'AND({cell}<>"",{others})')
        if tests:
            rule = {
                "type": "formula",
                "criteria": f"=OR({','.join(tests)})",
                "format": self.styles["useless"],
            }
            sheet.conditional_format(1, place, last, place, rule)

    def _cell(self, sheet: Any, line: int, place: int, column: Column, value: Any) -> None:
        style = self.styles[_style(column)]
        if value is None:
            sheet.write_blank(line, place, None, style)
        elif isinstance(value, Text):
            sheet.write_string(line, place, said(value, self.language), style)
        elif isinstance(value, list):
            sheet.write_string(line, place, ", ".join(str(one) for one in value), style)
        elif column.kind == "choice":
            sheet.write_string(line, place, said(choice(column, value), self.language), style)
        elif isinstance(value, Decimal | int):
            # At most 15 digits, so the nearest double is read back as the very same decimal.
            sheet.write_number(line, place, float(value), style)
        else:
            sheet.write_string(line, place, value, style)

    def _choices(self, sheet: Any, column: Column, first: int, last: int, place: int) -> None:
        if column.kind != "choice":
            return
        words = [said(choice(column, one), self.language) for one in column.choices]
        sheet.data_validation(first, place, last, place, {"validate": "list", "source": words})

    def guide(self) -> None:
        """Every column of every sheet, in both languages."""
        sheet = self.book.add_worksheet(said(GUIDE, self.language))
        for place, width in enumerate((26, 26, 48, 56, 46)):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, f"{GUIDE.zh} / {GUIDE.en}", self.styles["title"])
        for line, text in enumerate((_STEPS.zh, _STEPS.en), 1):
            sheet.merge_range(line, 0, line, 4, "", self.styles["steps"])
            sheet.write_string(line, 0, text, self.styles["steps"])
            sheet.set_row(line, 48)
        line = 4
        for table in tables().values():
            line = self._explained(sheet, table, line) + 1
        sheet.hide_gridlines(2)

    def _explained(self, sheet: Any, table: Table, line: int) -> int:
        title = sheet_title(table)
        for place in range(5):
            sheet.write_blank(line, place, None, self.styles["part"])
        sheet.write_string(line, 0, f"{title.zh} / {title.en}", self.styles["part"])
        for column, words in _columns(table):
            line += 1
            named = [choice(column, one) for one in column.choices]
            options = "\n".join(f"{one.zh} / {one.en}" for one in named)
            texts = (words.zh, words.en, words.about_zh, words.about_en, options)
            for place, text in enumerate(texts):
                marked = place < 2 and _needed(table, column)
                sheet.write_string(line, place, text, self.styles["needed" if marked else "about"])
        return line + 1


def _columns(table: Table) -> list[tuple[Column, Heading]]:
    """Every column from the left: what the row belongs to, its number, its own."""
    found = [(Column(("^", owner), "id"), owner_heading(owner)) for owner in table.owners]
    if table.inner:
        found.append((Column((NUMBER,), "whole"), COUNTED))
    return found + [(column, heading(table, column.path)) for column in table.columns]


def _needed(table: Table, column: Column) -> bool:
    """Whether the column is filled in every row."""
    return column.path[0] == "^" or column.path in needed(table.item)


def _style(column: Column) -> str:
    return {"whole": "number"}.get(column.kind, column.kind)


def _width(column: Column) -> int:
    if column.kind == "text":
        return _WIDE if "note" in column.path or "benchmarks" in column.path else _TEXT
    return 18 if column.kind in ("id", "choice") else _NARROW
