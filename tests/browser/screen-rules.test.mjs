// What a screen of the hall has to show, where, how large, and how two hundred of them come back after a loss.

import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { keepTrying } from "../../scoreboard/web/patient-image.js";
import { overOf, showOf, soundOf, stepAt } from "../../scoreboard/web/screen-show.js";
import { hallForm } from "../../scoreboard/web/standings-layout.js";
import { HALL_SPREAD } from "../../static/lib/backoff.js";
import { FeedSocket } from "../../static/lib/feed-socket.js";
import {
  codeSide,
  isScannable,
  placeOf,
  reachOf,
  ZOOM_MAX,
  zoomOf,
  zoomOfWords,
} from "../../static/lib/screen-geometry.js";

const CLOCK = { kind: "clock", board: "", options: {} };

/** @param {number[]} seconds of its steps */
function playlist(...seconds) {
  const steps = seconds.map((one) => ({ seconds: one, layout: "full", zones: [CLOCK] }));
  return { kind: "playlist", id: "p", since: 1_000_000, steps };
}

const TOLD = { name: "X", board: "", options: {}, identify: 0 };

test("a playlist is at the same step on every screen, whenever it was switched on", () => {
  const show = playlist(10, 20, 30);

  const at = [0, 9_999, 10_000, 29_999, 30_000, 59_999, 60_000, 3_610_000].map(
    (after) => stepAt(show, show.since + after).index,
  );

  assert.deepEqual(at, [0, 0, 1, 1, 2, 2, 0, 1]);
  assert.equal(stepAt(show, show.since + 25_000).left, 5_000);
});

test("a screen whose clock is not set yet shows a step all the same", () => {
  assert.ok(stepAt(playlist(10, 20), 0).index < 2);
});

test("one scene never ends", () => {
  assert.deepEqual(stepAt(playlist(0), 5), { index: 0, left: Number.POSITIVE_INFINITY });
});

test("what was taken stands before the board a screen was given by itself", () => {
  const show = playlist(0);

  assert.equal(showOf({ ...TOLD, board: "overview.cup", show }), show);
  assert.equal(showOf({ ...TOLD, board: "overview.cup" })?.steps[0].zones[0].kind, "welcome");
  assert.equal(showOf({ ...TOLD, board: "delegations.cup" })?.steps[0].zones[0].kind, "delegations");
  assert.equal(showOf(TOLD), null);
});

test("an emergency stands before black, black before a notice", () => {
  const all = { ...TOLD, emergency: {}, blank: true, notice: {} };

  assert.equal(overOf(all), "emergency");
  assert.equal(overOf({ ...all, emergency: undefined }), "blank");
  assert.equal(overOf({ ...all, emergency: undefined, blank: false }), "notice");
  assert.equal(overOf(TOLD), "");
});

test("a screen calls out as it is set, and nothing during an emergency", () => {
  const loud = { ...TOLD, setting: { sound: "voice" } };

  assert.deepEqual(
    [soundOf(TOLD), soundOf(loud), soundOf({ ...loud, emergency: {} })],
    ["off", "voice", "off"],
  );
});

test("a picture that cannot be had is tried again ever more rarely, as long as somebody looks", () => {
  /** @type {any} */
  const image = new EventTarget();
  let [tries, looked] = [0, true];
  Object.defineProperty(image, "src", { get: () => "/logo", set: () => tries++ });
  /** @type {string[]} */
  const said = [];
  keepTrying(image, { gone: () => said.push("gone"), back: () => said.push("back"), wanted: () => looked });
  const fail = () => {
    image.dispatchEvent(new Event("error"));
    mock.timers.tick(400_000);
  };

  image.dispatchEvent(new Event("load"));
  for (let failure = 1; failure <= 12; failure++) {
    fail();
    assert.equal(tries, failure);
  }
  image.dispatchEvent(new Event("load"));
  fail();
  assert.deepEqual(said, ["gone", "back", "gone"]);
  image.dispatchEvent(new Event("error"));
  mock.timers.tick(4_999);
  assert.equal(tries, 13, "not at once");
  looked = false;
  mock.timers.tick(400_000);
  assert.equal(tries, 13);
});

test("the screens of a wall show parts that meet, with the frames between them left out", () => {
  const parts = [1, 2].map((column) =>
    placeOf({ columns: 2, rows: 1, column, row: 1, bezel: 10 }, 1920, 1080),
  );

  assert.deepEqual(
    parts.map(({ picture }) => picture),
    [
      { width: 3859.2, height: 1080, left: -0, top: -0 },
      { width: 3859.2, height: 1080, left: -1939.2, top: -0 },
    ],
  );
});

