// The working of the entry on stage, line by line: each judge's mark by seat, what was dropped struck out, what it comes to.

import { make } from "../../static/lib/html.js";
import { language, otherLanguage, say, t, tagOf } from "../../static/lib/i18n.js";
import { gainText, moduleText } from "./board-texts.js";
import { evenly } from "./on-stage-rules.js";
import { setWords } from "./words.js";

/** @typedef {import("./on-stage-rules.js").Line} Line */

/** Between two marks that come in, ms: they are read one after the other; and how long all of them take at most. */
const ONE_BY_ONE = 90;
const ALL = 1_800;

/**
 * @param {Line[]} lines of one page
 * @param {any} state
 * @param {{both: boolean, fresh: boolean}} how `fresh`: the marks come in one by one
 * @returns {HTMLElement[]}
 */
export function workLines(lines, state, { both, fresh }) {
  const marks = lines.reduce((sum, line) => sum + (line.marks?.length ?? 0), 0);
  const step = Math.min(ONE_BY_ONE, ALL / Math.max(marks, 1));
  let at = 0;
  return lines.map((line) => {
    const element = lineElement(line, state, both);
    for (const mark of fresh ? element.querySelectorAll(".work-mark") : []) {
      /** @type {HTMLElement} */ (mark).style.setProperty("--after", `${Math.round(at * step)}ms`);
      at += 1;
    }
    element.toggleAttribute("data-fresh", fresh);
    element.toggleAttribute("data-last", line.module !== "" && line.module === state.module);
    return element;
  });
}

/** @param {Line} line @param {any} state @param {boolean} both */
function lineElement(line, state, both) {
  const element = make("div.work-line", { "data-kind": line.kind });
  element.append(titleOf(line, both));
  if (line.seats) element.append(seatsOf(line.seats));
  if (line.marks) element.append(marksOf(line, line.marks));
  element.append(valueElement(line, state));
  element.style.setProperty("--seats", String(line.seats?.length ?? line.marks?.length ?? 0));
  return element;
}

/** @param {Line} line @param {boolean} both */
function titleOf(line, both) {
  const [main, second] = [language(), otherLanguage()].map((one) => titleText(line, one));
  const tag = line.agreed && make("span.work-tag", {}, t("board.stage.agreed"));
  const first = make("span.main", { lang: tagOf(main, language()) });
  setWords(first, main);
  return make(
    "span.work-title",
    {},
    first,
    both &&
      second !== main &&
      line.kind !== "seats" &&
      make("span.second", { lang: tagOf(second, otherLanguage()), "aria-hidden": "true" }, second),
    tag,
  );
}

/** @param {Line} line @param {import("../../static/lib/i18n.js").Language} one */
function titleText(line, one) {
  if (line.kind === "seats") return t("board.stage.judges", {}, one);
  if (line.kind === "after") {
    const { kind, title, ...figures } = line.after;
    const said = t(`board.stage.after.${kind}`, { ...USUAL, ...figures }, one);
    return title && kind !== "weight" ? say(title, one) : said;
  }
  return say(line.title, one);
}

/** What a text may name and a step may lack. */
const USUAL = { max: "", weight: "", factor: "", percent: "" };

/** @param {number[]} seats */
function seatsOf(seats) {
  return make("span.work-marks", {}, ...seats.map((seat) => make("span.work-seat.figures", {}, seat)));
}

/** @param {Line} line @param {string[]} marks */
function marksOf({ high = [], low = [] }, marks) {
  return make(
    "span.work-marks",
    {},
    ...evenly(marks).map((mark, at) => {
      const drop = high.includes(at) ? "high" : low.includes(at) ? "low" : null;
      const label = drop && t(`board.stage.dropped_${drop}`, { mark });
      return make(
        "span.work-mark.figures",
        { "data-drop": drop, "aria-label": label },
        make("span", {}, mark || "–"),
      );
    }),
  );
}

/** @param {Line} line @param {any} state */
function valueElement(line, state) {
  if (line.kind === "seats") return make("span.work-value", {}, t("board.stage.points"));
  if (line.pending) {
    const { in: there, due } = line.pending;
    return make(
      "span.work-value.work-pending",
      {},
      there ? t("board.stage.waits", { in: there, due }) : t("board.stage.not_yet"),
    );
  }
  if (line.kind === "after") return make("span.work-value.figures", {}, gainText(line.value, state.result));
  const head = state.modules.find((/** @type {any} */ one) => one.id === line.module) ?? {};
  return make("span.work-value.figures", {}, moduleText(line.value, head, state.result));
}
