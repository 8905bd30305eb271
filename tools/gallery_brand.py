"""Invented looks and sponsors for the gallery: logos of every shape, drawn by the browser; two looks on the same boards."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from playwright.async_api import Browser

from server.core.refusals import Refusal
from server.services.brand_colours import derive
from server.services.parts import Parts
from server.services.screen_picture_store import keep
from server.services.screen_pictures import look
from tools.gallery_cup import DONE, LIVE, Shown
from tools.gallery_scenes import Scene, told, zone

LOGOS = {
    "cup": (
        400,
        160,
        "<circle cx='80' cy='80' r='70' fill='#c8102e'/><path d='M45 70h70v22H45zM72 92h16v40H72z' fill='#fff'/>"
        "<text x='168' y='76' font-size='52' font-weight='900' fill='#1b1b1b'>金锤杯</text>"
        "<text x='170' y='124' font-size='30' fill='#555'>HAMMER CUP</text>",
    ),
    "dark": (
        420,
        140,
        "<path d='M20 120 70 20l50 100z' fill='#111'/><text x='140' y='95' font-size='66' fill='#111'>沧澜</text>",
    ),
    "white": (
        360,
        180,
        "<rect width='360' height='180' fill='#0a3d91'/><text x='36' y='120' font-size='88' fill='#fff'>北辰</text>",
    ),
    "pale": (
        400,
        160,
        "<rect x='10' y='40' width='80' height='80' fill='#9fd8c2'/><text x='110' y='108' font-size='64' "
        "fill='#5fa58b'>YUNHAI</text>",
    ),
    "tall": (160, 320, "<path d='M80 10 150 160 80 310 10 160z' fill='#e07b00'/>"),
    "wide": (900, 90, "<text x='10' y='72' font-size='76' fill='#6a1b9a'>XINQIAO RAIL TRANSIT</text>"),
}
"""Width, height, drawing: dark, pale, on a ground of its own, tall, wide."""
SMALL = 0.4
"""Phones are sent logos of this part of the size."""
SPONSORS = (
    ("title", "沧澜重工集团", "Canglan Heavy Works", "dark"),
    ("partner", "北辰船务", "Polaris Shipyard", "white"),
    ("partner", "云海职业技术学院", "Yunhai Polytechnic", "pale"),
    ("partner", "新桥轨道", "Xinqiao Rail", "wide"),
    ("sponsor", "砺石港务集团第三装卸公司", "Lishi Port Group, Third Stevedoring Company", ""),
    ("sponsor", "明德汽车零部件", "Mingde Auto Parts", "tall"),
    ("sponsor", "铸光精密", "Zhuguang Precision", "dark"),
    ("sponsor", "长汀新能源产业园区总工会", "Changting Zone Trade Union", ""),
    ("supporter", "沧澜会展中心", "Canglan Exhibition Centre", "pale"),
)
NAME = {"zh": "金锤杯", "en": "Hammer Cup"}
LOOKS = {"red": ("#c8102e", "#f8bb2d"), "navy": ("#001a57", "#00a3e0"), "pale": ("#ffe9f0", "#e5ffe0")}
"""One as flags have it, one that is black in a dark hall, one that is white in a light one."""


async def dress(parts: Parts, browser: Browser, shown: Shown) -> dict[str, str]:
    """Keep the logos, name the sponsors; the competition itself stays as it is. Gives pictures by name."""
    pictures = {name: await _picture(parts, browser, *drawing) for name, drawing in LOGOS.items()}
    small = {name: await _picture(parts, browser, *drawing, SMALL) for name, drawing in LOGOS.items()}
    sponsors = [
        {
            "name": {"zh": zh, "en": en},
            "tier": tier,
            "logo": pictures.get(logo, ""),
            "small": small.get(logo, ""),
        }
        for tier, zh, en, logo in SPONSORS
    ]
    refusal = await parts.brands.list_sponsors(shown.id, sponsors)
    assert refusal is None, refusal
    return pictures


async def _picture(
    parts: Parts, browser: Browser, width: int, height: int, drawing: str, size: float = 1
) -> str:
    page = await browser.new_page(viewport={"width": round(width * size), "height": round(height * size)})
    await page.set_content(
        f"<style>body{{margin:0}}svg{{display:block;font-family:sans-serif}}</style>"
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width * size}' height='{height * size}' "
        f"viewBox='0 0 {width} {height}'>{drawing}</svg>"
    )
    content = await page.screenshot(omit_background=True)
    await page.close()
    kind, id_ = look(content), sha256(content).hexdigest()[:16]
    assert kind is not None
    kept = await keep(parts.people, id_, "gallery", kind, content, parts.now())
    assert not isinstance(kept, Refusal)
    return id_


def scenes(parts: Parts, shown: Shown, pictures: dict[str, str]) -> list[Scene]:
    """Boards in looks of their own, and the sponsors."""
    live, row, plate = zone("standings", shown.board("standings", LIVE)), ".board-row", ".sponsor-plate"
    looks = {name: _look(parts, shown, pictures, *colours) for name, colours in LOOKS.items()}
    welcome = zone(
        "welcome",
        shown.board("overview"),
        sponsors=True,
        line_zh="匠心筑梦 技能报国",
        line_en="Skills build the nation",
    )
    schedule = zone("schedule", shown.board("schedule"))
    sponsors = zone("sponsors", shown.board("brand"))
    ceremony = zone("ceremony", shown.board("ceremony", DONE))
    stage = zone("stage", shown.board("stage", LIVE))
    stations = zone("stations", shown.board("stations", LIVE))
    results = zone("results", shown.board("standings", DONE))
    scoring = zone("scoring", shown.board("scoring", LIVE))
    light = {"setting": {"theme": "light"}}
    return [
        Scene("brand-red", told("full", live, brand=looks["red"]), row),
        Scene("brand-navy", told("full", live, brand=looks["navy"]), row),
        Scene("brand-pale-light", told("full", live, brand=looks["pale"], **light), row),
        Scene("brand-red-light", told("full", live, brand=looks["red"], **light), row),
        Scene("brand-stage", told("full", stage, brand=looks["red"]), ".work-line"),
        Scene("brand-stations-light", told("full", stations, brand=looks["navy"], **light), ".tile"),
        Scene("brand-results", told("full", results, brand=looks["navy"]), "results-board .board-row"),
        Scene(
            "brand-quarters",
            told("quarters", stage, stations, scoring, schedule, brand=looks["red"]),
            ".tile",
        ),
        Scene("brand-schedule", told("full", schedule, brand=looks["navy"]), ".schedule-line"),
        Scene("brand-ceremony", told("full", ceremony, brand=looks["red"]), "ceremony-board"),
        Scene("brand-welcome", told("full", welcome, brand=looks["red"]), plate),
        Scene("brand-idle", {"brand": looks["navy"] | {"strip": True}}, ".idle .sponsor-plate"),
        *[
            Scene(f"sponsors-{tier}", told("full", sponsors, brand=_only(looks["red"], tier)), plate)
            for tier in ("title", "partner", "sponsor")
        ],
        Scene("sponsors-light", told("full", sponsors, brand=_only(looks["red"], "partner"), **light), plate),
        Scene("sponsors-strip", told("main_strip", live, sponsors, brand=looks["red"]), plate),
    ]


def _only(look_: dict[str, Any], tier: str) -> dict[str, Any]:
    """Which page stands is a matter of time; so that it is always the same one there is only one tier."""
    return look_ | {"sponsors": [one for one in look_["sponsors"] if one["tier"] == tier]}


def _look(parts: Parts, shown: Shown, pictures: dict[str, str], first: str, second: str) -> dict[str, Any]:
    logo = pictures["cup"]
    return {
        "name": NAME,
        "logo": logo,
        "small": logo,
        "colours": derive(first, second),
        "sponsors": parts.brands.sponsors(shown.id),
    }
