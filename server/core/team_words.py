"""A team rule, and what decided between teams, in words and in both languages: for boards, lists and the working."""

from collections.abc import Sequence
from decimal import Decimal

from server.core.rank_points import RankPoints
from server.core.team_rule import TeamRule, TeamTie
from server.core.text import Text

_OF = {
    "total": ("队员成绩", "members' results"),
    "rank_points": ("队员名次计分", "points for members' places"),
    "award_points": ("队员奖项计分", "points for members' awards"),
    "place": ("队员名次", "members' places"),
}
_TIES = {
    "best_member": ("最好队员", "best member"),
    "ranks": ("靠前名次的个数", "number of better places"),
    "seconds": ("队员用时之和", "members' times"),
    "own": ("团队项目", "team modules"),
}


def tie_text(tie: TeamTie) -> Text:
    """
    What a tie looks at.

    >>> tie_text("ranks").en
    'number of better places'
    """
    return Text(*_TIES[tie])


def rule_text(rule: TeamRule, own: Text | None = None) -> Text:
    """
    The rule in one line; `own` is the title of the team's own event.

    >>> rule_text(TeamRule(best=2, substitutes=1, ties=("seconds",))).en
    "sum of members' results · best 2 count · 1 substitute · equal: members' times"
    """
    return Text("，".join(_parts(rule, own, 0)), " · ".join(_parts(rule, own, 1)))


def _parts(rule: TeamRule, own: Text | None, tongue: int) -> list[str]:
    def say(zh: str, en: str) -> str:
        return (zh, en)[tongue]

    of = _OF[rule.of][tongue]
    parts = [say(f"{of}之和", f"sum of {of}") if rule.take == "sum" else say(f"{of}平均", f"mean of {of}")]
    if rule.of == "place":
        parts.append(say("小者列前", "the lowest wins"))
    if rule.of == "rank_points":
        parts.append(steps_text(rule.points)[tongue])
    if rule.best is not None:
        parts.append(say(f"取最好 {rule.best} 人", f"best {rule.best} count"))
    if rule.must_count:
        parts.append(say(f"必计：{'、'.join(rule.must_count)}", f"must count: {', '.join(rule.must_count)}"))
    if rule.substitutes:
        plural = "" if rule.substitutes == 1 else "s"
        parts.append(say(f"可替补 {rule.substitutes} 人", f"{rule.substitutes} substitute{plural}"))
    if rule.own_event is not None:
        title = own or Text(rule.own_event, rule.own_event)
        weight = "" if rule.own_weight == 1 else f" × {plain(rule.own_weight)}"
        parts.append(say(f"加{title.zh}{weight}", f"plus {title.en}{weight}"))
    if rule.ties:
        ties = [_TIES[tie][tongue] for tie in rule.ties]
        parts.append(say(f"同分看{'、'.join(ties)}", f"equal: {', then '.join(ties)}"))
    return parts


def steps_text(steps: Sequence[RankPoints]) -> tuple[str, str]:
    """
    Points for places in Chinese and in English; `1–6: 10, 9, 8` would be guessed at, so each step says its places.

    >>> steps_text([RankPoints(1, 1, Decimal(10)), RankPoints(2, 6, Decimal(4)), RankPoints(7, None, Decimal(1))])[1]
    'places 1=10 2–6=4 7+=1'
    """
    said = []
    for step in steps:
        last = "" if step.last == step.first else ("+" if step.last is None else f"–{step.last}")
        said.append(f"{step.first}{last}={plain(step.points)}")
    return f"名次 {' '.join(said)}", f"places {' '.join(said)}"


def plain(value: Decimal) -> str:
    """
    A number of a rule without what it does not need.

    >>> plain(Decimal("0.50")), plain(Decimal(10))
    ('0.5', '10')
    """
    return f"{value.normalize():f}" if value else "0"
