// The server's clock as a page knows it, and how times and durations are written; no drawing stands here.

/**
 * The server's time, from what it said last and a clock that nobody can set.
 *
 * The wall clock of a tablet may be wrong by hours and may jump; `performance.now()` does neither.
 */
export class ServerClock {
  /** @param {() => number} [monotonic] milliseconds that only grow */
  constructor(monotonic = () => performance.now()) {
    this.monotonic = monotonic;
    /** @type {number | null} */
    this.offset = null;
  }

  /** The server said what time it is. @param {number} now milliseconds since 1970 UTC */
  hear(now) {
    const offset = now - this.monotonic();
    // A message can only arrive late, so the largest offset is the best one. It sinks slowly, because two
    // crystals drift apart, and gives way at once when the server's clock was really set.
    const jumped = this.offset === null || Math.abs(offset - this.offset) > 2_000;
    this.offset = jumped ? offset : Math.max(offset, /** @type {number} */ (this.offset) - 1);
  }

  /** Milliseconds since 1970 UTC, by the server if it was ever heard. */
  now() {
    return this.offset === null ? Date.now() : this.monotonic() + this.offset;
  }
}

/** A measurement is worth less with every second: two crystals drift apart by some 0.1 ms in one. */
const DRIFT = 0.0001;
const SAMPLES = 16;
/** Beyond the delays of two measurements they cannot differ, unless one of the clocks stood still or began anew. */
const APART = 30;
/** So much of the time that passes a correction may take: 100 ms in a second, which no eye sees. */
const SLEW = 0.1;
const JUMP = 1_000;

/**
 * @typedef {{run: string, ticks: number, wall: number}} Moment a reading of the server's steady clock, see docs/protocol.md
 */

/**
 * The server's steady clock, which station clocks go by, measured by questions and answers.
 *
 * Of the last answers the one that came back quickest says most: half its delay is all it can be wrong by. What is shown
 * moves to it slowly, never back and forth. The device's own time of day has no say.
 */
export class SteadyClock {
  /** @param {() => number} [monotonic] milliseconds that only grow */
  constructor(monotonic = () => performance.now()) {
    this.monotonic = monotonic;
    this.run = "";
    /** @type {{at: number, delay: number, offset: number, wall: number}[]} */
    this.samples = [];
    this.offset = 0;
    this.movedAt = 0;
  }

  /** How far off the reading may be, in milliseconds; Infinity before the first answer. */
  get doubt() {
    const best = this.best();
    return best ? best.delay / 2 + Math.abs(best.offset - this.offset) : Number.POSITIVE_INFINITY;
  }

  /** The server answered. @param {number} sentAt when it was asked, by `monotonic` @param {{run: string, ticks: number, now: number}} pong */
  answer(sentAt, { run, ticks, now }) {
    const at = this.monotonic();
    const delay = at - sentAt;
    if (!(delay >= 0)) return;
    const middle = sentAt + delay / 2;
    const sample = { at, delay, offset: ticks - middle, wall: now - ticks };
    const agrees = (/** @type {{offset: number, delay: number}} */ one) =>
      Math.abs(one.offset - sample.offset) <= (one.delay + delay) / 2 + APART;
    const fresh = this.samples.length === 0 || run !== this.run;
    // After a sleep of the device what was measured before it is worth nothing.
    this.samples = fresh ? [] : this.samples.filter(agrees).slice(1 - SAMPLES);
    this.samples.push(sample);
    this.settle(at);
    this.run = run;
    const target = /** @type {{offset: number}} */ (this.best()).offset;
    if (fresh || Math.abs(target - this.offset) > JUMP) this.offset = target;
  }

  best() {
    const now = this.samples.at(-1)?.at ?? 0;
    const worth = (/** @type {{at: number, delay: number}} */ one) => one.delay / 2 + (now - one.at) * DRIFT;
    return this.samples.reduce(
      (best, one) => (best && worth(best) <= worth(one) ? best : one),
      /** @type {{at: number, delay: number, offset: number, wall: number} | null} */ (null),
    );
  }

  /** Move the shown offset towards the best one, as far as the time since the last look allows. @param {number} at */
  settle(at) {
    const best = this.best();
    const far = best ? best.offset - this.offset : 0;
    const most = Math.max(0, at - this.movedAt) * SLEW;
    this.offset += Math.max(-most, Math.min(most, far));
    this.movedAt = at;
  }

  /** What the server's steady clock reads now; null before it was ever heard. @returns {Moment | null} */
  now() {
    if (this.samples.length === 0) return null;
    const at = this.monotonic();
    this.settle(at);
    const ticks = at + this.offset;
    return { run: this.run, ticks, wall: ticks + (this.samples.at(-1)?.wall ?? 0) };
  }
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * A time of day in the venue's time zone: 14:32, or 14:32:05 with seconds.
 *
 * @param {number} at milliseconds since 1970 UTC
 * @param {{seconds?: boolean, timeZone?: string}} [options] the time zone is the device's unless given
 */
export function timeText(at, { seconds = false, timeZone } = {}) {
  const key = `${seconds} ${timeZone ?? ""}`;
  const known = formats.get(key);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: seconds ? "2-digit" : undefined,
    hourCycle: "h23",
    timeZone,
  });
  formats.set(key, format);
  return format.format(at);
}

/**
 * A time that may be on another day than what it stands beside: 18:00, or 11-30 18:00.
 *
 * @param {number} at milliseconds since 1970 UTC
 * @param {number} beside the same, of what it stands beside
 */
export function dayTimeText(at, beside) {
  const [there, here] = [new Date(at), new Date(beside)];
  if (there.toDateString() === here.toDateString()) return timeText(at);
  const [month, day] = [there.getMonth() + 1, there.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${month}-${day} ${timeText(at)}`;
}

/**
 * Seconds as a stop-watch writes them: "83.45" is 1:23.45, "5" is 0:05, "-3661.2" is -1:01:01.2.
 *
 * Works on the digits, so what the server rounded is what is shown.
 *
 * @param {string} seconds an exact decimal as the server sends it
 */
export function durationText(seconds) {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(seconds) ?? [];
  if (whole === undefined) return seconds;
  const all = Number(whole);
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
  const tail = `${String(all % 60).padStart(2, "0")}${fraction}`;
  const head = hours ? `${hours}:${String(minutes).padStart(2, "0")}` : String(minutes);
  return `${sign === "-" ? "−" : ""}${head}:${tail}`;
}
