// A screen says what it really shows: every few seconds and soon after a change; what it says is made elsewhere.

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
   */
  constructor(make, address) {
    this.make = make;
    this.address = address;
    this.page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
    this.rate = new FrameRate();
    // A hall's screens do not speak all at once.
    /** @type {any} */
    this.timer = setTimeout(() => this.say(), Math.random() * EVERY);
  }

  /** Something changed: say so soon, and only once for many changes. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(), SOON);
  }

  async say() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(), EVERY);
    const said = this.make();
    if (!said) return;
    // Whether it arrives is no matter of this screen: the next one comes in a moment.
    await fetch(this.address(), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...said, page: this.page, fps: this.rate.read() }),
    }).catch(() => null);
  }

  stop() {
    clearTimeout(this.timer);
    this.rate.stop();
  }
}