test("a code is drawn only where it can be scanned from the farthest place", () => {
  const [picture, modules] = [1080, 37];
  const far = (distance, height, rows = 1) => reachOf({ distance, height, rows });
  const whole = codeSide(1920, 1080);
  const inset = codeSide(614, 345);

  assert.ok(whole > 850 && inset > 280, `as large as the zone lets it: ${whole}, ${inset}`);
  assert.equal(
    isScannable(inset, { picture, modules, reach: far(0, 150) }),
    true,
    "nothing is known of the hall",
  );
  assert.equal(isScannable(codeSide(1920, 97), { picture, modules }), false, "a strip at the foot");
  assert.equal(isScannable(inset, { picture, modules, reach: far(7, 150) }), true);
  assert.equal(isScannable(inset, { picture, modules, reach: far(10, 150) }), false);
  assert.equal(isScannable(inset, { picture, modules, reach: far(10, 150, 2) }), true, "a wall of two rows");
  assert.equal(isScannable(whole, { picture, modules, reach: far(20, 150) }), true);
  assert.equal(isScannable(whole, { picture, modules, reach: far(30, 150) }), false);
});

test("a code whose modules would run into each other is not drawn", () => {
  const seen = { picture: 270, modules: 37 };

  assert.equal(isScannable(codeSide(154, 86), seen), false);
  assert.equal(isScannable(codeSide(154, 86), { ...seen, dots: 2 }), true);
  assert.equal(isScannable(codeSide(1080, 1920), { picture: 1920, modules: 37 }), true);
});

test("a turned screen is as wide as it is high, inside its margins", () => {
  const place = placeOf({ turn: 90, margin: 5 }, 1920, 1080);

  assert.deepEqual([place.width, place.height], [1080, 1920]);
  assert.deepEqual(place.inner, { width: 972, height: 1728 });
});

test("type grows with the distance: a capital letter is a two-hundredth of it high", () => {
  const height = 120;
  const zoom = zoomOf({ distance: 8, height });

  const capital = zoom * (height / 100) * 2.6 * 0.7;
  assert.ok(Math.abs(capital - 800 / 200) < 1e-9);
  assert.equal(zoomOf({ distance: 3, height }), 1);
  assert.equal(zoomOf({ distance: 60, height }), ZOOM_MAX);
  assert.equal(zoomOf({}), 1);
  assert.equal(zoomOfWords(1), 1);
});

test("with larger type a board gives up columns, and on a wall it is never a phone", () => {
  assert.deepEqual(
    [1, 1.9].map((zoom) => hallForm(1920, 1080, zoom).far),
    [false, true],
  );
  assert.equal(hallForm(614, 345, 1).shape, "wide");
  assert.equal(hallForm(400, 900, 1).shape, "tall");
});

/** The other end of the line: up or down as the test says. */
class Line {
  static up = true;
  /** @type {number[]} */
  static opened = [];
  /** @type {Line[]} */
  static all = [];

  constructor() {
    this.readyState = 1;
    /** @type {any} */
    this.onmessage = null;
    /** @type {any} */
    this.onclose = null;
    Line.opened.push(now);
    Line.all.push(this);
    queueMicrotask(() => {
      if (!Line.up) this.onclose?.({ code: 1006 });
      else for (const frame of FRAMES) this.onmessage?.({ data: JSON.stringify(frame) });
    });
  }

  send() {}

  close() {
    this.readyState = 3;
  }
}

const FRAMES = [
  { type: "hello", epoch: "e1", now: 1_000_000, heartbeat: 1, boards: ["display.a"] },
  { type: "snapshot", board: "display.a", number: 5, state: TOLD },
];

let now = 0;

/** @param {number} milliseconds */
async function pass(milliseconds) {
  for (let step = 0; step < milliseconds; step += 50) {
    now += 50;
    mock.timers.tick(50);
    await Promise.resolve();
    await Promise.resolve();
    if (Line.up)
      for (const line of Line.all.filter((one) => one.readyState === 1)) {
        line.onmessage?.({ data: JSON.stringify({ type: "heartbeat", board: "display.a", number: 6, now }) });
      }
  }
}

/** A seeded stream of numbers in [0, 1). @param {number} seed */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  now = 0;
  Line.up = true;
  Line.opened = [];
  Line.all = [];
});

for (const away of [0, 3_000, 60_000]) {
  test(`two hundred screens come back spread out after ${away} ms without a server`, async () => {
    const random = chance(7);
    const screens = Array.from({ length: 200 }, () => {
      const feed = new FeedSocket(["display.a"], {
        url: "ws://t/ws",
        WebSocket: Line,
        monotonic: () => now,
        random,
        spread: HALL_SPREAD,
      });
      feed.open();
      return feed;
    });
    await pass(6_000);

    Line.up = away === 0;
    for (const line of Line.all.splice(0)) line.onclose?.({ code: 1012 });
    await pass(away);
    Line.up = true;
    Line.opened = [];
    const back = now;
    await pass(12_000);

    assert.deepEqual([...new Set(screens.map((feed) => feed.connection.status))], ["live"]);
    assert.equal(Line.opened.length, 200);
    const crowds = Array.from({ length: 120 }, (_, slot) => {
      const from = back + slot * 100;
      return Line.opened.filter((at) => at > from && at <= from + 100).length;
    });
    assert.ok(Math.max(...crowds) <= 30, `at most 30 of 200 in 100 ms: ${Math.max(...crowds)}`);
    for (const feed of screens) feed.close();
  });
}
