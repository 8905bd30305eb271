"""What the gallery shows: every kind of content by its name, and what has to be there first (a programme, a ceremony)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.core.ceremony import Plan
from server.core.refusals import Refusal
from server.services.ceremony_source import source
from server.services.parts import Parts
from tools.gallery_cup import DONE, FORKLIFT, FROZEN, HIDDEN, LIVE, Shown

HOUR = 3_600_000
PAGE_SECONDS = 120
"""Hardly any page turns while it is looked at."""
TURNING = {
    "standings",
    "results",
    "teams",
    "delegations",
    "outlook",
    "records",
    "stations",
    "stage",
    "scoring",
}
PROGRAMME = (
    ("开幕式", "Opening ceremony", "主会场"),
    ("焊工决赛第一场", "Welding final, first heat", "一号厂房"),
    ("午餐", "Lunch", "二号厂房"),
    ("叉车司机决赛", "Forklift truck operation final", "室外场地"),
    (
        "中式烹调师与起重装卸机械操作工技术点评暨裁判长答疑会",
        "Technical review with the chief judges of cuisine and crane",
        "多功能厅 302",
    ),
    ("闭幕式与颁奖", "Closing and awards", "主会场"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """
    One picture: what a screen is told, and what is there once it stands.

    `ready` is a selector; `within` the element whose texts are measured; `settle` ms until nothing moves.
    """

    name: str
    told: Mapping[str, Any]
    ready: str = ".screen-zone"
    within: str = ".screen-inner"
    settle: int = 350


def zone(kind: str, board: str = "", **options: Any) -> dict[str, Any]:
    """A zone's content."""
    turning = {"page_seconds": PAGE_SECONDS} if kind in TURNING else {}
    return {"kind": kind, "board": board, "options": turning | options}


