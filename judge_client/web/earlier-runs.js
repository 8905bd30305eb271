// What a tablet still holds of a run before the one that is marked: to be read, and to be let go; it counts no more.

import { html } from "../../static/lib/ui.js";
import { aspectsOf, subtotal } from "./marking.js";
import { AspectLine } from "./read-back.js";
import { tablet } from "./tablet.js";
import { t } from "./texts.js";

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet}} props */
export function EarlierRuns({ group, sheet }) {
  if (sheet.run === 1) return null;
  return html`<div class="notice stack" data-state="warn">
    <p><strong>${t("judge.run", { run: sheet.run })}</strong> ${t("judge.run_text")}</p>
    ${sheet.earlier.map((draft) => html`<${Earlier} key=${draft.sheet} group=${group} draft=${draft} />`)}
  </div>`;
}

/** @param {{group: import("./sheets.js").Group, draft: import("./database.js").Draft}} props */
function Earlier({ group, draft }) {
  const { module, fields } = group;
  const sums = subtotal(module, fields, draft.marks);
  const marked = aspectsOf(module).filter(({ id }) => draft.marks[id]);
  return html`<details data-earlier=${draft.sheet}>
    <summary>${t("judge.run_kept", { count: marked.length })}</summary>
    <dl class="lines">${marked.map(
      (aspect) => html`<${AspectLine} key=${aspect.id} aspect=${aspect} fields=${fields[aspect.id]}
        mark=${draft.marks[aspect.id]} points=${sums.aspects.get(aspect.id)} />`,
    )}</dl>
    <button type="button" class="button" data-do="discard-earlier" onClick=${() => tablet.dropDraft(draft.sheet)}>${t("judge.discard")}</button>
  </details>`;
}
