// Notices that nobody has touched the tablet for a while; what happens then is the caller's.

const LOOK_EVERY_MS = 2_000;
const NOTE_EVERY_MS = 10_000;
const TOUCHES = ["pointerdown", "keydown", "input", "wheel"];

export class Idle {
  /**
   * @param {object} parts
   * @param {() => number} parts.limit milliseconds without a touch; 0: for ever
   * @param {() => boolean} parts.busy something runs that must stay at hand, such as a stop-watch
   * @param {() => void} parts.idle the limit is reached
   * @param {(touchedAt: number) => void} parts.note hears of touches now and then, to outlive a reload
   */
  constructor(parts) {
    this.parts = parts;
    this.touchedAt = Date.now();
    this.notedAt = 0;
  }

  start() {
    for (const name of TOUCHES) addEventListener(name, () => this.touch(), { capture: true, passive: true });
    // wall clock: a tablet that slept has been idle all that time, whatever its timers say
    setInterval(() => this.look(), LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", () => this.look());
  }

  touch() {
    this.look();
    this.touchedAt = Date.now();
    if (this.touchedAt - this.notedAt < NOTE_EVERY_MS) return;
    this.notedAt = this.touchedAt;
    this.parts.note(this.touchedAt);
  }

  look() {
    if (this.parts.busy()) this.touchedAt = Date.now();
    else if (isIdle(this.touchedAt, this.parts.limit(), Date.now())) this.parts.idle();
  }
}

/** @param {number} touchedAt @param {number} limit milliseconds, 0: never @param {number} now */
export const isIdle = (touchedAt, limit, now) => limit > 0 && now - touchedAt >= limit;
