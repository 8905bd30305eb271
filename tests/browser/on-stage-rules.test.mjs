// The entry on stage: the working in lines and pages, how far it is to the lines that matter, how its rank is glided to.

import assert from "node:assert/strict";
import test from "node:test";
import {
  apart,
  evenly,
  glideOf,
  leadOf,
  lineOf,
  linesOf,
  nearest,
  pagesOf,
  rowsIn,
  skipsAt,
} from "../../scoreboard/web/on-stage-rules.js";
import { columnsOf, goingOn, seatsIn, shareOf, shareText } from "../../scoreboard/web/scoring-rules.js";
import { boardOf, boardsOf } from "../../scoreboard/web/screen-show.js";

/** @param {string} id @param {number} aspects @param {any} more */
function module(id, aspects, more = {}) {
  const marked = { kind: "points", points: "8.50", marks: ["7", "9", "8.5"], high: [1], low: [0] };
  const inside = Array.from({ length: aspects }, (_, n) => ({
    id: `${id}-${n}`,
    title: { zh: `${id}-${n}` },
    ...marked,
  }));
  return {
    id,
    title: { zh: id },
    in: 3,
    due: 3,
    total: "17.00",
    seats: [1, 2, 3],
    parts: [{ id: `${id}-all`, title: { zh: id }, points: "17.00", aspects: inside }],
    after: [],
    ...more,
  };
}

/** @param {any[]} lines */
const kinds = (lines) => lines.map(({ kind, module: of }) => `${kind} ${of}`.trim());

test("seats are named once as long as they are the same, a module of one aspect is one line with its marks", () => {
  const lines = linesOf({
    modules: [module("a", 1), module("b", 2), module("c", 1, { seats: [1, 2] })],
    after: [{ kind: "penalty", value: "-2.00", title: { zh: "超时" } }],
  });

  assert.deepEqual(kinds(lines), [
    "seats a",
    "module a",
    "module b",
    "aspect b",
    "aspect b",
    "seats c",
    "module c",
    "after",
  ]);
  assert.deepEqual(
    [lines[1].value, lines[1].marks, lines[1].high, lines[1].low],
    ["17.00", ["7", "9", "8.5"], [1], [0]],
  );
  assert.equal(lines[2].marks, undefined);
});

test("of a module whose panel is not complete nothing is said but how many sheets are in", () => {
  const pending = { id: "a", title: {}, in: 2, due: 5 };

  assert.deepEqual(linesOf({ modules: [pending], after: [] }), [
    { kind: "module", module: "a", title: {}, pending: { in: 2, due: 5 } },
  ]);
});

test("a panel too large for a line shows what it came to, without marks", () => {
  const seats = Array.from({ length: 16 }, (_, n) => n + 1);
  const lines = linesOf({ modules: [module("a", 1, { seats })], after: [] });

  assert.deepEqual(kinds(lines), ["module a"]);
  assert.equal(lines[0].marks, undefined);
});

test("a module that fits stays together, and one that does not is named on each of its pages", () => {
  const lines = linesOf({ modules: [module("a", 2), module("b", 3), module("c", 9)], after: [] });
  const pages = pagesOf(lines, 6);

  assert.deepEqual(pages.map(kinds), [
    ["seats a", "module a", "aspect a", "aspect a"],
    ["seats a", "module b", "aspect b", "aspect b", "aspect b"],
    ["seats a", "module c", ...Array(4).fill("aspect c")],
    ["seats a", "module c", ...Array(4).fill("aspect c")],
    ["seats a", "module c", "aspect c"],
  ]);
  assert.ok(pages.every((page) => page.length <= 6));
});

const FIELD = {
  totals: ["97.20", "95.00", "95.00", "90.5", "88.00"],
  lines: [
    { rank: 2, award: { title: {} } },
    { rank: 4, award: { title: {} } },
  ],
};
/** @param {number} rank @param {any} more */
const standing = (rank, more = {}) => ({ ...FIELD, row: { rank, total: FIELD.totals[rank - 1], ...more } });

test("who has not reached a line is told what is missing, who has how far the first one outside is", () => {
  assert.deepEqual(lineOf(standing(5), 3), { rank: 3, award: null, gap: "7.00", inside: false });
  assert.deepEqual(lineOf(standing(2), 3), { rank: 3, award: null, gap: "4.50", inside: true });
});

test("without a line of those who go on the next prize counts, and the best one once all are reached", () => {
  assert.deepEqual([lineOf(standing(5), 0)?.rank, lineOf(standing(5), 0)?.gap], [4, "2.50"]);
  assert.deepEqual([lineOf(standing(4), 0)?.rank, lineOf(standing(4), 0)?.inside], [2, false]);
  assert.deepEqual([lineOf(standing(1), 0)?.rank, lineOf(standing(1), 0)?.gap], [2, "2.20"]);
});

