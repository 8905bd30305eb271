// Pure: the values of a scale one by one, where there are few enough to be keys of their own.

import { add, compare, decimal, exact, placesOf } from "./fraction.js";

/** Levels of a benchmark scale: one row. */
export const SEGMENTS_MAX = 11;
/** Points in steps: two or three rows of keys; more is quicker typed. */
export const POINTS_MAX = 21;

/**
 * All values of a scale as texts, lowest first; empty where there are more than `most`.
 * @param {{low: string, high: string, step: string}} field @param {number} most @returns {string[]}
 */
export function valuesOf({ low, high, step }, most) {
  const all = [];
  for (let value = exact(low); compare(value, exact(high)) <= 0; value = add(value, exact(step))) {
    if (all.length === most) return [];
    all.push(decimal(value, placesOf(step)));
  }
  return all;
}

/** How many keys stand in a row, so that rows are even: 21 are three rows of seven. @param {number} count @param {number} most */
export const columnsFor = (count, most) => Math.ceil(count / Math.ceil(count / most));