def told(layout: str, *zones: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the desk would say to a screen that shows these zones."""
    step = {"seconds": 0, "layout": layout, "zones": list(zones)}
    return {"show": {"kind": "scene", "id": "s", "since": 0, "steps": [step]}, **more}


def full(name: str, kind: str, board: str = "", ready: str = ".screen-zone", **options: Any) -> Scene:
    """One content on the whole screen."""
    return Scene(name, told("full", zone(kind, board, **options)), ready)


def scenes(shown: Shown) -> list[Scene]:
    """Every kind of content from one competition."""
    return [
        *_tables(shown),
        *_floor(shown),
        *_words(shown),
        *_ceremony(shown),
        *_layouts(shown),
        *_over(shown),
    ]


def _tables(shown: Shown) -> list[Scene]:
    row = ".board-row"
    live = shown.board("standings", LIVE)
    return [
        full("standings", "standings", live, row),
        Scene("standings-light", told("full", zone("standings", live), setting={"theme": "light"}), row),
        Scene(
            "standings-far",
            told("full", zone("standings", live), setting={"distance": 15, "height": 150}),
            row,
        ),
        full("standings-official", "standings", shown.board("standings", DONE), row),
        full("standings-frozen", "standings", shown.board("standings", FROZEN), row),
        full("standings-hidden", "standings", shown.board("standings", HIDDEN), ".board-message"),
        full("results", "results", shown.board("standings", DONE), "results-board .board-row"),
        full(
            "results-awarded",
            "results",
            shown.board("standings", DONE),
            "results-board .board-row, .board-message",
            awarded_only=True,
        ),
        full("teams", "teams", shown.board("teams", FORKLIFT), row),
        full("delegations", "delegations", shown.board("delegations"), row),
        full("outlook", "outlook", shown.board("outlook", LIVE)),
        *_stage(shown),
        full("records", "records", shown.board("records")),
    ]


def _stage(shown: Shown) -> list[Scene]:
    live, official = shown.board("stage", LIVE), shown.board("stage", DONE)
    return [
        full("stage", "stage", live, ".work-line", cut=4),
        full("stage-long", "stage", official, ".work-line", entry=f"{FORKLIFT}{min(10, shown.entries - 1)}"),
        full("stage-leader", "stage", official, ".work-line", entry=shown.leader),
        full("stage-frozen", "stage", shown.board("stage", FROZEN), ".work-line"),
        full("stage-begun", "stage", live, "on-stage-board", entry=shown.begun),
        full("stage-hidden", "stage", shown.board("stage", HIDDEN), ".board-message"),
        Scene("stage-light", told("full", zone("stage", live), setting={"theme": "light"}), ".work-line"),
        Scene(
            "stage-half",
            told("halves", zone("stage", live), zone("standings", shown.board("standings", LIVE))),
            ".work-line",
        ),
        full("scoring", "scoring", shown.board("scoring", LIVE), ".scoring-card"),
        full("scoring-hidden", "scoring", shown.board("scoring", HIDDEN), ".board-message"),
    ]


def _floor(shown: Shown) -> list[Scene]:
    light = {"setting": {"theme": "light"}}
    return [
        full("stations", "stations", shown.board("stations", LIVE), ".tile"),
        Scene(
            "stations-light", told("full", zone("stations", shown.board("stations", LIVE)), **light), ".tile"
        ),
        Scene("heats-light", told("full", zone("heats", shown.board("heats", LIVE)), **light), ".heat-panel"),
        Scene(
            "scoring-light",
            told("full", zone("scoring", shown.board("scoring", LIVE)), **light),
            ".scoring-card",
        ),
        Scene(
            "results-light",
            told("full", zone("results", shown.board("standings", DONE)), **light),
            "results-board .board-row",
        ),
        full("heats", "heats", shown.board("heats", LIVE)),
        full("schedule", "schedule", shown.board("schedule"), ".schedule-line"),
    ]


def _words(shown: Shown) -> list[Scene]:
    long = {
        "title_zh": "请第二场选手到检录区",
        "title_en": "Second heat, please report to the call area",
        "text_zh": "携带参赛证与身份证，11:20 之前完成检录；逾期视为自动弃权，工具由现场统一提供。",
        "text_en": "Bring your badge and ID; check-in closes at 11:20. Tools are provided on site.",
    }
    return [
        full(
            "welcome",
            "welcome",
            shown.board("overview"),
            line_zh="匠心筑梦 技能报国",
            line_en="Skills build the nation",
        ),
        full("scan", "scan", shown.board("delegations")),
        full("announcement", "announcement", **long),
        full("announcement-strong", "announcement", tone="strong", **long),
        full(
            "countdown",
            "countdown",
            title_zh="距开赛",
            title_en="Until the start",
            until=shown.made_at + 25 * 60_000 + 17_000,
        ),
        full("clock", "clock", title_zh="会场时间", title_en="Hall time"),
        full("pictures-none", "pictures"),
    ]


def _ceremony(shown: Shown) -> list[Scene]:
    return [
        full("ceremony-waiting", "ceremony", shown.board("ceremony", LIVE), "ceremony-board"),
        full("ceremony", "ceremony", shown.board("ceremony", DONE), "ceremony-board"),
    ]


def _layouts(shown: Shown) -> list[Scene]:
    live, heats = shown.board("standings", LIVE), shown.board("heats", LIVE)
    news = zone("ticker", text_zh="午餐 11:30 起在二号厂房供应", text_en="Lunch from 11:30, hall 2")
    main, side = zone("standings", live), zone("heats", heats)
    clock = zone("clock", title_zh="会场时间", title_en="Hall time")
    programme = zone("schedule", shown.board("schedule"))
    stations = zone("stations", shown.board("stations", LIVE))
    results = zone("results", shown.board("standings", DONE))
    return [
        Scene("halves", told("halves", main, results)),
        Scene("main-side", told("main_side", main, side)),
        Scene("main-side-strip", told("main_side_strip", main, programme, news)),
        Scene("picture", told("picture", main, zone("scan", shown.board("delegations")))),
        Scene("quarters", told("quarters", main, stations, programme, clock)),
        Scene(
            "quarters-2",
            told(
                "quarters",
                zone("teams", shown.board("teams", FORKLIFT)),
                zone("outlook", shown.board("outlook", LIVE)),
                zone("records", shown.board("records")),
                side,
            ),
        ),
    ]


def _over(shown: Shown) -> list[Scene]:
    text = {
        "zh": "请立即停止操作，从最近的出口撤离",
        "en": "Stop work now and leave by the nearest exit",
    }
    live = zone("standings", shown.board("standings", LIVE))
    return [
        Scene("idle", {}, ".idle-code"),
        Scene(
            "emergency",
            told("full", live, emergency={"text": text, "since": 1_780_000_000_000}),
            ".screen-over",
            ".screen-over",
        ),
        Scene(
            "notice",
            told(
                "full",
                live,
                notice={
                    "text": {"zh": "比赛暂停十分钟", "en": "The competition pauses for ten minutes"},
                    "since": 1_780_000_000_000,
                },
            ),
            ".screen-over",
            ".screen-over",
        ),
    ]


async def prepare(parts: Parts, shown: Shown) -> None:
    """A programme around now, and a ceremony in its middle."""
    now = parts.now() // HOUR * HOUR
    for at, (zh, en, place) in enumerate(PROGRAMME):
        line = {"id": "", "competition": shown.id, "title": {"zh": zh, "en": en}, "place": place}
        kept = await parts.fleet.keep(
            "programme", {**line, "start": now + (at - 1) * HOUR, "end": 0, "cues": []}
        )
        assert not isinstance(kept, Refusal)
    await to_step(parts, shown, 0.7)


async def to_step(parts: Parts, shown: Shown, share: float) -> None:
    """A ceremony of the published round, so far through its steps."""
    competition = await parts.live.catch_up(shown.id)
    assert competition is not None
    of = source(competition.rounds[DONE])
    assert not isinstance(of, Refusal)
    if parts.ceremonies.get(shown.id, DONE) is None:
        plan = Plan(call_up=True, waiting_shown=True, finale="both")
        await parts.ceremonies.prepare(shown.id, DONE, of, plan, rehearsal=False)
        await parts.ceremonies.drive(shown.id, DONE, "arm", "gallery one")
        await parts.ceremonies.drive(shown.id, DONE, "go", "gallery two")
    running = parts.ceremonies.get(shown.id, DONE)
    assert running is not None
    last = len(running.programme.steps) - 1
    moved = await parts.ceremonies.drive(shown.id, DONE, "jump", "gallery one", to=round(last * share))
    assert not isinstance(moved, Refusal)
