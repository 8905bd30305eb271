// How a page stays connected: resume, heartbeat watch, waits with jitter, close codes; on a socket that the test plays.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { staleWord } from "../../scoreboard/web/data-age.js";
import { lineWord } from "../../server/desk/web/line-word.js";
import { backoff } from "../../static/lib/backoff.js";
import { BEAT, begin, clock, HELLO, Line, pass, SNAPSHOT, watched } from "./played-line.mjs";

beforeEach(begin);

test("a frame of a board that is held makes the feed live; a greeting alone does not", () => {
  const { feed, statuses } = watched();

  Line.last.say(HELLO);
  assert.deepEqual(statuses, []);
  Line.last.say(SNAPSHOT);

  assert.deepEqual(statuses, ["live"]);
  assert.deepEqual(feed.feed.boards.b.state, { a: 1 });
  feed.close();
});

test("a board that the server calls late is not live, and neither is the page, until it is made good", () => {
  const { feed, statuses } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  for (const board of ["b", "c"]) Line.last.say({ ...SNAPSHOT, board });
  const heardAt = feed.connection.heardAt;
  clock.now += 500;

  Line.last.say({ ...BEAT, late: true });
  Line.last.say({ ...BEAT, board: "c" });

  assert.deepEqual(statuses, ["live", "behind"]);
  assert.equal(feed.connection.heardAt, heardAt);
  assert.equal(lineWord(feed.connection, false)?.word, "common.late", "the line is good");
  assert.equal(staleWord(feed.connection.late), "board.late");
  Line.last.say(BEAT);
  assert.deepEqual(statuses, ["live", "behind", "live"]);
  assert.equal(lineWord(feed.connection, false)?.word, "common.live");

  Line.last.say({ ...BEAT, late: true });
  pass(3_600);
  assert.equal(feed.connection.status, "behind");
  assert.equal(
    lineWord(feed.connection, false)?.word,
    "common.behind",
    "by now nothing is heard of it at all",
  );
  assert.equal(staleWord(feed.connection.late), "board.stale");
  feed.close();
  assert.equal(feed.connection.status, "lost", "what nobody follows any more does not pass for live");
});

test("three seconds of silence make it behind, six a new socket that resumes by epoch and number", () => {
  const { feed, statuses } = watched();
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);
  Line.last.say(BEAT);

  pass(3_600);
  assert.deepEqual(statuses, ["live", "behind"]);
  pass(3_000);
  assert.deepEqual(statuses, ["live", "behind", "lost"]);
  pass(600);

  assert.equal(Line.all.length, 2);
  assert.deepEqual(
    [...Line.last.query],
    [
      ["board", "b"],
      ["epoch", "e1"],
      ["after", "7"],
    ],
  );
  feed.close();
});

/** A server that beats every so often for a while. @param {number} every @param {number} long milliseconds */
function beating(every, long) {
  for (let gone = 0; gone < long; gone += every) {
    pass(every);
    Line.last.say(BEAT);
  }
}

test("as long as the server beats it stays live, and no longer", () => {
  const { feed, statuses } = watched();
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);

  beating(1_000, 60_000);

  assert.deepEqual(statuses, ["live"]);
  assert.equal(Line.all.length, 1);
  pass(2_900);
  assert.deepEqual(statuses, ["live"]);
  pass(700);
  assert.deepEqual(statuses, ["live", "behind"]);
  feed.close();
});

test("a server that beats more slowly is doubted after three of its beats and given up after six", () => {
  const { feed, statuses } = watched();
  Line.last.say({ ...HELLO, heartbeat: 4 });
  Line.last.say(SNAPSHOT);

  pass(12_000);
  assert.deepEqual(statuses, ["live"]);
  pass(600);
  assert.deepEqual(statuses, ["live", "behind"]);
  pass(11_400);
  assert.deepEqual(statuses, ["live", "behind"]);
  pass(600);

  assert.deepEqual(statuses, ["live", "behind", "lost"]);
  feed.close();
});

test("a connection that goes at once makes the next wait longer, one that was steady for five seconds does not", () => {
  const { feed } = watched();
  /** How long it waits after the newest line has gone: half of what it may, here. */
  const wait = () => {
    const [there, since] = [Line.all.length, clock.now];
    Line.last.end(1006);
    while (Line.all.length === there) pass(100);
    return clock.now - since;
  };
  const greeted = () => {
    Line.last.say(HELLO);
    Line.last.say(SNAPSHOT);
  };

  const quick = [wait(), wait(), wait()];
  greeted();
  beating(1_000, 4_000);
  quick.push(wait());
  greeted();
  beating(1_000, 7_000);

  assert.deepEqual(quick, [300, 500, 1_000, 2_000]);
  assert.equal(wait(), 300);
  pass(7_000); // connected for long, but silent: no success
  assert.equal(Line.all.at(-1)?.readyState, 1);
  feed.close();
});

test("news of a board is told once, what is no news is not told", () => {
  const { feed } = watched();
  /** @type {any[]} */
  const told = [];
  feed.addEventListener("board", (event) => told.push(/** @type {any} */ (event).detail.held.state));
  const change = { type: "patch", board: "b", after: 5, number: 8, patch: { a: 2 } };

  for (const frame of [HELLO, SNAPSHOT, BEAT, change, change, { ...BEAT, number: 9 }]) Line.last.say(frame);

  assert.deepEqual(told, [{ a: 1 }, { a: 2 }]);
  feed.close();
});

