// What a judge's fingers do, in Node: the keypad, times and stop-watches, levels as keys, swipes, clocks that jump.

import assert from "node:assert/strict";
import test from "node:test";
import { ClockJumps } from "../../judge_client/web/clock-jumps.js";
import {
  asTyped,
  digitsSoFar,
  press,
  pressTime,
  settle,
  timeDigits,
  timeSeconds,
  timeShown,
  unfinished,
} from "../../judge_client/web/keypad.js";
import { columnsFor, valuesOf } from "../../judge_client/web/scale-levels.js";
import { stationSeconds } from "../../judge_client/web/sheets.js";
import {
  elapsed,
  jumped,
  otherWay,
  otherwise,
  STANDING,
  secondsText,
  split,
  start,
  stop,
} from "../../judge_client/web/stopwatch.js";
import { swiped } from "../../judge_client/web/swipe.js";

const type = (keys, field) =>
  [...keys].reduce((value, one) => press(value, one === "<" ? "back" : one, field), "");

test("the keypad spells numbers the one accepted way, to the step's places", () => {
  const mm = { step: "0.01", low: "0" };

  assert.deepEqual(
    ["12.345", "007", "0.5", ".5", "1..2", "12<", "-5", "0000000001234567890"].map((keys) => type(keys, mm)),
    ["12.34", "7", "0.5", "0.5", "1.2", "1", "5", "123456789"],
  );
  assert.equal(type("2.5", { step: "1", low: "0" }), "25");
  assert.deepEqual(
    [type("5-", { step: "0.1", low: "-10" }), type("-5-", { step: "0.1", low: "-10" })],
    ["-5", "5"],
  );
  assert.deepEqual(
    [settle("12."), settle("-"), settle("12.5"), unfinished("12."), unfinished("12")],
    ["12", "", "12.5", true, false],
  );
});

test("a time is typed from the right, as on a microwave", () => {
  const typed = (keys) =>
    timeSeconds(
      [...keys].reduce((digits, one) => pressTime(digits, one), ""),
      2,
    );

  assert.deepEqual(["11550", "9000", "5", "1000000"].map(typed), ["75.50", "90", "0.05", "6000"]);
  assert.deepEqual(
    ["75.5", "90", "0.05", "3600"].map((s) => timeShown(timeDigits(s, 2), 2)),
    ["1:15.50", "1:30.00", "0:00.05", "60:00.00"],
  );
  assert.equal(timeSeconds(timeDigits("754", 0), 0), "754");
});

test("limits of a time are said in the form in which it is typed", () => {
  assert.deepEqual(
    ["0", "90", "7200"].map((seconds) => asTyped(seconds, 0)),
    ["0:00", "1:30", "120:00"],
  );
  assert.equal(asTyped("0.5", 2), "0:00.50");
  assert.equal(asTyped("-5", 0), "-5", "no time is typed for it");
});

test("a time keeps the digits that were typed until it is left alone", () => {
  const typed = (keys, places) => {
    let [digits, seconds] = ["", ""];
    for (const key of keys) {
      digits = pressTime(digitsSoFar(digits, seconds, places), key);
      seconds = timeSeconds(digits, places);
    }
    return seconds;
  };

  assert.deepEqual(
    [typed("830", 0), typed("90", 0), typed("8", 0), typed("83000", 2), typed("1275", 0)],
    ["510", "90", "8", "510", "795"],
  );
  assert.equal(digitsSoFar("83", "83", 0), "83");
  assert.equal(digitsSoFar("", "83", 0), "123", "a time that stood there before is typed on as it is shown");
});

test("a split is a time on the way and stops nothing", () => {
  const watch = split(split(start(STANDING, 1_000), 4_000), 9_500);

  assert.deepEqual(watch.splits, [3_000, 8_500]);
  assert.equal(elapsed(stop(watch, 11_000), 99_000), 10_000);
});

