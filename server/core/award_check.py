"""What can be wrong with an award table, each fault with its text and remedy in both languages. Nothing is repaired."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.core.award_table import (
    Award,
    AwardId,
    AwardRule,
    AwardTable,
    Follows,
    ReachPoints,
    Series,
    Step,
    Threshold,
    Windows,
)
from server.core.ids import is_id
from server.core.limits import check_text
from server.core.scheme import Scheme
from server.core.text import Text

AWARDS_MAX = 60
RULES_MAX = 60
SHARE_MAX = 100
TITLE_LENGTH = 60
NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a table: where it is (`rules[0].steps[1]`) and what to do about it."""

    path: str
    text: Text


_TEXTS = {
    "id": (
        "编号 {value} 不合规：用小写字母、数字、- 和 _",
        "the id {value} is not one: use a-z, 0-9, - and _",
    ),
    "text": ("文字缺失、过长或含有控制字符", "the text is missing, too long or has control characters"),
    "empty": ("至少要有一个奖项和一条规则", "there is at least one award and one rule"),
    "too_many": ("不得超过 {most} 个", "no more than {most}"),
    "twice": ("编号 {value} 出现两次", "the id {value} stands twice"),
    "unknown": ("没有编号为 {value} 的奖项", "there is no award {value}"),
    "given_twice": ("奖项 {value} 由两条规则授予", "the award {value} is given by two rules"),
    "never": ("奖项 {value} 没有规则授予", "no rule gives the award {value}"),
    "one_size": (
        "places、share、up_to 三者须且只须填一个",
        "exactly one of places, share and up_to is needed",
    ),
    "places": ("名额须为不小于 1 的整数", "places are 1 or more"),
    "share": ("比例须大于 0 且不超过 100", "a share is more than 0 and at most 100 percent"),
    "negative": ("不得小于 0", "not below 0"),
    "shares": ("各奖项比例之和超过 100%", "the shares add up to more than 100 percent"),
    "follows": ("须写明 of 或 last", "of or last is needed"),
    "order": (
        "先写的 {value} 必须由前面的规则授予",
        "the award {value} has to be given by a rule before this one",
    ),
    "ranks": ("名次范围不成立", "this is no range of ranks"),
    "part": ("评分标准里没有 {value} 这个模块或子标准", "the scheme has no module or sub-criterion {value}"),
}


def _fault(code: str, path: str, **detail: object) -> Fault:
    zh, en = _TEXTS[code]
    return Fault(path, Text(zh.format(**detail), en.format(**detail)))


def check(table: AwardTable, scheme: Scheme | None = None) -> list[Fault]:
    """Every fault of the table; with a scheme also what the table asks for and the scheme does not have."""
    faults = [*_texts(table), *_awards(table), *_sizes(table), *_parts(table, scheme)]
    known = {award.id for award in table.awards}
    given: set[AwardId] = set()
    for n, rule in enumerate(table.rules):
        path = f"rules[{n}]"
        faults += _rule(rule, path, given)
        for award in named(rule):
            if award not in known:
                faults.append(_fault("unknown", path, value=award))
            if award in given:
                faults.append(_fault("given_twice", path, value=award))
            given.add(award)
    faults += [_fault("never", "awards", value=award) for award in sorted(known - given)]
    return faults


def named(rule: AwardRule) -> list[AwardId]:
    """The awards a rule gives."""
    match rule:
        case Series():
            return [step.award for step in rule.steps]
        case Windows():
            return [rule.gold, rule.silver, rule.bronze]
        case Threshold() | Follows():
            return [rule.award]


def _texts(table: AwardTable) -> Iterator[Fault]:
    if not is_id(table.id):
        yield _fault("id", "id", value=table.id[:40])
    texts = [("title", table.title), *((f"awards[{n}].title", a.title) for n, a in enumerate(table.awards))]
    for path, text in texts:
        if check_text("t", text.zh, TITLE_LENGTH) or check_text("t", text.en, TITLE_LENGTH):
            yield _fault("text", path)
    notes = [table.source] + ([table.note.zh, table.note.en] if table.note else [])
    if any(check_text("t", note, NOTE_LENGTH) for note in notes):
        yield _fault("text", "note")


def _awards(table: AwardTable) -> Iterator[Fault]:
    if not table.awards or not table.rules:
        yield _fault("empty", "awards")
    if len(table.awards) > AWARDS_MAX or len(table.rules) > RULES_MAX:
        yield _fault("too_many", "awards", most=AWARDS_MAX)
    seen: set[AwardId] = set()
    for n, award in enumerate(table.awards):
        if not is_id(award.id):
            yield _fault("id", f"awards[{n}].id", value=award.id[:40])
        if award.id in seen:
            yield _fault("twice", f"awards[{n}].id", value=award.id)
        seen.add(award.id)
        yield from _money(award, f"awards[{n}]")
    for n, small in enumerate(table.small_fields):
        for id_ in small.awards:
            if id_ not in seen:
                yield _fault("unknown", f"small_fields[{n}]", value=id_)


def _money(award: Award, path: str) -> Iterator[Fault]:
    if award.points < 0 or any(money.amount < 0 for money in award.money):
        yield _fault("negative", path)


def _sizes(table: AwardTable) -> Iterator[Fault]:
    """Sizes that cannot be, wherever they stand."""
    if any(money.amount < 0 for money in table.subsidies):
        yield _fault("negative", "subsidies")
    for n, rule in enumerate(table.rules):
        if isinstance(rule, Series):
            for m, step in enumerate(rule.steps):
                yield from _step(step, f"rules[{n}].steps[{m}]")
            if sum(step.share or 0 for step in rule.steps) > SHARE_MAX:
                yield _fault("shares", f"rules[{n}]")


def _step(step: Step, path: str) -> Iterator[Fault]:
    sizes = (step.places, step.share, step.up_to)
    if sum(size is not None for size in sizes) != 1:
        yield _fault("one_size", path)
    if step.places is not None and step.places < 1:
        yield _fault("places", path)
    if any(size is not None and not 0 < size <= SHARE_MAX for size in (step.share, step.up_to)):
        yield _fault("share", path)


def _rule(rule: AwardRule, path: str, given: set[AwardId]) -> Iterator[Fault]:
    match rule:
        case Series():
            if not rule.steps:
                yield _fault("empty", path)
        case Windows():
            if rule.window < 0:
                yield _fault("negative", f"{path}.window")
        case Threshold():
            pass
        case Follows():
            if not rule.of and rule.last is None:
                yield _fault("follows", path)
            if rule.last is not None and not 1 <= (rule.first or 1) <= rule.last:
                yield _fault("ranks", path)
            for award in rule.of:
                if award not in given:
                    yield _fault("order", path, value=award)


def _parts(table: AwardTable, scheme: Scheme | None) -> Iterator[Fault]:
    """Conditions on modules and sub-criteria the scheme does not have."""
    if scheme is None:
        return
    parts = {str(module.id) for module in scheme.modules}
    parts |= {sub.id for module in scheme.modules for sub in module.sub_criteria}
    needs = [*table.eligible, *(need for award in table.awards for need in award.needs)]
    for need in needs:
        if isinstance(need, ReachPoints) and need.of and need.of not in parts:
            yield _fault("part", "needs", value=need.of[:40])
