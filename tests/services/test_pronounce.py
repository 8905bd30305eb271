"""How an announcer reads names: surnames first by their own table."""

from __future__ import annotations

import pytest

from server.services.pronounce import of_name, of_words


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
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, read: str) -> None:
    assert of_name(name) == read


def test_a_unit_is_read_syllable_by_syllable_and_letters_stay() -> None:
    assert of_words("重庆一队A组") == "chóng qìng yī duì A zǔ"
    assert of_name("Li Na") == "Li Na"
