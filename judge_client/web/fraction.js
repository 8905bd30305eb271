// Exact numbers: a fraction of two BigInts. No float ever passes through here, and nothing about marks.

/**
 * A fraction in lowest terms, `bottom` > 0.
 * @typedef {Readonly<{top: bigint, bottom: bigint}>} Fraction
 */

/** The one accepted spelling of a number, the same as the server's. */
const NUMBER = /^-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?$/;

/** A scheme's own figures may be longer than what a judge may type. */
const FIGURE = /^-?[0-9]+(\.[0-9]+)?$/;

/** @param {bigint} a @param {bigint} b @returns {bigint} */
function common(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

/** @param {bigint} top @param {bigint} [bottom] @returns {Fraction} */
export function fraction(top, bottom = 1n) {
  if (bottom === 0n) throw new RangeError("a fraction over nothing");
  const shared = common(top, bottom) || 1n;
  const sign = bottom < 0n ? -1n : 1n;
  return { top: (sign * top) / shared, bottom: (sign * bottom) / shared };
}

export const ZERO = fraction(0n);

/** @param {string} text @returns {Fraction} */
function read(text) {
  const [whole, places = ""] = text.split(".");
  return fraction(BigInt(whole + places), 10n ** BigInt(places.length));
}

/**
 * The value of a number as a judge may spell it, or null where the spelling is not accepted.
 * @param {string} text @returns {Fraction | null}
 */
export function parseNumber(text) {
  return NUMBER.test(text) ? read(text) : null;
}

/**
 * A figure of the scheme (a decimal text, or a whole number); throws where it is neither.
 * @param {string | number} figure @returns {Fraction}
 */
export function exact(figure) {
  const text = String(figure);
  if (!FIGURE.test(text)) throw new RangeError(`not a decimal: ${text}`);
  return read(text);
}

/** @param {Fraction} a @param {Fraction} b */
export const add = (a, b) => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);

/** @param {Fraction} a @param {Fraction} b */
export const subtract = (a, b) => fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);

/** @param {Fraction} a @param {Fraction} b */
export const multiply = (a, b) => fraction(a.top * b.top, a.bottom * b.bottom);

/** @param {Fraction} a @param {Fraction} b */
export const divide = (a, b) => fraction(a.top * b.bottom, a.bottom * b.top);

/** @param {Fraction} a @returns {Fraction} */
export const negate = (a) => ({ top: -a.top, bottom: a.bottom });

/**
 * Below 0, 0 or above 0 as `a` is less than, equal to or more than `b`.
 * @param {Fraction} a @param {Fraction} b @returns {number}
 */
export function compare(a, b) {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** @param {Fraction} a @param {Fraction} b */
export const least = (a, b) => (compare(a, b) <= 0 ? a : b);

/** @param {Fraction} a @param {Fraction} b */
export const most = (a, b) => (compare(a, b) >= 0 ? a : b);

/** The next whole number at or above `a`. @param {Fraction} a @returns {bigint} */
export function ceiling(a) {
  const whole = a.top / a.bottom;
  return a.top > 0n && a.top % a.bottom !== 0n ? whole + 1n : whole;
}

/**
 * The largest whole number whose power is not above the value, by Newton's steps from above; `value` not below 0.
 * @param {bigint} value @param {bigint} root @returns {bigint}
 */
export function wholeRoot(value, root) {
  if (value < 2n || root === 1n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / Number(root)));
  for (;;) {
    const better = ((root - 1n) * guess + value / guess ** (root - 1n)) / root;
    if (better >= guess) return guess;
    guess = better;
  }
}

/**
 * Rounded once to `places`, in one of the server's modes; the result is exact.
 * @param {Fraction} a @param {{places: number, mode: string}} rounding @returns {Fraction}
 */
export function rounded(a, { places, mode }) {
  const scale = 10n ** BigInt(places);
  const negative = a.top < 0n;
  const size = (negative ? -a.top : a.top) * scale;
  const [whole, rest] = [size / a.bottom, size % a.bottom];
  const away = {
    half_up: 2n * rest >= a.bottom,
    half_even: 2n * rest > a.bottom || (2n * rest === a.bottom && whole % 2n === 1n),
    down: false,
    floor: rest > 0n && negative,
    ceiling: rest > 0n && !negative,
  }[mode];
  if (away === undefined) throw new RangeError(`no way of rounding: ${mode}`);
  const digits = away ? whole + 1n : whole;
  return fraction(negative ? -digits : digits, scale);
}

/**
 * Whether `a` is a whole multiple of `step`.
 * @param {Fraction} a @param {Fraction} step
 */
export const onStep = (a, step) => divide(a, step).bottom === 1n;

/**
 * As a decimal text, rounded half away from zero to `places`; without `places`, exact where a decimal can be.
 * @param {Fraction} a @param {number} [places] @returns {string}
 */
export function decimal(a, places = exactPlaces(a)) {
  const scale = 10n ** BigInt(places);
  const size = a.top < 0n ? -a.top : a.top;
  const scaled = (2n * size * scale + a.bottom) / (2n * a.bottom);
  const digits = String(scaled).padStart(places + 1, "0");
  const sign = a.top < 0n && scaled > 0n ? "-" : "";
  const cut = digits.length - places;
  return sign + digits.slice(0, cut) + (places ? `.${digits.slice(cut)}` : "");
}

/** @param {Fraction} a @returns {number} places an exact decimal needs; 4 where there is none */
function exactPlaces(a) {
  for (let places = 0; places <= 12; places++) {
    if (10n ** BigInt(places) % a.bottom === 0n) return places;
  }
  return 4;
}

/**
 * How many decimal places a text has: "0.05" has 2.
 * @param {string} text
 */
export const placesOf = (text) => (text.split(".")[1] ?? "").length;
