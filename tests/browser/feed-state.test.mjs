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
const beat = (number, since = 0) => ({ type: "heartbeat", board: "b", number, changed: since, now: 0 });
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

test("a heartbeat of a state that is not held is a gap: nobody counts on from an old one", () => {
  const held = feed(HELLO, SNAPSHOT);

  assert.equal(receive(held, beat(9, 6)), "gap");
  assert.equal(receive(held, beat(9, 5)).boards.b.number, 9);
});

test("a patch that leads to other rows than the order names is a gap: nobody is shown half a row", () => {
  const held = feed(HELLO, SNAPSHOT);

  assert.equal(receive(held, patch(5, 6, { rows: { y: { rank: 2 } } })), "gap");
  assert.equal(receive(held, patch(5, 6, { rows: { x: null } })), "gap");
  assert.equal(receive(held, patch(5, 6, { order: ["x", "y"] })), "gap");
  assert.equal(receive(held, patch(5, 6, { order: ["y"], rows: { x: null, z: {} } })), "gap");
  assert.deepEqual(receive(held, patch(5, 6, { order: ["y"], rows: { x: null, y: {} } })).boards.b.state, {
    order: ["y"],
    rows: { y: {} },
  });
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

test("whatever is lost, doubled, cut off or of another history, two clients never show a mixture and end alike", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed);
    /** @type {any[]} every state of this history with the number of the fact that made it */
    let server = [{ number: 1, state: { order: [], rows: {} } }];
    const were = new Set([JSON.stringify(server[0].state)]);
    let seen = 1;
    let epoch = "e1";
    const hello = () => ({ ...HELLO, epoch });
    const snapshot = () => ({ type: "snapshot", board: "b", ...server.at(-1) });
    const clients = [feed(hello(), snapshot()), feed(hello(), snapshot())];
    /** @type {any[][]} */
    const wires = [[], []];
    /** Everything on one's wire arrives. @param {number} one */
    const hear = (one) => {
      for (const frame of wires[one].splice(0)) {
        const answer = receive(clients[one], frame);
        clients[one] = answer === "gap" ? receive(clients[one], snapshot()) : answer;
        const shown = clients[one].boards.b?.state;
        const there = shown === undefined || were.has(JSON.stringify(shown));
        assert.ok(there, `seed ${seed}: a state that never was is shown`);
      }
    };
    for (let step = 0; step < 60; step++) {
      const last = server.at(-1);
      seen += 1 + roll(3);
      server.push({ number: seen, state: changed(last.state, roll) });
      were.add(JSON.stringify(server.at(-1).state));
      const one = patch(last.number, seen, diff(last.state, server.at(-1).state));
      if (roll(3) === 0) seen += 1; // a fact that changes nothing here
      for (const wire of wires) {
        const fate = roll(10);
        if (fate > 1) wire.push(one); // else lost
        if (fate === 2) wire.push(wire[roll(wire.length)]); // doubled, perhaps an old one
        if (fate > 6) wire.push(beat(seen, server.at(-1).number));
      }
      if (roll(20) === 0) {
        // The server begins anew from a copy: what was on its way is gone, numbers start again lower.
        epoch = `e${seed}.${step}`;
        seen = 1;
        server = [{ number: 1, state: server.at(-roll(2) - 1)?.state ?? last.state }];
        for (const wire of wires) wire.splice(0, wire.length, hello(), snapshot());
      }
      hear(roll(2));
    }
    for (const one of [0, 1]) {
      wires[one].push(beat(seen + 1, server.at(-1).number));
      hear(one);
      assert.deepEqual(clients[one].boards.b.state, server.at(-1).state, `seed ${seed}`);
    }
  }
});
