// What the floor knows of a sheet's entry: the station's clock, to be taken over as a time, and what floor judges noted.

import { durationText } from "../../static/lib/clock.js";
import { html } from "../../static/lib/ui.js";
import { stationSeconds } from "./sheets.js";
import { say, t } from "./texts.js";

/**
 * The clock offers; the judge decides: what is taken over can be typed over, and the clock's own time stays on record.
 *
 * @param {{sheet: import("./sheets.js").Sheet, module: any, fields: any, marks: any,
 *   pen: import("./use-draft.js").Pen}} props
 */
export function FloorStrip({ sheet, module, fields, marks, pen }) {
  const { clock, notes } = sheet;
  if (!clock && notes.length === 0) return null;
  // A time is whatever is entered as one, on a clock's rule or beside the rest of the field.
  const timed = module.sub_criteria
    .flatMap(({ aspects }) => aspects)
    .filter(({ id, tries }) => !tries && fields[id].length === 1 && fields[id][0].input === "time");
  return html`<section class="floor-strip plate" aria-label=${t("judge.floor")}>
    ${clock && html`<${StationTime} clock=${clock} />`}
    ${
      clock?.state === "stopped" &&
      timed.map((aspect) => {
        const [box] = fields[aspect.id];
        const seconds = stationSeconds(clock, box.step);
        const taken = marks[aspect.id]?.[box.id] === seconds;
        return html`<button type="button" class="button" key=${aspect.id} data-do="take-clock" disabled=${taken}
          onClick=${() => pen.mark(aspect.id, { [box.id]: seconds })}>
          ${t(taken ? "judge.clock_taken" : "judge.clock_take", { time: durationText(seconds), aspect: say(aspect.title) })}
        </button>`;
      })
    }
    ${
      notes.length > 0 &&
      html`<ul class="floor-notes">
        ${notes.map(
          (one) =>
            html`<li key=${one.position}><span class="figures quiet">${atText(one.ran)}</span> ${one.text}</li>`,
        )}
      </ul>`
    }
  </section>`;
}

/** @param {{clock: import("./sheets.js").StationClock}} props */
function StationTime({ clock }) {
  const given = clock.given ? ` · ${t("judge.clock_given", { time: atText(clock.given) })}` : "";
  const standing = clock.state === "stopped" || clock.state === "paused";
  return html`<p class="floor-clock">
    <span class="quiet">${t("judge.clock")}</span>
    ${standing && html`<strong class="figures">${atText(clock.used - clock.given)}</strong>`}
    <span class="tag" data-state=${clock.state === "running" ? "busy" : ""}>${t(`judge.clock_${clock.state}`)}</span>
    <span class="quiet figures">${given}</span>
  </p>`;
}

/** Whole seconds that are over. @param {number} ms */
const atText = (ms) => durationText(String(Math.max(0, Math.trunc(ms / 1000))));
