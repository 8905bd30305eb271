// What the floor has on record beside a sheet: the station's clock, whatever time the judge wrote, and what was noted.

import { clockText, counted } from "../../../static/lib/station-clock.js";
import { html } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { t } from "./words.js";

/**
 * Nothing where no clock ran and nothing was noted; asked anew when the sheet changes.
 *
 * @param {{round: string, module: string, code: string, position: number}} props
 */
export function FloorRecord({ round, module, code, position }) {
  const { competition } = route.value;
  const { answer } = useAnswer(() => ask(`/api/v1/boards/floor.${competition}.${round}`), [round, position]);
  const at = answer?.state.rows[code]?.modules[module];
  if (!at || (at.clock.state === "planned" && !at.notes)) return null;
  const standing = at.clock.state === "stopped" || at.clock.state === "paused";
  return html`<section class="stack floor-record">
    ${
      at.clock.state !== "planned" &&
      html`<p><span class="quiet">${t("desk.sheet.clock")}</span>
        <strong class="figures">${standing ? clockText(counted(at.clock, null)) : t("desk.sheet.clock_running")}</strong>
        ${at.clock.given !== 0 && html` <span class="quiet">${t("desk.sheet.clock_given", { time: clockText(at.clock.given) })}</span>`}
      </p>`
    }
    ${
      at.notes &&
      html`<ul>
        ${at.notes.map(
          (/** @type {any} */ one) => html`<li key=${one.position}>
            <span class="quiet figures">${clockText(one.ran)}</span> ${one.text}
            ${one.withdrawn && html` <span class="quiet">${t("desk.sheet.note_withdrawn", { reason: one.withdrawn })}</span>`}
          </li>`,
        )}
      </ul>`
    }
  </section>`;
}
