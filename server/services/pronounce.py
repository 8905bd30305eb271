"""How Chinese names are said, in pinyin with tones: surnames read otherwise than the word have a table of their own."""

from __future__ import annotations

import re
from functools import lru_cache

SURNAMES = {
    "曾": "Zēng", "单": "Shàn", "仇": "Qiú", "解": "Xiè", "翟": "Zhái", "缪": "Miào", "查": "Zhā", "朴": "Piáo",
    "区": "Ōu", "盖": "Gě", "华": "Huà", "任": "Rén", "宁": "Níng", "覃": "Qín", "尉": "Wèi", "乐": "Yuè",
    "冼": "Xiǎn", "洗": "Xiǎn", "员": "Yùn", "种": "Chóng", "秘": "Bì", "繁": "Pó", "黑": "Hè", "折": "Shé",
    "召": "Shào", "石": "Shí", "瞿": "Qú", "燕": "Yān", "纪": "Jǐ", "葛": "Gě", "令": "Líng", "应": "Yīng",
    "臧": "Zāng", "相": "Xiàng", "车": "Chē", "那": "Nā", "郇": "Xún", "郗": "Xī", "晟": "Chéng", "占": "Zhān",
    "冯": "Féng", "尹": "Yǐn", "沈": "Shěn", "贾": "Jiǎ", "过": "Guō", "曲": "Qū", "哈": "Hǎ", "撒": "Sà",
    "訾": "Zī", "句": "Gōu", "阚": "Kàn", "隗": "Wěi", "逄": "Páng", "都": "Dū", "教": "Jiào", "长": "Zhǎng",
    "行": "Xíng", "谌": "Chén", "柏": "Bǎi", "卜": "Bǔ", "牟": "Mù", "万": "Wàn", "俞": "Yú", "佴": "Nài",
    "薄": "Bó", "祭": "Zhài", "藏": "Zāng", "要": "Yāo", "么": "Yāo", "幺": "Yāo", "乜": "Niè", "能": "Nài",
    "盛": "Shèng", "褚": "Chǔ", "阙": "Quē", "强": "Qiáng", "宿": "Sù", "适": "Kuò", "莘": "Shēn", "冒": "Mào",
    "尉迟": "Yùchí", "万俟": "Mòqí", "单于": "Chányú", "长孙": "Zhǎngsūn", "澹台": "Tántái", "令狐": "Línghú",
    "欧阳": "Ōuyáng", "上官": "Shàngguān", "司马": "Sīmǎ", "诸葛": "Zhūgě", "皇甫": "Huángfǔ", "慕容": "Mùróng",
    "司徒": "Sītú", "东方": "Dōngfāng", "夏侯": "Xiàhóu", "宇文": "Yǔwén", "轩辕": "Xuānyuán", "公孙": "Gōngsūn",
    "钟离": "Zhōnglí", "端木": "Duānmù", "独孤": "Dúgū", "南宫": "Nángōng", "呼延": "Hūyán", "闻人": "Wénrén",
    "申屠": "Shēntú", "太史": "Tàishǐ", "赫连": "Hèlián", "濮阳": "Púyáng", "淳于": "Chúnyú", "尔朱": "Ěrzhū",
    "西门": "Xīmén", "东郭": "Dōngguō", "百里": "Bǎilǐ", "拓跋": "Tuòbá", "鲜于": "Xiānyú", "乐正": "Yuèzhèng",
    "司空": "Sīkōng", "亓官": "Qíguān", "仲孙": "Zhòngsūn", "闾丘": "Lǘqiū", "子车": "Zǐjū", "左丘": "Zuǒqiū",
    "完颜": "Wányán", "纳兰": "Nàlán", "叶赫": "Yèhè", "贺兰": "Hèlán", "第五": "Dìwǔ",
}  # fmt: skip
"""Readings as surnames (《现代汉语词典》 and common use); a family may say it otherwise: the script leaves room to write."""

SAID_OTHERWISE = {
    "乐": ("Lè",), "宁": ("Nìng",), "覃": ("Tán",), "翟": ("Dí",), "缪": ("Miù", "Móu"), "牟": ("Móu",),
    "柏": ("Bó",), "盖": ("Gài",), "尉": ("Yù",), "谌": ("Shèn",), "莘": ("Xīn",), "纪": ("Jì",), "隗": ("Kuí",),
    "郗": ("Chī",), "那": ("Nà",), "令": ("Lìng",), "折": ("Zhé",), "仇": ("Chóu",), "区": ("Qū",), "车": ("Jū",),
    "单": ("Dān",), "洗": ("Xǐ",), "黑": ("Hēi",), "繁": ("Fán",), "晟": ("Shèng",), "都": ("Dōu",), "藏": ("Cáng",),
    "阙": ("Què",), "能": ("Néng",), "适": ("Shì",), "祭": ("Jì",), "要": ("Yào",), "行": ("Háng",), "过": ("Guò",),
    "曲": ("Qǔ",), "应": ("Yìng",), "华": ("Huá",), "任": ("Rèn",), "燕": ("Yàn",), "葛": ("Gé",), "单于": ("Shàn Yú",),
}  # fmt: skip
"""Some families of these surnames say them so: whoever announces one asks before."""

