"""What a proposal of awards says, in both languages: each sentence once, by its code. Who decides stands elsewhere."""

import re
from decimal import Decimal
from fractions import Fraction

from server.core.award_table import Level
from server.core.exact import Rounding
from server.core.text import Text

LEVELS: dict[Level, Text] = {
    "national_1": Text("国家级一类", "national, class 1"),
    "national_2": Text("国家级二类", "national, class 2"),
    "provincial": Text("省级", "provincial"),
    "municipal": Text("市级", "municipal"),
    "district": Text("区县级", "district"),
    "enterprise": Text("企业级", "enterprise"),
}
FIELDS = {
    "awards": ("奖项", "award"),
    "rules": ("规则", "rule"),
    "steps": ("第几档", "step"),
    "window": ("分差", "window"),
    "subsidies": ("承办单位补贴", "subsidies"),
    "small_fields": ("参赛数少时不设的奖项", "awards of small fields"),
    "needs": ("获奖条件", "conditions"),
    "title": ("名称", "title"),
    "note": ("说明", "note"),
    "id": ("编号", "id"),
}
"""What the parts of a table are called where a fault names its place."""

_ROUNDED = {
    "floor": ("向下取整", "rounded down"),
    "nearest": ("四舍五入", "rounded half up"),
    "ceiling": ("向上取整", "rounded up"),
}
_KINDS = {"person": ("个人赛", "single persons"), "team": ("团体赛", "teams")}

_TEXTS = {
    "counted_registered": ("报名 {count} 个", "{count} entries registered"),
    "counted_started": ("实际参赛 {count} 个", "{count} entries started"),
    "counted_ranked": ("有名次的 {count} 个", "{count} entries with a rank"),
    "places": (
        "{award}：{places} 个名额（第 {ranks} 名）",
        "{award}: {places} places (rank {ranks})",
    ),
    "share": (
        "{award}：{count} 的 {percent}% = {exact}，{rounded}为 {places} 个名额",
        "{award}: {percent}% of {count} = {exact}, {rounded}: {places} places",
    ),
    "up_to": (
        "{award}：至前 {percent}%（{count} 的 {percent}% = {exact}，{rounded}为第 {last} 名止），{places} 个名额",
        "{award}: up to {percent}% of {count} = {exact}, {rounded}: down to rank {last}, {places} places",
    ),
    "small_field": (
        "参赛数不超过 {at_most}：不设{award}",
        "no more than {at_most} entries: no {award}",
    ),
    "award_need": ("不设{award}：{why}", "no {award}: {why}"),
    "rank": ("第 {rank} 名，名额为第 {ranks} 名", "rank {rank}, of the places {ranks}"),
    "tie_in": (
        "并列第 {rank} 名，跨过第 {last} 名，按规则并列全部授予",
        "equal on rank {rank} across rank {last}: by the rule all of them",
    ),
    "tie_none": (
        "并列第 {rank} 名的 {tied} 个只余 {left} 个名额：按规则均不授予{award}，转入下一奖项",
        "{tied} equal on rank {rank} for {left} places: by the rule none gets {award}, they go on to the next award",
    ),
    "tie_decide": (
        "并列第 {rank} 名的 {tied} 个只余 {left} 个名额：须由裁判长裁定",
        "{tied} equal on rank {rank} for {left} places: the chief judge decides",
    ),
    "best": ("最高分 {value}", "the best: {value}"),
    "near": (
        "{value}，与 {first} 相差 {apart}，不超过 {window}",
        "{value}: {apart} from {first}, no more than {window}",
    ),
    "group_first": ("{value}，本组最高", "{value}: first of its group"),
    "golds_many": ("金牌 {count} 枚：不设银牌", "{count} golds: no silver"),
    "golds_two": ("金牌两枚：不设银牌", "two golds: no silver"),
    "silvers_many": ("银牌 {count} 枚：不设铜牌", "{count} silvers: no bronze"),
    "threshold": ("{value}，达到 {minimum}", "{value}, at least {minimum}"),
    "follows": ("获得{of}", "has {of}"),
    "follows_rank": ("第 {rank} 名", "rank {rank}"),
    "passed_over": ("不参加评奖：{why}", "not considered: {why}"),
    "need_entries": ("参赛数 {count}，须不少于 {minimum}", "{count} entries, at least {minimum} needed"),
    "need_level": ("须为{levels}竞赛", "only at level: {levels}"),
    "need_points": ("{part} {value}，须达到 {minimum}", "{part} {value}, at least {minimum} needed"),
    "need_kind": ("仅限{kind}", "only for {kind}"),
    "need_not_held": ("此前已获此称号", "holds it already"),
    "check_not_held": ("请核实此前未获此称号", "check that it was not held before"),
    "check_not_held_years": (
        "请核实近 {years} 年未获此称号",
        "check that it was not held in the last {years} years",
    ),
    "total": ("总成绩", "total"),
}


def say(code: str, **params: object) -> Text:
    """The sentence with its figures; a parameter that is a `Text` stands in its own language in each."""
    zh, en = _TEXTS[code]
    return Text(zh.format(**_in(params, 0)), _singular(en.format(**_in(params, 1))))


def _singular(text: str) -> str:
    """
    One of a thing in English.

    >>> _singular("10% of 11 = 1.1, rounded half up: 1 places"), _singular("21 places")
    ('10% of 11 = 1.1, rounded half up: 1 place', '21 places')
    """
    return re.sub(r"(?<![\d.])1 (places|entries|golds|silvers)\b", lambda one: f"1 {_ONE[one[1]]}", text)


_ONE = {"places": "place", "entries": "entry", "golds": "gold", "silvers": "silver"}


def _in(params: dict[str, object], language: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in params.items():
        if isinstance(value, Text):
            found[name] = value.en if language else value.zh
        elif isinstance(value, Fraction | Decimal):
            found[name] = figure(value)
        else:
            found[name] = value
    return found


def rounded(mode: str) -> Text:
    """Which way a share was rounded."""
    return Text(*_ROUNDED[mode])


def ranks(first: int, last: int) -> str:
    """
    One rank, or several.

    >>> ranks(1, 1), ranks(2, 4)
    ('1', '2–4')
    """
    return str(first) if first >= last else f"{first}–{last}"  # a dash between figures


def kind(of: str) -> Text:
    """Single persons or teams."""
    return Text(*_KINDS[of])


def listed(texts: list[Text]) -> Text:
    """Several texts as one."""
    return Text("、".join(one.zh for one in texts), ", ".join(one.en for one in texts))


def figure(value: Fraction | Decimal) -> str:
    """
    An exact number for people: as it is where it ends, else to four places.

    >>> figure(Fraction(47, 10)), figure(Fraction(1, 3)), figure(Decimal("700"))
    ('4.7', '0.3333', '700')
    """
    exact = Fraction(value)
    places = next((n for n in range(7) if 10**n % exact.denominator == 0), 4)
    return f"{Rounding(places).apply(exact):f}"
