// Tables of teams and delegations: which columns there are, and what a row shows in each.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, columnsOf, progressOf } from "../../scoreboard/web/table-columns.js";

const name = (zh) => ({ zh, en: zh });
const member = (more) => ({ name: name("甲"), state: "competing", part: "counts", value: "80.00", ...more });
const teams = (members, more = {}) => ({
  kind: "teams",
  status: "provisional",
  progress: { in: 3, due: 9 },
  order: ["t1"],
  rows: { t1: { members, own: "12.00" } },
  ...more,
});

test("a team's members stand side by side, its own modules behind them", () => {
  const state = teams([member({}), member({})], { own: { title: name("接力") } });

  assert.deepEqual(
    columnsOf(state).map(({ key, kind }) => [key, kind]),
    [
      ["member-0", "member"],
      ["member-1", "member"],
      ["own", "own"],
    ],
  );
});

test("more members than fit are counted", () => {
  const state = teams(
    Array.from({ length: 8 }, (_, n) => member({ part: n < 5 ? "counts" : "not_among_best" })),
  );
  const [column] = columnsOf(state);

  assert.equal(column.kind, "count");
  assert.equal(cellOf(state.rows.t1, column, "zh").figure, "5/8");
});

test("what does not count stands in brackets", () => {
  const state = teams([member({ part: "not_among_best" })]);
  const [column] = columnsOf(state);

  assert.deepEqual(cellOf(state.rows.t1, column, "zh"), {
    figure: "(80.00)",
    name: "甲",
    part: "not_among_best",
  });
});

test("a delegation's awards are counted, and an award it has not is a dash", () => {
  const state = { kind: "delegations", awards: [{ id: "gold", title: name("金牌") }], order: [] };
  const [gold] = columnsOf(state);

  assert.equal(cellOf({ awards: { gold: 2 } }, gold, "zh").figure, "2");
  assert.equal(cellOf({ awards: {} }, gold, "zh").figure, "–");
});

test("how much a table rests on is told in events or in sheets", () => {
  assert.deepEqual(progressOf({ published: 1, events: 2 }), { in: 1, due: 2 });
  assert.deepEqual(progressOf(teams([])), { in: 3, due: 9 });
});