PLACES = {
    "单县": "shàn xiàn", "会稽": "kuài jī", "洪洞": "hóng tóng", "涡阳": "guō yáng", "浚县": "xùn xiàn", "郫都": "pí dū",
    "珲春": "hún chūn", "六合": "lù hé", "天台": "tiān tāi", "繁峙": "fán shì", "解州": "hài zhōu", "华阴": "huà yīn",
    "行唐": "háng táng", "朝阳": "cháo yáng", "中国二重": "zhōng guó èr zhòng", "中国一重": "zhōng guó yī zhòng",
}  # fmt: skip
"""Places, and makers, that a dictionary of words reads otherwise."""

_PLACE = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_TEAM = re.compile(
    r"(队|组|班|厂|矿|站|所|院|校|局|部|店|公司|集团|学院|学校|车间)[一二三四五六七八九十\d]*$"
)
_SYLLABLE = re.compile(r"([A-Za-züÜ:]+)([1-5])")
_MARKS = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}
_PERSON = re.compile(r"^[\u3400-\u9fff]{2,4}$")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def of_name(name: str) -> str:
    """
    A name with its surname first; one that is no person's is read as words.

    >>> of_name("曾小明"), of_name("单于飞"), of_name("解放"), of_name("滨海一队")
    ('Zēng Xiǎomíng', 'Chányú Fēi', 'Xiè Fàng', 'bīn hǎi yī duì')
    """
    if not _is_person(name):
        return of_words(name)
    long = _surname(name)
    family = SURNAMES.get(long) or "".join(_read(long)).capitalize()
    return f"{family} {''.join(_read(name[len(long) :])).capitalize()}"


def otherwise(name: str) -> tuple[str, ...]:
    """
    How else a family may say its surname; nothing where there is no doubt.

    >>> otherwise("乐嘉"), otherwise("林远航")
    (('Lè',), ())
    """
    return SAID_OTHERWISE.get(_surname(name), ()) if _is_person(name) else ()


def syllables(name: str) -> list[tuple[str, ...]]:
    """
    Every reading of a name, syllable by syllable, with tones: as its family may say it, and as words; none without Chinese.

    A surname of two characters that is read otherwise than its words is one syllable here.

    >>> syllables("乐嘉"), syllables("林远航"), syllables("Lan QIN")
    ([('Yuè', 'jiā'), ('Lè', 'jiā'), ('lè', 'jiā')], [('lín', 'yuǎn', 'háng')], [])
    """
    if not _CHINESE.search(name):
        return []
    as_words = tuple(of_words(name).split())
    if not _is_person(name):
        return [as_words]
    long = _surname(name)
    given = _read(name[len(long) :])
    families = [SURNAMES[long], *otherwise(name)] if long in SURNAMES else []
    return [*((family, *given) for family in families), as_words]


def with_marks(said: str) -> str:
    """
    Tones that were typed as figures become marks; `v`, `u:` and `ü` are the same.

    >>> with_marks("Le4 Jia1"), with_marks("Lv3 Lu:4"), with_marks("Yùchí Gōng"), with_marks("Liu2 Xiao3ma5")
    ('Lè Jiā', 'Lǚ Lǜ', 'Yùchí Gōng', 'Liú Xiǎoma')
    """
    return _SYLLABLE.sub(lambda found: _marked(found[1], int(found[2])), said)


def _marked(syllable: str, tone: int) -> str:
    """The mark stands on a or e, else on the o of ou, else on the last vowel."""
    plain = syllable.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü").replace("V", "Ü")
    small = plain.lower()
    vowels = [at for at, letter in enumerate(small) if letter in _MARKS]
    if tone == 5 or not vowels:
        return plain
    open_ = next((at for at in vowels if small[at] in "ae"), None)
    at = open_ if open_ is not None else small.find("ou") if "ou" in small else vowels[-1]
    letter = _MARKS[small[at]][tone - 1]
    return plain[:at] + (letter.upper() if plain[at].isupper() else letter) + plain[at + 1 :]


def _is_person(name: str) -> bool:
    """Two to four characters that are no team's; a name of four has a surname of two."""
    if not _PERSON.match(name) or (len(name) > 2 and _TEAM.search(name)):
        return False
    return len(name) < 4 or name[:2] in SURNAMES


def _surname(name: str) -> str:
    return name[:2] if len(name) > 2 and name[:2] in SURNAMES else name[0]


def of_words(words: str) -> str:
    """
    Words syllable by syllable; what is no Chinese stays as it is.

    >>> of_words("长沙重工A队")
    'cháng shā zhòng gōng A duì'
    """
    placed = _PLACE.sub(lambda found: f" {PLACES[found[0]]} ", words)
    spaced = _CHINESE.sub(lambda found: f" {' '.join(_read(found[0]))} ", placed)
    return " ".join(spaced.split())


def unit_otherwise(words: str) -> tuple[str, ...]:
    """
    What a unit's place may be read as, too: the words of its name, where the place is said otherwise than they are.

    >>> unit_otherwise("朝阳区职业学校"), unit_otherwise("滨海一队")
    (('zhāo yáng',), ())
    """
    return tuple(" ".join(_read(found)) for found in _PLACE.findall(words))


def load_dictionary() -> None:
    """Reads the dictionary, which takes seconds on a busy machine: to be called off the loop that serves everybody."""
    _read("一")


@lru_cache(maxsize=4096)
def _read(chinese: str) -> tuple[str, ...]:
    from pypinyin import (
        Style,
        lazy_pinyin,
    )  # here: its dictionaries cost time and memory that only scripts need

    return tuple(lazy_pinyin(chinese, style=Style.TONE))
