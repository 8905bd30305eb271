// Layers of blind numbers as pages read them, in Node: how far they are, whose turn it is, and who may not do both halves.

import assert from "node:assert/strict";
import test from "node:test";
import {
  before,
  clockText,
  mayDraw,
  seedGroups,
  stateOf,
  toDraw,
  toOpen,
  turnOf,
} from "../../server/desk/web/seals/seal-rules.js";

const KEEPER = { role: "encryption", id: "k1" };
const OTHER_KEEPER = { role: "encryption", id: "k2" };
const CHIEF = { role: "chief", id: "c1" };

/** @param {string} drawn how far each layer is: - not drawn, d drawn, o open @param {any} [more] @returns {any} */
function round(drawn, more = {}) {
  const layers = ["entry", "station", "work"].slice(0, drawn.length).map((layer, n) => ({
    layer,
    floor: layer === "station",
    drawn: drawn[n] !== "-",
    open: drawn[n] === "o",
  }));
  return { id: "final", phase: "planned", layers, modules: [], on_spot: [], ...more };
}

const asked = (/** @type {any} */ who, /** @type {number | null} */ waits = 60) => ({
  layer: "work",
  by: who.id,
  role: who.role,
  name: "",
  waits,
});

test("a round's layers are drawn, sealed, asked for and opened", () => {
  assert.deepEqual(
    [
      round(""),
      round("d--"),
      round("ddd"),
      round("ddd", { asked: asked(CHIEF) }),
      round("ddo"),
      round("ooo"),
    ].map(stateOf),
    ["none", "drawing", "sealed", "asked", "opening", "open"],
  );
});

test("layers are drawn in order, the last one again, and work numbers after the run", () => {
  const kinds = (/** @type {any} */ of) =>
    of.layers.filter((/** @type {any} */ one) => mayDraw(of, one)).map((/** @type {any} */ one) => one.layer);

  assert.equal(toDraw(round("d--"))?.layer, "station");
  assert.deepEqual(kinds(round("d--")), ["entry", "station"]);
  assert.deepEqual(kinds(round("dd-", { phase: "drawn" })), ["station"]);
  assert.deepEqual(kinds(round("dd-", { phase: "open" })), ["work"]);
  assert.deepEqual(kinds(round("ddd", { phase: "closed" })), []);
});

test("layers are opened after the close, from the last one on", () => {
  assert.equal(toOpen(round("ddd", { phase: "open" })), undefined);
  assert.equal(toOpen(round("ddd", { phase: "closed" }))?.layer, "work");
  assert.equal(toOpen(round("ddo", { phase: "closed" }))?.layer, "station");
  assert.equal(toOpen(round("ooo", { phase: "closed" })), undefined);
});

test("who asked waits, their own side cannot confirm, the other one can; what has lapsed is asked again", () => {
  const by = (/** @type {any} */ who, /** @type {any} */ of) =>
    turnOf(round("ddd", { phase: "closed", asked: of }), who);

  assert.equal(by(CHIEF, undefined), "ask");
  assert.equal(by(KEEPER, asked(KEEPER)), "wait");
  assert.equal(by(OTHER_KEEPER, asked(KEEPER)), "side");
  assert.equal(by(CHIEF, asked(KEEPER)), "confirm");
  assert.equal(by(CHIEF, asked(KEEPER, null)), "ask");
  assert.equal(turnOf(round("ddd", { phase: "open" }), CHIEF), null);
});

test("a layer names what it was drawn from, a seed stands in groups, time in minutes", () => {
  const { layers } = round("ddd");

  assert.deepEqual(
    layers.map((/** @type {any} */ one) => before(layers, one)),
    ["names", "entry", "station"],
  );
  assert.deepEqual(seedGroups("0123456789ab"), ["0123", "4567", "89ab"]);
  assert.equal(clockText(899), "14:59");
});
