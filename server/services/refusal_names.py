"""What a refusal calls by its id, as people know it: aspects, modules, rounds, tables, fields of a rule. In both languages.

A refusal itself stays as it is, with ids that programs can go by; who words it for a person puts these names in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from server.core.award_texts import FIELDS
from server.core.commands import Command
from server.core.competition import Competition, Event
from server.core.ids import AspectId, DelegationId, EventId, ModuleId, RoundId
from server.core.problems import place
from server.core.refusals import Code, Refusal
from server.core.scheme import Scheme
from server.core.text import Text
from server.services import award_files, texts
from server.services.names import Names

NAMED = frozenset({"aspect", "module", "table", "where", "round", "lacks", "award"})
"""The details that may have a name; a refusal without any of them says all by itself."""

LACKS_SAID = 6
"""So many entries that are not ready are worded; the refusal itself names them all."""

_STEP = re.compile(r"(\w+)(?:\[(\d{1,4})\])?")
_FIELDS = {
    Code.TEAM_RULE_INVALID: "desk.teams.field",
    Code.DELEGATION_TABLE_INVALID: "desk.delegations.field",
}
"""Where the labels of a rule's fields stand."""
TABLE = Text("奖项设置", "award table")


def known(state: Competition, command: Command, refusal: Refusal, names: Names) -> dict[str, Text]:
    """Of the refusal's details those that have a name, each with it; whatever has none stays an id."""
    return placed(refusal) | dict(_known(state, command, refusal.code, refusal.detail, names))


def placed(refusal: Refusal) -> dict[str, Text]:
    """Where in a scheme or a table of awards a fault is, in words: a path is for programs."""
    path = str(refusal.detail.get("where"))
    if refusal.code == Code.SCHEME_INVALID:
        return {"where": place(path)}
    if refusal.code == Code.AWARD_TABLE_INVALID:
        return {"where": place(path, FIELDS, TABLE)}
    return {}


def _known(
    state: Competition, command: Any, code: Code, detail: Mapping[str, str | int], names: Names
) -> Iterator[tuple[str, Text]]:
    event = _event_of(state, command)
    if event is not None and "aspect" in detail:
        yield from _named("aspect", _aspect(event.scheme, str(detail["aspect"])))
    if event is not None and "module" in detail:
        module = event.scheme.module(ModuleId(str(detail["module"])))
        yield from _named("module", None if module is None else module.title)
    if (round_ := state.rounds.get(RoundId(str(detail.get("round"))))) is not None:
        yield "round", round_.title
    if "table" in detail:
        yield from _named("table", _table(state, str(detail["table"])))
        yield from _named("row", names.delegations.get(DelegationId(str(detail.get("row")))))
    if code == Code.AWARD_UNKNOWN:
        yield from _named("award", _award(str(detail["award"])))
    if code == Code.ENTRIES_NOT_READY:
        yield "lacks", _lacks(str(detail["lacks"]))
    if code in _FIELDS and "where" in detail:
        yield from _named("where", _field(_FIELDS[code], str(detail["where"])))


def _named(what: str, name: Text | None) -> Iterator[tuple[str, Text]]:
    if name is not None:
        yield what, name


def _event_of(state: Competition, command: Any) -> Event | None:
    """The event a command is about, if it is about one."""
    round_ = state.rounds.get(getattr(command, "round", None))  # type: ignore[arg-type]
    of = getattr(command, "event", None) if round_ is None else round_.event
    return None if of is None else state.events.get(of)


def _aspect(scheme: Scheme, id_: str) -> Text | None:
    found = (one for module in scheme.modules for one in module.aspects() if one.id == AspectId(id_))
    return next((one.title for one in found), None)


def _table(state: Competition, id_: str) -> Text | None:
    """The table of an event's teams or awards goes by the event's title."""
    if event := state.events.get(EventId(id_)):
        return event.title
    return next((one.title for one in state.tables if one.id == id_), None)


def _award(id_: str) -> Text | None:
    """The event's own table lacks it; in those that come with the product it may have a title, where they agree on one."""
    tables = award_files.library().values()
    titles = {award.title for table in tables for award in table.awards if award.id == id_}
    return titles.pop() if len(titles) == 1 else None


def _lacks(written: str) -> Text:
    """The first entries of the refusal by code, each with what it lacks, in words."""
    entries = [one.partition(": ") for one in written.split("; ")]
    more = " …" if len(entries) > LACKS_SAID else ""

    def said(language: texts.Language) -> str:
        colon, comma, end = ("：", "、", "；") if language == "zh" else (": ", ", ", "; ")
        return end.join(
            code + colon + comma.join(dict.fromkeys(_lack(language, one) for one in lacks.split(", ")))
            for code, _, lacks in entries[:LACKS_SAID]
        )

    return Text(said("zh") + more, said("en") + more)


def _lack(language: texts.Language, written: str) -> str:
    return texts.say(language, f"desk.approval.lack.{written.partition(' ')[0]}")


def _field(area: str, path: str) -> Text | None:
    """`rounding.places` by the label of its field, `points[1]` as its second line."""
    for step in reversed(path.split(".")):
        match = _STEP.fullmatch(step)
        key = f"{area}.{match[1]}" if match else ""
        if match and key in texts.area("zh", "desk"):
            line = f" {int(match[2]) + 1}" if match[2] else ""
            return Text(texts.say("zh", key) + line, texts.say("en", key) + line)
    return None
