"""How Chinese names are said, in pinyin with tones: surnames read otherwise than the word have a table of their own."""

from __future__ import annotations

import re
from functools import lru_cache

SURNAMES = {
    "曾": "Zēng", "单": "Shàn", "仇": "Qiú", "解": "Xiè", "翟": "Zhái", "缪": "Miào", "查": "Zhā", "朴": "Piáo",
    "区": "Ōu", "盖": "Gě", "华": "Huà", "任": "Rén", "宁": "Nìng", "覃": "Qín", "尉": "Wèi", "乐": "Yuè",
    "冼": "Xiǎn", "洗": "Xiǎn", "员": "Yùn", "种": "Chóng", "秘": "Bì", "繁": "Pó", "黑": "Hè", "折": "Shé",
    "召": "Shào", "石": "Shí", "瞿": "Qú", "燕": "Yān", "纪": "Jǐ", "葛": "Gě", "令": "Líng", "应": "Yīng",
    "臧": "Zāng", "相": "Xiàng", "车": "Chē", "车前": "Chēqián", "那": "Nā", "郇": "Xún", "郗": "Xī", "晟": "Chéng",
    "冯": "Féng", "尹": "Yǐn", "沈": "Shěn", "贾": "Jiǎ", "过": "Guō", "曲": "Qū", "哈": "Hǎ", "撒": "Sà",
    "訾": "Zī", "句": "Gōu", "阚": "Kàn", "隗": "Wěi", "逄": "Páng", "都": "Dū", "教": "Jiào", "长": "Zhǎng",
    "行": "Xíng", "谌": "Chén", "柏": "Bǎi", "卜": "Bǔ", "牟": "Mù", "万": "Wàn", "俞": "Yú", "佴": "Nài",
    "尉迟": "Yùchí", "万俟": "Mòqí", "单于": "Chányú", "长孙": "Zhǎngsūn", "澹台": "Tántái", "令狐": "Línghú",
    "欧阳": "Ōuyáng", "上官": "Shàngguān", "司马": "Sīmǎ", "诸葛": "Zhūgě", "皇甫": "Huángfǔ", "慕容": "Mùróng",
    "司徒": "Sītú", "东方": "Dōngfāng", "夏侯": "Xiàhóu", "宇文": "Yǔwén", "轩辕": "Xuānyuán", "公孙": "Gōngsūn",
    "钟离": "Zhōnglí", "端木": "Duānmù", "独孤": "Dúgū", "南宫": "Nángōng", "呼延": "Hūyán", "闻人": "Wénrén",
    "申屠": "Shēntú", "太史": "Tàishǐ", "赫连": "Hèlián", "濮阳": "Púyáng", "淳于": "Chúnyú", "尔朱": "Ěrzhū",
}  # fmt: skip
"""Readings as surnames (《现代汉语词典》 and common use); a family may say it otherwise: the script leaves room to write."""

_PERSON = re.compile(r"^[\u3400-\u9fff]{2,4}$")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def of_name(name: str) -> str:
    """
    A name with its surname first; one that is no person's is read as words.

    >>> of_name("曾小明"), of_name("单于飞"), of_name("解放")
    ('Zēng Xiǎomíng', 'Chányú Fēi', 'Xiè Fàng')
    """
    if not _PERSON.match(name):
        return of_words(name)
    long = name[:2] if len(name) > 2 and name[:2] in SURNAMES else name[0]
    family = SURNAMES.get(long) or "".join(_read(long)).capitalize()
    return f"{family} {''.join(_read(name[len(long) :])).capitalize()}"


def of_words(words: str) -> str:
    """
    Words syllable by syllable; what is no Chinese stays as it is.

    >>> of_words("长沙重工A队")
    'cháng shā zhòng gōng A duì'
    """
    spaced = _CHINESE.sub(lambda found: f" {' '.join(_read(found[0]))} ", words)
    return " ".join(spaced.split())


@lru_cache(maxsize=4096)
def _read(chinese: str) -> tuple[str, ...]:
    from pypinyin import (
        Style,
        lazy_pinyin,
    )  # here: its dictionaries cost time and memory that only scripts need

    return tuple(lazy_pinyin(chinese, style=Style.TONE))
