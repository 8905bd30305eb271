// What a screen watches while its show goes on: what stands there, what comes next with the look it has, no more than it may.

import assert from "node:assert/strict";
import test from "node:test";
import { competitionOf } from "../../scoreboard/web/brand.js";
import { BOARDS_MAX, Carrier, carried } from "../../scoreboard/web/screen-boards.js";
import { boardsOf, stepAt } from "../../scoreboard/web/screen-show.js";

const zone = (board = "") => ({ kind: "any", board, options: {} });
const step = (...boards) => ({ seconds: 5, layout: "any", zones: boards.map(zone) });
/** A playlist that began at second 1000. */
const playlist = (...steps) => ({ kind: "playlist", id: "p", since: 1_000_000, steps });
/** As long a playlist as there may be, each step with its own boards. @param {number} zones @param {number} competitions */
const long = (zones, competitions) =>
  playlist(
    ...Array.from({ length: 24 }, (_, at) =>
      step(...Array.from({ length: zones }, (_, n) => `standings.cup${at % competitions}.r${at}-${n}`)),
    ),
  );

test("a screen watches the look of everything it shows, and its house's for when it shows nothing", () => {
  const show = playlist(step("standings.cup.a"), step(""));

  assert.deepEqual(carried(show, { house: "house" }), {
    boards: ["brand.house", "brand.cup", "standings.cup.a"],
    left: [],
  });
  assert.deepEqual(carried(null, { house: "house" }).boards, ["brand.house"]);
  assert.deepEqual(carried(null), { boards: [], left: [] });
});

test("a short playlist is watched whole, each board once, whatever step it is at", () => {
  const show = playlist(
    step("standings.cup.a", "standings.cup.b"),
    step("standings.cup.a", ""),
    step("overview.cup"),
  );
  const whole = ["brand.cup", "overview.cup", "standings.cup.a", "standings.cup.b"];

  for (const at of [0, 1, 2]) assert.deepEqual(carried(show, {}, at).boards.sort(), whole);
});

test("of a long one the step that stands there and those that come next are watched, round and round", () => {
  const show = playlist(...Array.from({ length: 20 }, (_, n) => step(`standings.cup.r${n}`)));

  const { boards } = carried(show, {}, 15);

  assert.deepEqual(boards, [
    "brand.cup",
    ...[15, 16, 17, 18, 19, 0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => `standings.cup.r${n}`),
  ]);
});

test("what is nearer comes first: behind a board that has no room nothing is carried for a later turn", () => {
  const show = playlist(
    ...Array.from({ length: 13 }, (_, n) => step(`standings.cup.r${n}`)),
    step("overview.other"),
    step("overview.cup"),
  );

  assert.equal(carried(show).boards.length, 14);
  assert.ok(!carried(show).boards.includes("overview.cup"));
});

test("boards that are only listened to go without first, and are named", () => {
  const calls = ["heats.cup.a", "heats.cup.b"];
  const full = playlist(...Array.from({ length: 20 }, (_, n) => step(`standings.cup.r${n}`)));
  const almost = playlist(...Array.from({ length: 13 }, (_, n) => step(`standings.cup.r${n}`)));

  assert.deepEqual(carried(full, { calls }).left, calls);
  assert.deepEqual(carried(almost, { calls }).left, ["heats.cup.b"]);
  assert.ok(carried(almost, { calls }).boards.includes("heats.cup.a"));
});

test("a playlist of any length plays without a gap: what comes is watched before its turn, never without its look", () => {
  for (const zones of [1, 2, 4])
    for (const competitions of [1, 2])
      for (const share of [0, 0.5, 0.999]) {
        const show = long(zones, competitions);
        const carrier = new Carrier(() => share);
        carrier.take(show, { house: "house" }, show.since + 7_000);
        for (let now = show.since + 7_000; now < show.since + 400_000; now += 250) {
          const { index } = stepAt(show, now);
          const next = (index + 1) % show.steps.length;
          assert.deepEqual(carrier.away(index), [], `step ${index} is there when it comes`);
          carrier.turn(now);
          const { left } = stepAt(show, now);
          if (left <= 2_500)
            assert.deepEqual(carrier.away(next), [], `step ${next} is there before it comes`);
          assert.ok(carrier.boards.length <= BOARDS_MAX);
          assert.equal(carrier.boards[0], "brand.house");
          for (const board of carrier.boards)
            assert.ok(carrier.boards.includes(`brand.${competitionOf(board)}`));
        }
      }
});

test("screens at the same step turn to what comes next each at a moment of its own", () => {
  const show = long(1, 1);
  const moments = [0, 0.25, 0.5, 0.75].map((share) => {
    const carrier = new Carrier(() => share);
    carrier.take(show, {}, show.since);
    for (let now = show.since + 5_000; now < show.since + 10_000; now += 250)
      if (carrier.turn(now)) return now;
    return 0;
  });

  assert.deepEqual(
    moments.map((now) => now - show.since),
    [5_000, 5_750, 6_250, 7_000],
  );
});

test("a screen that was cut off keeps the steps it has, and turns at once when it is back at another", () => {
  const show = long(2, 1);
  const carrier = new Carrier(() => 0.999);
  carrier.take(show, {}, show.since);
  const kept = carrier.boards;

  // Nobody asks it to turn while it is cut off: forty seconds later it is at step 8.
  assert.deepEqual(carrier.boards, kept);
  assert.deepEqual(carrier.away(6), []);
  assert.deepEqual(carrier.away(8), boardsOf({ ...show, steps: [show.steps[8]] }));

  assert.equal(carrier.turn(show.since + 40_000), true);
  assert.deepEqual(carrier.away(8), []);
});

test("a short playlist never asks for other boards", () => {
  const show = playlist(step("standings.cup.a"), step("standings.cup.b"));
  const carrier = new Carrier(() => 0);
  carrier.take(show, {}, show.since);

  for (let now = show.since; now < show.since + 60_000; now += 250) assert.equal(carrier.turn(now), false);
  assert.equal(new Carrier().turn(5), false);
});
