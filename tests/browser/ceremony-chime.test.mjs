// When a ceremony chimes: at a step once, in time, and never for one that is long gone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { afterStep, UNHEARD } from "../../scoreboard/web/ceremony-chime.js";

const BOARD = "ceremony.cup.final";
const NOW = 1_000_000;

/** @param {number} step @param {string} beat @param {object} [more] */
function at(step, beat, more = {}) {
  const named = { competition: { id: "cup" }, round: { id: "final" }, run: 7, at: NOW, step, beat };
  return { ...named, lit: ["e1"], rows: { e1: {} }, ...more };
}

/** What a board's states are worth one after the other. @param {any[]} states @param {string} [wish] @param {number} [now] */
function sounds(states, wish = "ranks", now = NOW) {
  let heard = UNHEARD;
  return states.map((state) => {
    const after = afterStep(heard, BOARD, state, wish, now);
    heard = after.heard;
    return after.sound;
  });
}

const WAY = [
  at(0, "start"),
  at(1, "call"),
  at(2, "place"),
  at(3, "award"),
  at(4, "call_up"),
  at(5, "podium"),
];

test("a prize chimes, and a rank quietly where that is wanted", () => {
  assert.deepEqual(sounds(WAY, "ranks"), ["", "", "rank", "award", "award", ""]);
  assert.deepEqual(sounds(WAY, "awards"), ["", "", "", "award", "award", ""]);
  assert.deepEqual(sounds(WAY, "none"), ["", "", "", "", "", ""]);
});

test("without a stop at prizes the rank that brings one chimes as a prize", () => {
  const place = at(2, "place", { rows: { e1: { awards: ["gold"] } } });
  assert.deepEqual(sounds([at(1, "call"), place], "awards"), ["", "award"]);
});

test("a step chimes once, also after a way back and for the same said again", () => {
  const way = [
    at(2, "place"),
    at(3, "award"),
    at(3, "award"),
    at(2, "place"),
    at(3, "award"),
    at(4, "call_up"),
  ];
  assert.deepEqual(sounds(way), ["", "award", "", "", "", "award"]);
});

test("what was there when the screen began to look is no news, nor is a ceremony made anew", () => {
  assert.deepEqual(sounds([at(3, "award")]), [""]);
  assert.deepEqual(sounds([at(0, "start"), at(3, "award", { run: 8 })]), ["", ""]);
});

test("a step that was taken while the line was lost is over", () => {
  assert.deepEqual(sounds([at(2, "place"), at(3, "award")], "ranks", NOW + 5_000), ["", ""]);
  assert.deepEqual(sounds([at(2, "place"), at(3, "award")], "ranks", NOW + 4_999), ["", "award"]);
});

test("the boards of a round and of whatever is on chime once for a step", () => {
  const on = "ceremony.cup";
  let heard = UNHEARD;
  for (const board of [BOARD, on]) heard = afterStep(heard, board, at(2, "place"), "awards", NOW).heard;
  const first = afterStep(heard, BOARD, at(3, "award"), "awards", NOW);
  const second = afterStep(first.heard, on, at(3, "award"), "awards", NOW);

  assert.deepEqual([first.sound, second.sound], ["award", ""]);
});

test("before it has begun there is nothing to hear", () => {
  const { heard, sound } = afterStep(UNHEARD, BOARD, { kind: "ceremony", beat: "waiting" }, "awards", NOW);
  assert.deepEqual([heard, sound], [UNHEARD, ""]);
});
