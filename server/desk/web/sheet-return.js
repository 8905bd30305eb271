// Giving a sheet back to its judge, and how often and why it went back. Correcting it stands in sheet-dialog.js.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { route, toast } from "./store.js";
import { t, whenText } from "./words.js";

/** @param {{of: any, sheet: any, onDone: () => void, onCancel: () => void}} props */
export function ReturnForm({ of, sheet, onDone, onCancel }) {
  const reason = useSignal("");
  const intent = useIntent();
  async function send() {
    const receipt = await intent.command(/** @type {string} */ (route.value.competition), {
      kind: "return_sheet",
      round: of.round.id,
      module: of.module,
      code: of.code,
      judge: of.judge,
      reason: reason.value.trim(),
      replaces: sheet.position,
    });
    if (!receipt) return;
    toast(t("desk.sheet.return_done", { position: receipt.position }));
    onDone();
  }
  return html`<${Form} onSend=${send}>
    <p>${t("desk.sheet.return_text")}</p>
    <${Field} label=${t("desk.form.reason")} hint=${t("desk.sheet.return_hint")} value=${reason} required maxlength="500" autofocus />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent}>${t("desk.sheet.return_send")}<//>
      <button type="button" class="button" onClick=${onCancel}>${t("common.cancel")}</button>
    </div>
  <//>`;
}

/** Every return, the newest first. @param {{sheet: any}} props */
export function Returns({ sheet }) {
  if (sheet.returns.length === 0) return null;
  return html`<section class="stack">
    <h3>${t("desk.sheet.returns")}</h3>
    ${sheet.returned && html`<p class="notice" data-state="warn">${t("desk.sheet.is_returned")}</p>`}
    <ol class="history">
      ${[...sheet.returns].reverse().map(
        (one) => html`<li key=${one.position}>
          <p><strong>${t("desk.live.position", { position: one.position })}</strong> · ${whenText(one.recorded_at)} · ${one.reason}</p>
        </li>`,
      )}
    </ol>
  </section>`;
}
