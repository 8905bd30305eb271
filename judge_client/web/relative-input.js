// A value that is compared with those of the other entries: the stop-watch for seconds, else the keypad. No points are known here.

import { html } from "../../static/lib/ui.js";
import { BoxButton } from "./number-box.js";
import { t } from "./texts.js";
import { TimeInput } from "./time-input.js";

/** @param {import("./aspect-plate.js").InputProps} props */
export function RelativeInput(props) {
  const [field] = props.fields;
  return html`<div class="relative">
    ${field.input === "time" ? html`<${TimeInput} ...${props} />` : html`<div class="reading"><${BoxButton} ...${props} field=${field} /></div>`}
    <p class="quiet scored">${t("judge.relative_open")} ${comparedText(props.aspect)}</p>
  </div>`;
}

/** How the value will be worth what it is. @param {any} aspect */
function comparedText({ max, rule }) {
  const { compared, unit } = rule;
  const better = t(`judge.relative_${rule.order}`);
  if (compared.by === "best_share") return t("judge.relative_best_share", { better, max });
  if (compared.by === "behind_best")
    return t("judge.relative_behind_best", { better, max, unit, ...compared });
  if (compared.by === "by_place") {
    return t("judge.relative_by_place", { better, points: compared.ranks.map(placeText).join(" · ") });
  }
  return [
    t("judge.relative_beaten", compared),
    compared.limit !== null &&
      compared.limit !== undefined &&
      t("judge.relative_late", { unit, ...compared }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** "1: 10", "2-4: 8", "5-: 2". @param {{first: number, last: number | null, points: string}} line */
const placeText = ({ first, last, points }) =>
  `${last === first ? first : `${first}–${last ?? ""}`}: ${points}`;
