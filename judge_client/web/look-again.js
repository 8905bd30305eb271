// Says what deserves a second look: in its place while marking, and once more before a sheet goes. It only draws.

import { html } from "../../static/lib/ui.js";
import { aspectsOf } from "./marking.js";
import { say, t } from "./texts.js";

/** @param {import("./habit.js").Hint} hint */
const wordOf = ({ code, low, high }) => (code === "habit" && low === high ? "habit_same" : code);

/** @param {import("./habit.js").Hint} hint @param {any} [field] */
const hintText = (hint, field) =>
  t(`judge.hint_${wordOf(hint)}`, {
    value: hint.value,
    low: hint.low ?? "",
    high: hint.high ?? "",
    unit: field?.unit ?? "",
  }).trim();

/** Under an aspect. @param {{hints: import("./habit.js").Hint[], fields: any[]}} props */
export function HintLines({ hints, fields }) {
  return hints.map(
    (hint) => html`<p class="hint-line" role="status" key=${hint.field} data-hint=${hint.code}>
      ${hintText(
        hint,
        fields.find(({ id }) => id === hint.field),
      )}</p>`,
  );
}

/**
 * All of them before the sheet goes; the judge says that they were looked at.
 * @param {{group: import("./sheets.js").Group, hints: import("./habit.js").Hint[], seen: boolean, onSeen: () => void,
 *   onAspect: (aspect: string) => void}} props
 */
export function LookAgain({ group, hints, seen, onSeen, onAspect }) {
  if (!hints.length) return null;
  const titles = new Map(aspectsOf(group.module).map(({ id, title }) => [id, title]));
  return html`<section class="look-again plate stack" data-seen=${seen} aria-label=${t("judge.look_again")}>
    <h2>${t("judge.look_again")}</h2>
    <ul>
      ${hints.map(
        (hint) => html`<li key=${`${hint.aspect}/${hint.field}`}>
          <button type="button" class="button look-line" onClick=${() => onAspect(hint.aspect)}>
            <strong>${say(titles.get(hint.aspect))}</strong>
            <span>${hintText(
              hint,
              group.fields[hint.aspect].find(({ id }) => id === hint.field),
            )}</span>
          </button></li>`,
      )}
    </ul>
    <button type="button" class="button seen-key" data-do="seen" aria-pressed=${seen} onClick=${onSeen}>
      <span aria-hidden="true">${seen ? "✓" : "○"}</span> ${t("judge.looked_again")}</button>
  </section>`;
}
