// Pure: a station's clock as the server sends it, counted on to a moment; the same rules as the server's core/clock.py.

import { durationText } from "./clock.js";

/**
 * @typedef {import("./clock.js").Moment} Moment
 * @typedef {{state: "planned" | "running" | "paused" | "stopped", used: number, given: number, since?: Moment,
 *   limit?: number}} StationClock milliseconds; `used` ran until `since`, or in all where it stands
 */

/** Time is short from here on. */
export const SHORT = 5 * 60_000;

/**
 * Milliseconds from one moment to another: by the steady clock within one of its lives, by the time of day across two.
 *
 * @param {Moment} earlier
 * @param {Moment} later
 */
export function between(earlier, later) {
  const passed = earlier.run === later.run ? later.ticks - earlier.ticks : later.wall - earlier.wall;
  return Math.max(0, passed);
}

/** The time used that counts: what it ran, less what was given back. @param {StationClock} clock @param {Moment | null} now */
export function counted(clock, now) {
  const running = clock.since && now ? between(clock.since, now) : 0;
  return clock.used + running - clock.given;
}

/** The time left, below 0 where it is over; null without a limit. @param {StationClock} clock @param {Moment | null} now */
export function left(clock, now) {
  return clock.limit === undefined ? null : clock.limit - counted(clock, now);
}

/**
 * How urgent a clock is: "plain", "short" for the last five minutes (or a fifth of a short limit), "over" beyond it.
 *
 * @param {StationClock} clock @param {Moment | null} now
 */
export function urgency(clock, now) {
  const rest = left(clock, now);
  if (rest === null || clock.state === "planned") return "plain";
  if (rest < 0) return "over";
  return rest <= Math.min(SHORT, /** @type {number} */ (clock.limit) / 5) ? "short" : "plain";
}

/** Whole seconds as 1:02:03 or 4:05; cut, not rounded: a second that is not over has not been used. @param {number} ms */
export function clockText(ms) {
  const seconds = Math.trunc(ms / 1000);
  return durationText(String(seconds === 0 ? 0 : seconds));
}

/** What is left, counted so that 0:00 stands when nothing is left: a begun second is still there. @param {number} ms */
export function leftText(ms) {
  return ms < 0 ? `+${clockText(-ms)}` : clockText(Math.ceil(ms / 1000) * 1000);
}
