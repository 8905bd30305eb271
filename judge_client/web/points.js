// Pure: what one judge's mark is worth, exactly as server/core/points.py has it; neither panels nor pages.

import {
  add,
  ceiling,
  compare,
  divide,
  exact,
  fraction,
  least,
  most,
  multiply,
  negate,
  parseNumber,
  subtract,
  ZERO,
} from "./fraction.js";
import { measured } from "./measured.js";

/**
 * @typedef {import("./fraction.js").Fraction} Fraction
 * @typedef {{[field: string]: string}} Mark
 */

export const NOT_ATTEMPTED = "not_attempted";

/** @param {Mark} mark */
export const notAttempted = (mark) => mark[NOT_ATTEMPTED] === "yes";

/** A veto is always answered, and no run at all must never count as 0 seconds. @param {any} aspect */
export const canBeNotAttempted = ({ rule }) =>
  rule.kind !== "veto" &&
  !(rule.kind === "time" && rule.scored === "elapsed") &&
  !(rule.kind === "measurement" && rule.scored?.by === "value");

/** Whether the points depend on the other entries: nobody knows them before all are marked. @param {any} aspect */
export const comparedWithOthers = ({ rule }) => rule.kind === "relative";

/** A failed try of a timed event is no time at all, not a short one. @param {any} aspect */
export const tryCanBeNotAttempted = (aspect) =>
  canBeNotAttempted(aspect) || (aspect.rule.kind === "time" && present(aspect.tries));

/** The id of a box in the try of that number, from 1. @param {string} box @param {number | string} n */
export const tryBox = (box, n) => `${box}@${n}`;

/** The mark of each try with its boxes named as in a single one. @param {any} aspect @param {Mark} mark @returns {Mark[]} */
export function tryMarks({ tries }, mark) {
  if (!tries) return [mark];
  if (NOT_ATTEMPTED in mark) return Array.from({ length: tries.count }, () => mark);
  return Array.from({ length: tries.count }, (_, n) => {
    const own = Object.entries(mark).filter(([box]) => box.endsWith(tryBox("", n + 1)));
    return Object.fromEntries(own.map(([box, text]) => [box.slice(0, box.lastIndexOf("@")), text]));
  });
}

/**
 * The points of a complete, checked mark. A veto is worth nothing itself; what it voids see `found`.
 * @param {any} aspect as in the scheme @param {Mark} mark @returns {Fraction}
 */
export function pointsOf(aspect, mark) {
  if (!aspect.tries) return tryPoints(aspect, mark);
  const { take } = aspect.tries;
  const values = tryValues(aspect, mark);
  if (!values) return ZERO;
  if (take === "highest") return values.reduce(most);
  if (take === "lowest") return values.reduce(least);
  if (take === "sum") return sum(values);
  // a failed try, which is not among the values, was the longest
  const ordered = take === "middle" ? values.sort(compare).slice(1, aspect.tries.count - 1) : values;
  return divide(sum(ordered), fraction(BigInt(ordered.length)));
}

/** What each try that has a value is worth; null where too many of a timed event failed. @returns {Fraction[] | null} */
function tryValues(aspect, mark) {
  const { count, take } = aspect.tries;
  const timed = aspect.rule.kind === "time" && aspect.rule.scored === "elapsed";
  const made = tryMarks(aspect, mark).filter((one) => !timed || !notAttempted(one));
  const needed = take === "highest" || take === "lowest" ? 1 : count - (take === "middle" ? 1 : 0);
  return made.length < needed ? null : made.map((one) => tryPoints(aspect, one));
}

/** Whether so many tries of a timed event failed that there is no result. @param {any} aspect @param {Mark} mark */
export const withoutResult = (aspect, mark) => present(aspect.tries) && tryValues(aspect, mark) === null;

/** The points of one try. @param {any} aspect @param {Mark} mark @returns {Fraction} */
function tryPoints(aspect, mark) {
  const { rule } = aspect;
  const value = notAttempted(mark) ? exact(floorOf(rule) ?? 0) : RULES[rule.kind](aspect, rule, mark);
  return KEPT.has(rule.kind) ? kept(aspect, value) : value;
}

