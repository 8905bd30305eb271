// Pure: what the readings of a measurement are worth, exactly as server/core/measured.py has it; neither pages nor tries.

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
  rounded,
  subtract,
  wholeRoot,
  ZERO,
} from "./fraction.js";

/**
 * @typedef {import("./fraction.js").Fraction} Fraction
 * @typedef {{[field: string]: string}} Mark
 * @typedef {{quantity: any, value: Fraction}} Reading
 */

/** @param {any} value */
const present = (value) => value !== null && value !== undefined;

/** @param {string} text @returns {Fraction} */
function number(text) {
  const value = parseNumber(text);
  if (!value) throw new RangeError(`unchecked mark: ${text}`);
  return value;
}

/** @param {Fraction[]} values */
const sum = (values) => values.reduce(add, ZERO);

/** @param {number} count */
const whole = (count) => fraction(BigInt(count));

/** @param {any} quantity @param {number} n from 1 */
export const readingId = (quantity, n) => (quantity.readings === 1 ? quantity.id : `${quantity.id}.${n}`);

/** All readings of a quantity, in order. @param {any} quantity @param {Mark} mark @returns {Fraction[]} */
function readings(quantity, mark) {
  return Array.from({ length: quantity.readings }, (_, n) => number(mark[readingId(quantity, n + 1)]));
}

/** Every reading, or the mean of each quantity. @param {any} rule @param {Mark} mark @returns {Reading[]} */
function read(rule, mark, mean = false) {
  return rule.quantities.flatMap((quantity) => {
    const values = readings(quantity, mark);
    const counting = mean ? [divide(sum(values), whole(values.length))] : values;
    return counting.map((value) => ({ quantity, value }));
  });
}

/**
 * The points of a measurement's readings.
 * @param {any} aspect @param {any} rule @param {Mark} mark a complete, checked one @returns {Fraction}
 */
export function measured(aspect, rule, mark) {
  if (beyondLimits(rule, mark)) return ZERO;
  const points = SCORED[rule.scored.by](aspect, rule, mark);
  return present(aspect.max) ? least(points, exact(aspect.max)) : points;
}

const SCORED = {
  bands: (_aspect, rule, mark) => taken(rule.scored.take, bandRows(rule, mark)),
  interpolation: (_aspect, rule, mark) =>
    taken(
      rule.scored.take,
      read(rule, mark, rule.scored.take === "mean").map(({ value }) =>
        interpolated(rule.scored.knots, value),
      ),
    ),
  step_deduction: (aspect, rule, mark) => shared(aspect, rule, mark, stepDeduction),
  part_credit: (aspect, rule, mark) => shared(aspect, rule, mark, partCredit),
  out_deduction: outDeduction,
  value: (_aspect, rule, mark) => readingItself(rule, mark),
  formula: (_aspect, rule, mark) =>
    taken(
      rule.scored.take,
      read(rule, mark).map(({ value }) => formulaPoints(rule.scored, value)),
    ),
};

/**
 * factor x distance ^ exponent, rounded once, in whole numbers as server/core/formula.py has it.
 *
 * With exponent p/q and N units of the last place, twice the value in such units is the q-th root of a fraction. Its
 * whole part, and whether it is the whole of it, say how every mode rounds.
 * @param {{factor: string, offset: string, exponent: string, side: string, rounding: {places: number, mode: string}}} rule
 * @param {Fraction} reading @returns {Fraction}
 */
export function formulaPoints({ factor, offset, exponent, side, rounding }, reading) {
  const away = subtract(reading, exact(offset));
  const distance = side === "above" ? away : negate(away);
  if (compare(distance, ZERO) <= 0) return ZERO;
  const { top: power, bottom: root } = exact(exponent);
  const units = 10n ** BigInt(rounding.places);
  const halves = multiply(fraction(2n * units), exact(factor));
  const top = halves.top ** root * distance.top ** power;
  const bottom = halves.bottom ** root * distance.bottom ** power;
  const whole = wholeRoot(top / bottom, root);
  const met = whole ** root * bottom === top;
  // between two halves every value rounds alike, so that the middle stands for it
  const halved = met ? fraction(whole, 2n) : fraction(2n * whole + 1n, 4n);
  return rounded(divide(halved, fraction(units)), rounding);
}

/** What the outcomes of several rows come to. @param {string} take @param {Fraction[]} points */
function taken(take, points) {
  if (take === "worst") return points.reduce(least);
  if (take === "best") return points.reduce(most);
  return divide(sum(points), whole(points.length));
}

/** Whether too many readings, or one by too much, lie outside. @param {any} rule @param {Mark} mark */
export function beyondLimits(rule, mark) {
  const { limits } = rule;
  if (!limits) return false;
  const overs = read(rule, mark).map(({ quantity, value }) => beyond(quantity, value));
  const out = overs.filter((over) => compare(over, ZERO) > 0).length;
  const tooMany = present(limits.out_max) && out > limits.out_max;
  return tooMany || (present(limits.over_max) && compare(overs.reduce(most), exact(limits.over_max)) > 0);
}

/** @param {any} rule @param {Mark} mark */
const bandRows = (rule, mark) => fittingBands(rule, mark).map((fit) => bandPoints(rule, fit));

/**
 * The band that decided a banded measurement, by place; -1 where none fitted. Where every row has its share, none
 * decided alone: that of the last row.
 * @param {any} rule @param {Mark} mark a complete, checked one
 */
