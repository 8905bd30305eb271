// A box with a number that the keypad writes into: shows the text, opens the keypad, says when it is wrong.

import { html } from "../../static/lib/ui.js";
import { unfinished } from "./keypad.js";
import { check } from "./marking.js";
import { say, t } from "./texts.js";

/**
 * @param {import("./aspect-plate.js").InputProps & {field: import("./marking.js").Field, shown?: string, label?: string}} props
 */
export function BoxButton({ aspect, mark, field, box, onBox, shown, label }) {
  const text = mark[field.id] ?? "";
  const open = box?.aspect === aspect.id && box?.field === field.id;
  const wrong = text !== "" && !(open && unfinished(text)) && check(field, text) !== null;
  const name = label ?? say(field.title ?? aspect.title);
  return html`<button type="button" class="button box figures" data-field=${field.id} data-open=${open} data-empty=${text === ""}
    data-wrong=${wrong} aria-label=${t("judge.box", { name, value: text || t("judge.empty"), unit: unitWord(field) })}
    onClick=${() => onBox({ aspect: aspect.id, field: field.id })}>
    <span class="box-value">${shown ?? (text || "–")}</span>
    ${field.unit && field.input !== "time" && html`<span class="box-unit quiet">${field.unit}</span>`}
  </button>`;
}

/** @param {import("./marking.js").Field} field */
const unitWord = ({ unit, input }) => (input === "time" ? t("judge.seconds") : unit);
