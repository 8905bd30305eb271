// The floor page's pure rules, and how a wall of stations divides a screen.

import assert from "node:assert/strict";
import test from "node:test";
import { gridOf, panelsIn } from "../../scoreboard/web/stations-layout.js";
import {
  calls,
  firstHeat,
  heatState,
  ready,
  rowsOf,
  secondsOf,
} from "../../server/desk/web/floor/floor-rules.js";

/** @typedef {{code: string, heat: number, station: number, clock?: string, state?: string, attendance?: string}} Given */

/** @param {Given[]} given @param {Record<string, number>} now */
function floor(given, now = {}) {
  const rows = given.map(({ clock = "planned", state = "competing", attendance, ...row }) => ({
    ...row,
    state,
    modules: { m: { clock: { state: clock, used: 0, given: 0 }, judged: false, attendance } },
  }));
  const heats = [...new Set(given.map(({ heat }) => heat))].map((heat) => ({
    heat,
    title: {},
    starts_at: "",
  }));
  return {
    order: rows.map(({ code }) => code),
    rows: Object.fromEntries(rows.map((row) => [row.code, row])),
    heats,
    now,
  };
}

const MIXED = floor([
  { code: "05", heat: 1, station: 2, clock: "running" },
  { code: "02", heat: 1, station: 1 },
  { code: "03", heat: 1, station: 3, attendance: "absent" },
  { code: "04", heat: 1, station: 4, state: "withdrawn" },
  { code: "06", heat: 1, station: 5, clock: "paused" },
  { code: "07", heat: 1, station: 6, clock: "stopped", attendance: "present" },
  { code: "08", heat: 2, station: 1 },
]);

test("a heat's stations stand in their order, whatever the running order is", () => {
  assert.deepEqual(
    rowsOf(MIXED, 1).map(({ code }) => code),
    ["02", "05", "03", "04", "06", "07"],
  );
});

test("only who competes and is not absent starts with the others; what runs is not started again", () => {
  const rows = rowsOf(MIXED, 1);
  assert.deepEqual(ready(rows, "m", "start"), ["02"]);
  assert.deepEqual(ready(rows, "m", "resume"), ["06"]);
  assert.deepEqual(ready(rows, "m", "pause"), ["05"]);
  assert.deepEqual(ready(rows, "m", "stop"), ["05", "06"]);
  assert.deepEqual(calls(rows, "m"), { absent: 1, open: 4 });
});

test("a heat works, is over, was called or is open; the page begins with the one called, else the first not over", () => {
  const done = floor([
    { code: "1", heat: 1, station: 1, clock: "stopped" },
    { code: "2", heat: 2, station: 1 },
  ]);
  assert.deepEqual([heatState(MIXED, "m", 1), heatState(MIXED, "m", 2)], ["working", "open"]);
  assert.deepEqual([heatState(done, "m", 1), firstHeat(done, "m")], ["done", 2]);
  assert.equal(heatState({ ...done, now: { m: 2 } }, "m", 2), "called");
  assert.equal(firstHeat({ ...MIXED, now: { m: 2 } }, "m"), 2);
  assert.equal(firstHeat(floor([{ code: "1", heat: 0, station: 0 }]), "m"), 0);
});

test("minutes, or minutes and seconds; nothing else is a time", () => {
  assert.deepEqual(["1", "0:30", "2:05", "10：00", "120"].map(secondsOf), [60, 30, 125, 600, 7_200]);
  assert.deepEqual(["", "1:60", "-1", "1.5", "a", "1:2:3"].map(secondsOf), Array(6).fill(null));
});

test("every tile of a wall has its place, and a tile is never too small to be read", () => {
  for (const [width, height] of [
    [1920, 900],
    [3840, 1800],
    [1080, 1500],
    [2880, 700],
  ]) {
    const unit = Math.min(height / 82, width / 64);
    for (let count = 1; count <= 200; count += 1) {
      const { columns, rows, pages } = gridOf(count, width, height, unit);
      assert.ok(columns * rows * pages >= count, `${count} on ${width}x${height}`);
      assert.ok(columns * rows * (pages - 1) < count, `an empty page: ${count} on ${width}x${height}`);
      if (count > 1)
        assert.ok(height / rows >= 15 * unit - 1 && width / columns >= 24 * unit - 1, `${count}`);
    }
  }
  assert.deepEqual(gridOf(7, 1920, 900, 10.8), { columns: 4, rows: 2, pages: 1 });
});

test("below each other stand only as many heats as leave every line its height", () => {
  assert.deepEqual(
    [6, 10, 16].map((fullest) => panelsIn("tall", fullest, 113)),
    [2, 2, 1],
  );
  assert.equal(panelsIn("tall", 10, 87), 1);
  assert.equal(panelsIn("tall", 10, 100), 1, "not two with lines too low for a long unit");
  assert.equal(panelsIn("tall", 40, 60), 1, "one heat is always there");
  assert.equal(panelsIn("wide", 40, 60), 3);
});
