// Approval (确认) in the live matrix: the bar over it, an entry's cell, and the notice in dialogs of a locked entry.

import { timeText } from "../../../static/lib/clock.js";
import { html } from "../../../static/lib/ui.js";
import { approvals, kindsOf, unsaid } from "./approval-rules.js";
import { Bar } from "./parts.js";
import { may } from "./store.js";
import { listed, t } from "./words.js";

/** How far approval is, and the ways to approve or take back many at once. @param {{state: any, onOpen: (what: any) => void}} props */
export function ApprovalBar({ state, onOpen }) {
  const { approved, ready, due } = approvals(state);
  if (due === 0) return null;
  const open = (/** @type {string} */ way, /** @type {string[]} */ entries) => () =>
    onOpen({ kind: "approval", way, entries });
  return html`<section class="approval-bar" aria-label=${t("desk.approval.col")}>
    <strong>${t("desk.approval.approved")}</strong>
    <${Bar} done=${approved.length} of=${due} label=${t("desk.approval.approved")} />
    <span class="grow"></span>
    ${
      may("command_chief") &&
      html`${
        approved.length > 0 &&
        html`<button class="button button-small" onClick=${open("take_back", approved)}>${t("desk.approval.take_back_all", { n: approved.length })}</button>`
      }
      <button class="button button-small button-main" disabled=${ready.length === 0} onClick=${open("approve", ready)}>${t("desk.approval.approve_all", { n: ready.length })}</button>`
    }
  </section>`;
}

/** How many results of a round are approved, where the event's rules ask for it. @param {{round: any}} props */
export function ApprovedCount({ round }) {
  if (!round.approval?.due) return null;
  const { done, due } = round.approval;
  const word = t("desk.approval.approved");
  return html`<div class="approved-count"><span class="quiet">${word}</span> <${Bar} done=${done} of=${due} label=${word} /></div>`;
}

/** Where an entry's approval stands: locked, ready, or what it lacks first. @param {{entry: string, row: any, onOpen: (what: any) => void}} props */
export function ApprovalCell({ entry, row, onOpen }) {
  const open = (/** @type {string} */ way) => () => onOpen({ kind: "approval", way, entries: [entry] });
  if (row.approved) {
    const words = `${t("desk.approval.approved")} · ${row.code}`;
    const tag = html`<span class="tag" data-state="gold">${t("desk.approval.approved")}</span>`;
    return may("command_chief")
      ? html`<button class="approval-word" data-approval="approved" aria-label=${words} title=${t("desk.approval.take_back")} onClick=${open("take_back")}>${tag}</button>`
      : tag;
  }
  if (!row.lacks) return null;
  if (row.lacks.length > 0) {
    const words = lackWords(unsaid(row));
    return html`<${Conferences} entry=${entry} row=${row} onOpen=${onOpen} />
      ${words && html`<button class="approval-word quiet approval-lacks" data-approval="lacks" title=${words} aria-label=${`${row.code} · ${words}`} onClick=${open("lacks")}>${words}</button>`}`;
  }
  return may("command_chief")
    ? html`<button class="button approve-button" data-approval="ready" aria-label=${`${t("desk.approval.approve")} · ${row.code}`} onClick=${open("approve")}>${t("desk.approval.approve")}</button>`
    : html`<span class="tag" data-state="good">${t("desk.approval.ready")}</span>`;
}

/** The way into the conferences that are open on the entry. @param {{entry: string, row: any, onOpen: (what: any) => void}} props */
function Conferences({ entry, row, onOpen }) {
  return Object.keys(row.conferences ?? {}).map(
    (module) => html`<button key=${module} class="button conference-button" data-conference=${module}
      aria-label=${`${t("desk.conference.word")} · ${row.code}`}
      onClick=${() => onOpen({ kind: "conference", module, entry, code: row.code })}>${t("desk.conference.word")}</button>`,
  );
}

/** Said in the dialogs of an entry of which nothing can be changed. @param {{row: any}} props */
export function LockedNotice({ row }) {
  if (!row?.approved) return null;
  const { at, position } = row.approved;
  return html`<p class="notice" data-state="good" data-locked><span><strong>${t("desk.approval.locked")}</strong>
    <span class="quiet">${t("desk.approval.locked_at", { at: timeText(at), position })}</span></span></p>`;
}

/** What is lacking, in words, each kind once. @param {import("./approval-rules.js").Lack[]} lacks */
export const lackWords = (lacks) => listed(kindsOf(lacks).map(({ kind, n }) => lackWord(kind, n)));

/** @param {string} kind @param {number} n */
export const lackWord = (kind, n) => `${t(`desk.approval.lack.${kind}`)}${n > 1 ? ` ×${n}` : ""}`;
