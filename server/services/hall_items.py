"""Scenes, playlists, groups and the programme of the day: their shapes, what may stand in them, and what is due. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from server.core.ids import is_id
from server.core.limits import check_text
from server.core.refusals import Code, Refusal
from server.services.board_kinds import LAYOUTS, BoardKinds

Json = dict[str, Any]

TITLE_MAX = 60
STEPS_MAX = 24
CUES_MAX = 12
ITEMS_MAX = 500
STALE_MS = 12 * 3600 * 1000
"""A cue whose time passed longer ago belongs to another day: a server that was off does not replay yesterday."""

KINDS = ("scene", "playlist", "group", "programme")


def fault(kind: str, body: Mapping[str, Any], kinds: BoardKinds, known: Mapping[str, Any]) -> Refusal | None:
    """
    Why this cannot be kept, None where it can.

    :param known: ids of every scene, playlist and group there is, by kind
    """
    title = body.get("title", {})
    if not (title.get("zh") or title.get("en")):
        return Refusal(Code.TEXT_MISSING, {"field": "title"})
    for text in title.values():
        if refusal := check_text("title", text, TITLE_MAX, may_be_empty=True):
            return refusal
    match kind:
        case "scene":
            return _scene(body, kinds)
        case "playlist":
            return _playlist(body, known["scene"])
        case "programme":
            return _programme(body, known)
    return None


def _scene(body: Mapping[str, Any], kinds: BoardKinds) -> Refusal | None:
    layout = LAYOUTS.get(body["layout"])
    if layout is None:
        return _malformed(f"没有布局 {body['layout']} / no layout {body['layout']}")
    if len(body["zones"]) != len(layout.zones):
        return _malformed(f"布局有 {len(layout.zones)} 个区域 / the layout has {len(layout.zones)} zones")
    for zone in body["zones"]:
        problem = kinds.fault(zone["kind"], zone["board"], zone["options"])
        if problem:
            return _malformed(problem)
    return None


def _playlist(body: Mapping[str, Any], scenes: Iterable[str]) -> Refusal | None:
    steps = body["steps"]
    if not 1 <= len(steps) <= STEPS_MAX:
        return _malformed(f"轮播 1 至 {STEPS_MAX} 项 / 1 to {STEPS_MAX} steps")
    if any(step["scene"] not in scenes for step in steps):
        return Refusal(Code.SHOW_ITEM_UNKNOWN)
    return None


def _programme(body: Mapping[str, Any], known: Mapping[str, Any]) -> Refusal | None:
    if not is_id(body["competition"]):
        return Refusal(Code.ID_INVALID, {"value": body["competition"]})
    if body["end"] and body["end"] < body["start"]:
        return _malformed("结束早于开始 / it ends before it begins")
    if len(body["cues"]) > CUES_MAX:
        return Refusal(Code.TOO_MANY, {"count_max": CUES_MAX})
    for cue in body["cues"]:
        shown = cue["playlist"] or cue["scene"]
        if shown not in known["playlist" if cue["playlist"] else "scene"]:
            return Refusal(Code.SHOW_ITEM_UNKNOWN)
        if any(group not in known["group"] for group in cue["groups"]):
            return Refusal(Code.SHOW_ITEM_UNKNOWN)
    return None


def _malformed(problem: str) -> Refusal:
    return Refusal(Code.MALFORMED, {"problem": problem})


def due(programme: Sequence[Json], now: int) -> list[Json]:
    """
    The lines of the programme whose time has come and whose cues were not given yet, the earliest first.

    One that was moved to a later time after its cues were given is due again at that time.

    :param now: ms since 1970 UTC

    >>> line = {"id": "a", "start": 100, "cues": [{"scene": "s"}]}
    >>> [due([line], now) for now in (99, 100)] == [[], [line]]
    True
    >>> due([{**line, "given": 100}], 200)
    []
    """
    waiting = [
        line
        for line in programme
        if line["cues"] and line.get("given", 0) < line["start"] <= now < line["start"] + STALE_MS
    ]
    return sorted(waiting, key=lambda line: (line["start"], line["id"]))


def on_air(kind: str, item: Json, scenes: Mapping[str, Json], since: int) -> Json:
    """
    What goes onto a screen: the scenes themselves, as they are now. A later change of a scene waits for its own take.

    :param since: ms since 1970 UTC; from it a screen reckons which step of a playlist it is at
    """
    steps = [{"scene": item["id"], "seconds": 0}] if kind == "scene" else item["steps"]
    return {
        "kind": kind,
        "id": item["id"],
        "title": item["title"],
        "since": since,
        "steps": [
            {
                "scene": step["scene"],
                "seconds": step["seconds"],
                "title": scenes[step["scene"]]["title"],
                "layout": scenes[step["scene"]]["layout"],
                "zones": scenes[step["scene"]]["zones"],
            }
            for step in steps
            if step["scene"] in scenes
        ],
    }


def schedule(programme: Sequence[Json], competition: str) -> Json:
    """The state of the board `schedule.{competition}`: everyone may see when what begins, not what screens then show."""
    lines = sorted(
        (line for line in programme if line["competition"] == competition),
        key=lambda line: (line["start"], line["id"]),
    )
    return {
        "kind": "schedule",
        "order": [line["id"] for line in lines],
        "rows": {
            line["id"]: {name: line[name] for name in ("title", "place", "start", "end") if line[name]}
            for line in lines
        },
    }


def stage_of_day(lines: Sequence[Json], now: int) -> dict[str, str]:
    """
    Which lines of a programme are `past`, on `now` or `next`, by their ids; of later ones nothing is said.

    A line without an end lasts until another one begins; several may be on at once.

    :param lines: by time
    :param now: ms since 1970 UTC

    >>> day = [{"id": "a", "start": 1}, {"id": "b", "start": 5, "end": 9}, {"id": "c", "start": 7}, {"id": "d", "start": 20}]
    >>> stage_of_day(day, 7)
    {'a': 'past', 'b': 'now', 'c': 'now', 'd': 'next'}
    """
    soonest = min((line["start"] for line in lines if line["start"] > now), default=0)
    newest = max((line["start"] for line in lines if line["start"] <= now), default=0)
    found = {}
    for line in lines:
        if line["start"] > now:
            if line["start"] == soonest:
                found[line["id"]] = "next"
        elif line.get("end", 0) > now or (not line.get("end") and line["start"] == newest):
            found[line["id"]] = "now"
        else:
            found[line["id"]] = "past"
    return found
