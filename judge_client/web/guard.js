// Locks a tablet that was left alone; a reload is no way around it. Who is let in again is seats.js'.

import { Idle, isIdle } from "./idle.js";
import { canLock } from "./pin-lock.js";
import * as state from "./state.js";

/** Where the server has said nothing yet. */
const LOCK_SECONDS = 120;

export class Guard {
  /**
   * @param {object} parts
   * @param {() => Promise<void>} parts.lock
   * @param {(touchedAt: number) => void} parts.note hears of touches now and then, to outlive a reload
   */
  constructor(parts) {
    this.parts = parts;
  }

  /** From now on; `touchedAt` is the last touch before the page was loaded. @param {number} touchedAt */
  async start(touchedAt) {
    if (isIdle(touchedAt, this.limit(), Date.now()) && !this.clockRuns()) await this.parts.lock();
    new Idle({
      limit: () => this.limit(),
      busy: () => state.locked.value || this.clockRuns(),
      idle: () => this.parts.lock(),
      note: this.parts.note,
    }).start();
  }

  /** Milliseconds without a touch after which the tablet asks for the PIN; 0: never. */
  limit() {
    if (!canLock() || !state.session.value?.pin) return 0;
    return (state.work.value?.data.tablet?.lock_seconds ?? LOCK_SECONDS) * 1000;
  }

  /** A stop-watch runs: its judge looks at the competitor, not at the tablet, and needs the key at once. */
  clockRuns() {
    const at = state.route.value;
    const key = at.page === "sheet" ? state.findSheet(at.key)?.sheet.key : undefined;
    const clocks = Object.values(state.drafts.value.get(key ?? "")?.clocks ?? {});
    return clocks.some(({ startedAt }) => startedAt !== null);
  }
}
