// The server's steady clock as a page measures it: right within a tenth of a second on bad networks and wrong devices.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SteadyClock } from "../../static/lib/clock.js";
import { between, clockText, counted, left, leftText, urgency } from "../../static/lib/station-clock.js";

/** A small generator, so that a failing seed is a failing seed. @param {number} seed */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A device and a server on one network; `true_` is the time that really passes.
 *
 * @param {{seed: number, drift?: number, start?: number}} how drift: how much faster the device counts
 */
function venue({ seed, drift = 0, start = 12_345 }) {
  const random = chance(seed);
  const world = { time: 0, slept: 0, run: "a" };
  const device = () => start + (world.time - world.slept) * (1 + drift);
  const clock = new SteadyClock(device);
  const server = () => 5_000_000 + world.time;
  /** @param {number} there @param {number} back */
  const ask = (there, back) => {
    const sentAt = device();
    world.time += there;
    const pong = { run: world.run, ticks: Math.trunc(server()), now: 1_790_000_000_000 + server() };
    world.time += back;
    clock.answer(sentAt, pong);
  };
  const wrong = () => Math.abs((clock.now()?.ticks ?? Number.NaN) - server());
  return { random, world, clock, ask, wrong };
}

test("before the first answer nothing is claimed", () => {
  const { clock } = venue({ seed: 1 });
  assert.equal(clock.now(), null);
  assert.equal(clock.doubt, Number.POSITIVE_INFINITY);
});

test("an answer is right to half its delay, and says so", () => {
  const { clock, ask, wrong } = venue({ seed: 1 });
  ask(80, 0);
  assert.ok(wrong() <= clock.doubt + 1);
  assert.equal(clock.doubt, 40);
});

test("of several answers the quickest counts, whatever the slow ones say", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const { random, ask, wrong, world } = venue({ seed, drift: (seed % 9) * 1e-5 });
    for (let n = 0; n < 12; n += 1) {
      // Wi-Fi: mostly quick, sometimes half a second stuck in one direction.
      const stuck = random() < 0.4 ? random() * 500 : 0;
      ask(2 + random() * 30 + (random() < 0.5 ? stuck : 0), 2 + random() * 30 + (random() < 0.5 ? stuck : 0));
      world.time += 500;
    }
    world.time += 5_000;
    assert.ok(wrong() < 60, `seed ${seed}: ${wrong()} ms`);
  }
});

test("two devices agree within 100 ms on every network tried", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const two = [
      venue({ seed, drift: 5e-5, start: 9 }),
      venue({ seed: seed + 1_000, drift: -5e-5, start: 7e8 }),
    ];
    const wrong = two.map(({ random, ask, world, clock }) => {
      for (let n = 0; n < 6; n += 1) {
        ask(random() * 90, random() * 90);
        world.time += 500;
      }
      world.time += 10_000 - (world.time % 10_000);
      return (clock.now()?.ticks ?? 0) - 5_000_000 - world.time;
    });
    assert.ok(Math.abs(wrong[0] - wrong[1]) < 100, `seed ${seed}: ${wrong}`);
  }
});

test("a correction is slewed: the clock never runs back and never leaps", () => {
  const { clock, ask, world } = venue({ seed: 3 });
  ask(400, 0); // 200 ms off
  let before = clock.now()?.ticks ?? 0;
  ask(1, 1);
  for (let n = 0; n < 400; n += 1) {
    world.time += 16;
    const now = clock.now()?.ticks ?? 0;
    assert.ok(now >= before, "back");
    assert.ok(now - before < 40, "leap");
    before = now;
  }
});

test("a device that slept believes nothing it measured before", () => {
  const { clock, ask, world, wrong } = venue({ seed: 4 });
  for (let n = 0; n < 5; n += 1) ask(1, 1);
  world.time += 600_000;
  world.slept = 600_000; // its counter stood still
  assert.ok(wrong() > 500_000);
  ask(30, 20);
  assert.ok(wrong() < 30);
  assert.equal(clock.samples.length, 1);
});

test("another life of the server's clock is taken at once", () => {
  const { clock, ask, world, wrong } = venue({ seed: 5 });
  ask(1, 1);
  world.run = "b";
  world.time += 1e7;
  ask(5, 5);
  assert.equal(clock.now()?.run, "b");
  assert.ok(wrong() < 10);
});

test("the device's time of day has no say", (t) => {
  const { ask, wrong, world } = venue({ seed: 6 });
  ask(2, 2);
  t.mock.method(Date, "now", () => 0);
  world.time += 60_000;
  assert.ok(wrong() < 5);
});

/** @typedef {import("../../static/lib/station-clock.js").StationClock} Clock */

const at = (ticks, run = "a", wall = ticks) => ({ run, ticks, wall });

test("durations follow the steady clock, and the time of day only across two of its lives", () => {
  assert.equal(between(at(1_000), at(61_000, "a", 0)), 60_000);
  assert.equal(between(at(1_000, "a", 5_000), at(3, "b", 9_000)), 4_000);
  assert.equal(between(at(1_000, "a", 5_000), at(3, "b", 1)), 0);
});

test("a clock is counted on from what it had run, less what was given back", () => {
  /** @type {Clock} */
  const clock = { state: "running", used: 60_000, given: 5_000, since: at(0), limit: 100_000 };
  assert.equal(counted(clock, at(10_000)), 65_000);
  assert.equal(left(clock, at(10_000)), 35_000);
  assert.equal(counted({ state: "paused", used: 60_000, given: 0 }, at(10_000)), 60_000);
  assert.equal(left({ state: "paused", used: 60_000, given: 0 }, null), null);
});

test("a clock is short in the last five minutes, or the last fifth of a short limit, and over beyond it", () => {
  /** @returns {Clock} */
  const clock = (used, limit) => ({ state: "running", used, given: 0, limit });
  assert.equal(urgency(clock(54 * 60_000, 60 * 60_000), null), "plain");
  assert.equal(urgency(clock(55 * 60_000, 60 * 60_000), null), "short");
  assert.equal(urgency(clock(7_000, 10_000), null), "plain");
  assert.equal(urgency(clock(8_000, 10_000), null), "short");
  assert.equal(urgency(clock(10_001, 10_000), null), "over");
  assert.equal(urgency({ state: "planned", used: 0, given: 0, limit: 10 }, null), "plain");
});

test("a second that is not over has not been used, and a begun one is still there", () => {
  assert.deepEqual([0, 999, 1_000, 61_500, 3_661_000].map(clockText), [
    "0:00",
    "0:00",
    "0:01",
    "1:01",
    "1:01:01",
  ]);
  assert.deepEqual([1_000, 999, 1, 0, -999, -61_000].map(leftText), [
    "0:01",
    "0:01",
    "0:01",
    "0:00",
    "+0:00",
    "+1:01",
  ]);
});
