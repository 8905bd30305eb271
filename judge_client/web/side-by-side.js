// Two versions of a sheet beside each other, only where they differ: nothing is overwritten without being shown. It only draws.

import { html } from "../../static/lib/ui.js";
import { aspectsOf } from "./marking.js";
import { markText } from "./read-back.js";
import { say, t } from "./texts.js";

/**
 * The aspects whose marks are not the same, each with both.
 * @param {any} module @param {any} fields @param {import("./marking.js").Marks} one @param {import("./marking.js").Marks} other
 */
export function differing(module, fields, one, other) {
  return aspectsOf(module)
    .map((aspect) => ({
      aspect,
      one: markText(aspect, fields[aspect.id], one[aspect.id] ?? {}),
      other: markText(aspect, fields[aspect.id], other[aspect.id] ?? {}),
    }))
    .filter((line) => line.one !== line.other);
}

/**
 * @param {{group: import("./sheets.js").Group, one: import("./marking.js").Marks, other: import("./marking.js").Marks,
 *   names: [string, string]}} props `names`: what the two versions are called
 */
export function SideBySide({ group, one, other, names }) {
  const lines = differing(group.module, group.fields, one, other);
  if (!lines.length) return html`<p>${t("judge.same_marks")}</p>`;
  return html`<div class="versions-frame" tabindex="0" role="region" aria-label=${t("judge.versions")}>
    <table class="versions">
      <thead><tr><th scope="col">${t("judge.aspect")}</th><th scope="col">${names[0]}</th><th scope="col">${names[1]}</th></tr></thead>
      <tbody>${lines.map(
        (line) => html`<tr key=${line.aspect.id}><th scope="row">${say(line.aspect.title)}</th>
          <td class="figures">${line.one}</td><td class="figures"><strong>${line.other}</strong></td></tr>`,
      )}</tbody>
    </table>
  </div>`;
}
