// A sheet whose entry the chief judge has approved, while it is not recorded: what is on this tablet, to be read and kept.

import { html } from "../../static/lib/ui.js";
import { subtotal } from "./marking.js";
import { MarksRead, RemarksRead } from "./read-back.js";
import { refusedText, Total } from "./sheet-words.js";
import { drafts } from "./state.js";
import { say, t } from "./texts.js";

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet}} props */
export function LockedPage({ group, sheet }) {
  const { module, fields } = group;
  const draft = drafts.value.get(sheet.key);
  const marks = draft?.marks ?? {};
  const sums = subtotal(module, fields, marks);
  return html`<main class="page review receipt" data-state="locked">
    <header class="sheet-head">
      <a class="button button-bare back" href="#" aria-label=${t("judge.back_to_sheets")}>‹</a>
      <div class="grow head-title"><h1 class="one-line">${say(module.title)}</h1>
        <p class="quiet one-line">${say(group.round.event.title)} · ${say(group.round.title)}</p></div>
    </header>
    <section class="stamp plate plate-cut" role="status" data-state="locked">
      <strong class="code code-huge">${sheet.code}</strong>
      <div class="grow stack"><h2 class="stamp-word">${t("judge.state_locked")}</h2>
        <p>${t(draft ? "judge.approved_kept" : "judge.approved_shut")}</p></div>
      ${draft && html`<${Total} module=${module} unit=${group.unit} sums=${sums} />`}
    </section>
    ${sheet.refused && html`<p class="notice" data-state="bad" role="alert"><span><strong>${t("judge.refused_title")}</strong> ${refusedText(sheet.refused, module)}</span></p>`}
    <a class="button button-main big wide" href="#">${t("judge.back_to_sheets")}</a>
    ${draft && html`<${MarksRead} group=${group} marks=${marks} sums=${sums} />`}
    ${draft && html`<${RemarksRead} sheet=${sheet.key} comment=${draft.comment} evidence=${draft.evidence} />`}
  </main>`;
}
