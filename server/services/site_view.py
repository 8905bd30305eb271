"""What the public site and public snapshots say of a competition, as JSON. Pure, and made of what the public may see only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from server.core.competition import Event
from server.core.ids import EntryId
from server.core.states import State
from server.services import outlook_view, typed_names
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.public_view import Seen, seen
from server.services.rank_history import Step
from server.services.standings_view import figure, standings, text
from server.services.why_view import why

FOUND_MAX = 50
LEADERS = 3
HISTORY_MAX = 60
"""So many of the newest steps of an entry are told."""

Json = dict[str, Any]


def home(competition: LiveCompetition) -> Json:
    """The competition: where and when, its events, and how far each round is."""
    assert competition.state.title is not None, "a ledger begins with a title"
    events = [_event(competition, event) for event in competition.state.events.values()]
    published = [r for event in events for r in event["rounds"] if State(r["status"]).is_final]
    return {
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "place": competition.state.place,
        "days": list(competition.state.days),
        "events": events,
        "delegations": bool(published),
        "records": any(round_["ranked"] for event in events for round_ in event["rounds"]),
    }


def _event(competition: LiveCompetition, event: Event) -> Json:
    return {
        "id": event.id,
        "title": text(event.title),
        "rounds": [_round(competition, competition.rounds[id_]) for id_ in event.rounds],
    }


def _round(competition: LiveCompetition, live: LiveRound) -> Json:
    shown = table(competition, live)
    rows = [shown["rows"][key] | {"entry": key} for key in shown["order"]]
    ranked = [row for row in rows if "rank" in row]
    return {
        "id": live.round.id,
        "title": text(live.round.title),
        **{name: shown[name] for name in ("phase", "status", "version", "as_of", "progress", "result")},
        **{name: shown[name] for name in ("embargo",) if name in shown},
        "entries": len(rows),
        "ranked": len(ranked),
        "leaders": [] if "withheld" in shown else [_named(row) for row in ranked[:LEADERS]],
        "prizes": any("awards" in row for row in rows),
    }


def table(competition: LiveCompetition, live: LiveRound) -> Json:
    """A round's table: the state of its standings board."""
    now = seen(live)
    return standings(competition, live, now.view, now.status, now.identity)


def prizes(competition: LiveCompetition, live: LiveRound) -> Json:
    """Who has which confirmed award, in the order of the award table and of the ranks."""
    shown = table(competition, live)
    rows = [shown["rows"][key] | {"entry": key} for key in shown["order"]]
    titles: dict[str, Json] = {}
    order = [] if live.round.award_table is None else live.round.award_table.awards
    for award in order:
        winners = [_named(row) for row in rows if award.id in [one["id"] for one in row.get("awards", ())]]
        if winners:
            titles[award.id] = {"id": award.id, "title": text(award.title), "entries": winners}
    return _head(shown) | {"awards": list(titles.values())}


def entry(competition: LiveCompetition, live: LiveRound, key: str, steps: list[Step]) -> Json | None:
    """One entry of a round: its row, why this rank, how it went, what is still possible; None where nobody knows it."""
    now = seen(live)
    id_ = now.entry(key)
    shown = table(competition, live)
    if id_ is None or key not in shown["rows"]:
        return None
    row = shown["rows"][key]
    place = shown["order"].index(key)
    around = [k for k in shown["order"][max(0, place - 1) : place + 2] if k != key]
    return {
        **_head(shown),
        "modules": shown["modules"],
        "entry": key,
        "row": row,
        "of": sum("rank" in one for one in shown["rows"].values()),
        "around": [_named(shown["rows"][k] | {"entry": k}) for k in around if "rank" in shown["rows"][k]],
        **_optional("why", _why(live, now, id_, shown)),
        "history": [_step(step) for step in steps[-HISTORY_MAX:]],
        **_outlook(live, now, id_),
        "rounds": _elsewhere(competition, live, now, id_),
    }


def _why(live: LiveRound, now: Seen, id_: EntryId, shown: Json) -> Json | None:
    found = why(live.event.scheme, now, id_)
    for tie in [] if found is None else found["ties"]:
        tie["name"] = shown["rows"][tie["entry"]]["name"]
    return found


def _outlook(live: LiveRound, now: Seen, id_: EntryId) -> Json:
    field = outlook_view.field_of(live, now)
    if field is None or id_ not in field.spans:
        return {}
    lines = outlook_view.aims(live, now)
    aims = [outlook_view.aim(line) for line in lines]
    return {"outlook": outlook_view.of_entry(field, id_, lines) | {"aims": aims}}


def _elsewhere(competition: LiveCompetition, live: LiveRound, now: Seen, id_: EntryId) -> list[Json]:
    """The same entry in other rounds of its event, where both go by name: a code must not lead anywhere."""
    found = []
    for other in live.event.rounds if now.identity == "name" else []:
        there = competition.rounds[other]
        then = seen(there)
        if other != live.round.id and then.identity == "name" and then.entry(id_) is not None:
            found.append({"id": other, "title": text(there.round.title)})
    return found


def find(competition: LiveCompetition, wanted: str) -> Json:
    """
    Entries by name, number or delegation, Chinese ones also by their pinyin, each in the newest round that shows it.

    Pinyin is worked out where it was not yet: see `typed_names.learn`.
    """
    words = _plain(wanted).split()
    found = list(_found(competition, words)) if words else []
    return {"query": wanted, "found": found[:FOUND_MAX], "more": max(0, len(found) - FOUND_MAX)}


def _found(competition: LiveCompetition, words: list[str]) -> Iterator[Json]:
    for event in competition.state.events.values():
        known: set[str] = set()
        for id_ in reversed(event.rounds):
            shown = table(competition, competition.rounds[id_])
            for key in shown["order"]:
                row = shown["rows"][key]
                if key not in known and _answers(row, words):
                    yield _head(shown) | _named(row | {"entry": key})
                known.add(key)


def _answers(row: Json, words: list[str]) -> bool:
    said = _plain(" ".join(_words(row)))
    chinese = [row[part]["zh"] for part in ("name", "delegation") if part in row]
    return all(word in said or any(typed_names.is_meant(one, word) for one in chinese) for word in words)


def _words(row: Json) -> Iterator[str]:
    yield row.get("number", "")
    for part in ("name", "delegation"):
        yield from row.get(part, {}).values()


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).casefold()


def _head(shown: Json) -> Json:
    names = ("competition", "event", "round", "phase", "status", "version", "as_of", "result", "progress")
    return {name: shown[name] for name in (*names, "embargo") if name in shown}


def _named(row: Json) -> Json:
    names = (
        "entry",
        "place",
        "rank",
        "shared",
        "number",
        "name",
        "delegation",
        "state",
        "total",
        "gap",
        "moved",
    )
    return {name: row[name] for name in names if name in row}


def _step(step: Step) -> Json:
    shown: Json = {"at": step.at, "position": step.position}
    if step.rank is not None:
        shown["rank"] = step.rank
    if step.total is not None:
        shown["total"] = figure(step.total)
    return shown


def _optional(name: str, value: Json | None) -> Json:
    return {} if value is None else {name: value}
