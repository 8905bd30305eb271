// What a judge gave a calibration piece beside the whole panel and the reference, once that may be seen. It only draws.

import { html } from "../../static/lib/ui.js";
import { decimal } from "./fraction.js";
import { aspectsOf } from "./marking.js";
import { say, t } from "./texts.js";

/**
 * @param {{module: any, sheet: import("./sheets.js").Sheet, points: Map<string, import("./fraction.js").Fraction>}} props
 *   points: the judge's own
 */
export function ComparedTable({ module, sheet, points }) {
  const { compared } = sheet;
  if (!compared) return html`<p class="notice" data-compared="later">${t("judge.compared_later")}</p>`;
  const known = aspectsOf(module).filter(({ id }) => compared[id]);
  const referenced = known.some(({ id }) => compared[id].reference !== null);
  return html`<section class="plate stack" data-compared="now">
    <h2>${t("judge.compared")}</h2>
    <div class="compared-frame"><table class="compared">
      <thead><tr>
        <th scope="col">${t("judge.compared_aspect")}</th>
        <th scope="col">${t("judge.compared_mine")}</th>
        ${referenced && html`<th scope="col">${t("judge.compared_reference")}</th>`}
        <th scope="col">${t("judge.compared_mean")}</th>
        <th scope="col">${t("judge.compared_range")}</th>
      </tr></thead>
      <tbody>
        ${known.map(({ id, title }) => {
          const { lowest, highest, mean, reference } = compared[id];
          const own = points.get(id);
          return html`<tr key=${id}>
            <th scope="row">${say(title)}</th>
            <td class="figures"><strong>${own ? decimal(own) : "–"}</strong></td>
            ${referenced && html`<td class="figures">${reference ?? "–"}</td>`}
            <td class="figures">${mean}</td>
            <td class="figures">${lowest === highest ? lowest : `${lowest}–${highest}`}</td>
          </tr>`;
        })}
      </tbody>
    </table></div>
  </section>`;
}
