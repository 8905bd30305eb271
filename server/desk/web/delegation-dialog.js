// Which delegation a judge belongs to (回避): chosen when judges are added, changed with a reason.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { overview, reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** A delegation or none. @param {any} props `value`: a signal, "" for none */
export function DelegationChoice({ id, value }) {
  const known = Object.entries(overview.value.delegations);
  const options = [
    ["", t("desk.judges.no_delegation")],
    ...known.map(([one, name]) => [one, say(/** @type {any} */ (name)) || one]),
  ];
  return html`<div class="stack">
    <${Choice} id=${id} label=${t("desk.judges.delegation")} value=${value} options=${options} />
    <p class="quiet">${t("desk.judges.delegation_hint")}</p>
  </div>`;
}

/** @param {any} props */
export function DelegationDialog({ judge, onDone, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const delegation = useSignal(judge.delegation ?? "");
  const reason = useSignal("");
  const intent = useIntent();
  async function send() {
    const body = {
      kind: "set_official_delegation",
      official: judge.id,
      delegation: delegation.value || null,
      reason: reason.value.trim(),
    };
    if (!(await intent.command(competition, body))) return;
    reload();
    onDone();
    toast(t("desk.judges.delegation_set", { name: judge.name }));
    onClose();
  }
  const same = delegation.value === (judge.delegation ?? "");
  return html`<${Dialog} title=${t("desk.judges.delegation_of", { name: judge.name })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${DelegationChoice} id="judge-home" value=${delegation} />
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || same}>${t("desk.judges.delegation_send")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
