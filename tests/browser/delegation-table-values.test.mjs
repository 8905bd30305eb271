// The form of a table of delegations: what a person types becomes what the server takes, and back without loss.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  faultText,
  freeId,
  SCALES,
  tableFrom,
  valuesOf,
} from "../../server/desk/web/delegation-table-values.js";

test("a table comes back as it was", () => {
  const table = {
    ...tableFrom(valuesOf({})),
    id: "own_1",
    title: { zh: "榜", en: "Table" },
    scale: { ...SCALES.share, of: "max" },
    events: ["weld"],
    people: [{ event: "relay", people: 4 }],
    source: "handbook 2024",
  };
  table.rule = {
    ...table.rule,
    of: "scale",
    take: "mean",
    best_of_event: 3,
    ties: "ranks",
    medals: ["gold"],
  };

  assert.deepEqual(tableFrom(valuesOf(table)), table);
});

test("medals are counted, not averaged, and points for places belong to places alone", () => {
  const values = { ...valuesOf({}), of: "medals", take: "mean", points: "1=10" };

  assert.equal(tableFrom(values).rule.take, "sum");
  assert.deepEqual(tableFrom(values).rule.points, []);
  assert.equal(tableFrom({ ...values, of: "rank_points" }).rule.points[0].points, "10");
});

test("figures are shown without the zeros of the file", () => {
  assert.equal(valuesOf({ scale: { by: "median", centre: "500.00" } }).scale.centre, "500");
});

test("a new table has an id nobody has", () => {
  assert.equal(freeId([]), "own_1");
  assert.equal(freeId(["own_1", "medals"]), "own_2");
});

test("a fault is read with the label of its field in one language", () => {
  /** @type {Record<string, string>} */
  const labels = { points: "名次得分" };
  const label = (/** @type {string} */ name) => labels[name];

  assert.equal(faultText("rule.points[1]: 不对 / wrong", "zh", label), "名次得分 2: 不对");
  assert.equal(faultText("rule.points[1].first: 不对 / wrong", "en", label), "名次得分 2: wrong");
  assert.equal(faultText("luck: 不对 / wrong", "en", label), "luck: wrong");
  assert.equal(faultText("no place at all", "en", label), "no place at all");
});
