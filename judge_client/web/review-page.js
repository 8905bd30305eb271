// Before it is handed in, the whole sheet is read back large, with its subtotal; what is missing keeps it here.

import { html, useState } from "../../static/lib/ui.js";
import { contentHash } from "./content.js";
import { decimal } from "./fraction.js";
import { hints } from "./habit.js";
import { LockedPage } from "./locked-page.js";
import { LookAgain } from "./look-again.js";
import { subtotal } from "./marking.js";
import { ownMarks } from "./own-habit.js";
import { pictures } from "./picture-work.js";
import { AspectLine, RemarksRead } from "./read-back.js";
import { ReceiptPage } from "./receipt-page.js";
import { sheetCommand } from "./sheet-command.js";
import { Gone } from "./sheet-page.js";
import { refusedText, Total } from "./sheet-words.js";
import { accepts } from "./sheets.js";
import { SignDialog } from "./sign-dialog.js";
import { findSheet, route, session, sheetAddress, storage, wanted } from "./state.js";
import { tablet } from "./tablet.js";
import { say, t } from "./texts.js";
import { draftOf } from "./use-draft.js";

export function ReviewPage() {
  const at = route.value;
  const found = "key" in at ? findSheet(at.key) : null;
  if (!found) return html`<${Gone} />`;
  const { state } = found.sheet;
  if (state === "waiting" || state === "recorded") return html`<${ReceiptPage} ...${found} />`;
  if (found.sheet.locked) return html`<${LockedPage} ...${found} />`;
  return html`<${Review} ...${found} />`;
}

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet}} props */
function Review({ group, sheet }) {
  const { module, fields } = group;
  const { marks, comment, evidence } = draftOf(sheet.key);
  const sums = subtotal(module, fields, marks);
  const left = sums.missing.length;
  const looks = hints(group, marks, ownMarks(group, sheet));
  const [seen, setSeen] = useState("");
  const shown = JSON.stringify(looks);
  const looked = !looks.length || seen === shown;
  const gone = sums.voided.entry ? "entry" : sums.voided.module ? "module" : "";
  return html`<main class="page review">
    <header class="sheet-head">
      <a class="button button-bare back" href=${sheetAddress(sheet.key)} aria-label=${t("judge.back_to_sheet")}>‹</a>
      <div class="grow head-title"><h1>${t("judge.review_title")}</h1>
        <p class="quiet one-line">${say(module.title)} · ${say(group.round.event.title)}</p></div>
    </header>
    <section class="review-top plate plate-cut">
      <div><span class="quiet">${t("judge.code")}</span><strong class="code code-huge">${sheet.code}</strong></div>
      <${Total} module=${module} unit=${group.unit} sums=${sums} />
    </section>
    ${group.calibration && html`<p class="notice" data-state="warn">${t("judge.calibration")}</p>`}
    ${sheet.refused && html`<p class="notice" data-state="bad">${refusedText(sheet.refused, module)}</p>`}
    ${gone && html`<p class="notice" data-state="bad" role="alert"><strong>${t(`judge.void_${gone}`)}</strong></p>`}
    <${LookAgain} group=${group} hints=${looks} seen=${looked} onSeen=${() => setSeen(looked ? "" : shown)} onAspect=${(id) => toAspect(sheet.key, id)} />
    ${module.sub_criteria.map(
      (sub) => html`<section class="review-sub" key=${sub.id}>
        <h2 class="sub-head"><span>${say(sub.title)}</span><span class="figures">${decimal(sums.subs[sub.id])}</span></h2>
        <dl class="lines">${sub.aspects.map(
          (aspect) => html`<${AspectLine} key=${aspect.id} aspect=${aspect} fields=${fields[aspect.id]}
            mark=${marks[aspect.id] ?? {}} points=${sums.aspects.get(aspect.id)} missing=${sums.missing.includes(aspect.id)}
            onMissing=${() => toAspect(sheet.key, aspect.id)} />`,
        )}</dl>
      </section>`,
    )}
    <${RemarksRead} sheet=${sheet.key} comment=${comment} evidence=${evidence} />
    <footer class="actions">
      <a class="button" href=${sheetAddress(sheet.key)}>${t("judge.change")}</a>
      ${
        left > 0 &&
        html`<button type="button" class="button missing" data-missing=${left} onClick=${() => toAspect(sheet.key, sums.missing[0])}>
        ${t("judge.missing", { count: left })} <span aria-hidden="true">›</span></button>`
      }
      <${Submit} group=${group} sheet=${sheet} ready=${left === 0 && looked && accepts(group.round.phase)} />
    </footer>
  </main>`;
}

/** What is signed as the subtotal; a plus says that points are still open. @param {ReturnType<typeof subtotal>} sums */
const signedTotal = ({ points, open }) => `${decimal(points)}${open.length > 0 ? " +" : ""}`;

/** @param {string} key @param {string} aspect */
function toAspect(key, aspect) {
  wanted.value = aspect;
  location.hash = sheetAddress(key);
}

/** Handing in; where the event asks for a signature, the judge signs first. */
function Submit({ group, sheet, ready }) {
  const [busy, setBusy] = useState(false);
  const [signing, setSigning] = useState(false);
  const judge = session.value?.judge.id ?? "";
  const submit = async (/** @type {import("./sign-dialog.js").Signed | null} */ signed) => {
    setBusy(true);
    try {
      if (signed) await pictures.keep(sheet.key, signed.picture);
      const signature = signed && { image: signed.picture.file, way: signed.way };
      await tablet.submit(sheet.key, (draft) => sheetCommand(group, sheet, draft, judge, signature));
    } catch {
      // nothing was moved: the draft is still whole
      storage.value = "failed";
    } finally {
      setBusy(false);
    }
  };
  const asked = group.round.event.sheet_rules?.signature === true;
  const draft = draftOf(sheet.key);
  return html`<button type="button" class="button button-main big" data-do="submit" disabled=${!ready || busy} aria-busy=${busy}
      onClick=${() => (asked ? setSigning(true) : submit(null))}>
      ${t(asked ? "judge.to_sign" : "judge.submit", { code: sheet.code })}
    </button>
    ${
      signing &&
      html`<${SignDialog} code=${sheet.code} total=${signedTotal(subtotal(group.module, group.fields, draft.marks))}
        hash=${contentHash(sheetCommand(group, sheet, draft, judge), judge)} busy=${busy} onSigned=${submit} onClose=${() => setSigning(false)} />`
    }`;
}
