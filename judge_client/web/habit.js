// Pure: which values of a sheet deserve a second look: far from this judge's own habit, or far outside the tolerance.
// Nothing of colleagues is known here: what depends on their marks would let a judge feel for them before all are in.

import {
  add,
  compare,
  divide,
  exact,
  fraction,
  most,
  multiply,
  negate,
  parseNumber,
  subtract,
  ZERO,
} from "./fraction.js";
import { aspectsOf, check } from "./marking.js";
import { quantityOf } from "./measured.js";
import { notAttempted } from "./points.js";

/**
 * @typedef {import("./fraction.js").Fraction} Fraction
 * @typedef {{aspect: string, field: string, code: "habit" | "far_out", value: string, low?: string, high?: string}} Hint
 */

/** Fewer sheets make no habit. */
const SHEETS_MIN = 5;
/** So many middle deviations from the middle are unusual. */
const DEVIATIONS = fraction(4n);
/** So many tolerances outside are a slip of the finger rather than a piece. */
const TOLERANCES = fraction(10n);

/**
 * What deserves a second look, in the order of the sheet.
 * @param {{module: any, fields: any}} sheet @param {import("./marking.js").Marks} marks
 * @param {import("./marking.js").Marks[]} own marks of this judge's other sheets of the module @returns {Hint[]}
 */
export function hints({ module, fields }, marks, own) {
  return aspectsOf(module).flatMap((aspect) => {
    const mark = marks[aspect.id] ?? {};
    if (notAttempted(mark)) return [];
    return fields[aspect.id].flatMap((field) => {
      const text = mark[field.id] ?? "";
      if (field.input === "choice" || text === "" || check(field, text)) return [];
      const found = farOut(aspect, field, text) ?? outOfHabit(aspect, field, text, own);
      return found ? [{ aspect: aspect.id, field: field.id, value: text, ...found }] : [];
    });
  });
}

/** @returns {{code: "far_out"} | null} */
function farOut({ rule }, { id }, text) {
  const quantity = quantityOf(rule, id);
  if (!quantity || quantity.nominal === null || quantity.nominal === undefined) return null;
  const tolerance = most(exact(quantity.plus ?? 0), exact(quantity.minus ?? 0));
  if (compare(tolerance, ZERO) === 0) return null;
  const off = size(subtract(exact(text), exact(quantity.nominal)));
  return compare(off, multiply(TOLERANCES, tolerance)) > 0 ? { code: "far_out" } : null;
}

/** @returns {{code: "habit", low: string, high: string} | null} */
function outOfHabit(aspect, field, text, own) {
  const past = own.map((marks) => marks[aspect.id]?.[field.id] ?? "").filter((value) => parseNumber(value));
  const least = noticeable(aspect, field);
  if (past.length < SHEETS_MIN || !least) return null;
  const values = past.map(exact).sort(compare);
  const middle = median(values);
  const spread = median(values.map((value) => size(subtract(value, middle))).sort(compare));
  const far = most(multiply(DEVIATIONS, spread), least(middle));
  if (compare(size(subtract(exact(text), middle)), far) <= 0) return null;
  const ordered = past.sort((a, b) => compare(exact(a), exact(b)));
  return { code: "habit", low: ordered[0], high: /** @type {string} */ (ordered.at(-1)) };
}

/**
 * How far apart values of a kind must be before it is worth a word, from the middle of the habit; null where habit says
 * nothing: marks made elsewhere differ from entry to entry.
 * @returns {((middle: Fraction) => Fraction) | null}
 */
function noticeable({ rule }, { id, step }) {
  const steps = (/** @type {string} */ n) => () => multiply(exact(n), exact(step));
  switch (rule.kind) {
    case "judgement":
    case "rubric":
      return steps("1.5");
    case "points":
    case "count":
      return steps("3");
    case "time":
      return (middle) => divide(middle, fraction(2n));
    case "measurement": {
      const { plus, minus } = quantityOf(rule, id);
      return () => most(steps("10")(), add(exact(plus ?? 0), exact(minus ?? 0)));
    }
    default:
      return null;
  }
}

/** @param {Fraction} value */
const size = (value) => (compare(value, ZERO) < 0 ? negate(value) : value);

/** @param {Fraction[]} sorted */
function median(sorted) {
  const at = sorted.length >> 1;
  return sorted.length % 2 ? sorted[at] : divide(add(sorted[at - 1], sorted[at]), fraction(2n));
}
