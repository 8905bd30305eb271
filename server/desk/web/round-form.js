// The fields of a new round: title, who sees what, under which name. Used where a round is added.

import { html } from "../../../static/lib/ui.js";
import { bothTexts, TitleFields } from "./parts.js";
import { t } from "./words.js";

/**
 * @typedef {{zh: any, en: any, audience: any, identity: any, command: (round: string) => any}} RoundFieldsKept
 * @param {<T>(first: T) => any} useSignal
 * @param {{zh: string, en: string}} [title]
 * @returns {RoundFieldsKept} signals that outlive a redraw, and the command they mean
 */
export function roundFields(useSignal, title = { zh: "决赛", en: "Final" }) {
  const [zh, en] = [useSignal(title.zh), useSignal(title.en)];
  const [audience, identity] = [useSignal("live"), useSignal("name")];
  return {
    zh,
    en,
    audience,
    identity,
    command: (round) => ({
      round,
      title: bothTexts(zh.value, en.value),
      audience: audience.value,
      identity: identity.value,
    }),
  };
}

/** @param {{fields: RoundFieldsKept}} props */
export function RoundFields({ fields }) {
  return html`<div class="stack">
    <${TitleFields} label=${t("desk.round.title")} zh=${fields.zh} en=${fields.en} />
    <div class="pair">
      <${Choice} name="audience" value=${fields.audience} choices=${["live", "published"]} />
      <${Choice} name="identity" value=${fields.identity} choices=${["name", "code"]} />
    </div>
  </div>`;
}

/** Two ways, each with its consequence in words. @param {any} props */
function Choice({ name, value, choices }) {
  return html`<fieldset class="choice">
    <legend>${t(`desk.round.${name}`)}</legend>
    ${choices.map(
      (/** @type {string} */ one) => html`<label key=${one}>
        <input type="radio" name=${name} value=${one} checked=${value.value === one} onChange=${() => {
          value.value = one;
        }} />
        <span>
          <strong>${t(`desk.round.${name}_${one}`)}</strong>
          <span class="quiet">${t(`desk.round.${name}_${one}_text`)}</span>
        </span>
      </label>`,
    )}
  </fieldset>`;
}
