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
