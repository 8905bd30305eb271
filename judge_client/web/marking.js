// Pure: whether marks are acceptable and complete, and what a whole sheet is worth so far; neither pages nor storage.

import { add, compare, exact, least, most, onStep, parseNumber, ZERO } from "./fraction.js";
import {
  canBeNotAttempted,
  comparedWithOthers,
  found,
  NOT_ATTEMPTED,
  notAttempted,
  overCutOff,
  pointsOf,
  tryBox,
  tryCanBeNotAttempted,
  withoutResult,
} from "./points.js";

/**
 * @typedef {import("./fraction.js").Fraction} Fraction
 * @typedef {{[field: string]: string}} Mark
 * @typedef {{[aspect: string]: Mark}} Marks
 * @typedef {{id: string, input: string, low: string, high: string, step: string, unit: string, title: any}} Field
 * @typedef {{[aspect: string]: Field[]}} Fields
 * @typedef {{code: string, params: {[name: string]: string}}} Slip what is wrong with one box
 */

/**
 * What is wrong with a text in a box, with the server's own code; null where nothing is.
 * @param {Field} field @param {string} text @returns {Slip | null}
 */
export function check(field, text) {
  if (field.input === "choice") {
    return text === "yes" || text === "no" ? null : slip("mark_not_a_choice", field, text);
  }
  const value = parseNumber(text);
  if (!value) return slip("mark_not_a_number", field, text);
  if (compare(value, exact(field.low)) < 0 || compare(value, exact(field.high)) > 0) {
    return slip("mark_out_of_range", field, text);
  }
  return onStep(value, exact(field.step)) ? null : slip("mark_off_step", field, text);
}

/** @param {string} code @param {Field} field @param {string} value @returns {Slip} */
const slip = (code, { low, high, step }, value) => ({ code, params: { value, low, high, step } });

/**
 * The first thing wrong with a whole mark, as the server finds it before it records one; null where nothing is.
 * @param {any} aspect @param {Field[]} fields @param {Mark} mark @returns {{code: string, field: string} | null}
 */
export function checkMark(aspect, fields, mark) {
  const absent = NOT_ATTEMPTED in mark && canBeNotAttempted(aspect);
  if (absent && !notAttempted(mark)) return { code: "mark_not_a_choice", field: NOT_ATTEMPTED };
  const boxes = absent ? [] : due(aspect, fields, mark);
  for (const field of boxes) {
    if (!(field.id in mark)) return { code: "mark_missing", field: field.id };
    const wrong = field.id.startsWith(tryBox(NOT_ATTEMPTED, ""))
      ? mark[field.id] === "yes"
        ? null
        : { code: "mark_not_a_choice" }
      : check(field, mark[field.id]);
    if (wrong) return { code: wrong.code, field: field.id };
  }
  const known = new Set(absent ? [NOT_ATTEMPTED] : boxes.map(({ id }) => id));
  const unknown = Object.keys(mark)
    .sort()
    .find((id) => !known.has(id));
  return unknown === undefined ? null : { code: "mark_unknown", field: unknown };
}

/** The boxes of this mark: a try that was not made has one alone. @param {any} aspect @param {Field[]} fields @param {Mark} mark */
function due(aspect, fields, mark) {
  if (!aspect.tries) return fields;
  const each = fields.length / aspect.tries.count;
  return Array.from({ length: aspect.tries.count }, (_, n) => {
    const id = tryBox(NOT_ATTEMPTED, n + 1);
    const gone = id in mark && tryCanBeNotAttempted(aspect);
    return gone ? [{ ...fields[0], id }] : fields.slice(n * each, (n + 1) * each);
  }).flat();
}

/** Whether a box belongs to a try that was not made. @param {string} id @param {Mark} mark */
const inMissedTry = (id, mark) =>
  id.includes("@") && mark[tryBox(NOT_ATTEMPTED, id.slice(id.lastIndexOf("@") + 1))] === "yes";

/**
 * How far an aspect's mark is: `faulty` where a filled box is wrong, `part` where some boxes are still empty.
 * @param {Field[]} fields @param {Mark | undefined} mark @returns {"empty" | "part" | "faulty" | "done"}
 */
export function progressOf(fields, mark = {}) {
  if (notAttempted(mark)) return "done";
  const made = fields.filter(({ id }) => !inMissedTry(id, mark));
  const filled = made.filter(({ id }) => (mark[id] ?? "") !== "");
  if (filled.some((field) => check(field, mark[field.id]))) return "faulty";
  if (made.length < fields.length) return filled.length === made.length ? "done" : "part";
  if (filled.length === 0) return "empty";
  return filled.length === fields.length ? "done" : "part";
}

/** All aspects of a module in the order of the sheet. @param {any} module @returns {any[]} */
export const aspectsOf = (module) => module.sub_criteria.flatMap((sub) => sub.aspects);

/**
 * The aspects that keep the sheet from being handed in, in its order.
 * @param {any} module @param {Fields} fields @param {Marks} marks @returns {string[]}
 */
export function missing(module, fields, marks) {
  return aspectsOf(module)
    .filter(({ id }) => progressOf(fields[id], marks[id]) !== "done")
    .map(({ id }) => id);
}

/**
 * The aspects whose points are open until the others have been marked, in the order of the sheet: what the subtotal lacks.
 * @param {any} module @param {Marks} marks @param {ReturnType<typeof voided>} gone @returns {string[]}
 */
export function openPoints(module, marks, gone) {
  if (gone.module || gone.entry) return [];
  return aspectsOf(module)
    .filter((aspect) => comparedWithOthers(aspect) && !notAttempted(marks[aspect.id] ?? {}))
    .map(({ id }) => id)
    .filter((id) => !gone.aspects.has(id));
}

/**
 * The points of each aspect that is done; one that is compared with others has none yet, but for work that is not there.
 * @param {any} module @param {Fields} fields @param {Marks} marks @returns {Map<string, Fraction>}
 */
export function pointsByAspect(module, fields, marks) {
  const done = aspectsOf(module).filter(({ id }) => progressOf(fields[id], marks[id]) === "done");
  const known = done.filter((aspect) => !comparedWithOthers(aspect) || notAttempted(marks[aspect.id]));
  return new Map(known.map((aspect) => [aspect.id, pointsOf(aspect, marks[aspect.id])]));
}

/**
 * What the vetoes of a sheet void: aspects and sub-criteria by id, the module, or the entry.
 * @param {any} module @param {Marks} marks
 * @returns {{aspects: Set<string>, subs: Set<string>, module: boolean, entry: boolean}}
 */
export function voided(module, marks) {
  const all = aspectsOf(module);
  const vetoes = all.filter(({ id, rule }) => rule.kind === "veto" && found(marks[id] ?? {}));
  const scoped = (scope) => vetoes.filter(({ rule }) => rule.scope === scope);
  const cut = all.some((aspect) => marks[aspect.id]?.seconds && timeUp(aspect, marks[aspect.id]));
  const hit = new Set(scoped("sub_criterion"));
  const subs = module.sub_criteria.filter((sub) => sub.aspects.some((aspect) => hit.has(aspect)));
  const inside = subs.flatMap((sub) => sub.aspects).map(({ id }) => id);
  return {
    aspects: new Set([...scoped("aspects").flatMap(({ rule }) => rule.voids), ...inside]),
    subs: new Set(subs.map(({ id }) => id)),
    module: scoped("module").length > 0 || cut,
    entry: scoped("entry").length > 0,
  };
}

/** @param {any} aspect @param {Mark} mark */
const timeUp = (aspect, mark) => parseNumber(mark.seconds) !== null && overCutOff(aspect, mark);

/**
 * The sheet so far: points of what is done, each sub-criterion kept within its floor and cap.
 *
 * @param {any} module @param {Fields} fields @param {Marks} marks
 * @returns {{points: Fraction, subs: {[sub: string]: Fraction}, aspects: Map<string, Fraction>,
 *   voided: ReturnType<typeof voided>, missing: string[], open: string[]}} `open`: aspects that it leaves out because
 *   their points depend on the other entries
 */
export function subtotal(module, fields, marks) {
  const aspects = pointsByAspect(module, fields, marks);
  const gone = voided(module, marks);
  const failed = aspectsOf(module).some((one) => aspects.has(one.id) && withoutResult(one, marks[one.id]));
  gone.module = gone.module || failed;
  /** @type {{[sub: string]: Fraction}} */
  const subs = {};
  for (const sub of module.sub_criteria) {
    const counted = sub.aspects.filter(({ id }) => aspects.has(id) && !gone.aspects.has(id));
    const points = counted.map(({ id }) => /** @type {Fraction} */ (aspects.get(id))).reduce(add, ZERO);
    subs[sub.id] = counted.length && !gone.subs.has(sub.id) ? within(points, sub.floor, sub.cap) : ZERO;
  }
  const all = Object.values(subs).reduce(add, ZERO);
  const points = gone.module || gone.entry ? ZERO : within(all, module.floor, null);
  const open = openPoints(module, marks, gone);
  return { points, subs, aspects, voided: gone, missing: missing(module, fields, marks), open };
}

/** @param {Fraction} value @param {string | null | undefined} floor @param {string | null | undefined} cap */
function within(value, floor, cap) {
  const low = floor === null || floor === undefined ? value : most(value, exact(floor));
  return cap === null || cap === undefined ? low : least(low, exact(cap));
}

/**
 * The marks as a command carries them: only boxes of this sheet, nothing beside "not attempted".
 * @param {any} module @param {Fields} fields @param {Marks} marks @returns {Marks}
 */
export function tidy(module, fields, marks) {
  const boxes = ({ id }) => {
    const mark = marks[id] ?? {};
    if (notAttempted(mark)) return [id, { [NOT_ATTEMPTED]: "yes" }];
    const missed = Object.entries(mark).filter(([box]) => box.startsWith(tryBox(NOT_ATTEMPTED, "")));
    const made = fields[id].filter((field) => !inMissedTry(field.id, mark));
    return [id, Object.fromEntries([...made.map((field) => [field.id, mark[field.id] ?? ""]), ...missed])];
  };
  return Object.fromEntries(aspectsOf(module).map(boxes));
}
