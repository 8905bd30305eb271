// Writes drafts one after the other, the newest of each sheet only; knows neither marks nor the database.

/** @typedef {import("./database.js").Draft} Draft */

export class DraftWriter {
  /**
   * @param {(draft: Draft) => Promise<void>} write
   * @param {(failed: boolean) => void} tell hears when the device stops or begins again to take drafts
   */
  constructor(write, tell = () => {}) {
    this.write = write;
    this.tell = tell;
    this.failed = false;
    /** @type {Map<string, Draft>} newest of each sheet that is not on the disk yet */
    this.pending = new Map();
    /** @type {Promise<void> | null} */
    this.busy = null;
  }

  /** @param {Draft} draft */
  put(draft) {
    this.pending.set(draft.sheet, draft);
    this.busy ??= this.run();
  }

  /** @param {string} sheet */
  forget(sheet) {
    this.pending.delete(sheet);
  }

  /** Everything is on the disk when this is done. */
  async flush() {
    while (this.busy) await this.busy;
  }

  async run() {
    try {
      while (this.pending.size) {
        for (const [sheet, draft] of [...this.pending]) {
          await this.write(draft);
          // a newer touch while writing stays pending
          if (this.pending.get(sheet) === draft) this.pending.delete(sheet);
        }
      }
      this.fail(false);
    } catch {
      // what is pending stays pending: the next touch tries again, and the judge is told meanwhile
      this.fail(true);
    } finally {
      this.busy = null;
    }
  }

  /** @param {boolean} failed */
  fail(failed) {
    if (failed !== this.failed) this.tell(failed);
    this.failed = failed;
  }

  /** What is on the disk with what is on its way there laid over it. @param {Map<string, Draft>} drafts @param {string} [seat] whose */
  over(drafts, seat = "") {
    const own = [...this.pending].filter(([sheet]) => !seat || sheet.startsWith(`${seat}/`));
    return new Map([...drafts, ...own]);
  }
}
