"""A table of delegations in words, in both languages: how its figures come about."""

from server.core.delegation_table import DelegationTable
from server.core.scales import MedianScale, ShareOf, TScore
from server.core.team_words import plain, steps_text
from server.core.text import Text

_OF = {
    "rank_points": ("名次计分", "points for places"),
    "award_points": ("奖项计分", "points for awards"),
    "medals": ("奖牌数", "medals"),
    "total": ("成绩", "results"),
}


def table_text(table: DelegationTable) -> Text:
    """The rule in one line."""
    return Text("，".join(_parts(table, 0)), " · ".join(_parts(table, 1)))


def _parts(table: DelegationTable, tongue: int) -> list[str]:
    def say(zh: str, en: str) -> str:
        return (zh, en)[tongue]

    rule = table.rule
    of = scale_text(table)[tongue] if rule.of == "scale" else _OF[rule.of][tongue]
    if rule.of == "medals":
        parts = [say("先比最高奖项，依次比较", "the highest award first, then the next")]
    elif rule.take == "mean":
        parts = [say(f"{of}人均", f"mean of {of} over people")]
    else:
        parts = [say(f"{of}之和", f"sum of {of}")]
    if rule.of == "rank_points":
        parts.append(steps_text(rule.points)[tongue])
        if rule.shared == "mean":
            parts.append(say("并列均分所占名次的分", "equals share the points of their places"))
    if rule.best_of_event is not None:
        n = rule.best_of_event
        parts.append(say(f"每个赛项取最好 {n} 人", f"best {n} of each event count"))
    if rule.ties == "medals" and rule.of != "medals":
        parts.append(say("同分看奖项", "equal: awards"))
    if rule.ties == "ranks":
        parts.append(say("同分看靠前名次的个数", "equal: number of better places"))
    return parts


def scale_text(table: DelegationTable) -> tuple[str, str]:
    """What results are put on before they are added up, in Chinese and in English."""
    match table.scale:
        case MedianScale(centre=centre):
            return f"{plain(centre)} 分制标准分", f"results on the {plain(centre)}-point scale"
        case TScore():
            return "T 分", "T-scores"
        case ShareOf(of="max"):
            return "占满分的比例分", "shares of the maximum"
        case ShareOf():
            return "占最好成绩的比例分", "shares of the best result"
