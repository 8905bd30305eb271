"""How a tablet reaches its server: https by the venue's own authority, plain http said plainly, a spare when it is gone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Error, Page, expect

from server.services import lan
from server.storage.sql_ledger import SqlLedger
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, house, venue
from tools.machine import BROWSER_ARGUMENTS, find_browser

TLS = {"JINCHUI_TLS": "true", "JINCHUI_TRUST_PORT": "0"}
PLAIN = {"JINCHUI_INSECURE_HTTP": "true", "JINCHUI_ANNOUNCE": "false"}


def believe(home: Path, authority: Path | None) -> None:
    """What a user of this home trusts, as Chromium on Linux looks it up."""
    certutil = shutil.which("certutil")
    if certutil is None:
        pytest.skip("missing component: certutil (Debian: libnss3-tools)")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    subprocess.run([certutil, "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
    if authority:
        trust = [certutil, "-d", f"sql:{store}", "-A", "-t", "C,,", "-n", "venue", "-i", str(authority)]
        subprocess.run(trust, check=True)


@asynccontextmanager
async def device(browser: Browser, home: Path, authority: Path | None) -> AsyncIterator[Browser]:
    """A browser of its own whose user told it to trust an authority, or nobody."""
    believe(home, authority)
    launched = await browser.browser_type.launch(
        executable_path=find_browser(), args=BROWSER_ARGUMENTS, env={**os.environ, "HOME": str(home)}
    )
    yield launched
    await launched.close()


async def test_a_device_that_trusts_the_authority_works_without_the_server_and_another_is_warned(
    browser: Browser, tmp_path: Path, page_errors: list[str]
):
    (tmp_path / "server").mkdir()
    async with house(tmp_path / "server", environment=TLS) as rooms:
        here = await venue(*rooms)
        assert here.server.base.startswith("https://")
        async with device(browser, tmp_path / "stranger", None) as stranger:
            warned = await stranger.new_page()
            with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
                await warned.goto(f"{here.server.base}/judge/")
        async with device(browser, tmp_path / "tablet", here.server.authority) as trusting:
            tablet = await trusting.new_page(locale="zh-CN")
            watch(tablet, page_errors)
            await screen.pair(tablet, here.server.base, here.cards[0])
            await screen.kept_for_offline(tablet)
            await here.server.kill()
            await tablet.reload()
            await screen.open_next(tablet)
            await screen.mark_all(tablet)
            await screen.hand_in(tablet)
            await screen.unsent(tablet, 1)
            await tablet.reload()
            await screen.unsent(tablet, 1)
            await here.server.start()
            await screen.receipt(tablet)
            await expect(tablet.locator("[data-plain]")).to_have_count(0)
        assert len(await here.sheets()) == 1
    assert page_errors == []


async def test_plain_http_says_all_day_what_it_cannot_do_and_loses_nothing(page: Page, tmp_path: Path):
    (here_at,) = lan.facing()[:1] or pytest.skip("missing component: a network")
    async with house(tmp_path, host="0.0.0.0", environment=PLAIN) as rooms:
        here = await venue(*rooms)
        base = f"http://{here_at}:{here.server.port}"
        await screen.pair(page, base, here.cards[0])
        await expect(page.locator("[data-plain]")).to_be_visible()
        await screen.open_next(page)
        await screen.mark_all(page)
        await here.server.kill()
        await screen.hand_in(page)
        await screen.unsent(page, 1)

        await page.click("[data-plain]")

        await expect(page.locator("[data-line=offline]")).to_have_attribute("data-state", "bad")
        await expect(page.locator("[data-line=lock]")).to_have_attribute("data-state", "bad")
        await expect(page.locator("[data-line=secure]")).to_have_attribute("data-state", "bad")
        assert await accessibility_faults(page) == []
        await page.set_viewport_size({"width": 390, "height": 844})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await here.server.start()
        await screen.unsent(page, 0)
        assert len(await here.sheets()) == 1
        await page.set_viewport_size({"width": 1280, "height": 800})
        await page.click(".back")
        await screen.hand_over(page)
        await expect(page.locator(f"a[data-seat='{here.cards[0].judge}']")).to_be_visible()


async def test_the_spare_is_asked_when_the_server_is_gone_and_nothing_counts_twice(
    page: Page, tmp_path: Path
):
    ports = free_ports(2)
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    named = {"JINCHUI_SPARES": ",".join(addresses)}
    (tmp_path / "first").mkdir()
    spare = ServerProcess(tmp_path / "spare", ports[1], environment=named)
    await page.clock.install()
    async with house(tmp_path / "first", ports[0], environment=named) as rooms:
        here = await venue(*rooms, entries=4)
        try:
            await screen.pair(page, addresses[0], here.cards[0])
            await one_sheet(page)
            await screen.receipt(page)
            await here.server.kill()
            await one_sheet(page)
            await screen.unsent(page, 1)

            await take_over(here.server, spare, "1-spare")
            await screen.unsent(page, 0)
            await in_use(page, addresses[1])
            await one_sheet(page)
            await screen.receipt(page)

            await here.server.start()  # the old one, which knows nothing of what happened since
            await page.clock.run_for(20_000)
            await in_use(page, addresses[1])
            assert len(await here.sheets()) == 1, "nothing new was given to an older history"

            await here.server.kill()
            await spare.kill()
            copy_data(spare, here.server)
            await here.server.start()
            await one_sheet(page)
            await screen.unsent(page, 0)
            await in_use(page, addresses[0])
            codes = [sheet["body"]["code"] for sheet in await here.sheets()]
            assert sorted(codes) == ["01", "02", "03", "04"]
        finally:
            await spare.kill()


async def one_sheet(page: Page) -> None:
    """The next sheet from the list into the outbox."""
    await page.evaluate("location.hash = ''")
    await screen.open_next(page)
    await screen.mark_all(page)
    await screen.hand_in(page)
    await expect(page.locator(".stamp")).to_be_visible()


async def in_use(page: Page, address: str) -> None:
    """The page about the tablet says which address is asked."""
    await page.evaluate("location.hash = '#device'")
    await expect(page.locator("[data-address][data-used=true]")).to_have_text(address)


async def take_over(first: ServerProcess, spare: ServerProcess, epoch: str) -> None:
    """The spare goes on where the first one stood, as a newer history."""
    copy_data(first, spare)
    ledger = await SqlLedger.open(spare.folder / "data" / "ledger.sqlite", epoch="unused")
    await ledger.renew_epoch(epoch)
    await ledger.close()
    await spare.start()


def copy_data(source: ServerProcess, target: ServerProcess) -> None:
    """All data of a server that is not running."""
    shutil.rmtree(target.folder / "data", ignore_errors=True)
    shutil.copytree(source.folder / "data", target.folder / "data")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports
