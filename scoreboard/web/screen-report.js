// A screen says what it really shows: every few seconds and soon after a change; what it says is made elsewhere.

import { Again } from "../../static/lib/again.js";
import { randomHex, screenToken } from "./screen-identity.js";

const EVERY = 5_000;
const SOON = 400;

/** Counts the frames the browser really drew. */
export class FrameRate {
  constructor() {
    this.frames = 0;
    this.since = performance.now();
    this.running = 0;
    const step = () => {
      this.frames += 1;
      this.running = requestAnimationFrame(step);
    };
    this.running = requestAnimationFrame(step);
  }

  /** Frames a second since the last question. @returns {number} */
  read() {
    const now = performance.now();
    const rate = Math.round((this.frames * 1000) / Math.max(now - this.since, 1));
    this.frames = 0;
    this.since = now;
    return Math.min(rate, 1000);
  }

  stop() {
    cancelAnimationFrame(this.running);
  }
}

export class ScreenReporter {
  /**
   * @param {() => object | null} make what to say now; null: nothing yet
   * @param {() => string} address
   * @param {() => void} refused the server does not take this browser for that screen
   */
  constructor(make, address, refused) {
    this.make = make;
    this.address = address;
    this.refused = refused;
    this.page = randomHex(8);
    this.rate = new FrameRate();
    // A hall's screens do not speak all at once; a server that is slow to answer hears nothing twice.
    this.again = new Again((signal) => this.say(signal), EVERY, Math.random() * EVERY);
  }

  /** Something changed: say so soon, and only once for many changes. */
  soon() {
    this.again.soon(SOON);
  }

  /** @param {AbortSignal} signal */
  async say(signal) {
    const said = this.make();
    if (!said) return;
    // Whether it arrives is no matter of this screen: the next one comes in a moment.
    const answer = await fetch(this.address(), {
      method: "POST",
      headers: { "Content-Type": "application/json", "Screen-Token": screenToken() },
      body: JSON.stringify({ ...said, page: this.page, fps: this.rate.read() }),
      signal,
    }).catch(() => null);
    if (answer?.status === 401) this.refused();
    // An answer nobody reads stays open as long as the page: in a day of reports, thousands.
    await answer?.arrayBuffer().catch(() => null);
  }

  stop() {
    this.again.stop();
    this.rate.stop();
  }
}
