// A penalty for an entry, of one of the scheme's kinds, and taking one back: both recorded with a reason.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Fault, Field, Form, IntentButton, IntentNotice, Wait } from "./parts.js";
import { kindWords } from "./penalty-words.js";
import { reload, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/**
 * Asks for the kinds by itself; without an `entry` one is chosen.
 *
 * @param {any} props `entries`: those that may be given one, `[{entry, code, name}]`
 */
export function PenaltyDialog({ event, round, entry, entries, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/rounds/${round.id}/rulings`)),
    [],
  );
  const one = entries.find((/** @type {any} */ each) => each.entry === entry);
  const title = one
    ? t("desk.penalty.give_to", { who: `${one.code} ${say(one.name)}` })
    : t("desk.penalty.give");
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer && answer.kinds.length === 0 && html`<p class="quiet">${t("desk.rulings.no_kinds")}</p>`}
    ${
      answer &&
      answer.kinds.length > 0 &&
      html`<${PenaltyForm} event=${event} round=${round} entry=${entry} entries=${entries}
        kinds=${answer.kinds} unit=${answer.unit} onClose=${onClose} />`
    }
  <//>`;
}

/** @param {any} props */
function PenaltyForm({ event, round, entry, entries, kinds, unit, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const to = useSignal(entry ?? "");
  const chosen = useSignal(kinds.length === 1 ? kinds[0].id : "");
  const amount = useSignal("");
  const module = useSignal("");
  const reason = useSignal("");
  const intent = useIntent();
  const kind = kinds.find((/** @type {any} */ one) => one.id === chosen.value);
  async function send() {
    const body = {
      kind: "give_penalty",
      round: round.id,
      entry: to.value,
      penalty: kind.id,
      reason: reason.value.trim(),
      ...(kind.step ? { amount: plainNumber(amount.value) } : {}),
      ...(kind.needs_module ? { module: module.value } : {}),
    };
    if (!(await intent.command(competition, body))) return;
    await reload();
    const code = entries.find((/** @type {any} */ one) => one.entry === to.value)?.code;
    toast(t("desk.penalty.done", { code, title: say(kind.title) }));
    onClose();
  }
  return html`<${Form} onSend=${send}>
    ${
      !entry &&
      html`<${Choice} id="penalty-entry" label=${t("desk.penalty.entry")} value=${to} required
        options=${[["", t("desk.penalty.choose")], ...entries.map((/** @type {any} */ one) => [one.entry, `${one.code} ${say(one.name)}`])]} />`
    }
    <fieldset class="choice">
      <legend>${t("desk.penalty.kind")}</legend>
      ${kinds.map(
        (/** @type {any} */ one) => html`<label key=${one.id}>
          <input type="radio" name="penalty-kind" required checked=${chosen.value === one.id} onChange=${() => {
            chosen.value = one.id;
          }} />
          <span><strong>${say(one.title)}</strong><span class="quiet">${kindWords(one, kinds, unit)}</span></span>
        </label>`,
      )}
    </fieldset>
    ${
      kind?.step &&
      html`<${Field} label=${t("desk.penalty.amount")} value=${amount} required inputmode="text" pattern="[+−-]?(0|[1-9][0-9]{0,6})([.][0-9]{1,6})?"
        hint=${t("desk.penalty.amount_hint", { low: kind.low, high: kind.high, step: kind.step })} />`
    }
    ${
      kind?.needs_module &&
      html`<${Choice} id="penalty-module" label=${t("desk.penalty.module")} value=${module} required
        options=${[["", t("desk.penalty.choose")], ...event.modules.map((/** @type {any} */ one) => [one.id, say(one.title)])]} />`
    }
    <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || !kind}>${t("desk.penalty.give")}<//>
      <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
    </div>
  <//>`;
}

/** A number as people write it, in its one spelling. @param {string} text */
const plainNumber = (text) => text.trim().replace(/^\+/, "").replace("−", "-");

/** @param {any} props */
export function LiftDialog({ round, penalty, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const reason = useSignal("");
  const intent = useIntent();
  const { number } = penalty;
  async function send() {
    const body = { kind: "lift_penalty", round: round.id, number, reason: reason.value.trim() };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.penalty.lift_done", { number }));
    onClose();
  }
  return html`<${Dialog} title=${t("desk.penalty.lift_title", { number })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p><strong>${say(penalty.title)}</strong> <q>${penalty.reason}</q></p>
      <p class="quiet">${t("desk.penalty.lift_text")}</p>
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent}>${t("desk.penalty.lift")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
