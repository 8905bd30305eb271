// The boxes of a mark, as a scheme has them: what each is called and what may stand in it. The server decides; this shows.

import { say, t } from "./words.js";

/**
 * @typedef {{id: string, input: "number" | "choice", title: string, unit: string, low: string, high: string,
 *   step: string}} MarkField
 */

export const NOT_ATTEMPTED = "not_attempted";

/**
 * The boxes a judge fills for an aspect, in order.
 *
 * @param {any} aspect of a scheme, as JSON
 * @returns {MarkField[]}
 */
export function fieldsOf(aspect) {
  const { tries } = aspect;
  if (!tries) return boxesOf(aspect);
  return Array.from({ length: tries.count }, (_, n) =>
    boxesOf(aspect).map((box) => ({
      ...box,
      id: `${box.id}@${n + 1}`,
      title: `${t("desk.rule.try", { n: n + 1 })} ${box.title}`,
    })),
  ).flat();
}

/** The boxes of one try. @param {any} aspect @returns {MarkField[]} */
function boxesOf(aspect) {
  const { rule } = aspect;
  switch (rule.kind) {
    case "judgement":
      return [number("level", t("desk.kind.judgement"), rule.low, rule.high, rule.step)];
    case "rubric":
      return [number("level", t("desk.kind.rubric"), "0", String(rule.levels.length - 1), "1")];
    case "points": {
      const high =
        Number(aspect.bonus ?? 0) > 0 ? String(Number(aspect.max) + Number(aspect.bonus)) : aspect.max;
      return [number("points", t("desk.kind.points"), rule.low, high ?? "0", rule.step)];
    }
    case "imported":
      return [number("points", t("desk.kind.imported"), "0", rule.paper_max, rule.step)];
    case "measurement":
      return rule.quantities.flatMap(readings);
    case "count":
      return rule.faults.map((/** @type {any} */ fault) =>
        number(fault.id, say(fault.title), "0", String(fault.count_max), "1"),
      );
    case "time":
      return [number("seconds", t("desk.kind.time"), "0", rule.high, rule.step, "s")];
    case "relative":
      return rule.unit === "s"
        ? [number("seconds", t("desk.kind.time"), rule.low, rule.high, rule.step, "s")]
        : [number("value", t("desk.kind.relative"), rule.low, rule.high, rule.step, rule.unit)];
    case "yes_no":
      return rule.items.map((/** @type {any} */ item) => choice(item.id, say(item.title)));
    default:
      return [choice("fault", say(aspect.title))];
  }
}

/** @param {any} quantity */
function readings({ id, title, low, high, step, unit, readings: count }) {
  if (count === 1) return [number(id, say(title), low, high, step, unit)];
  return Array.from({ length: count }, (_, n) =>
    number(`${id}.${n + 1}`, `${say(title)} ${n + 1}`, low, high, step, unit),
  );
}

/** @param {string} id @param {string} title @param {string} low @param {string} high @param {string} step @returns {MarkField} */
function number(id, title, low, high, step, unit = "") {
  return { id, input: "number", title, low, high, step, unit };
}

/** @param {string} id @param {string} title @returns {MarkField} */
function choice(id, title) {
  return { id, input: "choice", title, unit: "", low: "", high: "", step: "" };
}

/** Whether the work of an aspect may be said not to be there. @param {any} aspect */
export function mayBeNotAttempted({ rule }) {
  return (
    rule.kind !== "veto" &&
    !(rule.kind === "time" && rule.scored === "elapsed") &&
    !(rule.kind === "measurement" && rule.scored?.by === "value")
  );
}

/**
 * A mark as people read it.
 *
 * @param {any} aspect
 * @param {Record<string, string> | undefined} mark
 * @returns {{title: string, text: string}[]} one line a box
 */
export function markWords(aspect, mark) {
  if (!mark) return [{ title: "", text: "–" }];
  if (mark[NOT_ATTEMPTED] === "yes") return [{ title: "", text: t("desk.sheet.not_attempted") }];
  return fieldsOf(aspect).map((field) => {
    const missed = field.id.includes("@") && mark[`${NOT_ATTEMPTED}@${field.id.split("@")[1]}`] === "yes";
    if (missed) return { title: field.title, text: t("desk.sheet.not_attempted") };
    const value = mark[field.id] ?? "–";
    const text =
      field.input === "choice" ? choiceWord(aspect, value) : [value, field.unit].filter(Boolean).join(" ");
    return { title: field.title, text };
  });
}

/** An answer in the words the tablet has for it. @param {any} aspect @param {string} value */
export function choiceWord(aspect, value) {
  if (value !== "yes" && value !== "no") return value;
  return t(aspect.rule.kind === "veto" ? `common.veto.${value}` : `common.${value}`);
}

/**
 * The aspects whose marks differ, each with what was and what is to be.
 *
 * @param {any[]} aspects
 * @param {Record<string, Record<string, string>>} before
 * @param {Record<string, Record<string, string>>} after
 */
export function differences(aspects, before, after) {
  return aspects
    .filter(({ id }) => !sameMark(before[id], after[id]))
    .map((aspect) => {
      const [old, now] = [markWords(aspect, before[aspect.id]), markWords(aspect, after[aspect.id])];
      // Of a mark with several boxes only those that differ are shown.
      const differs = old.length === now.length ? old.map((line, n) => line.text !== now[n].text) : [];
      const shown = (/** @type {any[]} */ lines) =>
        lineOf(
          lines.filter((_, n) => differs[n] ?? true),
          lines.length > 1,
        );
      return { id: aspect.id, title: say(aspect.title), before: shown(old), after: shown(now) };
    });
}

/** @param {{title: string, text: string}[]} lines @param {boolean} named */
function lineOf(lines, named) {
  return lines.map(({ title, text }) => (named ? `${title} ${text}`.trim() : text)).join(" · ");
}

/** @param {Record<string, string> | undefined} a @param {Record<string, string> | undefined} b */
function sameMark(a = {}, b = {}) {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
