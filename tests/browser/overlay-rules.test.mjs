// Which entries a graphic over a live picture is about.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, isTooOld, readWish } from "../../scoreboard/web/overlay-rules.js";

const ORDER = Array.from({ length: 12 }, (_, n) => `e${n + 1}`);
const LIST = {
  status: "provisional",
  order: ORDER,
  rows: Object.fromEntries(
    ORDER.map((id, n) => [id, { number: `${101 + n}`, ...(n < 11 && { rank: n + 1 }) }]),
  ),
};
const AT_FIRST = { shown: true, step: 0 };

/** @param {string} graphic @param {string} query @param {object} [channel] */
function about(graphic, query, channel = {}) {
  return chosen(readWish(graphic, new URLSearchParams(query)), { ...AT_FIRST, ...channel }, LIST);
}

test("an entry is asked for by its id or by the number it wears", () => {
  assert.deepEqual(about("lower_third", "", { entry: "e3" }), ["e3"]);
  assert.deepEqual(about("lower_third", "", { entry: "104" }), ["e4"]);
  assert.deepEqual(about("lower_third", "entry=112"), ["e12"]);
});

test("who is asked for and is not there is nobody, never somebody else", () => {
  assert.deepEqual(about("lower_third", "", { entry: "999", step: 2 }), []);
  assert.deepEqual(about("lower_third", "follow=recent", { entry: "999" }), []);
  assert.deepEqual(about("versus", "other=e2", { entry: "999" }), []);
  assert.deepEqual(about("versus", "entry=e1&other=999"), []);
});

test("without a name a step goes on: to the next entry, to the next pair", () => {
  assert.deepEqual(about("lower_third", "", { step: 2 }), ["e3"]);
  assert.deepEqual(about("versus", "", { step: 1 }), ["e2", "e3"]);
});

test("one that is named stands against another that is named, else against the one before it", () => {
  assert.deepEqual(about("versus", "other=e9", { entry: "e2" }), ["e2", "e9"]);
  assert.deepEqual(about("versus", "", { entry: "105" }), ["e5", "e4"]);
  assert.deepEqual(about("versus", "", { entry: "e1" }), ["e1", "e2"]);
  assert.deepEqual(about("versus", "", { entry: "e12" }), [], "who has no rank has nobody before it");
});

test("every page of a tower begins with the leader, and the pages together show everyone", () => {
  const pages = [0, 1, 2].map((step) => about("tower", "count=5", { step }));
  assert.deepEqual(pages, [
    ["e1", "e2", "e3", "e4", "e5"],
    ["e1", "e6", "e7", "e8", "e9"],
    ["e1", "e10", "e11"],
  ]);
  assert.deepEqual(about("tower", "count=5", { step: 3 }), pages[0]);
  assert.deepEqual(about("tower", "count=1", { step: 1 }), ["e2"]);
});

test("a reveal says nothing of what is not published", () => {
  assert.deepEqual(about("reveal", "count=3"), []);
});

test("a graphic whose data is not live stays as it is unless its address says for how long", () => {
  const lost = (/** @type {string} */ query, /** @type {object} */ more = {}) =>
    [4_999, 5_000].map((now) =>
      isTooOld(
        readWish("tower", new URLSearchParams(query)),
        /** @type {any} */ ({ status: "lost", heardAt: 0, ...more }),
        now,
      ),
    );
  assert.deepEqual(lost("lost=5"), [false, true]);
  assert.deepEqual(lost(""), [false, false]);
  assert.deepEqual(lost("lost=hold"), [false, false]);
  assert.deepEqual(lost("lost=5", { status: "live" }), [false, false]);
  assert.deepEqual(lost("lost=5", { status: "connecting", heardAt: null }), [false, false]);
});
