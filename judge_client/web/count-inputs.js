// Inputs that are counted up and down: points in steps, and faults or pieces.

import { html } from "../../static/lib/ui.js";
import { signed } from "./choice-inputs.js";
import { add, compare, decimal, exact, parseNumber, placesOf, subtract } from "./fraction.js";
import { BoxButton } from "./number-box.js";
import { RadioGroup } from "./radio-group.js";
import { columnsFor, POINTS_MAX, valuesOf } from "./scale-levels.js";
import { say, t } from "./texts.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

/**
 * One step up or down inside the range; from an empty box up begins at the low end, down at the high end.
 * @param {import("./marking.js").Field} field @param {string} text @param {1 | -1} way
 */
export function stepped(field, text, way) {
  const value = parseNumber(text);
  const places = placesOf(field.step);
  if (!value) return way > 0 ? field.low : field.high;
  const next = way > 0 ? add(value, exact(field.step)) : subtract(value, exact(field.step));
  if (compare(next, exact(field.low)) < 0) return field.low;
  if (compare(next, exact(field.high)) > 0) return field.high;
  return decimal(next, places);
}

function Step({ sign, label, way, disabled, onStep }) {
  return html`<button type="button" class="button step" data-way=${way} aria-label=${label} disabled=${disabled} onClick=${onStep}>
    <span aria-hidden="true">${sign}</span></button>`;
}

/** Every value a key where there are few enough; else up, down and the keypad. @param {InputProps} props */
export function PointsInput(props) {
  const values = valuesOf(props.fields[0], POINTS_MAX);
  return values.length
    ? html`<${PointsKeys} ...${props} values=${values} />`
    : html`<${PointsSteps} ...${props} />`;
}

/** @param {InputProps & {values: string[]}} props */
function PointsKeys({ aspect, mark, pen, values }) {
  const chosen = values.findIndex((value) => sameNumber(value, mark.points ?? ""));
  return html`<${RadioGroup} class="points-keys" labelledby=${`title-${aspect.id}`} chosen=${chosen} count=${values.length}
    style=${{ "--columns": String(columnsFor(values.length, 11)) }}
    onChoose=${(n) => pen.mark(aspect.id, { points: shortest(values[n]) })}>
    ${(radio) =>
      values.map(
        (value, n) =>
          html`<button key=${value} class="button points-key figures" data-level=${shortest(value)} ...${radio(n)}>${shortest(value)}</button>`,
      )}
  <//>`;
}

/** "4.0" and "4" are the same points. @param {string} a @param {string} b */
function sameNumber(a, b) {
  const [one, other] = [parseNumber(a), parseNumber(b)];
  return one !== null && other !== null && compare(one, other) === 0;
}

/** @param {string} value @returns {string} without needless noughts */
const shortest = (value) => decimal(exact(value));

/** @param {InputProps} props */
function PointsSteps(props) {
  const { aspect, fields, mark, pen } = props;
  const [field] = fields;
  const text = mark.points ?? "";
  const to = (points) => pen.mark(aspect.id, { points });
  const step = (way) => to(stepped(field, pen.text(aspect.id, "points"), way));
  const name = say(aspect.title);
  return html`<div class="points">
    <${Step} sign="−" way="down" label=${t("judge.less", { name })} disabled=${text === field.low} onStep=${() => step(-1)} />
    <${BoxButton} ...${props} field=${field} />
    <${Step} sign="+" way="up" label=${t("judge.more", { name })} disabled=${text === field.high} onStep=${() => step(1)} />
    <button type="button" class="button full" onClick=${() => to(field.high)}>${t("judge.full", { max: field.high })}</button>
    <span class="quiet figures range">${t("judge.range", { low: field.low, high: field.high, step: field.step })}</span>
  </div>`;
}

/** @param {InputProps} props */
export function CountInput(props) {
  const { aspect, fields, mark, pen } = props;
  const empty = fields.filter(({ id }) => !mark[id]);
  const none = () => pen.mark(aspect.id, Object.fromEntries(empty.map(({ id }) => [id, "0"])));
  return html`<div class="items">
    ${aspect.rule.faults.map((fault, n) => {
      const field = fields[n];
      const text = mark[fault.id] ?? "";
      const to = (way) => {
        const now = pen.text(aspect.id, fault.id);
        pen.mark(aspect.id, { [fault.id]: now === "" ? (way > 0 ? "1" : "0") : stepped(field, now, way) });
      };
      return html`<div class="item" key=${fault.id} data-field=${fault.id}>
        <span class="grow">${say(fault.title)} <${FaultPoints} fault=${fault} unit=${props.unit} /></span>
        <span class="count">
          <${Step} sign="−" way="down" label=${t("judge.less", { name: say(fault.title) })} disabled=${text === "0"} onStep=${() => to(-1)} />
          <${BoxButton} ...${props} field=${field} />
          <${Step} sign="+" way="up" label=${t("judge.more", { name: say(fault.title) })} disabled=${text === field.high} onStep=${() => to(1)} />
        </span>
      </div>`;
    })}
    ${empty.length > 0 && html`<button type="button" class="button all-yes" data-do="zeros" onClick=${none}>${t("judge.rest_zero")}</button>`}
  </div>`;
}

function FaultPoints({ fault, unit }) {
  if (fault.points === "0") return null;
  return html`<span class="tag tag-plain figures">${t("judge.each", { points: signed(fault.points, unit) })}</span>
    ${fault.per > 1 && html` <span class="tag tag-plain figures">${t("judge.per", { n: fault.per })}</span>`}
    ${fault.zero_from && html` <span class="tag tag-plain figures">${t("judge.zero_from", { n: fault.zero_from })}</span>`}
    ${fault.cap && html` <span class="tag tag-plain figures">${t("judge.cap", { cap: fault.cap })}</span>`}`;
}
