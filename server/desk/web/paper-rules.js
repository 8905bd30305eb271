// Sheets on paper as plain data: which are to be printed, and the boxes an aspect has on them. Draws nothing.

import { fieldsOf } from "./mark-fields.js";

/** So many choices fit in a line to be ringed; more are written in. */
const RINGS_MAX = 11;

/**
 * @typedef {{module: string, judge: string, code: string, run: number, answers: number, shadow: boolean, heat: number,
 *   station: number}} PaperSheet
 * @typedef {{id: string, title: string, way: "ring" | "tick" | "write", choices: string[], unit: string,
 *   range: string}} PaperBox
 */

/**
 * The sheets of a round that are due, in the order of the panel, shadow judges last, and then of the running order. A judge has
 * none for entries of their own delegation, unless the scheme says so, nor has anybody for entries that do not compete. Names and numbers of entries are in none.
 *
 * @param {any} event
 * @param {any} round
 * @param {{id: string, delegation?: string}[]} officials
 * @param {{module?: string, judge?: string, code?: string}} only "" or nothing: all
 * @returns {PaperSheet[]}
 */
export function paperSheets(event, round, officials, only = {}) {
  const home = new Map(officials.map((one) => [one.id, one.delegation]));
  const from = new Map(event.entries.map((/** @type {any} */ one) => [one.entry, one.delegation]));
  const marksOwn = event.scheme?.own_delegation === "mark";
  const drawn = round.order.filter((/** @type {any} */ one) => !round.states[one.entry]);
  return event.modules
    .filter((/** @type {any} */ one) => !only.module || one.id === only.module)
    .flatMap((/** @type {any} */ { id: module }) =>
      [...(round.panels[module] ?? []), ...(round.shadows?.[module] ?? [])]
        .filter((/** @type {string} */ judge) => !only.judge || judge === only.judge)
        .flatMap((/** @type {string} */ judge) =>
          drawn
            .filter((/** @type {any} */ one) => !only.code || one.code === only.code)
            .filter(
              (/** @type {any} */ one) =>
                marksOwn || !home.get(judge) || home.get(judge) !== from.get(one.entry),
            )
            .map((/** @type {any} */ { code, heat, station }) => {
              const run = round.runs?.[module]?.[code] ?? 1;
              const answers = round.returned?.[module]?.[code]?.[judge] ?? 0;
              const shadow = round.shadows?.[module]?.includes(judge) ?? false;
              return { module, judge, code, run, answers, shadow, heat, station };
            }),
        ),
    );
}

/**
 * What the QR code of a sheet says: which sheet it is, of which run, and which return it was printed after; nothing of whose.
 * @param {string} competition @param {string} round @param {PaperSheet} sheet
 */
export function paperText(competition, round, { module, judge, code, run, answers }) {
  const numbers = answers ? [String(run), String(answers)] : [String(run)];
  return ["jinchui-sheet", competition, round, module, code, judge, ...numbers]
    .map(encodeURIComponent)
    .join("/");
}

/**
 * The boxes of an aspect: levels to be ringed where there are few, answers to be ticked, else a box to write in.
 *
 * @param {any} aspect of a scheme, as JSON
 * @returns {PaperBox[]}
 */
export function paperBoxes(aspect) {
  return fieldsOf(aspect).map(({ id, title, input, unit, low, high, step }) => {
    if (input === "choice") return { id, title, way: "tick", choices: ["yes", "no"], unit: "", range: "" };
    const choices = rings(aspect.rule.kind, low, high, step);
    const way = choices.length > 0 ? "ring" : "write";
    return { id, title, way, choices, unit, range: `${low} … ${high}` };
  });
}

/** @param {string} kind @param {string} low @param {string} high @param {string} step @returns {string[]} */
function rings(kind, low, high, step) {
  if (kind !== "judgement" && kind !== "rubric") return [];
  const places = (step.split(".")[1] ?? "").length;
  const scale = 10 ** places;
  const whole = (/** @type {string} */ text) => Math.round(Number(text) * scale);
  const many = (whole(high) - whole(low)) / whole(step) + 1;
  if (many > RINGS_MAX) return [];
  return Array.from({ length: many }, (_, n) => ((whole(low) + n * whole(step)) / scale).toFixed(places));
}
