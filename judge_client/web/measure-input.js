// A measurement: one row per reading with its box, deviation and tolerance; bands as a list with the one that fits.

import { html } from "../../static/lib/ui.js";
import { compare, decimal, exact, parseNumber, placesOf, subtract, ZERO } from "./fraction.js";
import { check } from "./marking.js";
import { bandsOf, beyond, readingId, toleranceText } from "./measured.js";
import { BoxButton } from "./number-box.js";
import { say, t } from "./texts.js";
import { ToleranceScale } from "./tolerance-scale.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

/** @param {InputProps} props */
export function MeasureInput(props) {
  const { rule } = props.aspect;
  return html`<div class="measure">
    ${rule.quantities.map((quantity) => html`<${Quantity} key=${quantity.id} ...${props} quantity=${quantity} />`)}
    ${rule.scored.by === "bands" && html`<${Bands} rule=${rule} mark=${props.mark} fields=${props.fields} />`}
    ${scoredTexts(rule).map((text) => html`<p class="quiet scored" key=${text}>${text}</p>`)}
  </div>`;
}

/** How the line is worth what it is, where no table says so. @param {any} rule @returns {string[]} */
function scoredTexts({ scored, limits, quantities }) {
  const many = quantities.length > 1 || quantities[0].readings > 1;
  const limit = limits && {
    out: limits.out_max === null ? null : t("judge.limit_out", { n: limits.out_max }),
    over: limits.over_max === null ? null : t("judge.limit_over", { over: limits.over_max }),
  };
  return [
    scored.by === "step_deduction" && t("judge.step_deduction", { ...scored, unit: quantities[0].unit }),
    scored.by === "out_deduction" && t("judge.out_deduction", scored),
    scored.by === "formula" && t(`judge.formula_${scored.side}`, scored),
    scored.by === "interpolation" && scored.knots.map(({ at, points }) => `${at} → ${points}`).join(" · "),
    many && scored.take && t(`judge.take_${scored.take}`),
    limit?.out,
    limit?.over,
  ].filter(Boolean);
}

/** @param {InputProps & {quantity: any}} props */
function Quantity(props) {
  const { quantity, fields } = props;
  const ids = Array.from({ length: quantity.readings }, (_, n) => readingId(quantity, n + 1));
  const named = props.aspect.rule.quantities.length > 1 || quantity.readings > 1 || quantity.nominal !== null;
  return html`<div class=${`quantity ${named && quantity.readings === 1 ? "quantity-single" : ""}`}>
    ${named && html`<p class="quantity-head"><span>${say(quantity.title)}</span> <span class="figures quiet">${toleranceText(quantity)}</span></p>`}
    <div class="readings">
      ${ids.map((id, n) => {
        const field = fields.find((one) => one.id === id);
        const label =
          quantity.readings > 1
            ? t("judge.reading_n", { name: say(quantity.title), n: n + 1 })
            : say(quantity.title);
        return html`<div class="reading" key=${id}>
          ${quantity.readings > 1 && html`<span class="reading-number quiet figures">${n + 1}</span>`}
          <${BoxButton} ...${props} field=${field} label=${label} />
          ${quantity.nominal !== null && html`<${Deviation} quantity=${quantity} field=${field} text=${props.mark[id] ?? ""} />`}
        </div>`;
      })}
    </div>
  </div>`;
}

function Deviation({ quantity, field, text }) {
  const value = check(field, text) ? null : parseNumber(text);
  return html`<span class="deviation">
    <${ToleranceScale} quantity=${quantity} value=${value} />
    <span class="figures deviation-text" data-out=${value !== null && compare(beyond(quantity, value), ZERO) > 0}>
      ${value ? deviationText(quantity, value) : ""}
    </span>
  </span>`;
}

/** "+0.03 (0.01 over)": signed distance from nominal, and how far outside. */
function deviationText(quantity, value) {
  const places = placesOf(quantity.step);
  const off = subtract(value, exact(quantity.nominal));
  const signed =
    compare(off, ZERO) < 0 ? `−${decimal(subtract(ZERO, off), places)}` : `+${decimal(off, places)}`;
  const over = beyond(quantity, value);
  return compare(over, ZERO) > 0
    ? `${signed} ✕ ${t("judge.out_by", { over: decimal(over) })}`
    : `${signed} ✓`;
}

/** The marking table of the line, the row that fits marked. */
function Bands({ rule, mark, fields }) {
  const complete = fields.every((field) => mark[field.id] && !check(field, mark[field.id]));
  const fits = complete ? bandsOf(rule, mark) : new Set();
  const unit = rule.quantities[0].unit;
  const rows = [
    ...rule.scored.bands.map((band) => ({
      when: band.when.map((one) => conditionText(rule, one)).join(t("judge.and")),
      points: band.points,
    })),
    { when: t("judge.otherwise"), points: rule.scored.otherwise },
  ];
  return html`<ol class="bands" aria-label=${t("judge.bands", { unit })}>
    ${rows.map(
      (
        { when, points },
        n,
      ) => html`<li key=${n} class="band" data-fits=${fits.has(n === rows.length - 1 ? -1 : n)}>
        <span class="figures">${when}</span> <strong class="figures">${points}</strong>
      </li>`,
    )}
  </ol>`;
}

/** @param {any} rule @param {any} within */
function conditionText(rule, { quantity, above, at_least, at_most, below }) {
  const name =
    rule.quantities.length > 1 ? `${say(rule.quantities.find(({ id }) => id === quantity).title)} ` : "";
  if (at_least !== null && at_least !== undefined && at_least === at_most) return `${name}= ${at_least}`;
  const low = present(at_least) ? `${at_least} ≤ ` : present(above) ? `${above} < ` : "";
  const high = present(at_most) ? ` ≤ ${at_most}` : present(below) ? ` < ${below}` : "";
  if (low && high) return `${low}${name || "x"}${high}`;
  if (high) return `${name}${high.trim()}`;
  return `${name}${present(at_least) ? "≥" : ">"} ${at_least ?? above}`;
}

const present = (value) => value !== null && value !== undefined;
