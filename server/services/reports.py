"""A round's result list as a table for people (成绩单): what stands in it, in one language. Files are made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from server.core.ledger import Record
from server.core.states import State, state_of
from server.services import standings_view
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.texts import Language, say

Cell = str | Decimal | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what its cells are, and about how many characters they take."""

    title: str
    kind: Literal["text", "mark", "number"]
    width: int


@dataclass(frozen=True, slots=True)
class Report:
    """Title lines above, columns and rows, and below them what proves where the list comes from."""

    name: str
    titles: list[str]
    columns: list[Column]
    rows: list[list[Cell]]
    foot: list[str]
    places: int
    language: Language


def standings(
    competition: LiveCompetition, live: LiveRound, last: Record, language: Language, now: int
) -> Report:
    """
    The list as it stands now, official or provisional, and it says which.

    :param last: the record at the end of the ledger that the list was computed from
    :param now: milliseconds since 1970 UTC, the time of printing
    """
    shown = standings_view.for_organiser(competition, live)
    modules = shown["modules"]

    def t(key: str, **params: str | int) -> str:
        return say(language, f"report.{key}", params)

    seconds = shown["result"]["unit"] == "seconds"
    awarded = any("awards" in row for row in shown["rows"].values())
    grouped = any("category" in row for row in shown["rows"].values())
    columns = [
        Column(t("rank"), "number", 6),
        Column(t("number"), "text", 10),
        Column(t("name"), "text", 20),
        Column(t("delegation"), "text", 26),
        *([Column(t("category"), "text", 12), Column(t("category_rank"), "number", 9)] if grouped else []),
        *(Column(module["title"][language], "mark", 14) for module in modules),
        Column(t("total_seconds" if seconds else "total"), "mark", 10),
        *([Column(t("awards"), "text", 24)] if awarded else []),
        Column(t("note"), "text", 24),
    ]
    titles = [shown[part]["title"][language] for part in ("competition", "event", "round")]
    return Report(
        name=f"{live.event.id}-{live.round.id}-{_version(live)}",
        titles=[titles[0], f"{titles[1]} · {titles[2]}", status(live, language)],
        columns=columns,
        rows=[
            _row(
                shown["rows"][key],
                [module["id"] for module in modules],
                awarded,
                grouped,
                _note(shown, key, language),
                language,
            )
            for key in shown["order"]
        ],
        foot=_foot(live, last, language, now),
        places=shown["result"]["places"],
        language=language,
    )


def status(live: LiveRound, language: Language) -> str:
    """The state of the list as the desk has it, and of which version it is, or that it is none."""
    return state_line(state_of(live.round, outside=False), live.round.version, language)


def state_line(state: State, version: int, language: Language) -> str:
    """The state of a list above it: with its version, or with a warning that it is not official."""
    word = say(language, f"common.status.{state}")
    if state.is_final:
        return f"{word} · {say(language, 'common.version', {'version': version})}"
    since = [say(language, "report.changed_since", {"version": version})] if version else []
    return " · ".join([word, *since, say(language, "report.not_official")])


def _version(live: LiveRound) -> str:
    state = state_of(live.round, outside=False)
    return f"v{live.round.version}" if state.is_final else state


def _row(
    row: Mapping[str, Any], modules: list[str], awarded: bool, grouped: bool, note: str, language: Language
) -> list[Cell]:
    totals = [row["modules"].get(module, {}).get("total") for module in modules]
    return [
        row.get("rank"),
        row.get("number", ""),
        _in(row.get("name"), language),
        _in(row.get("delegation"), language),
        *([row.get("category", ""), row.get("category_rank")] if grouped else []),
        *(_mark(total) for total in totals),
        _mark(row.get("total")),
        *([_awards(row, language)] if awarded else []),
        note,
    ]


def _note(shown: Mapping[str, Any], key: str, language: Language) -> str:
    """The state, where it is worth a word, and what penalties did."""
    row = shown["rows"][key]
    notes = [_state(row["state"], shown["phase"], language), *_penalty(row.get("penalty", {}), language)]
    return ("；" if language == "zh" else "; ").join(note for note in notes if note)


def _state(state: str, phase: str, language: Language) -> str:
    """While judging goes on, a sheet that is not there is nothing special."""
    going_on = phase not in ("closed", "published")
    if state == "complete" or (going_on and state in ("waiting", "marking")):
        return ""
    return say(language, f"report.state.{state}")


def _penalty(penalty: Mapping[str, Any], language: Language) -> list[str]:
    amount = penalty.get("amount")
    signed = amount if amount is None or amount.startswith("-") else f"+{amount}"
    said = [] if signed is None else [say(language, "report.penalty", {"amount": signed})]
    return said + [say(language, f"report.card.{card}") for card in penalty.get("cards", ())]


def _awards(row: Mapping[str, Any], language: Language) -> str:
    """An entry's confirmed awards in one cell."""
    return ("、" if language == "zh" else ", ").join(
        award["title"][language] for award in row.get("awards", ())
    )


def _in(value: Mapping[str, str] | None, language: Language) -> str:
    return value[language] if value else ""


def _mark(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None


def _foot(live: LiveRound, last: Record, language: Language, now: int) -> list[str]:
    scheme = live.event.scheme
    printed = datetime.fromtimestamp(now / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    return [
        say(
            language,
            "report.scheme",
            {"title": scheme.title.zh if language == "zh" else scheme.title.en, "version": scheme.version},
        ),
        say(language, "report.ledger", {"position": last.position, "hash": last.hash}),
        say(language, "report.printed", {"time": printed}),
        say(language, "report.signatures"),
    ]
