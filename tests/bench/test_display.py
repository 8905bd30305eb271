"""The measurement of displays runs through and counts what it promises; its times are those of the machine."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from server.bench.browser import BrowserMissing, browser, find_browser
from server.bench.display import run
from server.bench.display_day import Day, Look, a_day
from server.bench.display_pages import Plan

SMALL = Plan(rows=12, moving=6, moves=1, turns=1, changes=4, patches=24, beats=240, looks=3, size=(704, 1200))

LEAK = """
globalThis.kept = [];
new MutationObserver(() => kept.push(new Array(5000).fill(0.5), document.createElement("i")))
  .observe(document, { subtree: true, childList: true, characterData: true });
"""

needs_browser = pytest.mark.skipif(
    find_browser() is None, reason="missing component: no Chromium, Chrome or Edge"
)


@needs_browser
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_small_board_is_measured_beside_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    report = run(SMALL, as_json=True)

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["rows"] == 12
    assert report.moved == 6, "six rows stand elsewhere after every move"
    assert report.board.frames > 0
    assert report.floor.frames > 0
    assert report.board.forced == 0, "no script reads what it has just changed"
    assert report.latency.p50 > 0
    assert report.latency.first > 0, "a page just opened is told apart"
    assert report.echo.p50 > 0
    assert len(report.day.looks) == 3
    assert report.day.looks[-1].frames >= 24 + 240
    assert not report.day.leaks
    assert "6 of 12 rows move" in report.text()


@needs_browser
@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_leak_that_was_planted_is_found() -> None:
    leaking = await a_day(SMALL, LEAK)

    assert leaking.leaks
    assert leaking.growth > 1000


def test_a_page_leaks_when_bytes_nodes_or_listeners_pile_up() -> None:
    first = Look(0, 1_000_000, 500, 20)

    def leaks(*looks: Look) -> bool:
        return Day((first, *looks)).leaks

    assert not leaks(
        Look(500, 1_300_000, 500, 20), Look(900, 1_000_400, 500, 20), Look(1000, 990_000, 510, 20)
    )
    assert leaks(Look(500, 1_100_000, 500, 20), Look(1000, 1_200_000, 500, 20))
    assert leaks(replace(first, frames=1000, nodes=600))
    assert leaks(replace(first, frames=1000, listeners=30))


async def test_without_a_browser_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JINCHUI_BROWSER", raising=False)
    if find_browser() is not None:
        pytest.skip("a browser that is found without a path")

    with pytest.raises(BrowserMissing, match="JINCHUI_BROWSER"):
        async with browser():
            raise AssertionError("there is none")
