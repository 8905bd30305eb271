// Pure: a stop-watch as data, so that a reload loses no second; it neither draws nor looks at a clock.

/**
 * `held` milliseconds were stopped so far; `startedAt` says since when it runs by the tablet's clock, null when it
 * stands. The tablet's clock may have jumped while it ran, because it was set or because the tablet slept: `doubt` is
 * by how many milliseconds in all, `off` how many of them are left out of the time shown. `splits` are times so far.
 * @typedef {{held: number, startedAt: number | null, off?: number, doubt?: number, splits?: number[]}} Watch
 */

/** @type {Watch} */
export const STANDING = { held: 0, startedAt: null };

/** @param {Watch} watch @param {number} now @returns {Watch} */
export const start = (watch, now) => (watch.startedAt === null ? { ...watch, startedAt: now } : watch);

/** @param {Watch} watch @param {number} now @returns {Watch} */
export const stop = (watch, now) => ({ ...watch, held: raw(watch, now), startedAt: null });

/** @param {Watch} watch @param {number} now @returns {Watch} */
export const split = (watch, now) => ({ ...watch, splits: [...(watch.splits ?? []), elapsed(watch, now)] });

/** Held and running time by the tablet's clock, jumps and all. @param {Watch} watch @param {number} now */
const raw = (watch, now) => watch.held + (watch.startedAt === null ? 0 : now - watch.startedAt);

/** @param {Watch} watch @param {number} now milliseconds @returns {number} milliseconds */
export function elapsed(watch, now) {
  // a clock that was set back must not make time negative
  return Math.max(0, raw(watch, now) - (watch.off ?? 0));
}

/** The time the other way: with what is left out now, or without it. @param {Watch} watch @param {number} now */
export const otherwise = (watch, now) => elapsed(otherWay(watch), now);

/** @param {Watch} watch @returns {Watch} */
export const otherWay = (watch) => ({ ...watch, off: watch.off ? 0 : (watch.doubt ?? 0) });

/**
 * The clock jumped while the watch ran. Time in which the tablet slept has passed; a clock that was set has not.
 * @param {Watch} watch @param {{by: number, slept: boolean}} jump @returns {Watch}
 */
export function jumped(watch, { by, slept }) {
  if (watch.startedAt === null) return watch;
  return { ...watch, doubt: (watch.doubt ?? 0) + by, off: (watch.off ?? 0) + (slept ? 0 : by) };
}

/**
 * Seconds as a mark: cut to whole steps (an unfinished hundredth has not happened yet).
 * @param {number} ms whole milliseconds @param {string} step seconds, such as "0.01"
 */
export function secondsText(ms, step) {
  const places = (step.split(".")[1] ?? "").length;
  const scale = 10n ** BigInt(places);
  const unit = BigInt(step.replace(".", ""));
  const ticks = (BigInt(Math.round(ms)) * scale) / 1000n;
  return scaled(ticks - (ticks % unit), places);
}

/** @param {bigint} digits @param {number} places */
function scaled(digits, places) {
  const text = String(digits).padStart(places + 1, "0");
  return places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text;
}
