// Inputs that are a choice: a level on a benchmark scale, yes or no, and the guarded veto.

import { html, useState } from "../../static/lib/ui.js";
import { Dialog } from "./dialog.js";
import { LevelPicture, LookClosely, picturesOf } from "./level-pictures.js";
import { BoxButton } from "./number-box.js";
import { RadioGroup } from "./radio-group.js";
import { SEGMENTS_MAX, valuesOf } from "./scale-levels.js";
import { say, t } from "./texts.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

/** @param {InputProps} props */
export function LevelInput(props) {
  const { aspect, fields, mark, pen } = props;
  const all = valuesOf(fields[0], SEGMENTS_MAX);
  if (!all.length) return html`<${BoxButton} ...${props} field=${fields[0]} />`;
  const described = aspect.rule.benchmarks.length === all.length;
  const names = all.map((level, n) => ({ level, text: described ? aspect.rule.benchmarks[n] : null }));
  return html`<${Levels} ...${props} names=${names} chosen=${all.indexOf(mark.level)} onChoose=${(n) => pen.mark(aspect.id, { level: all[n] })} />`;
}

/** Named levels with points of their own, from the lowest to the highest. @param {InputProps} props */
export function RubricInput(props) {
  const { aspect, mark, pen } = props;
  const names = aspect.rule.levels.map(({ points, title }) => ({ level: points, text: title }));
  const chosen = mark.level ? Number(mark.level) : -1;
  return html`<${Levels} ...${props} names=${names} chosen=${chosen} numbered onChoose=${(n) => pen.mark(aspect.id, { level: String(n) })} />`;
}

/**
 * One segment for each level, with its text and its picture where it has them.
 * @param {InputProps & {names: {level: string, text: any}[], chosen: number, numbered?: boolean, onChoose: (n: number) => void}} props
 */
function Levels({ aspect, rules, names, chosen, numbered = false, onChoose }) {
  const pictures = picturesOf(rules, aspect.id);
  const bare = names.every(({ text }) => !text) && !pictures.size;
  return html`<${RadioGroup} class=${`levels ${bare ? "levels-bare" : ""}`} labelledby=${`title-${aspect.id}`} chosen=${chosen}
      count=${names.length} style=${{ "--levels": String(names.length) }} onChoose=${onChoose}>
      ${(radio) =>
        names.map(
          (
            { level, text },
            n,
          ) => html`<button key=${n} class="button level" data-level=${numbered ? n : level} ...${radio(n)}>
            <${LevelPicture} address=${pictures.get(n)} />
            <strong class="figures">${level}</strong>
            ${text && html`<span class="benchmark">${say(text)}</span>`}
          </button>`,
        )}
    <//>
    <${LookClosely} title=${say(aspect.title)} pictures=${pictures} names=${names} />`;
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

const ANSWERS = ["yes", "no"];

function Choice({ label, chosen, yes, no, onChoose }) {
  return html`<${RadioGroup} class="choice" label=${label} chosen=${ANSWERS.indexOf(chosen)} count=${2} onChoose=${(n) => onChoose(ANSWERS[n])}>
    ${(radio) => [
      html`<button key="yes" class="button" data-answer="yes" ...${radio(0)}><span aria-hidden="true">✓</span> ${yes}</button>`,
      html`<button key="no" class="button" data-answer="no" ...${radio(1)}><span aria-hidden="true">✕</span> ${no}</button>`,
    ]}
  <//>`;
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
    <${RadioGroup} class="choice" labelledby=${`title-${aspect.id}`} chosen=${["no", "yes"].indexOf(mark.fault)} count=${2} guarded=${1}
      onChoose=${(n) => (n === 0 ? answer("no") : mark.fault !== "yes" && setAsking(true))}>
      ${(radio) => [
        html`<button key="no" class="button" data-answer="no" ...${radio(0)}><span aria-hidden="true">✓</span> ${t("common.veto.no")}</button>`,
        html`<button key="yes" class="button veto-found" data-answer="yes" ...${radio(1)}><span aria-hidden="true">✕</span> ${t("common.veto.yes")}</button>`,
      ]}
    <//>
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
