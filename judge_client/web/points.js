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

/**
 * @typedef {import("./fraction.js").Fraction} Fraction
 * @typedef {{[field: string]: string}} Mark
 */

export const NOT_ATTEMPTED = "not_attempted";

/** @param {Mark} mark */
export const notAttempted = (mark) => mark[NOT_ATTEMPTED] === "yes";

/** A veto is always answered, and no run at all must never count as 0 seconds. @param {any} aspect */
export const canBeNotAttempted = ({ rule }) =>
  rule.kind !== "veto" && !(rule.kind === "time" && rule.scored === "elapsed");

/**
 * The points of a complete, checked mark. A veto is worth nothing itself; what it voids see `found`.
 * @param {any} aspect as in the scheme @param {Mark} mark @returns {Fraction}
 */
export function pointsOf(aspect, mark) {
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
function kept({ rule, max }, value) {
  const floor = floorOf(rule);
  if (present(floor) && compare(value, exact(floor)) < 0) return exact(floor);
  return present(max) ? least(value, exact(max)) : value;
}

const RULES = {
  judgement: (aspect, rule, mark) =>
    divide(multiply(exact(aspect.max ?? 0), number(mark.level)), exact(rule.high)),
  points: (_aspect, _rule, mark) => number(mark.points),
  measurement: (aspect, rule, mark) => SCORED[rule.scored.by](aspect, rule, mark),
  count: counted,
  time: timed,
  yes_no: (_aspect, rule, mark) =>
    sum(rule.items.filter((item) => mark[item.id] === "yes").map((item) => exact(item.points))),
  veto: () => ZERO,
};

const SCORED = { bands, step_deduction: stepDeduction, part_credit: partCredit };

/** @param {Fraction[]} values */
const sum = (values) => values.reduce(add, ZERO);

/** @param {any} quantity @param {number} n from 1 */
export const readingId = (quantity, n) => (quantity.readings === 1 ? quantity.id : `${quantity.id}.${n}`);

/** All readings of a quantity, in order. @param {any} quantity @param {Mark} mark @returns {Fraction[]} */
function readings(quantity, mark) {
  return Array.from({ length: quantity.readings }, (_, n) => number(mark[readingId(quantity, n + 1)]));
}

/** Each row of readings is banded for itself and the worst one counts. */
function bands(_aspect, rule, mark) {
  return fittingBands(rule, mark)
    .map((fit) => bandPoints(rule, fit))
    .reduce(least);
}

/**
 * The band that decided a banded measurement, by place; -1 where none fitted.
 * @param {any} rule @param {Mark} mark a complete, checked one
 */
export function bandOf(rule, mark) {
  const worst = (a, b) => (compare(bandPoints(rule, b), bandPoints(rule, a)) < 0 ? b : a);
  return fittingBands(rule, mark).reduce(worst);
}

/** @param {any} rule @param {number} fit */
const bandPoints = ({ scored }, fit) => exact(fit < 0 ? scored.otherwise : scored.bands[fit].points);

/** The first band that fits each row of readings. @param {any} rule @param {Mark} mark @returns {number[]} */
function fittingBands(rule, mark) {
  const columns = new Map(rule.quantities.map((quantity) => [quantity.id, readings(quantity, mark)]));
  const rows = Math.max(...[...columns.values()].map((column) => column.length));
  return Array.from({ length: rows }, (_, row) => {
    // a quantity read once stands beside every row of one that is read several times
    const read = (id) => columns.get(id)[Math.min(row, columns.get(id).length - 1)];
    return rule.scored.bands.findIndex((band) => band.when.every((one) => inside(one, read(one.quantity))));
  });
}

/** @param {any} within @param {Fraction} value */
function inside(within, value) {
  const { above, at_least, at_most, below } = within;
  return (
    (!present(above) || compare(value, exact(above)) > 0) &&
    (!present(at_least) || compare(value, exact(at_least)) >= 0) &&
    (!present(at_most) || compare(value, exact(at_most)) <= 0) &&
    (!present(below) || compare(value, exact(below)) < 0)
  );
}

/**
 * How far a reading lies outside nominal +plus/-minus; 0 inside, and on a side that is left open.
 * @param {any} quantity @param {Fraction} value
 */
export function beyond(quantity, value) {
  const off = subtract(value, exact(quantity.nominal ?? 0));
  const over = compare(off, ZERO) > 0;
  const allowed = over ? quantity.plus : quantity.minus;
  return present(allowed) ? most(ZERO, subtract(over ? off : negate(off), exact(allowed))) : ZERO;
}

/** Every reading has an equal share of the max. @param {(share: Fraction, over: Fraction) => Fraction} worth */
function shared(aspect, rule, mark, worth) {
  const overs = rule.quantities.flatMap((q) => readings(q, mark).map((value) => beyond(q, value)));
  const share = divide(exact(aspect.max ?? 0), fraction(BigInt(overs.length)));
  return sum(overs.map((over) => worth(share, over)));
}

function stepDeduction(aspect, rule, mark) {
  const { step, minus_points } = rule.scored;
  return shared(aspect, rule, mark, (share, over) => {
    const begun = fraction(ceiling(divide(over, exact(step))));
    return most(ZERO, subtract(share, multiply(begun, exact(minus_points))));
  });
}

function partCredit(aspect, rule, mark) {
  return shared(aspect, rule, mark, (share, over) => {
    if (compare(over, ZERO) === 0) return share;
    const fit = rule.scored.factors.find((factor) => compare(over, exact(factor.over)) <= 0);
    return fit ? multiply(share, exact(fit.factor)) : ZERO;
  });
}

/** A fault's part of a count: its cap bounds its size on either side. @param {any} fault @param {Fraction} count */
export function faultPoints(fault, count) {
  return sized(multiply(exact(fault.points), count), fault.cap);
}

/** @param {Fraction} value @param {any} cap a figure, or none */
function sized(value, cap) {
  if (!present(cap)) return value;
  const size = exact(cap);
  return most(negate(size), least(size, value));
}

function counted(_aspect, rule, mark) {
  const faults = rule.faults.map((fault) => faultPoints(fault, number(mark[fault.id])));
  return add(exact(rule.start), sum(faults));
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
