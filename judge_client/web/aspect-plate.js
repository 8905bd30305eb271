// One aspect on its plate: title, worth, "not attempted", and the input fit for its kind.

import { html } from "../../static/lib/ui.js";
import { LevelInput, RubricInput, VetoInput, YesNoInput } from "./choice-inputs.js";
import { CountInput, PointsInput } from "./count-inputs.js";
import { decimal, exact, fraction, multiply, placesOf } from "./fraction.js";
import { asTyped, unfinished } from "./keypad.js";
import { HintLines } from "./look-again.js";
import { check, progressOf } from "./marking.js";
import { MeasureInput } from "./measure-input.js";
import { canBeNotAttempted, notAttempted } from "./points.js";
import { markText } from "./read-back.js";
import { RelativeInput } from "./relative-input.js";
import { say, t } from "./texts.js";
import { TimeInput } from "./time-input.js";
import { TriesInput } from "./tries-input.js";

const INPUTS = {
  judgement: LevelInput,
  points: PointsInput,
  measurement: MeasureInput,
  count: CountInput,
  time: TimeInput,
  yes_no: YesNoInput,
  rubric: RubricInput,
  imported: PointsInput,
  relative: RelativeInput,
  veto: VetoInput,
};

/**
 * @typedef {object} InputProps what every input is given
 * @property {any} aspect
 * @property {import("./marking.js").Field[]} fields
 * @property {{[field: string]: string}} mark
 * @property {import("./use-draft.js").Pen} pen
 * @property {{aspect: string, field: string} | null} box the box the keypad writes into
 * @property {(box: {aspect: string, field: string} | null) => void} onBox
 * @property {import("./stopwatch.js").Watch} [watch]
 * @property {any} [rules] how sheets of the event are filled in: phrases, pictures of levels
 * @property {string} unit what points are: "points" or "seconds"
 * @property {string} direction "low" where points are nothing anybody wants
 */

/** `stands`: it was handed in and is not asked again, so it is only read. @param {InputProps & {stands?: boolean, points: import("./fraction.js").Fraction | undefined, voided: boolean, hints: import("./habit.js").Hint[]}} props */
export function AspectPlate(props) {
  const { aspect, fields, mark, pen, voided, stands = false } = props;
  const absent = notAttempted(mark);
  const Input = INPUTS[aspect.rule.kind];
  return html`<article
    id=${`aspect-${aspect.id}`}
    class="aspect plate"
    tabindex="-1"
    data-kind=${aspect.rule.kind}
    data-aspect=${aspect.id}
    data-progress=${progressOf(fields, mark)}
    data-voided=${voided}
    aria-labelledby=${`title-${aspect.id}`}
  >
    <header class="aspect-head">
      <div class="grow">
        <h3 id=${`title-${aspect.id}`}>${say(aspect.title)}</h3>
        ${aspect.note && html`<p class="aspect-note quiet">${say(aspect.note)}</p>`}
      </div>
      ${aspect.rule.kind !== "veto" && html`<${Worth} ...${props} />`}
      ${!stands && canBeNotAttempted(aspect) && html`<${NotAttempted} aspect=${aspect} absent=${absent} pen=${pen} />`}
    </header>
    ${stands ? html`<${Standing} ...${props} />` : absent ? html`<p class="absent">${t("judge.absent")}</p>` : aspect.tries ? html`<${TriesInput} ...${props} Input=${Input} />` : html`<${Input} ...${props} />`}
    ${!stands && !absent && html`<${Slips} fields=${fields} mark=${mark} box=${props.box} aspect=${aspect} />`}
    <${HintLines} hints=${settled(props)} fields=${fields} />
  </article>`;
}

/** A number still being typed is not yet called unusual. @param {any} props @returns {import("./habit.js").Hint[]} */
const settled = ({ aspect, box, hints }) =>
  hints.filter(({ field }) => box?.aspect !== aspect.id || box?.field !== field);

/** @param {any} props */
function Standing({ aspect, fields, mark }) {
  return html`<p class="stands"><strong class="figures">${markText(aspect, fields, mark)}</strong> <span class="quiet">${t("judge.conference_stands")}</span></p>`;
}

function NotAttempted({ aspect, absent, pen }) {
  return html`<button type="button" class="button not-attempted" aria-pressed=${absent} onClick=${() => pen.notAttempted(aspect.id, !absent)}>
    ${t(absent ? "judge.attempted_after_all" : "judge.not_attempted")}</button>`;
}

/** @param {any} props */
function Worth({ aspect, points, voided, unit }) {
  const of = aspect.max === null || aspect.max === undefined ? "" : ` / ${reach(aspect)}`;
  const max = unit === "seconds" ? `${of} ${t("judge.seconds")}` : of;
  return html`<p class="worth figures" data-points=${points ? decimal(points) : ""}>
    <strong class=${voided ? "struck" : ""}>${points ? decimal(points) : "–"}</strong><span class="quiet">${max}</span>
    ${voided && html`<span class="tag" data-state="bad">${t("judge.voided")}</span>`}
  </p>`;
}

/** The max, as often as tries are added up. @param {any} aspect */
const reach = ({ max, tries }) =>
  tries?.take === "sum" ? decimal(multiply(exact(max), fraction(BigInt(tries.count)))) : max;

/** What is wrong, in place and at once; a number still being typed is not called wrong for its open end. */
function Slips({ aspect, fields, mark, box }) {
  const slips = fields.flatMap((field) => {
    const text = mark[field.id] ?? "";
    const typing = box?.aspect === aspect.id && box?.field === field.id && unfinished(text);
    const slip = text === "" || typing ? null : check(field, text);
    return slip ? [{ field, slip }] : [];
  });
  return slips.map(
    ({ field, slip }) => html`<p class="slip" role="alert" key=${field.id}>${slipText(field, slip)}</p>`,
  );
}

/** @param {import("./marking.js").Field} field @param {import("./marking.js").Slip} slip */
export function slipText(field, slip) {
  const name = field.title ? say(field.title) : "";
  const words = `judge.slip_${slip.code}`;
  if (field.input !== "time" || slip.code !== "mark_out_of_range")
    return t(words, { ...slip.params, unit: field.unit, name }).trim();
  const typed = Object.entries(slip.params).map(([key, value]) => [
    key,
    asTyped(String(value), placesOf(field.step)),
  ]);
  return t(words, { ...Object.fromEntries(typed), unit: "", name }).trim();
}
