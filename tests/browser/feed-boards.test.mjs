// Several boards on one line: each resumes from its own number, and others can be watched without a new line.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { BEAT, begin, HELLO, Line, pass, SNAPSHOT, watched } from "./played-line.mjs";

beforeEach(begin);

test("to follow another board keeps what is held of those that stay", () => {
  const { feed } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  Line.last.say(SNAPSHOT);
  Line.last.say({ ...SNAPSHOT, board: "c" });

  feed.follow(["b"]);

  assert.deepEqual(Object.keys(feed.feed.boards), ["b"]);
  assert.deepEqual(Line.last.query.getAll("after"), ["5"]);
  feed.close();
});

test("several boards resume each from its own number", () => {
  const { feed } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  Line.last.say(SNAPSHOT);
  Line.last.say({ ...SNAPSHOT, board: "c", number: 9 });

  feed.reconnect();

  assert.deepEqual(Line.last.query.getAll("after"), ["5", "9"]);
  feed.close();
});

test("other boards are watched on the same line, and what stays is live all the time", () => {
  const { feed, statuses } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  for (const board of ["b", "c"]) Line.last.say({ ...SNAPSHOT, board });

  feed.turnTo(["c", "b"]);
  assert.equal(Line.last.sent.length, 0, "the same ones are no news");
  feed.turnTo(["b", "d"]);

  assert.deepEqual([Line.all.length, Line.last.sent], [1, [{ type: "watch", boards: ["b", "d"] }]]);
  assert.deepEqual(Object.keys(feed.feed.boards), ["b"]);
  Line.last.say({ ...SNAPSHOT, board: "d" });
  assert.deepEqual(Object.keys(feed.feed.boards), ["b", "d"]);
  assert.deepEqual(statuses, ["live"]);
  feed.close();
});

test("what was on its way when others were asked for is not held, and asks for nothing", () => {
  const { feed } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  for (const board of ["b", "c"]) Line.last.say({ ...SNAPSHOT, board });
  /** @type {any[]} */
  const refused = [];
  feed.addEventListener("refusal", (event) => refused.push(/** @type {any} */ (event).detail));
  feed.turnTo(["b"]);

  Line.last.say({ ...SNAPSHOT, board: "c" });
  Line.last.say({ type: "patch", board: "c", after: 5, number: 9, patch: { a: 2 } });
  Line.last.say({ type: "refusal", board: "c", code: "board_unknown" });

  assert.deepEqual([Object.keys(feed.feed.boards), refused], [["b"], []]);
  assert.deepEqual(Line.last.sent, [{ type: "watch", boards: ["b"] }]);
  feed.close();
});

test("a late board that is watched no more does not keep the others from being live", () => {
  const { feed } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  for (const board of ["b", "c"]) Line.last.say({ ...SNAPSHOT, board });
  Line.last.say({ ...BEAT, board: "c", late: true });
  assert.deepEqual([feed.connection.status, feed.hears], ["behind", true]);

  feed.turnTo(["b"]);
  Line.last.say(BEAT);

  assert.deepEqual([feed.connection.status, feed.hears], ["live", true]);
  pass(4_000);
  assert.deepEqual([feed.connection.status, feed.hears], ["behind", false]);
  feed.close();
});

test("without a line other boards are remembered, and the next one asks for them", () => {
  const { feed } = watched(["b"]);
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);
  Line.last.end(1006);

  feed.turnTo(["b", "d"]);
  pass(20_000);

  assert.deepEqual(Line.last.query.getAll("board"), ["b", "d"]);
  Line.last.readyState = 0;
  feed.turnTo(["d"]);
  assert.deepEqual(Line.last.query.getAll("board"), ["d"], "a line that is not there yet asked for others");
  feed.close();
});
