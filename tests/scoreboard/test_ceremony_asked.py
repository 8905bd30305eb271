"""A ceremony and whoever asks for more than a screen is sent: strangers, remotes, a server that was killed."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import httpx2

from server.core.ceremony import Plan
from server.core.ids import EntryId
from server.core.refusals import Refusal
from server.run import inside
from server.services.ceremony_run import Ceremony
from server.settings import Settings
from tests.scoreboard.ceremony_screens import BOARD, FIGURES, allowed, driven, revealed, sees, told
from tests.scoreboard.guests import Guest, Meet
from tests.scoreboard.test_embargo_bytes import boards as every_board
from tests.support import small
from tests.support.small import CUP, FINAL


def figures(text: str) -> set[EntryId]:
    """The entries whose total stands in some text, as a table, a picture or JSON has it."""
    return {EntryId(entry) for entry, total in FIGURES.items() if re.search(rf"\b{total}\.00\b", text)}


PAGES = (
    "/", "/c/", "/c/cup", "/c/cup/qr.svg", "/board/", "/board/cup/final", "/board/cup/final/outlook",
    "/board/cup/teams/welding", "/display/", "/display/preview", "/display/wall", "/overlay/reveal", "/overlay/tower",
    "/remote/cup/final", "/desk",
    "/desk/c/cup/r/final/ceremony", "/desk/c/cup/r/final/script", "/judge/", "/floor", "/metrics", "/api/v1/health",
)  # fmt: skip
KNOWN = {
    "competition": CUP,
    "round": FINAL,
    "event": small.WELDING,
    "entry": "e1",
    "graphic": "reveal",
    "display": "wall",
}


async def test_nothing_a_stranger_or_a_remote_can_ask_for_knows_what_is_still_to_come(tmp_path: Path) -> None:
    """Every address that is only read: tables of phones, previews, streams, exports, the announcer's script."""
    async with revealed(tmp_path, Plan(by_module=False, call_up=True, finale="both")) as meet:
        token = await remote_of(meet)
        base = meet.running.base
        async with httpx2.AsyncClient(base_url=base, follow_redirects=True) as stranger:
            described = (await stranger.get("/api/v1/openapi.json")).json()["paths"]
            known = [path for path, methods in described.items() if "get" in methods]
            asked = [*PAGES, *(re.sub(r"{(\w+)}", lambda it: KNOWN.get(it[1], "x"), path) for path in known)]
            assert len(known) > 60
            assert f"/api/v1/competitions/{CUP}/rounds/{FINAL}/ceremony/script" in asked
            ceremony = await driven(meet, "jump", to=2)
            for path in [*asked, *(f"/api/v1/boards/{board}" for board in every_board())]:
                answer = await stranger.get(path, headers={"X-Remote-Token": token})
                page = answer.headers["content-type"].startswith("text/html")

                assert figures(answer.text) <= placed(ceremony, 2), path
                assert not (page and told(answer.text)), path
            driven_ = f"/api/v1/competitions/{CUP}/rounds/{FINAL}/ceremony/look"
            moved = await stranger.post(driven_, json={}, headers={"X-Remote-Token": token})

        assert set(moved.json()) == {
            "phase", "rehearsal", "step", "steps", "auto", "pace", "beat", "next",
        }  # fmt: skip


async def remote_of(meet: Meet) -> str:
    """A phone that was let in."""
    made = await meet.parts.ceremonies.renew(CUP, FINAL)
    assert not isinstance(made, Refusal)
    token = await meet.parts.ceremonies.let_in(CUP, FINAL, made[1], "here")
    assert isinstance(token, str)
    return token


def placed(ceremony: Ceremony, step: int) -> set[EntryId]:
    """Whose total has been shown by then."""
    return {e for one in ceremony.programme.steps[:step] if one.beat == "place" for e in one.entries}


async def test_a_server_that_was_killed_in_the_middle_comes_back_at_the_step_it_showed(
    tmp_path: Path,
) -> None:
    async with revealed(tmp_path, Plan(by_module=False)) as meet:
        token = await remote_of(meet)
        ceremony = await driven(meet, "jump", to=3)
        async with meet.watch(BOARD) as socket:
            before = Guest(socket)
            await sees(before, 3)
        kept = tmp_path / "as-it-was"
        # What is on disk while it runs is all that a server has that was killed: nothing of it is closed or written out.
        await asyncio.to_thread(
            shutil.copytree, tmp_path, kept, ignore=shutil.ignore_patterns("as-it-was", "*.lock")
        )
        chosen = Settings(data=kept, host="127.0.0.1", port=0, log_level="error")
        async with inside(chosen) as again:
            other = Meet(again)
            await again.parts.live.catch_up(CUP)
            assert again.parts.ceremonies.remote(CUP, FINAL, token) is not None
            query = f"&epoch={again.parts.epoch}&after={before.screens[BOARD].number}"
            async with other.watch(BOARD, query=query) as socket:
                after = Guest(socket)
                after.screens[BOARD] = before.screens[BOARD]
                await after.until(lambda: any(kind in ("snapshot", "patch") for kind in after.kinds()))
                assert told("".join(after.bytes)) == allowed(ceremony, 3)
                await driven(other, "next")
                await sees(after, 4)
                assert told("".join(after.bytes)) == allowed(ceremony, 4)
