// What a screen with sound calls out: once, in time, one after the other, and in a blind round nothing but codes.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  callBoards,
  callsOf,
  ended,
  enqueue,
  nextCall,
  remembered,
  SILENT,
} from "../../scoreboard/web/call-outs.js";

const NAMED = { number: "7", name: { zh: "林远航", en: "Yuanhang LIN" } };

/** @param {string} state @param {any[]} [entries] */
function heats(state, entries = [{ station: 3, ...NAMED }]) {
  const row = { heat: 1, title: { zh: "第一场", en: "First heat" }, state, entries };
  return {
    kind: "heats",
    competition: { id: "cup" },
    round: { id: "final" },
    module: "m",
    order: ["1"],
    rows: { 1: row },
  };
}

function list(leader, more = {}) {
  const rows = {
    a: { rank: 2, ...NAMED },
    b: { rank: 2, name: { zh: "秦岚", en: "Lan QIN" } },
    c: { code: "K42", rank: 2 },
  };
  if (leader) rows[leader].rank = 1;
  const titles = {
    competition: { id: "cup" },
    event: { title: { zh: "焊工", en: "Welding" } },
    round: { id: "final", title: { zh: "决赛", en: "Final" } },
  };
  return { status: "provisional", ...titles, order: ["a", "b", "c"], rows, ...more };
}

const said = (calls) => calls.map(({ text, params }) => [text, params.zh]);
const call = (id, at, text = "screen.call.heat") => ({ id, text, params: { zh: {}, en: {} }, at });

test("a heat is called with who works where, in both languages", () => {
  const [one] = callsOf(heats("next"), heats("called"), 5);

  assert.deepEqual(one, {
    id: "heat cup final m 1",
    text: "screen.call.heat_entries",
    at: 5,
    params: {
      zh: { heat: "第一场", entries: "林远航，3号工位" },
      en: { heat: "First heat", entries: "Yuanhang LIN, station 3" },
    },
  });
});

test("a large heat is called as a whole, and the next one is told to get ready", () => {
  const many = Array.from({ length: 7 }, (_, n) => ({ station: n, ...NAMED }));

  assert.deepEqual(said(callsOf(heats("next", many), heats("called", many), 0)), [
    ["screen.call.heat", { heat: "第一场" }],
  ]);
  assert.deepEqual(said(callsOf(heats("planned"), heats("next"), 0)), [
    ["screen.call.next", { heat: "第一场" }],
  ]);
});

test("what was there when a screen began to look is no news, nor what stays as it was", () => {
  assert.deepEqual(callsOf(undefined, heats("called"), 0), []);
  assert.deepEqual(callsOf(heats("called"), heats("called"), 0), []);
  assert.deepEqual(callsOf(undefined, list("a"), 0), []);
});

test("in a blind round nothing but codes is said", () => {
  const blind = [{ station: 3, code: "K42" }];
  const calls = [
    ...callsOf(heats("next", blind), heats("called", blind), 0),
    ...callsOf(list("a"), list("c"), 0),
  ];

  assert.deepEqual(said(calls), [
    ["screen.call.heat_entries", { heat: "第一场", entries: "K42，3号工位" }],
    ["screen.call.leader", { who: "K42", title: "焊工决赛" }],
  ]);
});

test("a new leader is called while the list is live; a shared first place, a frozen or withheld one is not", () => {
  assert.deepEqual(said(callsOf(list("a"), list("b"), 0)), [
    ["screen.call.leader", { who: "秦岚", title: "焊工决赛" }],
  ]);
  assert.deepEqual(said(callsOf(list("a"), list(null), 0)), [["", {}]]);
  assert.deepEqual(callsOf(list("a", { status: "frozen" }), list("b", { status: "frozen" }), 0), []);
  assert.deepEqual(callsOf(list("a", { withheld: {} }), list("b", { withheld: {} }), 0), []);
});

test("results that are out are called once for each version", () => {
  const [live, out] = [list("a"), list("b", { status: "official", version: 1 })];
  const corrected = list("a", { status: "corrected", version: 2 });

  assert.deepEqual(said(callsOf(live, out, 0)), [["screen.call.official", { title: "焊工决赛" }]]);
  assert.deepEqual(callsOf(out, out, 0), []);
  assert.deepEqual(said(callsOf(out, corrected, 0)), [["screen.call.corrected", { title: "焊工决赛" }]]);
});

