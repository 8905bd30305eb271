// Shared ranks that the chief judge decides: who is equal, what was decided, and the dialog that records an order.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice, Section } from "./parts.js";
import { may, reload, route, toast } from "./store.js";
import { listed, say, t } from "./words.js";

/** The ties of a round. @param {any} props */
export function Ties({ answer, entries, onOpen }) {
  const { possible, undecided, decided } = answer.ties;
  const who = new Map(entries.map((/** @type {any} */ one) => [one.entry, one]));
  /** @param {string[]} some */
  const names = (some) =>
    listed(some.map((entry) => `${who.get(entry)?.number ?? ""} ${say(who.get(entry)?.name)}`));
  const nothing = undecided.length === 0 && decided.length === 0;
  return html`<${Section} title=${t("desk.ties.title")}>
    <p class="quiet">${t(possible ? (nothing ? "desk.ties.none" : "desk.ties.text") : "desk.ties.impossible")}</p>
    ${
      possible &&
      !nothing &&
      html`<ul class="plain stack">
        ${undecided.map(
          (/** @type {string[]} */ some) => html`<li key=${some.join(" ")} class="row spread">
            <span class="grow">${names(some)}</span>
            ${may("command_chief") && html`<button class="button button-small" onClick=${() => onOpen({ kind: "tie", some: some.map((entry) => who.get(entry)) })}>${t("desk.ties.decide")}</button>`}
          </li>`,
        )}
        ${decided.map(
          (/** @type {any} */ one) => html`<li key=${one.entries.join(" ")} class="row spread">
            <span class="grow"><strong>${names(one.entries)}</strong> <q class="quiet">${one.reason}</q></span>
            <span class="tag" data-state=${one.holds ? "good" : "warn"}>${t(one.holds ? "desk.ties.holds" : "desk.ties.lapsed")}</span>
            ${
              one.holds &&
              may("command_chief") &&
              html`<button class="button button-small" onClick=${() => onOpen({ kind: "tie", replaces: one.entries, some: one.entries.map((/** @type {string} */ entry) => who.get(entry)) })}>${t("desk.ties.decide")}</button>`
            }
          </li>`,
        )}
      </ul>`
    }
  <//>`;
}

/** @param {any} props `some`: who is equal, in the order shown first; `replaces`: the decision that stands, if one does */
export function TieDialog({ round, some, replaces = [], onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const order = useSignal(some);
  const reason = useSignal("");
  const intent = useIntent();
  /** @param {number} at */
  function up(at) {
    const next = [...order.value];
    [next[at - 1], next[at]] = [next[at], next[at - 1]];
    order.value = next;
  }
  async function send() {
    const entries = order.value.map((/** @type {any} */ one) => one.entry);
    const body = { kind: "decide_tie", round: round.id, entries, reason: reason.value.trim(), replaces };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.ties.done"));
    onClose();
  }
  return html`<${Dialog} title=${t("desk.ties.decide")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p class="quiet">${t("desk.ties.order")}</p>
      <ol class="tie-order">
        ${order.value.map(
          (/** @type {any} */ one, /** @type {number} */ at) => html`<li key=${one.entry}>
            <span class="row spread">
              <span class="grow"><span class="code">${one.code}</span> ${one.number} ${say(one.name)}</span>
              <button type="button" class="button button-small" disabled=${at === 0} onClick=${() => up(at)}
                aria-label=${`${t("desk.ties.up")} ${say(one.name)}`}>↑</button>
            </span>
          </li>`,
        )}
      </ol>
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent}>${t("desk.ties.decide")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
