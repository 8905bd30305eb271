// Pure: a stop-watch as data, so that a reload loses no second; it neither draws nor looks at a clock.

/**
 * `held` milliseconds were stopped so far; `startedAt` says since when it runs, null when it stands.
 * @typedef {{held: number, startedAt: number | null}} Watch
 */

/** @type {Watch} */
export const STANDING = { held: 0, startedAt: null };

/** @param {Watch} watch @param {number} now @returns {Watch} */
export const start = (watch, now) => (watch.startedAt === null ? { ...watch, startedAt: now } : watch);

/** @param {Watch} watch @param {number} now @returns {Watch} */
export const stop = (watch, now) => ({ held: elapsed(watch, now), startedAt: null });

/** @param {Watch} watch @param {number} now milliseconds @returns {number} milliseconds */
export function elapsed(watch, now) {
  // a clock that was set back must not make time negative
  return watch.held + (watch.startedAt === null ? 0 : Math.max(0, now - watch.startedAt));
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
