// Which screens an organiser means, in which shape they show a scene, and what points at something that was deleted.

import assert from "node:assert/strict";
import test from "node:test";
import {
  found,
  lostParts,
  meant,
  oneLanguage,
  shapesOf,
  swapped,
  usersOf,
  wallShapes,
  wantsCare,
} from "../../server/desk/web/screen-rules.js";

const WELL = { state: "live", fps: 60, width: 1920, height: 1080, theme: "dark" };

/** @param {string} id @param {Record<string, any>} [more] */
function screen(id, more = {}) {
  return { id, name: `看台 ${id}`, silent: false, pages: 1, report: WELL, ...more };
}

const ids = (/** @type {any[]} */ screens) => screens.map(({ id }) => id);

test("a screen is found by a part of its name or code, in a group, or because it wants care", () => {
  const all = [
    screen("abc2d", { groups: ["east"] }),
    screen("xyz3k", { silent: true, groups: ["west"] }),
    screen("new4k", { name: "NEW4K" }),
  ];

  assert.deepEqual(ids(found(all)), ["new4k", "abc2d", "xyz3k"]);
  assert.deepEqual(ids(found([screen("10"), screen("2")])), ["2", "10"]);
  assert.deepEqual(ids(found(all, { text: " ABC" })), ["abc2d"]);
  assert.deepEqual(ids(found(all, { group: "west" })), ["xyz3k"]);
  assert.deepEqual(ids(found(all, { care: true })), ["new4k", "xyz3k"]);
});

test("who wants care: unnamed, silent, cut off, slow or shown twice, and nobody else", () => {
  const sick = [
    screen("a", { name: "A" }),
    screen("a", { silent: true }),
    screen("a", { report: { ...WELL, state: "lost" } }),
    screen("a", { report: { ...WELL, state: "late" } }),
    screen("a", { report: { ...WELL, fps: 12 } }),
    screen("a", { pages: 2 }),
  ];

  assert.ok(sick.every(wantsCare));
  assert.equal(wantsCare(screen("a")), false);
  // Prepared at the desk, its browser was never there: nothing is wrong with it yet.
  assert.equal(wantsCare({ id: "a", name: "门口" }), false);
});

test("an action is for everyone, for a group, or for the screens that are ticked", () => {
  const all = [screen("a", { groups: ["east"] }), screen("b")];

  assert.deepEqual(ids(meant(all, "everyone", new Set())), ["a", "b"]);
  assert.deepEqual(ids(meant(all, "east", new Set())), ["a"]);
  assert.deepEqual(ids(meant(all, "picked", new Set(["b", "gone"]))), ["b"]);
});

test("a preview has the shape most screens have, and a wall is looked at whole", () => {
  const tall = { ...WELL, width: 1080, height: 1920 };
  const part = { columns: 3, rows: 2, bezel: 8, distance: 12, height: 70 };
  const all = [
    screen("a", { report: tall }),
    ...[1, 2, 3].map((column) => screen(`w${column}`, { setting: { ...part, column } })),
    screen("never", { report: undefined }),
  ];

  const [wall, upright, ...more] = shapesOf(all);

  assert.deepEqual([wall.width, wall.height, wall.count], [5760, 2160, 3]);
  assert.deepEqual(wall.setting, { distance: 12, height: 140, theme: "dark" });
  assert.deepEqual([upright.width, upright.height, upright.count], [1080, 1920, 1]);
  assert.deepEqual(more, []);
  assert.deepEqual(
    shapesOf([]).map(({ width, height }) => [width, height]),
    [[1920, 1080]],
  );
});

test("a wall is a rectangle: the one nearest to a square is offered first", () => {
  const text = (/** @type {number} */ screens) =>
    wallShapes(screens).map(({ columns, rows }) => `${columns}x${rows}`);

  assert.deepEqual(text(6), ["3x2", "2x3", "6x1", "1x6"]);
  assert.deepEqual(text(9), ["3x3", "9x1", "1x9"]);
  assert.deepEqual(text(13), []);
});

test("two screens change places, and one alone stays where it is", () => {
  assert.deepEqual(swapped(["a", "b", "c"], "a", "c"), ["c", "b", "a"]);
  assert.deepEqual(swapped(["a", "b"], "", "b"), ["a", "b"]);
  assert.deepEqual(swapped(["a", "b"], "a", "a"), ["a", "b"]);
});

test("a wall whose screens speak differently is given the language of its first", () => {
  const [zh, en] = ["zh", "en"].map((language) => screen(language, { report: { ...WELL, language } }));

  assert.deepEqual(oneLanguage([zh, en], "en"), { language: "en" });
  assert.deepEqual(oneLanguage([zh, { ...zh, id: "b" }], "zh"), {});
  assert.deepEqual(oneLanguage([screen("a", { report: null }), en], "a"), {});
});

test("what is deleted is missed where it was used, and who uses it is named before", () => {
  const playlist = {
    id: "p",
    steps: [
      { scene: "s1", seconds: 5 },
      { scene: "s2", seconds: 5 },
    ],
  };
  const line = { id: "l", cues: [{ groups: ["east"], scene: "s1", playlist: "" }] };
  const known = {
    scenes: [{ id: "s1" }, { id: "s2" }],
    playlists: [playlist],
    groups: [{ id: "east" }],
    programme: [line],
  };

  assert.equal(lostParts(playlist, known), 0);
  assert.equal(lostParts(playlist, { ...known, scenes: [{ id: "s2" }] }), 1);
  assert.equal(lostParts(line, { ...known, groups: [] }), 1);
  assert.deepEqual(ids(usersOf("scenes", "s1", known)), ["p", "l"]);
  assert.deepEqual(ids(usersOf("scenes", "s2", known)), ["p"]);
  assert.deepEqual(ids(usersOf("groups", "east", known)), ["l"]);
  assert.deepEqual(ids(usersOf("pictures", "x", known)), []);
});
