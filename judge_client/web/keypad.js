// Pure: what a key does to the number in a box; no page, no storage.

import { placesOf } from "./fraction.js";

/**
 * The text after a key. Digits beyond the step's places and a second point do nothing; a leading zero gives way.
 *
 * @param {string} text as it stands
 * @param {string} key "0".."9", ".", "-", "back" or "clear"
 * @param {{step: string, low: string}} field
 * @returns {string}
 */
export function press(text, key, { step, low }) {
  if (key === "clear") return "";
  if (key === "back") return text.slice(0, -1) === "-" ? "" : text.slice(0, -1);
  if (key === "-") return low.startsWith("-") ? turned(text) : text;
  const places = placesOf(step);
  if (key === ".") {
    if (!places || text.includes(".")) return text;
    return text === "" || text === "-" ? `${text}0.` : `${text}.`;
  }
  const bare = /^-?0$/.test(text) ? text.slice(0, -1) : text;
  const [whole, after] = bare.split(".");
  const full = after === undefined ? whole.replace("-", "").length >= 9 : after.length >= places;
  return full ? text : bare + key;
}

/** @param {string} text */
const turned = (text) => (text.startsWith("-") ? text.slice(1) : `-${text}`);

/** A number that is left alone: "12." becomes "12", a lone minus nothing. @param {string} text */
export function settle(text) {
  const done = text.endsWith(".") ? text.slice(0, -1) : text;
  return done === "-" ? "" : done;
}

/** Whether a number is still being typed, so that it is too early to call it wrong. @param {string} text */
export const unfinished = (text) => text === "-" || text.endsWith(".");

/**
 * A time as the digits that were typed, from the right: seconds 75.5 with two places are "11550" (1:15.50).
 * @param {string} seconds @param {number} places
 */
export function timeDigits(seconds, places) {
  if (seconds === "") return "";
  const [whole, after = ""] = seconds.split(".");
  const minutes = Math.floor(Number(whole) / 60);
  const rest = String(Number(whole) % 60).padStart(2, "0");
  return `${minutes}${rest}${after.padEnd(places, "0").slice(0, places)}`.replace(/^0+/, "");
}

/**
 * Digits typed for a time, back to seconds; 90 seconds may be typed as 1:30 or as 90.
 * @param {string} digits @param {number} places
 */
export function timeSeconds(digits, places) {
  if (digits === "") return "";
  const all = digits.padStart(places + 3, "0");
  const cut = all.length - places;
  const whole = Number(all.slice(0, cut - 2)) * 60 + Number(all.slice(cut - 2, cut));
  const after = all.slice(cut);
  return /^0*$/.test(after) ? String(whole) : `${whole}.${after}`;
}

/**
 * The digits of a time that is being typed: as they were typed, as long as they say what stands in the box. On the way
 * to 8:30 stands 83, which is not 1:23 yet.
 * @param {string} typed @param {string} seconds what stands in the box @param {number} places
 */
export const digitsSoFar = (typed, seconds, places) =>
  timeSeconds(typed, places) === seconds ? typed : timeDigits(seconds, places);

/** @param {string} digits @param {string} key @returns {string} */
export function pressTime(digits, key) {
  if (key === "clear") return "";
  if (key === "back") return digits.slice(0, -1);
  if (!/^\d$/.test(key) || digits.length >= 7) return digits;
  return (digits + key).replace(/^0+/, "");
}

/**
 * Seconds as the keypad shows them while they are typed: "7200" is 120:00. What is no time stays as it is.
 * @param {string} seconds @param {number} places
 */
export const asTyped = (seconds, places) =>
  /^\d+(\.\d+)?$/.test(seconds) ? timeShown(timeDigits(seconds, places), places) : seconds;

/** Typed digits as they stand: "11550" is 1:15.50. @param {string} digits @param {number} places */
export function timeShown(digits, places) {
  const all = digits.padStart(places + 3, "0");
  const cut = all.length - places;
  const text = `${all.slice(0, cut - 2)}:${all.slice(cut - 2, cut)}`;
  return places ? `${text}.${all.slice(cut)}` : text;
}
