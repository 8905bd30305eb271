// A reading on its scale beside the keys: nominal, tolerance, where the reading lies and by how much it is over. It only draws.

import { html } from "../../static/lib/ui.js";
import { add, compare, decimal, exact, parseNumber, placesOf, subtract, ZERO } from "./fraction.js";
import { check } from "./marking.js";
import { beyond, quantityOf, toleranceText } from "./measured.js";
import { t } from "./texts.js";
import { ToleranceScale } from "./tolerance-scale.js";

/** @param {{rule: any, field: import("./marking.js").Field, text: string}} props */
export function Gauge({ rule, field, text }) {
  const quantity = quantityOf(rule, field.id);
  if (!quantity || quantity.nominal === null || quantity.nominal === undefined) return null;
  const value = check(field, text) ? null : parseNumber(text);
  const over = value ? beyond(quantity, value) : ZERO;
  const out = compare(over, ZERO) > 0;
  return html`<div class="gauge" data-out=${value ? out : null}>
    <p class="gauge-head figures"><span>${toleranceText(quantity)}</span>
      <strong role="status">${value ? verdict(quantity, value, over) : ""}</strong></p>
    <${ToleranceScale} quantity=${quantity} value=${value} />
    <p class="gauge-ends figures quiet"><span>${limit(quantity, "minus")}</span><span>${quantity.nominal}</span><span>${limit(quantity, "plus")}</span></p>
  </div>`;
}

/** "▲ 0.03 over", "▼ 0.01 under", "✓ within". */
function verdict(quantity, value, over) {
  if (compare(over, ZERO) === 0) return `✓ ${t("judge.within")}`;
  const high = compare(value, exact(quantity.nominal)) > 0;
  return high
    ? `▲ ${t("judge.over_by", { over: decimal(over) })}`
    : `▼ ${t("judge.under_by", { over: decimal(over) })}`;
}

/** The last good reading on a side; nothing where that side is open. @param {any} quantity @param {"plus" | "minus"} side */
function limit(quantity, side) {
  const allowed = quantity[side];
  if (allowed === null || allowed === undefined) return "";
  const at = side === "plus" ? add : subtract;
  const places = Math.max(placesOf(quantity.step), placesOf(allowed));
  return decimal(at(exact(quantity.nominal), exact(allowed)), places);
}