test("two are never said at the same time, and there is a pause between them", () => {
  const queue = enqueue(SILENT, [call("one", 10_000), call("two", 10_000)], 10_000);
  const first = nextCall(queue, 10_000);
  assert.ok(first);

  assert.equal(first.call.id, "one");
  assert.equal(nextCall(first.queue, 20_000), null);
  const after = ended(first.queue, 20_000);
  assert.equal(nextCall(after, 21_000), null);
  assert.equal(nextCall(after, 22_500)?.call.id, "two");
});

test("the same is called once, and what comes too late not at all", () => {
  const queue = enqueue(SILENT, [call("one", 10_000)], 10_000);
  const spoken = ended(nextCall(queue, 10_000)?.queue ?? SILENT, 12_000);

  assert.deepEqual(enqueue(spoken, [call("one", 20_000)], 20_000).waiting, []);
  assert.equal(nextCall(queue, 60_000), null);
});

/** A hall that hears a list go through these leaders, one a second, and what waits to be called then. */
function led(leaders, queue = SILENT, more = {}) {
  let before = remembered(undefined, list(leaders[0], more));
  let waiting = queue;
  for (const [second, leader] of leaders.entries()) {
    const after = list(leader, more);
    waiting = enqueue(waiting, callsOf(before, after, second * 1000), second * 1000);
    before = remembered(before, after);
  }
  return waiting;
}
const called = (queue) => queue.waiting.map(({ params }) => params.zh.who);

test("of a round's leaders only the one who leads now is called, and nobody once the first place is shared", () => {
  assert.deepEqual(called(led(["a", "b", "c"])), ["K42"]);
  assert.deepEqual(called(led(["a", "b", null])), []);
  assert.deepEqual(called(led(["a", null, "a"])), [], "leads alone as before");
  assert.deepEqual(called(led(["a", null, "b"])), ["秦岚"]);
  assert.deepEqual(called(led([null, "a"])), [], "the first marks of a round make no new leader");
});

test("whoever leads again after another was called is called again, and not while the hall knows", () => {
  const spoken = ended(nextCall(led(["a", "b"]), 5_000)?.queue ?? SILENT, 8_000);

  assert.deepEqual(called(led(["b", "a"], spoken)), ["林远航"]);
  assert.deepEqual(called(led(["b", "a", "b"], spoken)), [], "what the hall heard last is true again");
  const both = ended(nextCall(led(["b", "a"], spoken), 12_000)?.queue ?? SILENT, 15_000);
  assert.deepEqual(called(led(["a", "b"], both)), ["秦岚"], "both were called, the other one last");
});

test("a list that was frozen meanwhile, or is of another round, makes no new leader", () => {
  const frozen = remembered(remembered(undefined, list("a")), list("a", { status: "frozen" }));
  const tie = list("a");
  tie.rows.b.rank = 1;

  assert.deepEqual(callsOf(frozen, list("b"), 0), []);
  assert.deepEqual(callsOf(list("a"), list("b", { round: { id: "heats" } }), 0), []);
  assert.deepEqual(said(callsOf(list("c"), tie, 0)), [["", {}]], "two who share the first place do not lead");
});

test("results that are out silence who led until then; leaders of another round still are called", () => {
  const one = led(["a", "b"]);
  const other = led(["a", "b"], one, { competition: { id: "other" } });
  const out = callsOf(list("b"), list("b", { status: "official", version: 1 }), 9_000);

  assert.deepEqual(called(other), ["秦岚", "秦岚"]);
  assert.deepEqual(
    enqueue(one, out, 9_000).waiting.map(({ text }) => text),
    ["screen.call.official"],
  );
});

test("however much happens at once, no more waits than can be said in time", () => {
  const many = Array.from({ length: 50 }, (_, n) => call(`c${n}`, 0));

  assert.deepEqual(
    enqueue(SILENT, many, 0).waiting.map(({ id }) => id),
    ["c45", "c46", "c47", "c48", "c49"],
  );
});

test("a screen listens to the rounds it shows, and never to a ceremony", () => {
  assert.deepEqual(
    callBoards(["standings.cup.final", "ceremony.cup.other", "overview.cup", "delegations.cup.t"]),
    ["heats.cup.final", "standings.cup.final"],
  );
});
