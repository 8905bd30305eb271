// Whose look a zone has, and how sponsors stand: the rules of scoreboard/web/brand.js and sponsor-rules.js.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ownerOf } from "../../scoreboard/web/brand.js";
import { gridOf, pagesOf, stripOf } from "../../scoreboard/web/sponsor-rules.js";
import { moved, put } from "../../server/desk/web/sponsor-list.js";

const zone = (board = "") => ({ kind: "any", board, options: {} });
const step = (...boards) => ({ seconds: 0, layout: "any", zones: boards.map(zone) });
const sponsors = (tier, count) =>
  Array.from({ length: count }, (_, at) => ({
    name: { zh: `${tier}${at}`, en: "" },
    tier,
    logo: "",
    small: "",
  }));

test("a zone looks like the competition of its board, and without one like its neighbour", () => {
  const both = step("", "standings.cup.final");
  const two = step("standings.one.a", "overview.two");

  assert.equal(ownerOf(both.zones[0], both, "house"), "cup");
  assert.deepEqual(
    two.zones.map((one) => ownerOf(one, two, "house")),
    ["one", "two"],
  );
  assert.equal(ownerOf(zone(), step(""), "house"), "house");
});

test("a sponsor that is changed takes its own place, wherever somebody else has moved it", () => {
  const [one, two, three] = sponsors("partner", 3);
  const better = { ...one, logo: "l", small: "s" };
  const renamed = { ...one, name: { zh: "新", en: "New" } };

  assert.deepEqual(put([three, one, two], one, renamed), [three, renamed, two]);
  assert.deepEqual(put([two, better], one, renamed), [two, renamed]);
  assert.deepEqual(put([two], one, renamed), [two, renamed]);
  assert.deepEqual(put([two], null, one), [two, one]);
  assert.deepEqual(moved([one, two, three], 0, 1), [two, one, three]);
  const [greater] = sponsors("title", 1);
  assert.deepEqual(moved([greater, one], 1, -1), [greater, one], "no sponsor leaves its tier");
});

test("tiers follow each other, and the pages of one tier are evenly filled", () => {
  const pages = pagesOf([...sponsors("title", 1), ...sponsors("partner", 7)]);

  assert.deepEqual(
    pages.map(({ tier, sponsors: shown }) => [tier, shown.length]),
    [
      ["title", 1],
      ["partner", 4],
      ["partner", 3],
    ],
  );
  assert.deepEqual(pagesOf([]), []);
});

test("every sponsor stands on exactly one page", () => {
  const all = [...sponsors("title", 3), ...sponsors("partner", 13), ...sponsors("supporter", 25)];

  assert.deepEqual(
    pagesOf(all).flatMap((page) => page.sponsors),
    all,
  );
});

test("plates of a grid fit their box, whatever its shape", () => {
  for (const [width, height] of [
    [1800, 800],
    [1000, 1600],
    [2700, 700],
    [300, 300],
  ]) {
    for (let count = 1; count <= 12; count++) {
      const { columns, plate } = gridOf(count, { width, height, gap: 20, words: 40 });
      const rows = Math.ceil(count / columns);
      assert.ok(plate > 0);
      assert.ok(columns * plate + (columns - 1) * 20 <= width);
      assert.ok(rows * ((plate * 9) / 16 + 40) + (rows - 1) * 20 <= height);
    }
  }
});

test("a strip shows everybody in turn, and stands still where all fit", () => {
  const all = sponsors("partner", 7);
  const seen = new Set();
  for (let turn = 0; turn < 7; turn++) for (const one of stripOf(all, 1000, 100, turn)) seen.add(one);

  assert.deepEqual(stripOf(all, 4000, 100, 3), all);
  assert.equal(stripOf(all, 1000, 100, 0).length, 4);
  assert.equal(seen.size, 7);
  assert.deepEqual(
    stripOf(all, 1000, 100, 1),
    [4, 5, 6, 0].map((at) => all[at]),
    "after those that stood there come the next ones",
  );
});
