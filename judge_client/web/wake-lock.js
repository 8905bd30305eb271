// Keeps the screen on while it is asked to; the browser lets go whenever the page is hidden, so it is asked again.

class WakeLock {
  wanted = false;
  /** @type {any} */
  held = null;
  /** @type {"none" | "on" | "refused" | "unknown"} how it went last; "none" where the browser cannot */
  state = "unknown";

  constructor() {
    globalThis.document?.addEventListener("visibilitychange", () => this.apply());
  }

  /** @param {boolean} wanted */
  keep(wanted) {
    this.wanted = wanted;
    return this.apply();
  }

  async apply() {
    const lock = /** @type {any} */ (globalThis.navigator)?.wakeLock;
    if (!lock) {
      this.state = "none";
      return;
    }
    if (!this.wanted) {
      const held = this.held;
      this.held = null;
      await held?.release();
      return;
    }
    if (this.held || document.visibilityState !== "visible") return;
    try {
      const held = await lock.request("screen");
      held.addEventListener("release", () => {
        if (this.held === held) this.held = null;
      });
      this.held = held;
      this.state = "on";
      if (!this.wanted) await this.apply();
    } catch {
      this.state = "refused"; // a low battery may forbid it: then the judge taps more often
    }
  }
}

export const wakeLock = new WakeLock();
