// How long to wait before trying again; nothing here waits by itself or knows what is tried.

/** Two hundred screens that lost the server together come back spread over seconds: their `base`. Milliseconds. */
export const HALL_SPREAD = 2_000;

/**
 * A random wait with full jitter: a hall full of screens that lost the server at the same moment does not come
 * back at the same moment.
 *
 * @param {number} attempt 0 for the first wait after a success
 * @param {{base?: number, cap?: number, random?: () => number}} [options] milliseconds; the cap bounds every wait
 * @returns {number} milliseconds, from 0 up to base * 2^attempt, never above the cap
 */
export function backoff(attempt, { base = 500, cap = 10_000, random = Math.random } = {}) {
  // The exponent is bounded too: 2 ** 2000 is Infinity, and a screen may well be away for a night.
  return random() * Math.min(cap, base * 2 ** Math.min(attempt, 30));
}
