// What is done again and again is never done twice at once, however slow the answer; nor does it stop for one that never comes.

import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { Again } from "../../static/lib/again.js";

/** @type {((answer?: any) => void)[]} what ends the times that are under way, oldest first */
let underWay = [];
/** @type {AbortSignal[]} */
let signals = [];
let most = 0;
let asked = 0;

/** A server that answers when the test says so. @param {AbortSignal} signal */
function ask(signal) {
  asked += 1;
  signals.push(signal);
  return new Promise((resolve) => {
    underWay.push(resolve);
    most = Math.max(most, underWay.length);
  });
}

async function answer() {
  underWay.shift()?.();
  for (let turn = 0; turn < 5; turn += 1) await null;
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [underWay, signals, most, asked] = [[], [], 0, 0];
});

test("the next question goes a pause after the last answer, and never beside one that is under way", async () => {
  const again = new Again(ask, 1_000);
  mock.timers.tick(1_000);
  mock.timers.tick(4_000);
  assert.equal(asked, 1);

  await answer();
  mock.timers.tick(999);
  assert.equal(asked, 1);
  mock.timers.tick(1);
  assert.equal(asked, 2);
  again.stop();
  assert.equal(most, 1);
});

test("one that is wanted sooner waits for the one that is under way, too, and is one for many wishes", async () => {
  const again = new Again(ask, 5_000, 100);
  again.soon(40);
  mock.timers.tick(40);
  for (let wish = 0; wish < 3; wish += 1) again.soon(40);
  mock.timers.tick(1_000);
  assert.equal(asked, 1);

  await answer();
  mock.timers.tick(40);
  await answer();
  mock.timers.tick(4_999);
  assert.equal(asked, 2);
  again.stop();
});

test("an answer that never comes is given up after ten seconds, and its asker hears of it", async () => {
  const again = new Again(ask, 1_000, 0);
  mock.timers.tick(0);
  mock.timers.tick(10_000);
  await answer();
  mock.timers.tick(1_000);

  assert.equal(asked, 2);
  assert.deepEqual(
    signals.map(({ aborted, reason }) => aborted && reason.name),
    ["TimeoutError", false],
  );
  again.stop();
});

test("nothing is asked any more once it is stopped, whatever is still under way", async () => {
  const again = new Again(ask, 1_000, 0);
  mock.timers.tick(0);
  again.stop();
  await answer();
  again.soon(10);
  mock.timers.tick(20_000);

  assert.equal(asked, 1);
});
