"""How an announcer reads names: surnames first by their own table."""

from __future__ import annotations

import pytest

from server.services.pronounce import (
    SAID_OTHERWISE,
    SURNAMES,
    of_name,
    of_words,
    otherwise,
    unit_otherwise,
    with_marks,
)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("曾小明", "Zēng Xiǎomíng"),
        ("单雄信", "Shàn Xióngxìn"),
        ("仇英", "Qiú Yīng"),
        ("解放", "Xiè Fàng"),
        ("翟志刚", "Zhái Zhìgāng"),
        ("缪荃孙", "Miào Quánsūn"),
        ("查良镛", "Zhā Liángyōng"),
        ("朴树", "Piáo Shù"),
        ("尉迟恭", "Yùchí Gōng"),
        ("万俟卨", "Mòqí Xiè"),
        ("欧阳秋实", "Ōuyáng Qiūshí"),
        ("林远航", "Lín Yuǎnháng"),
        ("区志强", "Ōu Zhìqiáng"),
        ("乐黛云", "Yuè Dàiyún"),
        ("吕绿", "Lǚ Lǜ"),
        ("薄一波", "Bó Yībō"),
        ("拓跋宏", "Tuòbá Hóng"),
        ("尉迟恭平", "Yùchí Gōngpíng"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, read: str) -> None:
    assert of_name(name) == read


def test_a_unit_is_read_syllable_by_syllable_and_letters_stay() -> None:
    assert of_words("重庆一队A组") == "chóng qìng yī duì A zǔ"
    assert of_name("Li Na") == "Li Na"


@pytest.mark.parametrize(("name", "read"), [("滨海一队", "bīn hǎi yī duì"), ("造船厂", "zào chuán chǎng")])
def test_a_team_has_no_surname(name: str, read: str) -> None:
    assert of_name(name) == read


@pytest.mark.parametrize(
    ("unit", "read", "too"),
    [
        ("六合一队", "lù hé yī duì", ("liù hé",)),
        ("单县技工学校", "shàn xiàn jì gōng xué xiào", ("dān xiàn",)),
        ("中国二重集团", "zhōng guó èr zhòng jí tuán", ("zhōng guó èr chóng",)),
        ("六安一队", "lù ān yī duì", ()),
        ("重庆长安", "chóng qìng cháng ān", ()),
    ],
)
def test_the_place_in_a_units_name_is_read_as_a_place(unit: str, read: str, too: tuple[str, ...]) -> None:
    assert of_words(unit) == read
    assert unit_otherwise(unit) == too


def test_a_surname_that_families_say_in_two_ways_is_told() -> None:
    assert otherwise("乐嘉") == ("Lè",)
    assert otherwise("单于飞") == ("Shàn Yú",)
    assert otherwise("王伟") == otherwise("乐山一队") == ()
    assert not [one for one, others in SAID_OTHERWISE.items() if SURNAMES[one] in others]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("lv4", "lǜ"), ("Ou1", "Ōu"), ("gui4 jiu3", "guì jiǔ"), ("Mo4qi2 Chun1", "Mòqí Chūn"), ("dou1", "dōu")],
)
def test_tones_may_be_typed_as_figures(typed: str, shown: str) -> None:
    assert with_marks(typed) == shown