export function bandOf(rule, mark) {
  const best = rule.scored.take === "best";
  const better = (a, b) => compare(bandPoints(rule, a), bandPoints(rule, b)) > 0;
  const pick = (a, b) => (best ? (better(b, a) ? b : a) : better(a, b) ? b : a);
  return fittingBands(rule, mark).reduce(pick);
}

/** The bands that rows of readings fell into, by place. @param {any} rule @param {Mark} mark @returns {Set<number>} */
export const bandsOf = (rule, mark) =>
  new Set(rule.scored.take === "each" ? fittingBands(rule, mark) : [bandOf(rule, mark)]);

/** @param {any} rule @param {number} fit */
const bandPoints = ({ scored }, fit) => exact(fit < 0 ? scored.otherwise : scored.bands[fit].points);

/** The first band that fits each row of readings. @param {any} rule @param {Mark} mark @returns {number[]} */
function fittingBands(rule, mark) {
  const mean = (values) => [divide(sum(values), whole(values.length))];
  const column = (quantity) => {
    const values = readings(quantity, mark);
    return rule.scored.take === "mean" ? mean(values) : values;
  };
  const columns = new Map(rule.quantities.map((quantity) => [quantity.id, column(quantity)]));
  const rows = Math.max(...[...columns.values()].map((values) => values.length));
  return Array.from({ length: rows }, (_, row) => {
    // a quantity read once stands beside every row of one that is read several times
    const at = (id) => columns.get(id)[Math.min(row, columns.get(id).length - 1)];
    return rule.scored.bands.findIndex((band) => band.when.every((one) => inside(one, at(one.quantity))));
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

/** Along straight lines between knots. @param {{at: string, points: string}[]} knots @param {Fraction} value */
function interpolated(knots, value) {
  const after = knots.findIndex(({ at }) => compare(value, exact(at)) < 0);
  if (after === 0) return exact(knots[0].points);
  const low = knots[(after < 0 ? knots.length : after) - 1];
  if (after < 0) return exact(low.points);
  const high = knots[after];
  const way = divide(subtract(value, exact(low.at)), subtract(exact(high.at), exact(low.at)));
  return add(exact(low.points), multiply(way, subtract(exact(high.points), exact(low.points))));
}

/** The quantity a box belongs to; tries put their number behind the box. @param {any} rule @param {string} field */
export function quantityOf(rule, field) {
  const [box] = field.split("@");
  const holds = (quantity) =>
    Array.from({ length: quantity.readings }, (_, n) => readingId(quantity, n + 1)).includes(box);
  return rule.kind === "measurement" ? rule.quantities.find(holds) : undefined;
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

/**
 * Every reading has an equal share of the max, or is worked out on the whole of it where one of them counts.
 * @param {(scored: any, share: Fraction, over: Fraction) => Fraction} worth
 */
function shared(aspect, rule, mark, worth) {
  const { take } = rule.scored;
  const overs = read(rule, mark, take === "mean").map(({ quantity, value }) => beyond(quantity, value));
  const all = exact(aspect.max ?? 0);
  if (take === "worst" || take === "best") {
    return taken(
      take,
      overs.map((over) => worth(rule.scored, all, over)),
    );
  }
  const share = divide(all, whole(overs.length));
  return sum(overs.map((over) => worth(rule.scored, share, over)));
}

function stepDeduction({ step, minus_points }, share, over) {
  const begun = fraction(ceiling(divide(over, exact(step))));
  return most(ZERO, subtract(share, multiply(begun, exact(minus_points))));
}

function partCredit({ factors }, share, over) {
  if (compare(over, ZERO) === 0) return share;
  const fit = factors.find((factor) => compare(over, exact(factor.over)) <= 0);
  return fit ? multiply(share, exact(fit.factor)) : ZERO;
}

function outDeduction(aspect, rule, mark) {
  const out = read(rule, mark).filter(({ quantity, value }) => compare(beyond(quantity, value), ZERO) > 0);
  const gone = multiply(whole(out.length), exact(rule.scored.minus_points));
  return most(ZERO, subtract(exact(aspect.max ?? 0), gone));
}

function readingItself(rule, mark) {
  const values = read(rule, mark).map(({ value }) => value);
  const { take } = rule.scored;
  if (take === "highest") return values.reduce(most);
  if (take === "lowest") return values.reduce(least);
  return take === "sum" ? sum(values) : divide(sum(values), whole(values.length));
}

/**
 * Nominal and tolerance as a drawing has them: "8 +0.1 −0.2 mm"; a limit that is the nominal itself, as "≤ 0 mm".
 *
 * @param {any} quantity
 */
export function toleranceText({ nominal, plus, minus, unit }) {
  if (nominal === null || nominal === undefined) return "";
  const [high, low] = [plus ?? null, minus ?? null];
  if (low === null && isNought(high)) return `≤ ${nominal} ${unit}`;
  if (high === null && isNought(low)) return `≥ ${nominal} ${unit}`;
  const both = high !== null && high === low;
  const sides = both
    ? [`±${high}`]
    : [high !== null && `+${high}`, low !== null && `−${low}`].filter(Boolean);
  return [nominal, ...sides, unit].join(" ");
}

/** @param {string | null} figure */
function isNought(figure) {
  return figure !== null && compare(exact(figure), ZERO) === 0;
}
