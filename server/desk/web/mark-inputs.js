// Inputs for all marks of a sheet at the desk: small, for a keyboard. The tablet has its own, for gloves.

import { durationText } from "../../../static/lib/clock.js";
import { html } from "../../../static/lib/ui.js";
import { choiceWord, fieldsOf, mayBeNotAttempted, NOT_ATTEMPTED } from "./mark-fields.js";
import { say, t } from "./words.js";

/**
 * @param {{aspects: any[], marks: import("../../../static/lib/ui.js").Signal<any>, before: any}} props marks: aspect
 *   id -> field id -> text, changed in place of the whole
 */
export function MarkInputs({ aspects, marks, before }) {
  /** @param {string} aspect @param {Record<string, string>} mark */
  function put(aspect, mark) {
    marks.value = { ...marks.value, [aspect]: mark };
  }
  return html`<div class="mark-inputs">
    ${aspects.map(
      (aspect) => html`<${AspectInputs} key=${aspect.id} aspect=${aspect} mark=${marks.value[aspect.id] ?? {}}
        before=${before[aspect.id] ?? {}} onChange=${(/** @type {any} */ mark) => put(aspect.id, mark)} />`,
    )}
  </div>`;
}

/** @param {any} props */
function AspectInputs({ aspect, mark, before, onChange }) {
  const absent = mark[NOT_ATTEMPTED] === "yes";
  /** @param {any} event */
  function setAbsent(event) {
    const kept = before[NOT_ATTEMPTED] === "yes" ? {} : before;
    onChange(event.currentTarget.checked ? { [NOT_ATTEMPTED]: "yes" } : { ...kept });
  }
  return html`<fieldset class="aspect-inputs">
    <legend>${say(aspect.title)}</legend>
    <div class="row">
      ${
        !absent &&
        fieldsOf(aspect).map(
          (
            field,
          ) => html`<${Box} key=${field.id} aspect=${aspect} field=${field} value=${mark[field.id] ?? ""}
            changed=${mark[field.id] !== before[field.id]}
            onChange=${(/** @type {string} */ value) => onChange({ ...mark, [field.id]: value })} />`,
        )
      }
      ${
        mayBeNotAttempted(aspect) &&
        html`<label class="tick">
          <input type="checkbox" checked=${absent} onChange=${setAbsent} />
          <span class="quiet">${t("desk.sheet.not_attempted")}</span>
        </label>`
      }
    </div>
  </fieldset>`;
}

/** @param {any} props */
function Box({ aspect, field, value, changed, onChange }) {
  const label = field.title === say(aspect.title) ? "" : field.title;
  if (field.input === "choice") {
    return html`<label class="box" data-changed=${changed}>
      <span class="quiet">${label}</span>
      <select class="input" aria-label=${field.title} onChange=${(/** @type {any} */ e) => onChange(e.currentTarget.value)}>
        ${value === "" && html`<option value="" selected></option>`}
        <option value="yes" selected=${value === "yes"}>${choiceWord(aspect, "yes")}</option>
        <option value="no" selected=${value === "no"}>${choiceWord(aspect, "no")}</option>
      </select>
    </label>`;
  }
  // Not type=number: it would hide what was typed when it is no number, and take "1e3".
  return html`<label class="box" data-changed=${changed}>
    <span class="quiet">${label} ${t("desk.sheet.range", { low: field.low, high: field.high })} ${field.unit}</span>
    <input class="input figures" inputmode="decimal" aria-label=${`${say(aspect.title)} ${field.title}`} value=${value}
      onInput=${(/** @type {any} */ e) => onChange(e.currentTarget.value.trim())} />
    ${isTime(field) && html`<span class="quiet figures">${isSeconds(value) ? `= ${durationText(value)}` : ""}</span>`}
  </label>`;
}

/** What the tablet takes and shows as minutes and seconds. @param {import("./mark-fields.js").MarkField} field */
const isTime = ({ id }) => id.split("@")[0] === "seconds";

/** @param {string} text as typed */
const isSeconds = (text) => /^\d+(\.\d+)?$/.test(text);
