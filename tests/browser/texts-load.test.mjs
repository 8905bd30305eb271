// The words of a page come even when the server is away for the moment in which they are asked for.

import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { loadTexts, t } from "../../static/lib/i18n.js";

test("words are asked for until they are here: a wall that starts on a bad line does not stay dumb", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const asked = [];
  const answers = [
    () => Promise.reject(new TypeError("Failed to fetch")),
    () => Promise.resolve(new Response("", { status: 503 })),
    () => Promise.resolve(new Response('{"board.title": "Bo')),
  ];
  mock.method(globalThis, "fetch", (/** @type {URL} */ address) => {
    asked.push(address.pathname.split("/").slice(-2).join("/"));
    const broken = address.pathname.includes("/en/") && answers.shift();
    return broken ? broken() : Promise.resolve(Response.json({ "board.title": "榜" }));
  });

  let here = false;
  const loading = loadTexts(["board"]).then(() => {
    here = true;
  });
  for (let second = 0; second < 40 && !here; second += 1) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
    mock.timers.tick(1_000);
  }
  await loading;

  assert.equal(t("board.title", {}, "en"), "榜");
  assert.deepEqual(asked, ["zh-CN/board.json", ...Array(4).fill("en/board.json")]);
});