test("time slept through counts, a clock that was set does not, and either way the other time is at hand", () => {
  const running = start(STANDING, 0);
  const slept = jumped(running, { by: 60_000, slept: true });
  const set = jumped(running, { by: 60_000, slept: false });

  assert.deepEqual([elapsed(slept, 70_000), otherwise(slept, 70_000)], [70_000, 10_000]);
  assert.deepEqual([elapsed(set, 70_000), otherwise(set, 70_000)], [10_000, 70_000]);
  assert.equal(elapsed(otherWay(otherWay(set)), 70_000), 10_000);
  assert.equal(elapsed(stop(set, 70_000), 999_000), 10_000);
  assert.equal(elapsed(jumped(running, { by: -3_600_000, slept: false }), -3_590_000), 10_000);
  assert.deepEqual(jumped(STANDING, { by: 60_000, slept: true }), STANDING);
});

test("a clock that creeps is left alone, one that jumps is noticed once", () => {
  let [clock, counter] = [1_000_000, 0];
  const pass = (by, of = by) => {
    clock += by;
    counter += of;
  };
  const jumps = new ClockJumps(
    () => clock,
    () => counter,
  );
  pass(500, 490);

  assert.equal(jumps.look(), null);
  pass(60_500, 500);
  assert.deepEqual(jumps.look(), { by: 60_010, slept: false });
  pass(500);
  assert.equal(jumps.look(), null);
  jumps.hide();
  pass(90_500, 500);
  assert.deepEqual(jumps.look(), { by: 90_000, slept: true });
  jumps.hide();
  pass(-3_600_000, 500);
  assert.equal(jumps.look()?.slept, false, "sleep never turns a clock back");
});

test("points with few steps are keys in even rows, more of them are typed", () => {
  const field = { low: "0", high: "10", step: "0.5" };

  assert.equal(valuesOf(field, 21).length, 21);
  assert.deepEqual(valuesOf({ ...field, high: "20" }, 21), []);
  assert.deepEqual(
    [11, 21, 6].map((count) => columnsFor(count, 11)),
    [11, 11, 6],
  );
  assert.deepEqual(
    [11, 21, 6].map((count) => columnsFor(count, 7)),
    [6, 7, 6],
  );
});

test("a flat quick way of the finger is a swipe, everything else is a scroll or a tap", () => {
  assert.equal(swiped({ dx: -120, dy: 20, ms: 200 }), "next");
  assert.equal(swiped({ dx: 120, dy: -20, ms: 200 }), "previous");
  for (const way of [
    { dx: -40, dy: 0, ms: 100 },
    { dx: -120, dy: 90, ms: 200 },
    { dx: 0, dy: 300, ms: 200 },
    { dx: -200, dy: 0, ms: 2000 },
  ]) {
    assert.equal(swiped(way), null, JSON.stringify(way));
  }
});

test("a stop-watch keeps its time over a reload and a clock that is set back", () => {
  const running = start(STANDING, 1_000);
  const reloaded = JSON.parse(JSON.stringify(running));

  assert.equal(elapsed(reloaded, 76_504), 75_504);
  assert.equal(elapsed(running, 500), 0);
  const paused = stop(running, 3_000);
  assert.equal(elapsed(stop(start(paused, 10_000), 11_000), 99_000), 3_000);
  assert.deepEqual(
    ["0.01", "0.1", "1", "0.5"].map((step) => secondsText(75_504, step)),
    ["75.50", "75.5", "75", "75.5"],
  );
});

test("a stopped station clock offers whole steps of what counts, never less than nothing", () => {
  const clock = (used, given) => ({ state: /** @type {"stopped"} */ ("stopped"), used, given });
  assert.equal(stationSeconds(clock(1_834_567, 95_000), "1"), "1739");
  assert.equal(stationSeconds(clock(61_239, 0), "0.01"), "61.23");
  assert.equal(stationSeconds(clock(1_000, 5_000), "1"), "0");
});
