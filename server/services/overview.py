"""A competition as its organiser sees it, in the shape of `docs/protocol.md`; pure. Names are joined in here."""

from __future__ import annotations

from typing import Any

from server.core.approval import unapproved
from server.core.competition import Competition, Event
from server.core.ids import CompetitionId
from server.core.recusal import judges_min
from server.core.round import Round
from server.core.scheme import Scheme
from server.core.states import state_of
from server.core.text import Text
from server.services.floor_view import heats
from server.services.names import Names
from server.services.rulings_view import ruled_parts
from server.services.scheme_files import decimal_text, to_data

NOBODY = Text("", "")


def text(value: Text | None) -> dict[str, str]:
    """A text in both languages, as JSON."""
    return {"zh": value.zh, "en": value.en} if value else {"zh": "", "en": ""}


def overview(id_: CompetitionId, state: Competition, names: Names, epoch: str) -> dict[str, Any]:
    """The whole competition: events, entries, rounds, panels; no marks."""
    return {
        "id": id_,
        "title": text(state.title),
        "place": state.place,
        "days": list(state.days),
        "position": state.position,
        "epoch": epoch,
        "delegations": {delegation: text(name) for delegation, name in names.delegations.items()},
        "events": [_event(event, state, names) for event in state.events.values()],
        "tables": [{"id": table.id, "title": text(table.title)} for table in state.tables],
        "officials": [
            {"id": id_, "name": names.officials.get(id_, ""), "role": state.roles[id_]}
            | ({"delegation": state.homes[id_]} if id_ in state.homes else {})
            for id_ in state.officials
        ],
    }


def sheets(round_: Round) -> tuple[int, int]:
    """How many sheets of a round are in, and how many are due."""
    there = sum(len(by_judge) for by_judge in round_.sheets.values())
    return there, there + sum(1 for _ in round_.missing())


def _event(event: Event, state: Competition, names: Names) -> dict[str, Any]:
    scheme = event.scheme
    return {
        "id": event.id,
        "title": text(event.title),
        "scheme": {
            "id": scheme.id,
            "version": scheme.version,
            "hash": event.scheme_hash,
            "title": text(scheme.title),
            **({"own_delegation": "mark"} if scheme.own_delegation == "mark" else {}),
        },
        "sheet_rules": to_data(event.sheet_rules),
        "modules": [
            {
                "id": module.id,
                "title": text(module.title),
                "panel_size": module.panel_size,
                "judges_min": judges_min(module),
            }
            | ({} if module.difficulty is None else {"difficulty": to_data(module.difficulty)})
            for module in scheme.modules
        ],
        "entries": [
            {
                "entry": registration.entry,
                "number": registration.number,
                "delegation": registration.delegation,
                "name": text(names.entries.get(registration.entry)),
            }
            for registration in event.registrations.values()
        ],
        **_teams(event, state),
        "rounds": [
            _round(scheme, state.rounds[id_]) | _approval(event, state.rounds[id_]) for id_ in event.rounds
        ],
    }


def _teams(event: Event, state: Competition) -> dict[str, Any]:
    """How many teams an event has, and by which round they are ranked; nothing where it has neither teams nor a rule."""
    rule = event.team_rule
    if rule is None and not event.teams:
        return {}
    deciding = state.deciding(event)
    shown: dict[str, Any] = {"count": len(event.teams), "ruled": rule is not None}
    if deciding is not None:
        shown["round"] = deciding.id
    return {"teams": shown}


def _round(scheme: Scheme, round_: Round) -> dict[str, Any]:
    there, due = sheets(round_)
    return {
        "id": round_.id,
        "title": text(round_.title),
        "phase": round_.phase,
        "audience": round_.audience,
        "identity": round_.identity,
        "shown": state_of(round_, outside=True),
        "frozen": round_.frozen_at is not None,
        **_withheld(round_),
        "version": round_.version,
        "stale": round_.published_at is not None and not round_.is_official,
        "seed": round_.seed,
        **_qualified(round_),
        **_brought(round_),
        "stations": round_.stations,
        "apart": round_.apart,
        **_blind(round_),
        "heats": heats(round_),
        "order": [
            {"entry": one.entry, "code": one.code, "heat": one.heat, "station": one.station}
            for one in round_.order
        ],
        **_runs(round_),
        **_returned(round_),
        "panels": {module: list(judges) for module, judges in round_.panels.items()},
        **_shadows(round_),
        "states": {
            entry: {"state": said.state, "reason": said.reason} for entry, said in round_.states.items()
        },
        "rulings": ruled_parts(scheme, round_),
        "sheets_in": there,
        "sheets_due": due,
    }


