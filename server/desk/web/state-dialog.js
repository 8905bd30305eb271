// Whether an entry competes, and if not, why: recorded with a reason.

import { html, useSignal } from "../../../static/lib/ui.js";
import { LockedNotice } from "./approval-parts.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

const STATES = ["competing", "not_started", "not_finished", "withdrawn", "disqualified"];

/** @param {any} props `onPenalty`: the way to a penalty instead */
export function StateDialog({ round, entry, row, onClose, onPenalty }) {
  const competition = /** @type {string} */ (route.value.competition);
  const state = useSignal(row.state);
  const reason = useSignal("");
  const said = round.states[entry]?.reason;
  const intent = useIntent();
  async function send() {
    const body = {
      kind: "set_entry_state",
      round: round.id,
      entry,
      state: state.value,
      reason: reason.value.trim(),
    };
    if (!(await intent.command(competition, body))) return;
    reload();
    toast(t("desk.state.done", { code: row.code, state: t(`common.state.${state.value}`) }));
    onClose();
  }
  const danger = state.value === "disqualified";
  return html`<${Dialog} title=${`${t("desk.state.set")} · ${row.code} ${say(row.name)}`} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${LockedNotice} row=${row} />
      <fieldset class="choice" disabled=${Boolean(row.approved)}>
        <legend>${t("desk.col.state")}</legend>
        ${STATES.map(
          (one) => html`<label key=${one}>
            <input type="radio" name="state" checked=${state.value === one} onChange=${() => {
              state.value = one;
            }} />
            <span>
              <strong>${t(`common.state.${one}`)}</strong>
              <span class="quiet">${t(`desk.state.${one}_text`)}</span>
              ${one === row.state && said && html`<q>${said}</q>`}
            </span>
          </label>`,
        )}
      </fieldset>
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} kind=${danger ? "button-danger" : "button-main"}
          disabled=${intent.state.value.busy || state.value === row.state || row.approved}>${t("desk.state.send")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
        <span class="grow"></span>
        <button type="button" class="button" disabled=${Boolean(row.approved)} onClick=${onPenalty}>${t("desk.penalty.give")}…</button>
      </div>
    <//>
  <//>`;
}
