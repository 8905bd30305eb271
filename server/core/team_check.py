"""What can be wrong with a team rule or a table of delegations, each fault with its text and remedy in both languages."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from server.core.award_check import Fault
from server.core.delegation_table import DelegationTable
from server.core.exact import Rounding
from server.core.ids import EventId, is_id
from server.core.limits import check_text
from server.core.rank_points import RankPoints
from server.core.scheme import Scheme
from server.core.team_rule import TeamRule
from server.core.text import Text

MEMBERS_MAX = 50
STEPS_MAX = 200
PLACES_MAX = 6
TITLE_LENGTH = 60
ROLE_LENGTH = 40
NOTE_LENGTH = 500
FIGURE_MAX = Decimal(100_000)

_TEXTS = {
    "id": (
        "编号 {value} 不合规：用小写字母、数字、- 和 _",
        "the id {value} is not one: use a-z, 0-9, - and _",
    ),
    "text": ("文字缺失、过长或含有控制字符", "the text is missing, too long or has control characters"),
    "count": ("须为 {least} 到 {most} 的整数", "a whole number from {least} to {most}"),
    "figure": ("须为 0 到 {most} 的数", "a number from 0 to {most}"),
    "points": (
        "按名次计分须至少写一档，如：第 1 名 10 分",
        "points for places need at least one step, such as 10 points for place 1",
    ),
    "steps": ("不得超过 {most} 档", "no more than {most} steps"),
    "range": (
        "名次范围不成立：止不得小于起，起不小于 1",
        "this is no range of places: it begins with 1 or later and does not end before it begins",
    ),
    "overlap": (
        "与上一档名次重叠：从第 {first} 名起写",
        "overlaps the step before: begin with place {first}",
    ),
    "best": (
        "必计角色 {must} 个，取最好的 {best} 个成绩放不下：增加计入人数",
        "{must} roles must count, but only the best {best} do: let more count",
    ),
    "role": ("角色缺失、过长或写了两次", "the role is missing, too long or stands twice"),
    "tie_twice": ("并列比较项写了两次", "a tie-break stands twice"),
    "tie_own": (
        "没有团队项目，无从比较：先选团队项目",
        "there are no own modules to compare: choose the team event first",
    ),
    "tie_seconds": (
        "评分标准没有按读数比较的用时，无从比较：去掉“用时”",
        "the scheme compares no reading of time, so there is nothing to add up: take the times out of the ties",
    ),
    "own_self": ("团队项目须是另一个赛项", "the team's own modules are another event"),
    "own_unknown": ("没有编号为 {value} 的赛项", "there is no event {value}"),
    "own_place": (
        "名次之和不能再加团队项目得分：改为名次计分",
        "points cannot be added to a sum of places: count points for places instead",
    ),
    "own_direction": (
        "团队项目的高低方向与本赛项不同，不能相加",
        "in the team's own event the other end of the results wins, so they cannot be added",
    ),
    "round": ("本赛项没有轮次 {value}", "this event has no round {value}"),
    "twice": ("编号 {value} 出现两次", "the id {value} stands twice"),
    "event": ("没有编号为 {value} 的赛项", "there is no event {value}"),
}


def fault(code: str, path: str, **detail: object) -> Fault:
    """A fault with its text."""
    zh, en = _TEXTS[code]
    return Fault(path, Text(zh.format(**detail), en.format(**detail)))


def check_rule(rule: TeamRule, scheme: Scheme | None = None) -> list[Fault]:
    """Every fault of a team rule; with a scheme also what it asks for and the scheme does not have."""
    return [*_named(rule), *_counts(rule), *_members(rule), *_ties(rule, scheme), *_own(rule)]


def _named(rule: TeamRule) -> Iterator[Fault]:
    if rule.id and not is_id(rule.id):
        yield fault("id", "id", value=rule.id[:40])
    if rule.title is not None and _bad(rule.title, TITLE_LENGTH):
        yield fault("text", "title")
    if rule.note is not None and _bad(rule.note, NOTE_LENGTH):
        yield fault("text", "note")
    if check_text("t", rule.source, NOTE_LENGTH, may_be_empty=True):
        yield fault("text", "source")


def _bad(text: Text, most: int) -> bool:
    return any(check_text("t", one, most) for one in (text.zh, text.en))


def _counts(rule: TeamRule) -> Iterator[Fault]:
    whole = {
        "best": (rule.best, 1),
        "members_min": (rule.members_min, 0),
        "substitutes": (rule.substitutes, 0),
        "absent_places": (rule.absent_places, 0),
        "disqualified_places": (rule.disqualified_places, 0),
    }
    for path, (count, least) in whole.items():
        if count is not None and not least <= count <= MEMBERS_MAX:
            yield fault("count", path, least=least, most=MEMBERS_MAX)
    if not 0 <= rule.own_weight <= FIGURE_MAX:
        yield fault("figure", "own_weight", most=FIGURE_MAX)
    yield from _rounding(rule.rounding, "rounding")
    yield from _steps(rule.points, "points", needed=rule.of == "rank_points")


def _members(rule: TeamRule) -> Iterator[Fault]:
    roles = rule.must_count
    for n, role in enumerate(roles):
        if check_text("role", role, ROLE_LENGTH) or role in roles[:n]:
            yield fault("role", f"must_count[{n}]")
    if rule.best is not None and len(roles) > rule.best:
        yield fault("best", "best", must=len(roles), best=rule.best)


def _ties(rule: TeamRule, scheme: Scheme | None) -> Iterator[Fault]:
    if len(set(rule.ties)) < len(rule.ties):
        yield fault("tie_twice", "ties")
    if "own" in rule.ties and rule.own_event is None:
        yield fault("tie_own", "ties")
    if "seconds" in rule.ties and scheme is not None and not has_times(scheme):
        yield fault("tie_seconds", "ties")


def _own(rule: TeamRule) -> Iterator[Fault]:
    if rule.own_event is not None and rule.of == "place":
        yield fault("own_place", "own_event")


def has_times(scheme: Scheme) -> bool:
    """Whether a member's time is known: the result is one, or a tie-break of the scheme reads one."""
    return scheme.result.unit == "seconds" or any(tie.by == "reading" for tie in scheme.tie_breaks)


