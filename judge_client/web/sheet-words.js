// What several pages say of one sheet: what it comes to so far, and why it was refused.

import { html } from "../../static/lib/ui.js";
import { decimal } from "./fraction.js";
import { aspectsOf } from "./marking.js";
import { refusalText, say, t } from "./texts.js";

/** @param {{module: any, unit?: string, sums: ReturnType<typeof import("./marking.js").subtotal>}} props */
export function Total({ module, unit, sums }) {
  const of = module.max === null || module.max === undefined ? unitText(unit) : `/ ${module.max}`;
  const gone = sums.voided.module || sums.voided.entry;
  // against the clock a void run is no result: 0 seconds would be the best there is
  const shown = gone && unit === "seconds" ? "–" : decimal(sums.points);
  return html`<p class="total" role="status" aria-label=${t("judge.subtotal")} data-total=${shown}>
    <span class="quiet">${gone ? t("judge.voided") : subtotalWords(sums)}</span>
    <span><strong class="figures">${shown}</strong> <span class="quiet figures">${of}</span></span>
  </p>`;
}

/** Says how many aspects are not in it yet. @param {ReturnType<typeof import("./marking.js").subtotal>} sums */
export const subtotalWords = ({ open }) =>
  open.length > 0 ? t("judge.subtotal_open", { count: open.length }) : t("judge.subtotal");

const unitText = (unit) => (unit === "seconds" ? t("judge.seconds") : "");

/** @param {import("./database.js").Refused} refused @param {any} module */
export function refusedText(refused, module) {
  const aspect = aspectsOf(module).find(({ id }) => id === refused.params?.aspect);
  const params = aspect ? { ...refused.params, aspect: say(aspect.title) } : refused.params;
  return refusalText({ ...refused, params });
}
