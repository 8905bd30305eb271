// Approving entries, taking an approval back with a reason, and reading what an entry lacks. What is allowed says the server.

import { html, useSignal } from "../../../static/lib/ui.js";
import { lackWord } from "./approval-parts.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** @param {any} props `way`: approve, take_back or lacks; `entries` as they were when it was opened */
export function ApprovalDialog({ way, entries, event, round, state, onClose }) {
  const rows = entries.map((/** @type {string} */ entry) => state.rows[entry]);
  const title =
    entries.length === 1
      ? t(`desk.approval.${way}_title`, { code: rows[0].code })
      : t(`desk.approval.${way}_title_all`, { n: entries.length });
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${
      way === "lacks"
        ? html`<${Lacks} row=${rows[0]} event=${event} onClose=${onClose} />`
        : way === "approve"
          ? html`<${Approve} entries=${entries} rows=${rows} round=${round} state=${state} onClose=${onClose} />`
          : html`<${TakeBack} entries=${entries} rows=${rows} round=${round} onClose=${onClose} />`
    }
  <//>`;
}

/** What is approved is what was seen when the dialog was opened. @param {any} props */
function Approve({ entries, rows, round, state, onClose }) {
  const seen = useSignal(state.seen);
  const intent = useIntent();
  async function send() {
    const body = { kind: "approve_entries", round: round.id, entries, seen: seen.value };
    const receipt = await intent.command(/** @type {string} */ (route.value.competition), body);
    if (!receipt) return;
    reload();
    toast(t("desk.approval.done", { n: entries.length, position: receipt.position }));
    onClose();
  }
  return html`<${Form} onSend=${send}>
    <${Results} rows=${rows} unit=${state.unit} />
    <p class="quiet">${t("desk.approval.text")}</p>
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent}>${t("desk.approval.send")}<//>
      <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
    </div>
  <//>`;
}

/** @param {any} props */
function TakeBack({ entries, rows, round, onClose }) {
  const reason = useSignal("");
  const intent = useIntent();
  async function send() {
    const body = { kind: "take_back_approval", round: round.id, entries, reason: reason.value.trim() };
    const receipt = await intent.command(/** @type {string} */ (route.value.competition), body);
    if (!receipt) return;
    reload();
    toast(t("desk.approval.taken_back", { n: entries.length, position: receipt.position }));
    onClose();
  }
  return html`<${Form} onSend=${send}>
    ${entries.length > 1 && html`<${Results} rows=${rows} />`}
    <p>${t("desk.approval.take_back_text")}</p>
    <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" autofocus />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent}>${t("desk.approval.take_back")}<//>
      <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
    </div>
  <//>`;
}

/** Who it is about, each with the result that is meant. @param {{rows: any[]}} props */
function Results({ rows }) {
  return html`<ul class="approval-results plain">
    ${rows.map(
      (row) => html`<li key=${row.code}>
        <span class="code">${row.code}</span>
        <span class="one-line">${say(row.name)}</span>
        <strong class="figures">${row.total ?? "–"}</strong>
        <span class="figures quiet">${row.rank === undefined ? "" : t("desk.approval.rank", { rank: row.rank })}</span>
      </li>`,
    )}
  </ul>`;
}

/** @param {any} props */
function Lacks({ row, event, onClose }) {
  const titles = new Map(event.modules.map((/** @type {any} */ module) => [module.id, say(module.title)]));
  const lacks = row.lacks ?? [];
  return html`<div class="stack">
    ${lacks.length === 0 && html`<p class="notice" data-state="good" role="status">${t("desk.approval.ready")}</p>`}
    <ul class="approval-lacks-list plain">
      ${lacks.map(
        (/** @type {any} */ one) => html`<li key=${`${one.kind} ${one.module ?? ""}`}>
          <strong>${lackWord(one.kind, one.n)}</strong> <span class="quiet">${titles.get(one.module) ?? ""}</span>
        </li>`,
      )}
    </ul>
    <div class="row dialog-acts"><button type="button" class="button" onClick=${onClose}>${t("common.close")}</button></div>
  </div>`;
}