def check_tables(tables: Sequence[DelegationTable], events: Sequence[EventId] | None = None) -> list[Fault]:
    """Every fault of tables of delegations; with the competition's events also whether those they name are there."""
    found: list[Fault] = []
    seen: set[str] = set()
    for n, table in enumerate(tables):
        found += _table(table, f"tables[{n}]", events)
        if table.id in seen:
            found.append(fault("twice", f"tables[{n}].id", value=table.id))
        seen.add(table.id)
    return found


def _table(table: DelegationTable, path: str, events: Sequence[EventId] | None) -> Iterator[Fault]:
    rule = table.rule
    if not is_id(table.id):
        yield fault("id", f"{path}.id", value=table.id[:40])
    if _bad(table.title, TITLE_LENGTH):
        yield fault("text", f"{path}.title")
    if table.note is not None and _bad(table.note, NOTE_LENGTH):
        yield fault("text", f"{path}.note")
    if check_text("t", table.source, NOTE_LENGTH, may_be_empty=True):
        yield fault("text", f"{path}.source")
    yield from _steps(rule.points, f"{path}.rule.points", needed=rule.of == "rank_points")
    yield from _rounding(rule.rounding, f"{path}.rule.rounding")
    if rule.best_of_event is not None and not 1 <= rule.best_of_event <= MEMBERS_MAX:
        yield fault("count", f"{path}.rule.best_of_event", least=1, most=MEMBERS_MAX)
    for n, heads in enumerate(table.people):
        if not 1 <= heads.people <= MEMBERS_MAX:
            yield fault("count", f"{path}.people[{n}]", least=1, most=MEMBERS_MAX)
    named = [*table.events, *(heads.event for heads in table.people)]
    for event in named if events is not None else ():
        if event not in (events or ()):
            yield fault("event", f"{path}.events", value=event[:40])


def _rounding(rounding: Rounding, path: str) -> Iterator[Fault]:
    if not 0 <= rounding.places <= PLACES_MAX:
        yield fault("count", f"{path}.places", least=0, most=PLACES_MAX)


def _steps(steps: Sequence[RankPoints], path: str, *, needed: bool) -> Iterator[Fault]:
    """Ranges of places that do not overlap, with points that are no nonsense."""
    if needed and not steps:
        yield fault("points", path)
    if len(steps) > STEPS_MAX:
        yield fault("steps", path, most=STEPS_MAX)
    free: int | None = 1
    for n, step in enumerate(steps):
        if step.first < 1 or (step.last is not None and step.last < step.first):
            yield fault("range", f"{path}[{n}]")
        elif free is None or step.first < free:
            yield fault("overlap", f"{path}[{n}]", first=free if free is not None else "–")
        if not 0 <= step.points <= FIGURE_MAX:
            yield fault("figure", f"{path}[{n}].points", most=FIGURE_MAX)
        free = None if step.last is None else max(free or 1, step.last + 1)