test("nobody is told a distance that is not to be known", () => {
  assert.equal(lineOf({ row: { state: "marking" } }, 3), null);
  assert.equal(lineOf({ row: { rank: 3, total: "80" } }, 3), null);
  assert.equal(lineOf(standing(5), 40), null);
  assert.equal(leadOf(standing(2)), null);
  assert.equal(leadOf(standing(1, { shared: true })), null);
  assert.equal(leadOf(standing(1)), "2.20");
});

test("distances are exact", () => {
  assert.deepEqual(
    [apart("0.3", "0.10"), apart("88", "90.25"), apart("100000000000000000.01", "0.02"), apart("7", "7")],
    ["0.20", "2.25", "99999999999999999.99", "0"],
  );
});

test("an entry glides up from where it stood, and who it passed gives way", () => {
  const around = ["a", "b", "c", "d"].map((entry) => ({ entry }));

  assert.deepEqual(glideOf(around, "b", 2), [0, 2, -1, -1]);
  assert.deepEqual(glideOf(around, "b", 1), [0, 1, -1, 0]);
  assert.deepEqual(glideOf(around, "d", 3), [0, 0, 0, 0]);
  assert.deepEqual(glideOf(around, "b", -3), [0, 0, 0, 0]);
});

test("a screen whose organiser named an entry watches that entry's board", () => {
  const zone = { kind: "stage", board: "stage.cup.final", options: { entry: "e7" } };
  const steps = [
    {
      seconds: 0,
      layout: "full",
      zones: [zone, { ...zone, options: {} }, { ...zone, options: { entry: "" } }],
    },
  ];

  assert.equal(
    boardOf({ kind: "standings", board: "standings.cup.final", options: {} }),
    "standings.cup.final",
  );
  assert.deepEqual(boardsOf({ kind: "scene", id: "s", since: 0, steps }), [
    "stage.cup.final.e7",
    "stage.cup.final",
  ]);
});

test("all is said to be in when it is and not before", () => {
  assert.deepEqual(
    [shareText({ in: 999, due: 1000 }), shareText({ in: 29, due: 100 }), shareText({ in: 0, due: 0 })],
    ["99%", "29%", "0%"],
  );
  assert.deepEqual([shareOf({ in: 1, due: 4 }), shareOf({ in: 0, due: 0 })], [0.25, 0]);
});

test("cards leave as few empty places as can be", () => {
  const found = [1, 2, 3, 4, 5, 6, 7].map((cards) => columnsOf(cards, 3, 3));

  assert.deepEqual(found, [1, 2, 3, 2, 3, 3, 3]);
  assert.equal(columnsOf(40, 3, 2), 3);
});

test("of many heats those that go on are shown, after the last that is done", () => {
  const heats = [4, 4, 4, 1, 0, 0].map((complete, heat) => ({ heat, entries: { complete, of: 4 } }));

  assert.deepEqual(
    goingOn(heats, 3).map(({ heat }) => heat),
    [2, 3, 4],
  );
  assert.deepEqual(
    goingOn(heats.slice(0, 3), 2).map(({ heat }) => heat),
    [1, 2],
  );
  assert.equal(goingOn(heats, 9).length, 6);
});

test("marks beside each other have as many places as the longest needs", () => {
  assert.deepEqual(evenly(["8", "9.50", "7.5", "-1"]), ["8.0", "9.5", "7.5", "-1.0"]);
  assert.deepEqual(evenly(["2", "3", ""]), ["2", "3", ""]);
  assert.deepEqual(evenly(["1/3", "2.0"]), ["1/3", "2"]);
});

test("where few neighbours have room the entry stands between the nearest", () => {
  const around = ["a", "b", "c", "d"].map((entry) => ({ entry }));
  /** @param {string} entry @param {number} most */
  const of = (entry, most) => nearest(around, entry, most).map((one) => one.entry);

  assert.deepEqual(
    [of("c", 3), of("a", 3), of("d", 3)],
    [
      ["b", "c", "d"],
      ["a", "b", "c"],
      ["b", "c", "d"],
    ],
  );
  assert.equal(of("b", Number.POSITIVE_INFINITY).length, 4);
});

test("neighbours have room while their rows can be read; ranks left out, not ranks shared, take room of their own", () => {
  const around = [1, 50, 52, 52, 54].map((rank) => ({ rank }));

  assert.deepEqual(
    around.map((_, at) => skipsAt(around, at)),
    [false, true, true, false, true],
  );
  assert.deepEqual(
    [12, 28, 33.5, 60].map((high) => rowsIn(around, high)),
    [3, 4, 5, 9],
  );
});

test("seats stand below each other while they fit, and are never wider than their card", () => {
  assert.deepEqual(seatsIn(5, 46, 40), { seatColumns: 1, size: 3.2 });
  assert.equal(seatsIn(5, 46, 10).seatColumns, 2);
  assert.equal(seatsIn(15, 46, 10).seatColumns, 2);
});