/** Whether a veto's fault was found. @param {Mark} mark */
export const found = (mark) => mark.fault === "yes";

/** Whether more time was used than the module allows. @param {any} aspect @param {Mark} mark */
export function overCutOff(aspect, mark) {
  const { kind, cut_off } = aspect.rule;
  if (kind !== "time" || !present(cut_off) || notAttempted(mark)) return false;
  return compare(number(mark.seconds), exact(cut_off)) > 0;
}

/** @param {any} value */
const present = (value) => value !== null && value !== undefined;

/** @param {string} text @returns {Fraction} */
function number(text) {
  const value = parseNumber(text);
  if (!value) throw new RangeError(`unchecked mark: ${text}`);
  return value;
}

/** The rules whose sum is kept between a floor and the aspect's max. */
const KEPT = new Set(["count", "yes_no", "time"]);

/** The least a counted or timed aspect may be worth; work that is not there is worth that. @param {any} rule */
const floorOf = ({ kind, floor }) => (kind === "count" || kind === "time" ? floor : null);

/** @param {any} aspect @param {Fraction} value */
function kept({ rule, max, bonus }, value) {
  const floor = floorOf(rule);
  if (present(floor) && compare(value, exact(floor)) < 0) return exact(floor);
  return present(max) ? least(value, add(exact(max), exact(bonus ?? 0))) : value;
}

const RULES = {
  judgement: (aspect, rule, mark) =>
    divide(multiply(exact(aspect.max ?? 0), number(mark.level)), exact(rule.high)),
  points: (_aspect, _rule, mark) => number(mark.points),
  measurement: measured,
  rubric: (_aspect, rule, mark) => exact(rule.levels[Number(mark.level)].points),
  imported: (aspect, rule, mark) =>
    divide(multiply(exact(aspect.max ?? 0), number(mark.points)), exact(rule.paper_max)),
  count: counted,
  time: timed,
  yes_no: (_aspect, rule, mark) =>
    sum(rule.items.filter((item) => mark[item.id] === "yes").map((item) => exact(item.points))),
  // worth what the field makes of it, which no tablet knows
  relative: () => ZERO,
  veto: () => ZERO,
};

/** @param {Fraction[]} values */
const sum = (values) => values.reduce(add, ZERO);

/** A fault's part of a count: its cap bounds its size on either side. @param {any} fault @param {Fraction} count */
export function faultPoints(fault, count) {
  const times = fraction(count.top / count.bottom / BigInt(fault.per ?? 1));
  return sized(multiply(exact(fault.points), times), fault.cap);
}

/** @param {Fraction} value @param {any} cap a figure, or none */
function sized(value, cap) {
  if (!present(cap)) return value;
  const size = exact(cap);
  return most(negate(size), least(size, value));
}

function counted(_aspect, rule, mark) {
  const faults = rule.faults.map((fault) => faultPoints(fault, number(mark[fault.id])));
  const points = add(exact(rule.start), sum(faults));
  const gone = rule.faults.some(({ id, zero_from }) => present(zero_from) && Number(mark[id]) >= zero_from);
  return gone ? least(points, exact(rule.floor ?? 0)) : points;
}

function timed(_aspect, rule, mark) {
  const used = number(mark.seconds);
  if (rule.scored === "elapsed") return used;
  if (rule.scored === "recorded" || !present(rule.limit)) return ZERO;
  const limit = exact(rule.limit);
  const saved = perTime(rule.bonus, subtract(limit, used));
  const late = perTime(rule.penalty, subtract(used, add(limit, exact(rule.grace))));
  return subtract(add(exact(rule.start), saved), late);
}

/** @param {any} per @param {Fraction} seconds */
function perTime(per, seconds) {
  if (!per || compare(seconds, ZERO) <= 0) return ZERO;
  const parts = divide(seconds, exact(per.seconds));
  const times = per.each === "complete" ? parts.top / parts.bottom : ceiling(parts);
  return sized(multiply(fraction(times), exact(per.points)), per.cap);
}