def _approval(event: Event, round_: Round) -> dict[str, Any]:
    """How many of those that compete are approved, where the event's rules ask for it."""
    if not event.sheet_rules.approval:
        return {}
    due = sum(round_.state(drawn.entry) == "competing" for drawn in round_.pieces)
    return {"approval": {"done": due - len(unapproved(round_)), "due": due}}


def _blind(round_: Round) -> dict[str, Any]:
    """How far the layers of blind numbers are; nothing where there are none. What is behind a number is not in it."""
    blind = round_.blind
    if blind is None:
        return {}
    layers = [
        {"layer": layer, "drawn": drawn is not None, "open": drawn is not None and bool(drawn.seed)}
        for layer in blind.layers
        for drawn in (blind.drawn(layer),)
    ]
    asked = blind.asked
    waits = (
        {} if asked is None else {"asked": {"layer": asked.layer, "by": asked.official, "role": asked.role}}
    )
    return {"blind": {"layers": layers} | waits}


def _shadows(round_: Round) -> dict[str, Any]:
    """The shadow judges of every module; nothing where there are none."""
    shadows = {module: list(judges) for module, judges in round_.shadows.items() if judges}
    return {"shadows": shadows} if shadows else {}


def _runs(round_: Round) -> dict[str, Any]:
    """Which run of a module an entry is on, by module and code, where it does one again; nothing where nobody does."""
    runs: dict[str, dict[str, int]] = {}
    for module, entry in round_.reruns:
        runs.setdefault(module, {})[round_.codes[entry]] = round_.run(module, entry)
    return {"runs": runs} if runs else {}


def _returned(round_: Round) -> dict[str, Any]:
    """Which sheets were returned and are owed anew, by module, code and judge, with the position; nothing where none is."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for (module, entry, judge), one in round_.returned.items():
        found.setdefault(module, {}).setdefault(round_.codes[entry], {})[judge] = one.position
    return {"returned": found} if found else {}


def _withheld(round_: Round) -> dict[str, Any]:
    """How much of a board a freeze keeps back where it is not the whole, the freeze that is planned, and an embargo."""
    shown: dict[str, Any] = {}
    if (cover := round_.withheld.partly) is not None:
        shown["withheld"] = {"places": cover.places, "modules": list(cover.modules)}
    if (embargo := round_.withheld.embargo) is not None:
        shown["embargo"] = {"until": embargo.until, "ceremony": embargo.ceremony, "asked": embargo.asked}
    if (plan := round_.withheld.plan) is not None:
        shown["freeze_planned"] = {"at": plan.at, "places": plan.places, "modules": list(plan.modules)}
    return shown


def _qualified(round_: Round) -> dict[str, Any]:
    """Who came through to the round and from where; nothing where everyone takes part."""
    came = round_.qualified
    return {} if came is None else {"qualified": {"source": came.source, "entries": list(came.entries)}}


def _brought(round_: Round) -> dict[str, Any]:
    """What the round carries over, and the difficulties declared in it; nothing where there is nothing of it."""
    shown: dict[str, Any] = {}
    if round_.carry is not None and round_.carry.rounds:
        kept = to_data(round_.carry)
        shown["carry"] = {name: kept[name] for name in ("rounds", "own_percent", "take")}
    if round_.difficulties:
        declared: dict[str, dict[str, str]] = {}
        for (entry, module), difficulty in round_.difficulties.items():
            declared.setdefault(entry, {})[module] = decimal_text(difficulty)
        shown["difficulties"] = declared
    return shown
