// What scenes, playlists, groups and lines of the programme share at the desk: a list, a dialog to change one, deleting.

import { html, useSignal } from "../../../static/lib/ui.js";
import { fleet, readFleet } from "./fleet.js";
import { CHANGED_MEANWHILE, useIntent } from "./intent.js";
import { Dialog, Empty, Form, IntentButton, IntentNotice } from "./parts.js";
import { lostParts, usersOf } from "./screen-rules.js";
import { listed, say, t } from "./words.js";

/**
 * A list of items of one kind.
 *
 * @param {{items: any[], kind: string, Editor: any, fresh: () => any, about: (item: any) => string, known: any,
 *   onChoose?: (item: any) => void}} props kind: as in the address; Editor: what stands in the dialog
 */
export function HallList({ items, kind, Editor, fresh, about, known, onChoose }) {
  const open = useSignal(/** @type {any} */ (null));
  const close = () => {
    open.value = null;
  };
  /** @param {any} [_kept] @param {string} [again] the item that shall be opened anew, as it is kept now */
  const done = (_kept, again) => {
    open.value = again
      ? (fleet.value[kind].find((/** @type {any} */ one) => one.id === again) ?? null)
      : null;
  };
  return html`<div class="stack">
    <button class="button button-small hall-add" onClick=${() => {
      open.value = fresh();
    }}>${t(`desk.screens.add_${kind}`)}</button>
    ${items.length === 0 && html`<${Empty} text=${t(`desk.screens.no_${kind}`)} />`}
    <ul class="hall-list">
      ${items.map(
        (item) => html`<li key=${item.id} class="row">
          <span class="grow"><strong>${say(item.title)}</strong> <span class="quiet">${about(item)}</span>
            ${lostParts(item, known) > 0 && html`<span class="tag" data-state="warn">${t("desk.screens.lost", { n: lostParts(item, known) })}</span>`}</span>
          ${onChoose && html`<button class="button button-small" onClick=${() => onChoose(item)}>${t("desk.screens.preview")}</button>`}
          <button class="button button-small" aria-label=${`${t("desk.screens.edit")} ${say(item.title)}`} onClick=${() => {
            open.value = item;
          }}>${t("desk.screens.edit")}</button>
        </li>`,
      )}
    </ul>
    ${
      open.value &&
      html`<${Dialog} wide title=${say(open.value.title) || t(`desk.screens.add_${kind}`)} onClose=${close}>
        <${Editor} key=${open.value} item=${open.value} kind=${kind} known=${known} onDone=${done} />
      <//>`
    }
  </div>`;
}

/**
 * The form round an editor's fields: sends the whole item, or deletes it. Where somebody else has changed the item
 * meanwhile, what was typed stays; who then saves again has been told.
 *
 * @param {{kind: string, id: string, make: () => any, onDone: (kept?: any, again?: string) => void, children?: any}} props
 */
export function ItemForm({ kind, id, make, onDone, children }) {
  const intent = useIntent();
  const sure = useSignal(false);
  const seen = useSignal(versionOf(kind, id));
  const overtaken = intent.state.value.problem?.code === CHANGED_MEANWHILE;
  const users = sure.value ? usersOf(kind, id, fleet.value) : [];
  async function send() {
    const kept = await intent.send(`/api/v1/${kind}`, { ...make(), id, replaces: seen.value });
    await readFleet();
    if (kept) onDone(kept);
    else if (intent.state.value.problem?.code === CHANGED_MEANWHILE) seen.value = versionOf(kind, id);
  }
  async function takeTheirs() {
    // The refusal is here before what it speaks of.
    await readFleet();
    onDone(undefined, id);
  }
  async function remove() {
    if (!sure.value) {
      sure.value = true;
      return;
    }
    const gone = await intent.send(`/api/v1/${kind}/${id}`, {}, { method: "DELETE", body: undefined });
    await readFleet();
    if (gone) onDone();
  }
  return html`<${Form} onSend=${send}>
    ${children}
    <${IntentNotice} intent=${intent} />
    ${users.length > 0 && html`<p class="notice" data-state="warn">${t("desk.screens.used_by", { items: listed(users.map((one) => say(one.title))) })}</p>`}
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent}>${t("common.save")}<//>
      ${overtaken && html`<button type="button" class="button" onClick=${takeTheirs}>${t("desk.take_theirs")}</button>`}
      <span class="grow"></span>
      ${id && html`<button type="button" class="button button-danger" onClick=${remove}>${t(sure.value ? "desk.screens.delete_sure" : "desk.screens.delete")}</button>`}
    </div>
  <//>`;
}

/** What is in an item as the desk has read it last, "" for a new one. @param {string} kind @param {string} id */
function versionOf(kind, id) {
  return fleet.peek()?.versions[kind][id] ?? "";
}

/**
 * The option of a choice whose item is gone: without it the choice would look as if it were the first that is there.
 *
 * @param {{id: string, items: any[]}} props
 */
export function Deleted({ id, items }) {
  if (items.some((one) => one.id === id)) return null;
  return html`<option value=${id} disabled selected>${t("desk.screens.deleted")}</option>`;
}

/** The moment of a `datetime-local` input in ms, 0 where it is empty. @param {string} text */
export function momentOf(text) {
  return text ? new Date(text).getTime() : 0;
}

/** The text of a moment for a `datetime-local` input, in the device's time zone. @param {number} at ms */
export function textOfMoment(at) {
  if (!at) return "";
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
