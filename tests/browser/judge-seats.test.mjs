// Who is let in by PIN, which address is asked, which history is believed, when a tablet counts as left alone.

import assert from "node:assert/strict";
import test from "node:test";
import { believable, generation } from "../../judge_client/web/epochs.js";
import { isIdle } from "../../judge_client/web/idle.js";
import { Lines } from "../../judge_client/web/lines.js";
import { fits, keepPin, pause, TRIES_MAX, wrong } from "../../judge_client/web/pin-lock.js";
import { parseRoute } from "../../judge_client/web/state.js";

const HOME = "https://192.168.1.20:8000";
const SPARE = "https://192.168.1.21:8000";
const NOON = 1_790_000_000_000;

test("a PIN fits what was kept of it, another does not, and the PIN itself is not kept", async () => {
  const [kept, again] = await Promise.all([keepPin("271828"), keepPin("271828")]);
  assert.ok(kept && again);

  assert.deepEqual([await fits(kept, "271828"), await fits(kept, "271829")], [true, false]);
  assert.notEqual(kept.hash, again.hash, "a salt of its own");
  assert.ok(!JSON.stringify(kept).includes("271828"));
  assert.ok(kept.rounds >= 300_000);
});

test("every fifth wrong PIN costs a minute, and a clock that jumped does not lock for longer", () => {
  let tries = { wrong: 0, until: 0 };
  const pauses = [];
  for (let n = 1; n <= 2 * TRIES_MAX; n++) {
    tries = wrong(tries, NOON);
    pauses.push(pause(tries, NOON));
  }

  assert.deepEqual(pauses, [0, 0, 0, 0, 60, 0, 0, 0, 0, 60]);
  assert.equal(pause({ wrong: 5, until: NOON + 60_000 }, NOON + 60_000), 0);
  assert.equal(pause({ wrong: 5, until: NOON + 60_000 }, NOON - 86_400_000), 60);
});

test("one lost answer is the radio's; two in a row and the spare is asked, then home again", () => {
  const lines = new Lines(HOME);
  lines.know([SPARE, HOME, SPARE]);
  assert.deepEqual(lines.all, [HOME, SPARE]);

  assert.equal(lines.silent(HOME), false);
  lines.heard(HOME);
  assert.equal(lines.silent(HOME), false, "an answer in between begins anew");
  assert.equal(lines.silent(HOME), true);
  assert.deepEqual([lines.at, lines.away], [SPARE, true]);
  assert.equal(lines.silent(HOME), false, "a late silence of an address that was left says nothing");
  lines.silent(SPARE);
  assert.equal(lines.silent(SPARE), true);
  assert.equal(lines.at, HOME);
});

test("without a spare there is nowhere to go, and a spare that is no longer named is left", () => {
  const lines = new Lines(HOME);
  for (let n = 0; n < 10; n++) assert.equal(lines.silent(HOME), false);
  lines.know([SPARE]);
  lines.silent(HOME);
  assert.equal(lines.at, SPARE);

  lines.know([]);

  assert.equal(lines.at, HOME);
});

test("nothing of an older generation is believed once a newer one was seen", () => {
  assert.deepEqual(["4-9f3a", "12-00", "9f3a", "", "x-1", "-1"].map(generation), [4, 12, 0, 0, 0, 0]);
  assert.equal(believable("3-9f3a", 4), false);
  assert.equal(believable("9f3a", 4), false);
  assert.equal(believable("4-aaaa", 4), true);
  assert.equal(believable("9f3a", 0), true);
});

test("a tablet is left alone after its time, never where there is none", () => {
  assert.deepEqual(
    [isIdle(NOON, 120_000, NOON + 119_999), isIdle(NOON, 120_000, NOON + 120_000), isIdle(NOON, 0, NOON * 2)],
    [false, true, false],
  );
});

test("addresses of the page: a card, signing in by hand, the device", () => {
  assert.deepEqual(parseRoute("#card=A%20B"), { page: "pair", card: "A B" });
  assert.deepEqual(parseRoute("#pair"), { page: "pair", card: "" });
  assert.deepEqual(parseRoute("#device"), { page: "device" });
});
