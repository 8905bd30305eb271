// A line to the server that the test plays, and a feed that runs on it.

import { mock } from "node:test";
import { FeedSocket } from "../../static/lib/feed-socket.js";

/** The other end of the line, as a browser's WebSocket shows it. */
export class Line {
  /** @type {Line[]} */
  static all = [];
  /** @param {string} url */
  constructor(url) {
    this.query = new URL(url).searchParams;
    this.readyState = 1;
    /** @type {any[]} */
    this.sent = [];
    /** @type {any} */
    this.onmessage = null;
    /** @type {any} */
    this.onclose = null;
    Line.all.push(this);
  }

  static get last() {
    return /** @type {Line} */ (Line.all.at(-1));
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  /** @param {any} frame */
  say(frame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** @param {number} code */
  end(code) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

export const HELLO = { type: "hello", epoch: "e1", now: 1_000_000, heartbeat: 1, boards: ["b"] };
export const SNAPSHOT = { type: "snapshot", board: "b", number: 5, state: { a: 1 } };
export const BEAT = { type: "heartbeat", board: "b", number: 7, now: 1_001_000 };

/** Milliseconds, as the page counts them. */
export const clock = { now: 0 };

/** @param {number} milliseconds */
export function pass(milliseconds) {
  for (let step = 0; step < milliseconds; step += 100) {
    clock.now += 100;
    mock.timers.tick(100);
  }
}

/** @param {string[]} [boards] */
export function watched(boards = ["b"]) {
  const feed = new FeedSocket(boards, {
    url: "ws://t/ws",
    WebSocket: Line,
    monotonic: () => clock.now,
    random: () => 0.5,
  });
  /** @type {any[]} */
  const statuses = [];
  feed.addEventListener("status", (event) => statuses.push(/** @type {any} */ (event).detail.status));
  feed.open();
  return { feed, statuses };
}

/** No line yet, and a clock that goes only when the test lets it. */
export function begin() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  Line.all = [];
  clock.now = 0;
}
