// The tree of a working: one line a step, folded below the modules. What the steps mean is said by the server.

import { durationText } from "../../../static/lib/clock.js";
import { html } from "../../../static/lib/ui.js";
import { plain, textOf } from "./step-words.js";
import { overview } from "./store.js";
import { say, t } from "./words.js";

/**
 * @typedef {{kind: string, of: string, value: string, title?: {zh: string, en: string} | null,
 *   figures: Record<string, string>, steps?: Step[]}} Step
 */

/** Steps that tell something without adding anything. */
const INFORMS = new Set(["judge", "try", "part", "gate", "tie_break", "ended", "run"]);
/** Steps that change a sum. */
const CHANGES = new Set([
  "rounding",
  "limit",
  "void",
  "weight",
  "penalty",
  "ruling",
  "difficulty",
  "best_module",
  "own_share",
  "carried",
  "best_round",
]);
const FOLDED = new Set(["aspect"]);

/** @param {{answer: {working: Step, text: string[]}}} props */
export function WorkingTree({ answer }) {
  const { working } = answer;
  return html`<div class="working">
    <p class="working-total">
      <span>${t("desk.working.total")}</span>
      <strong class="figures">${shownTotal(working)}</strong>
      <span class="quiet">${t("desk.working.text")}</span>
    </p>
    <ul class="tree">${(working.steps ?? []).map((step, n) => html`<${Branch} key=${n} step=${step} />`)}</ul>
    <details class="working-text">
      <summary>${t("desk.working.in_words")}</summary>
      <ol>${answer.text.map((line, n) => html`<li key=${n}>${line}</li>`)}</ol>
    </details>
  </div>`;
}

/** @param {{step: Step}} props */
function Branch({ step }) {
  const line = html`<span class="step-words">${stepWords(step)}</span>
    <span class="step-value figures" data-informs=${INFORMS.has(step.kind)}>${valueWords(step)}</span>`;
  if (stepsOf(step).length === 0)
    return html`<li data-kind=${step.kind} data-kept=${step.figures.kept}><div class="step">${line}</div></li>`;
  return html`<li data-kind=${step.kind} data-kept=${step.figures.kept}>
    <details open=${!FOLDED.has(step.kind) && step.kind !== "judge"}>
      <summary class="step">${line}</summary>
      <ul>${stepsOf(step).map((inner, n) => html`<${Branch} key=${n} step=${inner} />`)}</ul>
    </details>
  </li>`;
}

/** What a step is about, in words. @param {Step} step @returns {any} */
export function stepWords(step) {
  const { kind, figures } = step;
  const title = say(step.title ?? undefined);
  switch (kind) {
    case "module":
      return html`<strong>${title}</strong> <span class="quiet">${t("desk.working.sheets", { in: figures.in, due: figures.due })}</span>`;
    case "sub_criterion":
    case "aspect":
      return html`${title}${figures.max === undefined || figures.max === "0" ? "" : html` <span class="quiet">${t("desk.working.of", { max: figures.max })}</span>`}`;
    case "judge":
      return html`${title || judgeName(step.of)} <span class="typed figures">${typedWords(figures)}</span>
        ${figures.kept && figures.kept !== "counts" && html` <span class="tag">${t(`desk.working.${figures.kept}`)}</span>`}`;
    case "try":
      return html`${t("desk.rule.try", { n: step.of })}
        ${figures.kept === "left_out" && html` <span class="tag">${t("desk.working.left_out")}</span>`}`;
    case "run":
      return html`${t(`desk.working.run_${figures.counts}`, { run: step.of, number: figures.number })} <q class="quiet">${figures.reason}</q>`;
    case "ruling":
      return html`${t(`desk.working.ruling_${figures.ruling}`, { factor: plain(figures.factor ?? "") })}
        ${figures.reason && html` <q class="quiet">${figures.reason}</q>`}`;
    case "penalty":
      return html`${t("desk.working.penalty", { title })} ${figures.card && html`<span class="card-mark" data-card=${figures.card}></span> `}
        <q class="quiet">${figures.reason ?? t("desk.working.penalty_follows")}</q>`;
    default:
      return textOf(step);
  }
}

/** Steps worth a line: the only part of a mark says the same as the mark. @param {Step} step */
function stepsOf({ kind, steps = [] }) {
  return kind === "judge" && steps.length === 1 && !steps[0].title ? [] : steps;
}

/** The total as it is published. @param {Step} working */
function shownTotal({ figures, value }) {
  if (figures.shown === undefined) return plain(value);
  return figures.unit === "seconds" ? durationText(figures.shown) : figures.shown;
}

/** A step that adds shows its sign; one that informs stands in brackets. @param {Step} step */
function valueWords(step) {
  const value = plain(step.value);
  if (CHANGES.has(step.kind)) return signed(value);
  return INFORMS.has(step.kind) ? `(${value})` : value;
}

/** @param {string} value */
function signed(value) {
  return value.startsWith("-") ? `−${value.slice(1)}` : `+${value}`;
}

/** The judge's own figures, as typed. @param {Record<string, string>} figures */
function typedWords(figures) {
  return Object.entries(figures)
    .filter(([key]) => key.startsWith("mark."))
    .map(([key, text]) => (key === "mark.not_attempted" ? t("desk.sheet.not_attempted") : yesNo(key, text)))
    .join(" · ");
}

/** Only a veto asks for a `fault` alone. @param {string} key @param {string} text */
function yesNo(key, text) {
  if (text !== "yes" && text !== "no") return text;
  return t(key === "mark.fault" ? `common.veto.${text}` : `common.${text}`);
}

/** @param {string} id */
function judgeName(id) {
  return overview.value?.officials.find((/** @type {any} */ one) => one.id === id)?.name ?? id;
}
