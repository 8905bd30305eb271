"""The copied libraries draw a page under the strictest content security policy, with no import map."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.async_api import Page

STATIC = Path(__file__).parents[2] / "static"
POLICY = "default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types 'none'"

PAGE = b"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>vendor</title>
<link rel="icon" href="data:,"><main></main><script type="module" src="/page.js"></script></html>"""

SCRIPT = b"""
import { effect, html, render, signal, useState } from "./lib/ui.js";
import { openDB } from "./vendor/idb/idb.js";

const unsent = signal(0);
effect(() => { document.title = `${unsent.value} unsent`; });

function Sheet({ name }) {
  const [mark, setMark] = useState("8.00");
  return html`<p>${name} <b id="mark">${mark}</b> <i id="unsent">${unsent}</i>
    <button onClick=${() => { setMark("9.50"); unsent.value += 1; }}>+</button></p>`;
}

render(html`<${Sheet} name="<b>\xe7\x8e\x8b\xe5\xb0\x8f\xe6\x98\x8e</b>" />`, document.querySelector("main"));

const db = await openDB("vendor", 1, { upgrade(db) { db.createObjectStore("outbox"); } });
await db.put("outbox", "9.50", "sheet-7");
document.body.dataset.kept = await db.get("outbox", "sheet-7");
"""


class Handler(SimpleHTTPRequestHandler):
    """static/ with one page and one script of this test, all under the policy."""

    def do_GET(self) -> None:
        own = {"/": ("text/html", PAGE), "/page.js": ("text/javascript", SCRIPT)}
        if self.path not in own:
            super().do_GET()
            return
        kind, body = own[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(STATIC))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


async def test_a_page_draws_reacts_and_remembers(page: Page, address: str) -> None:
    await page.goto(address)
    await page.click("button")
    await page.wait_for_selector("body[data-kept]")

    assert await page.inner_text("p") == "<b>王小明</b> 9.50 1+"
    assert await page.title() == "1 unsent"
    assert await page.get_attribute("body", "data-kept") == "9.50"