test("a page that wakes up connects at once where it heard nothing of late, and only then", () => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  Object.assign(globalThis, { document: page });
  const wake = () => page.dispatchEvent(new Event("visibilitychange"));
  const { feed } = watched();
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);

  clock.now += 2_900;
  wake();
  assert.equal(Line.all.length, 1, "heard just now");
  page.visibilityState = "hidden";
  clock.now += 200;
  wake();
  assert.equal(Line.all.length, 1, "nobody looks at it");
  page.visibilityState = "visible";
  wake();
  assert.equal(Line.all.length, 2, "whoever slept cannot know whether the line is dead");
  Line.last.end(1006);
  wake();
  assert.equal(Line.all.length, 3, "it does not wait its turn");
  pass(60);
  Line.last.end(4404);
  wake();
  assert.equal(Line.all.length, 3, "the server will not have it");
  feed.close();
  wake();
  assert.equal(Line.all.length, 3);
  Object.assign(globalThis, { document: undefined });
});

test("after just these codes nobody comes back", () => {
  const codes = [1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 4008, 4401, 4404];

  const final = codes.filter((code) => {
    const { feed, statuses } = watched();
    Line.last.end(code);
    const ended = statuses.at(-1) === "ended";
    const there = Line.all.length;
    pass(1_000);
    assert.equal(Line.all.length > there, !ended, `${code}`);
    feed.close();
    return ended;
  });

  assert.deepEqual(final, [1002, 1003, 1007, 1008, 1009, 4401, 4404]);
});

test("the time of what is shown stands still while the connection is lost", () => {
  const { feed } = watched();
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);
  const heardAt = feed.connection.heardAt;

  Line.last.end(1006);
  pass(200);

  assert.equal(heardAt, 1_000_000);
  assert.deepEqual(feed.connection, { status: "lost", code: null, heardAt, late: false });
  feed.close();
});

test("a gap asks for a snapshot on the same socket, and until that is there the page is not live", () => {
  const { feed, statuses } = watched(["b", "c"]);
  Line.last.say({ ...HELLO, boards: ["b", "c"] });
  for (const board of ["b", "c"]) Line.last.say({ ...SNAPSHOT, board });

  Line.last.say({ type: "patch", board: "b", after: 8, number: 9, patch: { a: 2 } });
  Line.last.say({ ...BEAT, board: "c" });

  assert.deepEqual(Line.last.sent, [{ type: "resync", board: "b" }]);
  assert.deepEqual(statuses, ["live", "behind"]);
  assert.deepEqual(feed.feed.boards.b.state, { a: 1 });
  Line.last.say({ ...SNAPSHOT, number: 9, state: { a: 2 } });
  assert.deepEqual(statuses, ["live", "behind", "live"]);
  assert.equal(Line.all.length, 1);
  feed.close();
});

test("what a socket says that was given up is not heard", () => {
  const { feed } = watched();
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);
  const { onmessage, onclose } = Line.last;
  feed.reconnect();
  Line.last.say({ ...HELLO, epoch: "e2" });
  Line.last.say({ ...SNAPSHOT, number: 1, state: { a: 9 } });

  onmessage({ data: JSON.stringify({ type: "patch", board: "b", after: 5, number: 6, patch: { b: 2 } }) });
  onclose({ code: 4404 });

  assert.deepEqual(feed.feed.boards.b.state, { a: 9 });
  assert.equal(feed.connection.status, "live");
  feed.close();
});

test("after 'too slow' it comes back at once, after a restart it waits, after a final code it stays away", () => {
  const { feed, statuses } = watched();
  Line.last.say(HELLO);
  Line.last.say(SNAPSHOT);

  Line.last.end(4008);
  pass(100);
  assert.equal(Line.all.length, 2);
  Line.last.end(1012);
  pass(200);
  assert.equal(Line.all.length, 2);
  pass(400);
  assert.equal(Line.all.length, 3);
  Line.last.end(4404);
  pass(60_000);

  assert.equal(Line.all.length, 3);
  assert.equal(statuses.at(-1), "ended");
  assert.equal(feed.connection.code, 4404);
  feed.close();
});

test("a closed feed keeps no timer and opens nothing more", () => {
  const { feed } = watched();
  const line = Line.last;
  feed.close();

  line.end(1006);
  pass(60_000);

  assert.equal(Line.all.length, 1);
  assert.equal(line.readyState, 3);
});

test("a refusal is told and ends nothing", () => {
  const { feed } = watched();
  /** @type {any[]} */
  const refused = [];
  feed.addEventListener("refusal", (event) => refused.push(/** @type {any} */ (event).detail));

  Line.last.say(HELLO);
  Line.last.say({ type: "refusal", board: "b", code: "board_unknown" });

  assert.deepEqual(refused, [{ board: "b", code: "board_unknown" }]);
  feed.close();
});

test("waits grow, stay under the cap and spread over their whole range", () => {
  const longest = [0, 1, 2, 3, 20, 5000].map((attempt) => backoff(attempt, { random: () => 1 }));

  assert.deepEqual(longest, [500, 1000, 2000, 4000, 10_000, 10_000]);
  assert.equal(backoff(4, { random: () => 0 }), 0);
});
