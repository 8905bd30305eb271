// Inputs that are a choice: a level on a benchmark scale, yes or no, and the guarded veto.

import { html, useState } from "../../static/lib/ui.js";
import { Dialog } from "./dialog.js";
import { add, compare, decimal, exact, placesOf } from "./fraction.js";
import { BoxButton } from "./number-box.js";
import { say, t } from "./texts.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

const SEGMENTS_MAX = 11;

/** All levels of a scale, as texts. @param {import("./marking.js").Field} field */
function levels({ low, high, step }) {
  const all = [];
  for (let level = exact(low); compare(level, exact(high)) <= 0; level = add(level, exact(step))) {
    all.push(decimal(level, placesOf(step)));
    if (all.length > SEGMENTS_MAX) break;
  }
  return all;
}

/** @param {InputProps} props */
export function LevelInput(props) {
  const { aspect, fields, mark, pen } = props;
  const all = levels(fields[0]);
  if (all.length > SEGMENTS_MAX) return html`<${BoxButton} ...${props} field=${fields[0]} />`;
  const described = aspect.rule.benchmarks.length === all.length;
  return html`<div class=${`levels ${described ? "" : "levels-bare"}`} role="radiogroup" aria-labelledby=${`title-${aspect.id}`}
    style=${{ "--levels": String(all.length) }}>
    ${all.map(
      (
        level,
        n,
      ) => html`<button type="button" class="button level" role="radio" key=${level} data-level=${level}
        aria-checked=${mark.level === level} onClick=${() => pen.mark(aspect.id, { level })}>
        <strong class="figures">${level}</strong>
        ${described && html`<span class="benchmark">${say(aspect.rule.benchmarks[n])}</span>`}
      </button>`,
    )}
  </div>`;
}

/** Named levels with points of their own, from the lowest to the highest. @param {InputProps} props */
export function RubricInput({ aspect, mark, pen }) {
  const { levels: all } = aspect.rule;
  return html`<div class="levels" role="radiogroup" aria-labelledby=${`title-${aspect.id}`} style=${{ "--levels": String(all.length) }}>
    ${all.map(
      (level, n) => html`<button type="button" class="button level" role="radio" key=${n} data-level=${n}
        aria-checked=${mark.level === String(n)} onClick=${() => pen.mark(aspect.id, { level: String(n) })}>
        <strong class="figures">${level.points}</strong>
        <span class="benchmark">${say(level.title)}</span>
      </button>`,
    )}
  </div>`;
}

/** "+5" or "−5 s": what one of these is worth. @param {string} points @param {string} unit */
export function signed(points, unit) {
  const text = points.startsWith("-") ? `−${points.slice(1)}` : points === "0" ? "0" : `+${points}`;
  return unit === "seconds" ? `${text} ${t("judge.seconds")}` : text;
}

/** @param {InputProps} props */
export function YesNoInput({ aspect, fields, mark, pen, unit, direction }) {
  const { items } = aspect.rule;
  // the shortcut says the usual thing: all done, or, where a yes costs something, nothing happened
  const usual = items.every(({ points }) => points.startsWith("-") !== (direction === "low")) ? "no" : "yes";
  const all = () => pen.mark(aspect.id, Object.fromEntries(fields.map(({ id }) => [id, usual])));
  return html`<div class="items">
    ${items.map(
      (item) => html`<div class="item" key=${item.id} data-field=${item.id}>
        <span class="grow">${say(item.title)} <span class="tag tag-plain figures">${signed(item.points, unit)}</span></span>
        <${Choice} label=${say(item.title)} chosen=${mark[item.id]} yes=${t("common.yes")} no=${t("common.no")}
          onChoose=${(answer) => pen.mark(aspect.id, { [item.id]: answer })} />
      </div>`,
    )}
    ${fields.length > 1 && html`<button type="button" class="button all-yes" onClick=${all}>${t(`judge.all_${usual}`)}</button>`}
  </div>`;
}

function Choice({ label, chosen, yes, no, onChoose }) {
  return html`<span class="choice" role="radiogroup" aria-label=${label}>
    <button type="button" class="button" role="radio" data-answer="yes" aria-checked=${chosen === "yes"} onClick=${() => onChoose("yes")}>
      <span aria-hidden="true">✓</span> ${yes}</button>
    <button type="button" class="button" role="radio" data-answer="no" aria-checked=${chosen === "no"} onClick=${() => onChoose("no")}>
      <span aria-hidden="true">✕</span> ${no}</button>
  </span>`;
}

/** A disqualifying fault: "found" takes a second, worded yes. @param {InputProps} props */
export function VetoInput({ aspect, mark, pen }) {
  const [asking, setAsking] = useState(false);
  const answer = (fault) => {
    setAsking(false);
    pen.mark(aspect.id, { fault });
  };
  const effect = t(`judge.veto_${aspect.rule.scope}`);
  return html`<div class="veto">
    <p class="veto-effect">${effect}</p>
    <div class="choice" role="radiogroup" aria-labelledby=${`title-${aspect.id}`}>
      <button type="button" class="button" role="radio" data-answer="no" aria-checked=${mark.fault === "no"}
        onClick=${() => answer("no")}><span aria-hidden="true">✓</span> ${t("common.veto.no")}</button>
      <button type="button" class="button veto-found" role="radio" data-answer="yes" aria-checked=${mark.fault === "yes"}
        onClick=${() => mark.fault !== "yes" && setAsking(true)}><span aria-hidden="true">✕</span> ${t("common.veto.yes")}</button>
    </div>
    ${
      asking &&
      html`<${Dialog} label=${say(aspect.title)} onClose=${() => setAsking(false)}>
        <h2>${t("judge.veto_sure")}</h2>
        <p class="veto-name">${say(aspect.title)}</p>
        <p class="notice" data-state="bad">${effect}</p>
        <div class="dialog-keys">
          <button type="button" class="button button-main" onClick=${() => setAsking(false)}>${t("common.cancel")}</button>
          <button type="button" class="button button-danger" data-do="veto" onClick=${() => answer("yes")}>${t("judge.veto_confirm")}</button>
        </div>
      <//>`
    }
  </div>`;
}
