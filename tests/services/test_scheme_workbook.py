"""A scheme goes into a workbook and comes back as it was, in both languages of headings; every fault is told where it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.ids import FieldId
from server.core.rules import Count, Fault, Judgement, Measurement
from server.core.scheme import Scheme
from server.core.text import Text
from server.services import scheme_sources
from server.services.scheme_files import library
from server.services.scheme_workbook_faults import TEXTS
from server.services.scheme_workbook_in import read
from server.services.scheme_workbook_look import write
from server.services.scheme_workbook_out import rows_of
from server.services.scheme_workbook_shape import conditions, tables
from server.services.scheme_workbook_words import choice, choice_of, heading, plain
from tests.core.strategies import randoms, some_scheme
from tests.support.workbooks import Book, taken_apart, told

EXAMPLE = scheme_sources.example()
LANGUAGES = ("zh", "en")


@pytest.fixture
def book() -> Book:
    return taken_apart(EXAMPLE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*library(), "example"])
def test_every_scheme_of_the_library_comes_back_as_it_was(name, language):
    scheme = library().get(name, EXAMPLE)

    assert read(write(scheme, language)) == scheme


@settings(max_examples=12, deadline=None)
@given(randoms, st.sampled_from(LANGUAGES))
def test_any_scheme_comes_back_as_it_was(random, language):
    scheme = some_scheme(random)

    assert read(write(scheme, language)) == scheme


ODD = (
    "=1+1",
    " a ",
    "a\nb\tc",
    "无",
    "none",
    "null",
    "12",
    "0.10",
    "#REF!",
    "TRUE",
    "_x0041_",
    "'q'",
    "@a",
    "😀",
)


@pytest.mark.parametrize("text", ODD)
def test_a_text_stays_a_text_whatever_it_looks_like(text):
    scheme = replace(EXAMPLE, title=Text(text, text), source=text, note=Text(text, text))

    assert read(write(scheme, "zh")) == scheme


@settings(max_examples=12, deadline=None)
@given(st.lists(st.decimals(Decimal("0.000001"), Decimal("999999999"), places=6), min_size=8, max_size=8))
def test_a_number_is_the_very_decimal_that_was_written(numbers):
    """At most 15 digits: the nearest double is read back as the same decimal."""
    module = EXAMPLE.modules[1]
    sub = module.sub_criteria[1]
    safety = next(aspect for aspect in sub.aspects if isinstance(aspect.rule, Count))
    faults = tuple(Fault(FieldId(f"f{n}"), Text("项", "item"), -number) for n, number in enumerate(numbers))
    changed = replace(safety, rule=replace(safety.rule, faults=faults))
    aspects = tuple(changed if aspect is safety else aspect for aspect in sub.aspects)
    subs = (module.sub_criteria[0], replace(sub, aspects=aspects), *module.sub_criteria[2:])
    module = replace(module, sub_criteria=subs)
    scheme = replace(EXAMPLE, modules=(EXAMPLE.modules[0], module))

    assert read(write(scheme, "zh")) == scheme


@given(randoms)
def test_only_cells_of_use_to_their_kind_are_filled(random):
    """What turns grey in the workbook is what the reader would refuse."""
    table = tables()["modules.sub_criteria.aspects"]
    for row in rows_of(some_scheme(random))[table.name]:
        for path in row.keys() & {column.path for column in table.columns}:
            assert all(row[decides] in kinds for decides, kinds in conditions(table.item, path))


def test_more_levels_than_columns_go_to_a_sheet_of_their_own():
    texts = tuple(Text(f"第{n}级", f"level {n}") for n in range(11))
    module = EXAMPLE.modules[1]
    sub = module.sub_criteria[1]
    aspect = replace(sub.aspects[0], rule=Judgement(texts, Decimal(0), Decimal(10)))
    sub = replace(sub, aspects=(aspect, *sub.aspects[1:]))
    module = replace(module, sub_criteria=(module.sub_criteria[0], sub, *module.sub_criteria[2:]))
    scheme = replace(EXAMPLE, modules=(EXAMPLE.modules[0], module))

    assert read(write(scheme, "en")) == scheme


def test_every_column_and_choice_has_words_of_its_own_in_both_languages():
    for table in tables().values():
        seen: dict[str, tuple[str, ...]] = {}
        for column in table.columns:
            words = heading(table, column.path)
            assert words.zh != ".".join(column.path), f"{table.name}: {column.path} has no words"
            assert "" not in (words.about_zh, words.about_en)
            for word in {plain(words.zh), plain(words.en)}:
                assert seen.setdefault(word, column.path) == column.path
            for value in column.choices:
                said = choice(column, value)
                assert [choice_of(column, one) for one in (said.zh, said.en, value)] == [value] * 3


def test_the_example_has_an_aspect_of_every_kind():
    aspects = [aspect for module in EXAMPLE.modules for aspect in module.aspects()]
    ways = {aspect.rule.scored.by for aspect in aspects if isinstance(aspect.rule, Measurement)}

    columns = {column.path: column for column in tables()["modules.sub_criteria.aspects"].columns}
    assert {aspect.rule.kind for aspect in aspects} == set(columns["rule", "kind"].choices)
    # A reading that is the points itself is the result of an event by weight or length, not one line among others.
    assert ways == set(columns["rule", "scored", "by"].choices) - {"value"}


def test_every_fault_has_a_remedy_in_both_languages():
    assert all(zh and en for zh, en in TEXTS.values())


def test_headings_may_be_written_as_people_write_them(book):
    for sheet, old, new in (
        ("模块", "编号", "ID *"),
        ("模块", "名称（中文）", "名称 (中文)"),
        ("评分点", "配分", "Max"),
        ("评分点", "模块", "模块编号"),
        ("分档", "不大于", "≤"),
    ):
        book.sheets[sheet][book.find(sheet, old)] = new
    shifted = {(row + 2, column): value for (row, column), value in book.sheets["模块"].items()}
    book.sheets["模块"] = {(0, 0): "某某大赛评分表", **shifted}

    assert read(book.save()) == EXAMPLE


def test_ids_may_be_merged_over_their_rows(book):
    column = book.find("评分点", "子标准")[1]
    book.trick("评分点", lambda _book, sheet: sheet.merge_range(2, column, 5, column, "size"))
    for row in range(3, 7):
        book.sheets["评分点"].pop((row - 1, column))

    assert read(book.save()) == EXAMPLE


def test_remarks_are_not_read(book):
    book.sheets["#草稿"] = {(0, 0): "随便写"}
    book.sheets["模块"][0, 40] = "#备注"
    book.sheets["模块"][1, 40] = "不读"

    assert read(book.save()) == EXAMPLE


def test_every_fault_is_told_at_once_with_sheet_row_and_column(book):
    book.put("模块", 3, "裁判人数", "三人")
    book.put("评分点", 2, "评分方式", "随意")
    book.put("评分点", 3, "配分", "14分")
    book.put("测量项", 2, "读数步长", "1e3")
    book.put("分档", 2, "评分点", "nowhere")
    book.put("检查项", 2, "名称（英文）", None)
    book.head("总分", "一百")

    assert sorted(told(read(book.save()))) == sorted(
        [
            ("cell_number", "评分标准", book.find("评分标准", "总分")[0] + 1, "B"),
            ("cell_whole", "模块", 3, column_of(book, "模块", "裁判人数")),
            ("cell_choice", "评分点", 2, column_of(book, "评分点", "评分方式")),
            ("cell_number", "评分点", 3, column_of(book, "评分点", "配分")),
            ("cell_number", "测量项", 2, column_of(book, "测量项", "读数步长")),
            ("owner_unknown", "分档", 2, "A"),
            ("cell_missing", "检查项", 2, column_of(book, "检查项", "名称（英文）")),
        ]
    )


def column_of(book: Book, sheet: str, word: str) -> str:
    return chr(65 + book.find(sheet, word)[1])


def test_what_is_wrong_with_the_scheme_is_told_at_its_cell(book):
    book.put("评分点", 3, "配分", 15)
    book.put("同分规则", 2, "比较编号", "nothing")

    assert told(read(book.save())) == [
        ("module_sum", "模块", 3, column_of(book, "模块", "满分")),
        ("points_unreachable", "评分点", 3, column_of(book, "评分点", "测量计分")),
        ("reference_unknown", "同分规则", 2, column_of(book, "同分规则", "比较编号")),
    ]


def test_cells_that_cannot_be_read_hide_no_fault_of_the_scheme(book):
    book.put("评分点", 3, "配分", 15)
    book.put("同分规则", 2, "比较编号", "nothing")
    book.put("同分规则", 2, "何者在前", "大者在前")
    book.put("检查项", 2, "分值", "五")

    assert told(read(book.save())) == [
        ("module_sum", "模块", 3, column_of(book, "模块", "满分")),
        ("points_unreachable", "评分点", 3, column_of(book, "评分点", "测量计分")),
        ("cell_number", "检查项", 2, column_of(book, "检查项", "分值")),
        ("reference_unknown", "同分规则", 2, column_of(book, "同分规则", "比较编号")),
        ("cell_choice", "同分规则", 2, column_of(book, "同分规则", "何者在前")),
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "word", "value", "code"),
    [
        ("评分点", 2, "起始分", 3.0, "cell_unused"),
        ("评分点", 3, "模块", "theory", "owner_differs"),
        ("检查项", 2, "评分点", "finish", "row_unused"),
        ("检查项", 2, "评分点", None, "cell_missing"),
        ("分档", 5, "得分", 3.0, "row_differs"),
        ("测量项", 2, "可填最大", 0.1234567, "cell_inexact"),
        ("测量项", 2, "可填最大", True, "cell_boolean"),
        ("模块", 2, "编号", "A 1", "id_invalid"),
    ],
)
def test_a_cell_that_contradicts_is_told(book, sheet, row, word, value, code):
    if code == "row_differs":
        number = book.find(sheet, "序号")[1]
        book.sheets[sheet][row - 1, number] = book.sheets[sheet][row - 2, number]
    book.put(sheet, row, word, value)

    assert (code, sheet, row) in [one[:3] for one in told(read(book.save()))]


def test_rows_of_an_aspect_whose_kind_is_wrong_are_not_wrong_themselves(book):
    book.put("评分点", 3, "评分方式", "随意")

    assert told(read(book.save())) == [("cell_choice", "评分点", 3, column_of(book, "评分点", "评分方式"))]


def test_an_unknown_heading_says_which_was_probably_meant(book):
    book.sheets["模块"][book.find("模块", "裁判人数")] = "裁判员人数"

    found = read(book.save())

    assert isinstance(found, list)
    assert [(one.code, "裁判人数" in one.text.zh) for one in found] == [("heading_unknown", True)]


def test_a_missing_column_is_told_once_for_its_sheet(book):
    column = book.find("评分点", "配分")[1]
    for at in [at for at in book.sheets["评分点"] if at[1] == column]:
        del book.sheets["评分点"][at]

    assert told(read(book.save())) == [("heading_missing", "评分点", None, None)]


def test_a_scheme_read_from_a_workbook_is_a_scheme():
    assert isinstance(read(write(EXAMPLE, "en")), Scheme)
