// The form that prepares a ceremony or its rehearsal. What the settings mean stands in docs/ceremony.md.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Field, IntentButton, IntentNotice } from "./parts.js";
import { t } from "./words.js";

const YES_NO = ["by_module", "award_stops", "call_up", "waiting_shown"];
const HOLDS = ["award_before", "award_after", "entry"];
const FINALES = ["podium", "list", "both", "none"];

/** @param {any} props */
export function PlanForm({ path, retry, pin }) {
  const intent = useIntent();
  const chosen = useSignal(/** @type {Record<string, boolean>} */ ({ by_module: true, award_stops: true }));
  const holds = useSignal(/** @type {Record<string, boolean>} */ ({ award_after: true }));
  const from = useSignal("");
  const finale = useSignal("both");
  /** @param {boolean} rehearsal */
  async function prepare(rehearsal) {
    const yes = Object.fromEntries(YES_NO.map((one) => [one, Boolean(chosen.value[one])]));
    const body = {
      ...yes,
      from_rank: Number(from.value) || 0,
      finale: finale.value,
      rehearsal,
      holds: HOLDS.filter((one) => holds.value[one]),
    };
    const answer = await intent.send(path, body);
    if (answer) pin.value = answer;
    retry();
  }
  return html`<section class="plate stack">
    <h2>${t("desk.ceremony.title")}</h2>
    <p>${t("desk.ceremony.text")}</p>
    <${Field} label=${t("desk.ceremony.from_rank")} value=${from} inputmode="numeric" maxlength="4" hint=${t("desk.ceremony.from_rank_hint")} />
    <${Ticks} names=${YES_NO} chosen=${chosen} text=${(/** @type {string} */ one) => t(`desk.ceremony.${one}`)} />
    <label class="field">
      <span>${t("desk.ceremony.finale")}</span>
      <select class="input" onChange=${(/** @type {any} */ event) => {
        finale.value = event.currentTarget.value;
      }}>${FINALES.map((one) => html`<option key=${one} value=${one} selected=${one === finale.value}>${t(`desk.ceremony.finale_${one}`)}</option>`)}</select>
    </label>
    <fieldset class="stack ceremony-holds">
      <legend class="label">${t("desk.ceremony.holds")}</legend>
      <${Ticks} names=${HOLDS} chosen=${holds} text=${(/** @type {string} */ one) => t(`desk.ceremony.holds_${one}`)} />
      <p class="quiet">${t("desk.ceremony.holds_text")}</p>
    </fieldset>
    <${IntentNotice} intent=${intent} />
    <div class="row">
      <${IntentButton} intent=${intent} onClick=${() => prepare(false)}>${t("desk.ceremony.prepare")}<//>
      <${IntentButton} intent=${intent} kind="" onClick=${() => prepare(true)}>${t("desk.ceremony.rehearse")}<//>
    </div>
  </section>`;
}

/** A tick for each of some settings. @param {any} props */
function Ticks({ names, chosen, text }) {
  return names.map(
    (/** @type {string} */ one) =>
      html`<label key=${one} class="row"><input type="checkbox" checked=${Boolean(chosen.value[one])} onChange=${(
        /** @type {any} */ event,
      ) => {
        chosen.value = { ...chosen.value, [one]: event.currentTarget.checked };
      }} /><span>${text(one)}</span></label>`,
  );
}
