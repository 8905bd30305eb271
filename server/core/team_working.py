"""How a team's result came about: steps as data, and lines in both languages. No result is decided here.

The values of the members that count, added up or their mean, and of the team's own modules make the exact total.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from server.core.exact import Rounding
from server.core.ids import EntryId
from server.core.team_rule import TeamRule
from server.core.team_words import plain, rule_text, tie_text
from server.core.teams import Share, TeamStanding, has_result
from server.core.text import Text
from server.core.working_text import STATES, shown

FINITE_MAX = 6
"""Decimals that end within so many places are written out."""

StepKind = Literal["rule", "member", "sum", "mean", "own", "rounding", "too_few", "tie"]


@dataclass(frozen=True, slots=True)
class TeamStep:
    """One step. `value` is exact, as `n` or `n/d`; `of` names the entry it is about, `text` says it."""

    kind: StepKind
    value: str
    text: Text
    of: str = ""


_PARTS = {
    "counts": ("计入", "counts"),
    "not_among_best": ("不计：不在取用人数之内", "does not count: not among the best"),
    "replaced": ("不计：由替补顶替", "does not count: a substitute stands in"),
    "not_needed": ("不计：替补未上场", "does not count: substitute, not needed"),
}


def explain(
    rule: TeamRule, one: TeamStanding, names: dict[EntryId, Text], own: Text | None = None
) -> list[TeamStep]:
    """
    Every step from the members to the published figure.

    :param names: how members are called; :param own: the title of the team's own event
    """
    steps = [TeamStep("rule", "", rule_text(rule, own))]
    steps += [_member(rule, share, names) for share in one.shares]
    taken = one.exact - one.own
    steps.append(
        TeamStep(
            rule.take,
            str(taken),
            Text(
                f"{'合计' if rule.take == 'sum' else '平均'}：{_shown(taken)}",
                f"{'sum' if rule.take == 'sum' else 'mean'}: {_shown(taken)}",
            ),
        )
    )
    if rule.own_event is not None:
        steps.append(_own(rule, one, own))
    steps.append(_end(rule, one))
    if one.decided_by is not None:
        tie = tie_text(one.decided_by)
        steps.append(
            TeamStep("tie", "", Text(f"同分，按{tie.zh}排在后", f"equal, behind by {tie.en}"), one.decided_by)
        )
    return steps


def _member(rule: TeamRule, share: Share, names: dict[EntryId, Text]) -> TeamStep:
    member = share.member
    name = names.get(member.entry, Text(member.entry, member.entry))
    zh, en = _PARTS[share.part]
    if share.instead_of is not None:
        absent = names.get(share.instead_of, Text(share.instead_of, share.instead_of))
        zh, en = f"替补{absent.zh}，{zh}", f"for {absent.en}, {en}"
    if member.role and member.role in rule.must_count and share.part == "counts":
        zh, en = f"{zh}（必计：{member.role}）", f"{en} (must count: {member.role})"
    if member.state in STATES:
        zh, en = f"{STATES[member.state][0]}，{zh}", f"{STATES[member.state][1]}, {en}"
    elif not has_result(member):
        zh, en = f"未评，{zh}", f"not marked yet, {en}"
    value = _shown(share.value)
    return TeamStep(
        "member",
        str(share.value),
        Text(f"{name.zh}：{value}（{zh}）", f"{name.en}: {value} ({en})"),
        member.entry,
    )


def _own(rule: TeamRule, one: TeamStanding, own: Text | None) -> TeamStep:
    title = own or Text("团队项目", "team modules")
    weight = "" if rule.own_weight == 1 else f" × {plain(rule.own_weight)}"
    value = _shown(one.own)
    return TeamStep("own", str(one.own), Text(f"{title.zh}{weight}：{value}", f"{title.en}{weight}: {value}"))


def _end(rule: TeamRule, one: TeamStanding) -> TeamStep:
    """The published figure, or why there is none."""
    if one.total is None:
        text = Text(
            f"没有团体成绩：有成绩的队员 {one.results} 人",
            f"no team result: {one.results} members with a result",
        )
        if one.results < rule.members_min:
            text = Text(
                f"{text.zh}，至少要 {rule.members_min} 人", f"{text.en}, {rule.members_min} are needed"
            )
        return TeamStep("too_few", "", text)
    change = Fraction(one.total) - one.exact
    return TeamStep(
        "rounding", str(change), Text(f"团体成绩：{_figure(one.total)}", f"team result: {_figure(one.total)}")
    )


def _figure(total: Decimal) -> str:
    return format(total, "f")


def _shown(value: Fraction) -> str:
    """A figure for reading: a decimal where it ends as one, else the fraction with its first places."""
    for places in range(FINITE_MAX + 1):
        if (value * 10**places).denominator == 1:
            return f"{Rounding(places).apply(value):f}"
    return shown(str(value))
