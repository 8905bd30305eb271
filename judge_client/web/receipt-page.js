// After handing in: recorded with its number, or safe on this tablet until it is; the marks stay readable.

import { timeText } from "../../static/lib/clock.js";
import { html } from "../../static/lib/ui.js";
import { ComparedTable } from "./compared-table.js";
import { contentHash, shortHash } from "./content.js";
import { Thumbnail } from "./evidence-panel.js";
import { subtotal } from "./marking.js";
import { MarksRead, RemarksRead } from "./read-back.js";
import { Total } from "./sheet-words.js";
import { next } from "./sheets.js";
import { SideBySide } from "./side-by-side.js";
import { link, outbox, receipts, session, sheetAddress, submittedOf } from "./state.js";
import { say, t } from "./texts.js";

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet}} props */
export function ReceiptPage({ group, sheet }) {
  const { module, fields } = group;
  const sent = sentOf(sheet);
  const marks = marksOf(sheet, sent);
  const sums = subtotal(module, fields, marks);
  const following = next(group, sheet.key);
  return html`<main class="page review receipt" data-state=${sheet.state}>
    <header class="sheet-head">
      <a class="button button-bare back" href="#" aria-label=${t("judge.back_to_sheets")}>‹</a>
      <div class="grow head-title"><h1 class="one-line">${say(module.title)}</h1>
        <p class="quiet one-line">${say(group.round.event.title)} · ${say(group.round.title)}</p>
        ${group.calibration && html`<span class="tag" data-state="warn">${t("judge.calibration")}</span>`}</div>
    </header>
    <section class="stamp plate plate-cut" role="status" data-state=${sheet.state} data-position=${sheet.recorded?.position ?? ""}>
      <strong class="code code-huge">${sheet.code}</strong>
      <div class="grow stack">${sheet.state === "waiting" ? html`<${Waiting} />` : html`<${Recorded} group=${group} sheet=${sheet} sent=${sent} />`}
        ${sent && html`<${Content} sent=${sent} sheet=${sheet} />`}</div>
      <${Total} module=${module} unit=${group.unit} sums=${sums} />
    </section>
    ${sheet.locked && html`<p class="notice" data-locked><span><strong>${t("judge.state_locked")}</strong> ${t("judge.approved_text")}</span></p>`}
    ${
      following
        ? html`<a class="button button-main big wide" data-do="next" href=${sheetAddress(following.key)}>${t("judge.to_next", { code: following.code })}</a>`
        : html`<a class="button button-main big wide" href="#">${t("judge.back_to_sheets")}</a>`
    }
    ${group.calibration && html`<${ComparedTable} module=${module} sheet=${sheet} points=${sums.aspects} />`}
    <${MarksRead} group=${group} marks=${marks} sums=${sums} />
    <${RemarksRead} sheet=${sheet.key} comment=${sent?.comment ?? ""} evidence=${sent?.evidence} />
  </main>`;
}

function Waiting() {
  const away = link.value.state === "away";
  return html`<h2 class="stamp-word">${t("judge.saved_here")}</h2>
    <p>${t(away ? "judge.saved_away" : "judge.saved_sending")}</p>`;
}

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet, sent: any}} props */
function Recorded({ group, sheet, sent }) {
  const { position, recordedAt, corrected } = /** @type {any} */ (sheet.recorded);
  return html`<h2 class="stamp-word">${t("judge.recorded_at", { position })}</h2>
    <p class="quiet figures">${timeText(recordedAt, { seconds: true })}</p>
    ${
      corrected &&
      html`<div class="notice stack-notice" data-state="warn"><p>${t("judge.corrected_note")}</p>
        ${
          sent &&
          html`<${SideBySide} group=${group} one=${sent.marks} other=${marksOf(sheet, sent)}
          names=${[t("judge.version_sent"), t("judge.version_counts")]} />`
        }</div>`
    }`;
}

/** What was signed or sent, by its hash: the same stands in the ledger and at the desk. @param {any} props */
function Content({ sent, sheet }) {
  const judge = session.value?.judge.id ?? "";
  const { signature } = sent;
  return html`<p class="quiet figures receipt-hash">${t("judge.content", { hash: shortHash(contentHash(sent, judge)) })}</p>
    ${
      signature &&
      html`<figure class="signature"><${Thumbnail} sheet=${sheet.key} one=${{ file: signature.image, what: "signature" }} />
        <figcaption class="quiet">${t("judge.signed")}</figcaption></figure>`
    }`;
}

/** The command this tablet sent for the sheet; null where another one did. @param {import("./sheets.js").Sheet} sheet */
function sentOf(sheet) {
  const body = outbox.value.get(sheet.key)?.body ?? receipts.value.get(sheet.key)?.body;
  return body ? JSON.parse(body) : null;
}

/** What counts is what the server has; before that, what this tablet sent. @param {import("./sheets.js").Sheet} sheet @param {any} sent */
function marksOf(sheet, sent) {
  const told = submittedOf(sheet);
  if (sheet.recorded && told?.position === sheet.recorded.position) return told.marks;
  return sent?.marks ?? told?.marks ?? {};
}
