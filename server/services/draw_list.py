"""The draw of a round as a list for people: order, heat, station, code. Files are made elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

from server.core.facts_round import Drawn
from server.core.ledger import Record
from server.services.floor_view import heats
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.reports import Cell, Column, Report
from server.services.texts import Language, say


def draw_list(
    competition: LiveCompetition, live: LiveRound, last: Record, language: Language, now: int
) -> Report:
    """
    Everyone drawn, in running order, with what the draw rests on.

    Where entries go by code in public until publication, the list names nobody: a file that shows both sides of a blind
    number would open it.

    :param last: the record at the end of the ledger; :param now: ms since 1970 UTC, the time of printing
    """
    assert competition.state.title is not None, "a ledger begins with a title"
    round_, by_name = live.round, live.round.identity == "name"

    def t(key: str) -> str:
        return say(language, f"report.{key}")

    columns = [
        Column(t("order"), "number", 6),
        *([Column(t("heat"), "text", 18), Column(t("starts_at"), "text", 10)] if round_.heats else []),
        *([Column(t("station"), "number", 8)] if round_.heats else []),
        Column(t("code"), "text", 10),
        *([Column(t("number"), "text", 10), Column(t("name"), "text", 20)] if by_name else []),
        *([Column(t("delegation"), "text", 26)] if by_name else []),
    ]
    titles = [
        text.zh if language == "zh" else text.en
        for text in (competition.state.title, live.event.title, round_.title)
    ]
    return Report(
        name=f"{live.event.id}-{round_.id}-draw",
        titles=[titles[0], f"{titles[1]} · {titles[2]} · {t('draw_sheet')}"],
        columns=columns,
        rows=[_row(competition, live, drawn, place, language) for place, drawn in enumerate(round_.order, 1)],
        foot=_foot(live, last, language, now),
        places=0,
        language=language,
    )


def _row(
    competition: LiveCompetition, live: LiveRound, drawn: Drawn, place: int, language: Language
) -> list[Cell]:
    row: list[Cell] = [place]
    if live.round.heats:
        heat = heats(live.round)[drawn.heat - 1]
        row += [heat["title"][language], heat["starts_at"], drawn.station]
    row.append(drawn.code)
    if live.round.identity == "name":
        registered = live.event.registrations[drawn.entry]
        name = competition.names.entries.get(drawn.entry)
        delegation = competition.names.delegations.get(registered.delegation)
        row.append(registered.number)
        row += ["" if one is None else one.zh if language == "zh" else one.en for one in (name, delegation)]
    return row


def _foot(live: LiveRound, last: Record, language: Language, now: int) -> list[str]:
    round_ = live.round
    printed = datetime.fromtimestamp(now / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    apart = say(language, f"report.apart_{'yes' if round_.apart else 'no'}")
    dealt = say(language, "report.stations", {"stations": round_.stations, "apart": apart})
    return [
        say(language, "report.seed", {"seed": round_.seed}),
        *([dealt] if round_.stations else []),
        say(language, "report.ledger", {"position": last.position, "hash": last.hash}),
        say(language, "report.printed", {"time": printed}),
        say(language, "report.signatures"),
    ]
