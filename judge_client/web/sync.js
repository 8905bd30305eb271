// Drains the outbox by itself, for ever, oldest first; knows no page, no storage and no network: all come as parts.

/**
 * @typedef {import("./database.js").Waiting} Waiting
 * @typedef {import("./answers.js").Meaning} Meaning
 *
 * @typedef {object} Parts
 * @property {() => Promise<Waiting[]>} waiting what can be sent now, whoever marked it, oldest first
 * @property {(command: Waiting) => Promise<Meaning>} send never throws
 * @property {(command: Waiting, meaning: Meaning) => Promise<void>} settle writes down what the answer means
 * @property {(attempt: number) => number} delay milliseconds to wait after `attempt` passes without success
 * @property {(run: () => Promise<void>) => Promise<void>} alone holds off other tabs where the browser can
 */

export class Sync {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.running = false;
    /** @type {boolean} somebody asked while a pass was under way */
    this.asked = false;
    /** @type {(() => void) | null} */
    this.wake = null;
    /** @type {Promise<void>} */
    this.idle = Promise.resolve();
  }

  /** Something may have changed (a new command, a network, a waking tablet): try now. */
  kick() {
    this.asked = true;
    this.wake?.();
    if (!this.running) {
      this.running = true;
      this.idle = this.run();
    }
  }

  async run() {
    let attempt = 0;
    try {
      do {
        this.asked = false;
        const { left, progress } = await this.pass();
        attempt = progress ? 0 : attempt + 1;
        if (left && !this.asked) await this.pause(this.parts.delay(attempt));
        this.asked ||= left;
      } while (this.asked);
    } finally {
      this.running = false;
    }
  }

  /** One walk through what waits. One sheet in trouble does not hold up the others; no network does. */
  async pass() {
    let left = false;
    let progress = false;
    try {
      await this.parts.alone(async () => {
        /** @type {Set<string>} signed out: what waits of them is not asked about again in this pass */
        const out = new Set();
        for (const command of await this.parts.waiting()) {
          if (out.has(ownerOf(command))) continue;
          const meaning = await this.parts.send(command);
          await this.parts.settle(command, meaning);
          if (meaning.means === "signed_out") out.add(ownerOf(command));
          else if (meaning.means === "later") left = true;
          else progress = true;
          if (meaning.means === "later" && !meaning.reached) return;
        }
      });
    } catch {
      // storage that fails for a moment is no reason to stop for the day
      left = true;
    }
    return { left, progress };
  }

  /** @param {number} ms */
  async pause(ms) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
    this.wake = null;
  }
}

/** @param {Waiting} command */
const ownerOf = ({ competition, judge }) => `${competition}/${judge}`;
