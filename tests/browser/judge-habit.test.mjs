// A second look: what is far from the judge's own habit or far outside the tolerance is asked about, and nothing else.

import assert from "node:assert/strict";
import test from "node:test";
import { hints } from "../../judge_client/web/habit.js";
import { neighbour, nextOpen } from "../../judge_client/web/sheet-moves.js";

const number = (id, step = "1", low = "0", high = "1000") => ({
  id,
  input: "number",
  low,
  high,
  step,
  unit: "",
});

/** @param {any} rule @param {any} field */
const sheet = (rule, field) => ({
  module: { sub_criteria: [{ aspects: [{ id: "a", rule, max: "10" }] }] },
  fields: { a: [field] },
});
const of = (/** @type {string} */ id, /** @type {string[]} */ ...values) =>
  values.map((value) => ({ a: { [id]: value } }));

const LEVELS = sheet({ kind: "judgement", low: "0", high: "3", step: "1" }, number("level", "1", "0", "3"));
const LENGTH = sheet(
  {
    kind: "measurement",
    quantities: [{ id: "l", readings: 1, nominal: "85", plus: "0.08", minus: "0.08", step: "0.01" }],
  },
  number("l", "0.01"),
);

test("few sheets make no habit", () => {
  assert.deepEqual(hints(LEVELS, { a: { level: "0" } }, of("level", "3", "3", "3", "3")), []);
});

test("a level far from the judge's own is asked about, its neighbours are not", () => {
  const own = of("level", "2", "3", "2", "3", "2", "3");

  assert.deepEqual(hints(LEVELS, { a: { level: "0" } }, own), [
    { aspect: "a", field: "level", value: "0", code: "habit", low: "2", high: "3" },
  ]);
  for (const level of ["1", "2", "3"]) assert.deepEqual(hints(LEVELS, { a: { level } }, own), [], level);
});

test("who marks all over the scale is not asked at every sheet", () => {
  const own = of("level", "0", "1", "2", "3", "0", "3", "1", "2");

  for (const level of ["0", "1", "2", "3"]) assert.deepEqual(hints(LEVELS, { a: { level } }, own), [], level);
});

test("a reading ten tolerances away is a slip of the finger until it was looked at", () => {
  assert.deepEqual(hints(LENGTH, { a: { l: "85.50" } }, []), []);
  assert.deepEqual(hints(LENGTH, { a: { l: "58.04" } }, []), [
    { aspect: "a", field: "l", value: "58.04", code: "far_out" },
  ]);
});

test("what is empty, refused anyway, not there or made elsewhere is not asked about", () => {
  const own = of("level", "3", "3", "3", "3", "3");
  const paper = sheet({ kind: "imported", paper_max: "100" }, number("points", "0.5", "0", "100"));

  /** @type {import("../../judge_client/web/marking.js").Mark[]} */
  const marks = [{}, { level: "" }, { level: "9" }, { level: "0", not_attempted: "yes" }];
  for (const mark of marks) {
    assert.deepEqual(hints(LEVELS, { a: mark }, own), [], JSON.stringify(mark));
  }
  assert.deepEqual(hints(paper, { a: { points: "5" } }, of("points", "90", "91", "92", "93", "94")), []);
});

test("the way through a sheet leads over what is open, and ends at its ends", () => {
  const module = { sub_criteria: [{ aspects: ["a", "b", "c"].map((id) => ({ id, rule: {} })) }] };
  const fields = Object.fromEntries(["a", "b", "c"].map((id) => [id, [number("x")]]));

  assert.equal(nextOpen(module, fields, { a: { x: "1" }, b: { x: "2" } }, "a"), "c");
  assert.equal(nextOpen(module, fields, { c: { x: "1" } }, "b"), null);
  assert.deepEqual(
    [neighbour(["a", "b"], 0, "next"), neighbour(["a", "b"], 1, "next"), neighbour(["a", "b"], -1, "next")],
    ["b", null, "a"],
  );
});
