// The rules by which a client's boards follow the server: gaps, repeats, histories, and patched equals fresh.

import assert from "node:assert/strict";
import test from "node:test";
import { mergePatch, NOTHING, receive as receiveFrame, resumeFrom } from "../../static/lib/feed-state.js";

/** Frames here are also wrong ones, so they have no type. @type {(feed: any, frame: any) => any} */
const receive = receiveFrame;

const HELLO = { type: "hello", epoch: "e1", now: 0, heartbeat: 1, boards: ["b"] };
const SNAPSHOT = {
  type: "snapshot",
  board: "b",
  number: 5,
  state: { order: ["x"], rows: { x: { rank: 1 } } },
};
const patch = (after, number, change) => ({ type: "patch", board: "b", after, number, patch: change });
const beat = (number) => ({ type: "heartbeat", board: "b", number, now: 0 });
const feed = (...frames) => frames.reduce((state, frame) => receive(state, frame), NOTHING);

test("a patch that fits makes the next state and leaves the old one as it was", () => {
  const before = feed(HELLO, SNAPSHOT);

  const after = receive(before, patch(5, 6, { rows: { x: { rank: 2 }, y: { rank: 1 } }, order: ["y", "x"] }));

  assert.deepEqual(after.boards.b.state, { order: ["y", "x"], rows: { x: { rank: 2 }, y: { rank: 1 } } });
  assert.deepEqual(before.boards.b.state, SNAPSHOT.state);
});

test("a patch fits every state between its bounds", () => {
  assert.equal(receive(feed(HELLO, SNAPSHOT), patch(3, 6, { a: 1 })).boards.b.number, 6);
  assert.equal(receive(feed(HELLO, SNAPSHOT, beat(8)), patch(5, 9, { a: 1 })).boards.b.number, 9);
});

test("a repeat after a reconnect changes nothing, not even the object", () => {
  const held = feed(HELLO, SNAPSHOT, patch(5, 6, { a: 1 }));

  assert.equal(receive(held, patch(5, 6, { a: 1 })), held);
  assert.equal(receive(held, beat(6)), held);
  assert.equal(receive(held, HELLO), held);
});

test("a missing patch is a gap, and so is a patch for a board that is not held", () => {
  assert.equal(receive(feed(HELLO, SNAPSHOT), patch(6, 7, { a: 1 })), "gap");
  assert.equal(receive(feed(HELLO), patch(0, 7, { a: 1 })), "gap");
});

test("a heartbeat raises the number and nothing else", () => {
  const held = feed(HELLO, SNAPSHOT);

  const later = receive(held, beat(9));

  assert.equal(later.boards.b.number, 9);
  assert.equal(later.boards.b.state, held.boards.b.state);
  assert.equal(receive(later, { ...beat(9), board: "unknown" }), later);
});

test("a snapshot that was overtaken is no news, one that follows a heartbeat is", () => {
  const held = feed(HELLO, SNAPSHOT, patch(5, 7, { a: 1 }), beat(20));

  assert.equal(receive(held, { ...SNAPSHOT, number: 6 }), held);
  const renamed = receive(held, { ...SNAPSHOT, number: 7, state: { name: "new" } });
  assert.deepEqual(renamed.boards.b, { number: 20, changed: 7, state: { name: "new" } });
});

test("another history drops what is held, and its smaller numbers count", () => {
  const held = feed(HELLO, SNAPSHOT);

  const reborn = receive(held, { ...HELLO, epoch: "e2" });

  assert.deepEqual(reborn, { epoch: "e2", boards: {} });
  assert.equal(receive(reborn, { ...SNAPSHOT, number: 1 }).boards.b.number, 1);
});

test("a returning client names its history and numbers, or asks for snapshots", () => {
  const held = feed(HELLO, SNAPSHOT, beat(9), { ...SNAPSHOT, board: "c", number: 4 });

  assert.deepEqual(resumeFrom(held, ["c", "b"]), { epoch: "e1", after: [4, 9] });
  assert.equal(resumeFrom(held, ["b", "unknown"]), null);
  assert.equal(resumeFrom(NOTHING, ["b"]), null);
});

test("frames that a newer server may send change nothing", () => {
  const held = feed(HELLO, SNAPSHOT);

  assert.equal(receive(held, { type: "refusal", board: "b", code: "board_unknown" }), held);
  assert.equal(receive(held, { type: "weather", board: "b" }), held);
});

// RFC 7396, appendix A, whole.
const RFC = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test("merge patch does what RFC 7396 shows", () => {
  for (const [target, change, result] of RFC) assert.deepEqual(mergePatch(target, change), result);
});

test("a key named like a prototype is data, and parts a patch leaves alone stay the same objects", () => {
  const change = JSON.parse('{"rows": {"__proto__": {"rank": 9}}}');
  const state = { rows: { x: { rank: 1 } }, other: {} };

  const merged = mergePatch(state, change);

  assert.equal(/** @type {any} */ ({}).rank, undefined);
  assert.deepEqual(Object.keys(merged.rows), ["x", "__proto__"]);
  assert.equal(merged.rows.x, state.rows.x);
  assert.equal(merged.other, state.other);
});

/** Small and repeatable: a failing seed is printed and stays what it was. @param {number} seed */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What the server does: the patch from one state to another. Arrays are values. */
function diff(before, after) {
  /** @type {any} */
  const change = {};
  for (const key of Object.keys(before)) if (!(key in after)) change[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    const both = [old, value].every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
    if (both) {
      const inner = diff(old, value);
      if (Object.keys(inner).length) change[key] = inner;
    } else if (JSON.stringify(old) !== JSON.stringify(value)) change[key] = value;
  }
  return change;
}

function changed(state, roll) {
  /** @type {any} */
  const rows = { ...state.rows };
  const id = `e${roll(6)}`;
  if (roll(4) === 0) delete rows[id];
  else
    rows[id] = roll(3) ? { rank: roll(9), modules: { [`m${roll(3)}`]: { in: roll(4) } } } : { rank: roll(9) };
  return { ...state, order: Object.keys(rows).sort(), rows };
}

test("whatever is lost, doubled or cut off, a client ends with the state of a fresh one", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed);
    /** @type {any[]} */
    const server = [{ number: 1, state: { order: [], rows: {} } }];
    const snapshot = () => ({ type: "snapshot", board: "b", ...server.at(-1) });
    let client = feed(HELLO, snapshot());
    /** @type {any[]} */
    let wire = [];
    for (let step = 0; step < 60; step++) {
      const last = server.at(-1);
      const next = { number: last.number + 1 + roll(3), state: changed(last.state, roll) };
      server.push(next);
      const one = patch(last.number, next.number, diff(last.state, next.state));
      const fate = roll(10);
      if (fate > 1) wire.push(one); // else lost
      if (fate === 2) wire.push(wire[roll(wire.length)]); // doubled, perhaps an old one
      if (fate === 3) wire.push(beat(client.boards.b.number));
      if (roll(3) === 0) {
        for (const frame of wire) {
          const answer = receive(client, frame);
          client = answer === "gap" ? receive(client, snapshot()) : answer;
        }
        wire = [];
      }
    }
    const end = server.at(-1);
    client = wire.concat(patch(end.number, end.number + 1, { done: true })).reduce((state, frame) => {
      const answer = receive(state, frame);
      return answer === "gap" ? receive(state, snapshot()) : answer;
    }, client);
    const { done: _, ...state } = client.boards.b.state;
    assert.deepEqual(state, end.state, `seed ${seed}`);
  }
});
