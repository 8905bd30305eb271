// Approval in the desk's pure rules: who is approved, who is ready, what the others lack, what a publication waits for.

import assert from "node:assert/strict";
import test from "node:test";
import { approvals, kindsOf, locked, unsaid, waitsFor } from "../../server/desk/web/approval-rules.js";

const STATE = {
  order: ["e3", "e1", "e2", "e4"],
  rows: {
    e1: { approved: { position: 9, at: 1 } },
    e2: { lacks: [] },
    e3: { lacks: [{ kind: "late", module: "m1", n: 1 }] },
    e4: { state: "withdrawn" },
  },
};

test("who is approved and who is ready stands in running order; who does not compete is not waited for", () => {
  assert.deepEqual(approvals(STATE), { approved: ["e1"], ready: ["e2"], due: 3 });
});

test("before a round is opened there is nothing to approve", () => {
  assert.deepEqual(approvals({ order: ["e1"], rows: { e1: { state: "competing" } } }), {
    approved: [],
    ready: [],
    due: 0,
  });
});

test("what is lacking in several modules is said once, with how often", () => {
  const lacks = [
    { kind: "sheet", module: "m1", n: 2 },
    { kind: "spread", module: "m1", n: 1 },
    { kind: "sheet", module: "m2", n: 1 },
  ];
  assert.deepEqual(kindsOf(lacks), [
    { kind: "sheet", n: 3 },
    { kind: "spread", n: 1 },
  ]);
});

test("what has its own button is not put in words beside it", () => {
  const lacks = [
    { kind: "late", module: "m1", n: 1 },
    { kind: "spread", module: "m2", n: 1 },
  ];
  assert.deepEqual(unsaid({ lacks, conferences: { m2: {} } }), [lacks[0]]);
  assert.deepEqual(unsaid({ lacks }), lacks);
});

test("a publication waits for approvals only where the event's rules ask for them", () => {
  assert.equal(waitsFor({ sheet_rules: { approval: true } }, STATE), 2);
  assert.equal(waitsFor({ sheet_rules: {} }, STATE), 0);
  assert.equal(waitsFor({ sheet_rules: { approval: true } }, null), 0);
});

test("closing says of how many entries the sheets are locked, and whether any is left that is not", () => {
  const approved = { approved: { position: 9, at: 1 } };
  assert.deepEqual(locked(STATE), { share: "some", n: 1 });
  assert.deepEqual(locked({ order: ["e1", "e2"], rows: { e1: approved, e2: { state: "withdrawn" } } }), {
    share: "all",
    n: 1,
  });
  assert.deepEqual(locked({ order: ["e1"], rows: { e1: { lacks: [] } } }), { share: "none", n: 0 });
  assert.deepEqual(locked(null), { share: "none", n: 0 });
});
