"""Tables of teams and delegations as lists for people, in one language. Files are made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from server.core.ledger import Record
from server.core.states import State
from server.services.reports import Cell, Column, Report, state_line
from server.services.texts import Language, say


def teams(table: Mapping[str, Any], last: Record, language: Language, now: int) -> Report:
    """
    The teams' table of `teams_view`; it says whether it is official.

    :param last: the record at the end of the ledger; :param now: ms since 1970 UTC, the time of printing
    """
    t = _texts(language)
    own = "own" in table
    columns = [
        Column(t("rank"), "number", 6),
        Column(t("team_number"), "text", 10),
        Column(t("team"), "text", 22),
        Column(t("delegation"), "text", 24),
        Column(t("members"), "text", 60),
        *([Column(table["own"]["title"][language], "mark", 14)] if own else []),
        Column(t("total_seconds" if table["result"]["unit"] == "seconds" else "total"), "mark", 12),
        Column(t("note"), "text", 20),
    ]
    titles = [table[part]["title"][language] for part in ("competition", "event", "round")]
    state = State(table["status"])
    return Report(
        name=f"{table['event']['id']}-teams-{'v' + str(table['version']) if state.is_final else state}",
        titles=[
            titles[0],
            f"{titles[1]} · {titles[2]} · {t('teams_sheet')}",
            state_line(state, table["version"], language),
        ],
        columns=columns,
        rows=[_team(table["rows"][id_], own, language) for id_ in table["order"]],
        foot=[say(language, "report.rule", {"rule": table["rule"][language]}), *_foot(last, language, now)],
        places=table["result"]["places"],
        language=language,
    )


def _team(row: Mapping[str, Any], own: bool, language: Language) -> list[Cell]:
    total = row.get("total")
    return [
        row.get("rank"),
        row["number"],
        row["name"][language],
        row["delegation"][language] if "delegation" in row else "",
        ("；" if language == "zh" else "; ").join(_member(one, language) for one in row["members"]),
        *([Decimal(row["own"])] if own else []),
        None if total is None else Decimal(total),
        _note(row, language),
    ]


def _member(member: Mapping[str, Any], language: Language) -> str:
    name = member["name"][language]
    state = member["state"]
    value = member.get("value", "–") if state == "competing" else say(language, f"report.state.{state}")
    counts = "" if member["part"] == "counts" else f" ({say(language, 'report.not_counted')})"
    return f"{name} {value}{counts}"


def _note(row: Mapping[str, Any], language: Language) -> str:
    if "total" not in row:
        return say(language, "report.too_few")
    if "decided_by" in row:
        return say(language, "report.decided_by", {"by": row["decided_by"][language]})
    return ""


def delegations(table: Mapping[str, Any], last: Record, language: Language, now: int) -> Report:
    """A table of delegations of `delegations_view`."""
    t = _texts(language)
    awards, scale = table["awards"], table["by"] == "scale"
    titles = [table["competition"]["title"][language], table["table"]["title"][language]]
    head = "medals_value" if table["by"] == "medals" else "value"
    columns = [
        Column(t("rank"), "number", 6),
        Column(t("delegation"), "text", 30),
        *(Column(award["title"][language], "number", 12) for award in awards),
        Column(t(head), "mark", 12),
        Column(t("people"), "number", 10),
        *([Column(t("best_of"), "text", 34)] if scale else []),
    ]
    foot = [say(language, "report.rule", {"rule": table["rule"][language]})]
    if best := table.get("best"):
        foot.append(f"{t('best_overall')}: {_best(best, language)}")
    published = {"published": table["published"], "events": table["events"]}
    return Report(
        name=f"delegations-{table['table']['id']}",
        titles=[titles[0], titles[1], say(language, "report.published_events", published)],
        columns=columns,
        rows=[_delegation(table["rows"][id_], awards, scale, language) for id_ in table["order"]],
        foot=[*foot, *_foot(last, language, now)],
        places=0 if table["by"] == "medals" else table["places"],
        language=language,
    )


def _delegation(row: Mapping[str, Any], awards: list[Any], scale: bool, language: Language) -> list[Cell]:
    value = row.get("value")
    return [
        row.get("rank"),
        row["name"][language],
        *(row["awards"].get(award["id"], 0) for award in awards),
        None if value is None else Decimal(value),
        row["entries"],
        *([_best(row.get("best", ()), language)] if scale else []),
    ]


def _best(lines: Any, language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(
        f"{line['name'][language]} {line['scale']} ({line['event_title'][language]})" for line in lines
    )


def _texts(language: Language) -> Any:
    return lambda key: say(language, f"report.{key}")


def _foot(last: Record, language: Language, now: int) -> list[str]:
    printed = datetime.fromtimestamp(now / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    return [
        say(language, "report.ledger", {"position": last.position, "hash": last.hash}),
        say(language, "report.printed", {"time": printed}),
        say(language, "report.signatures"),
    ]
