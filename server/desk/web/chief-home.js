// Where a chief judge begins: the rounds of their competition, each with what is in. Nothing is set up here.

import { html } from "../../../static/lib/ui.js";
import { ApprovedCount } from "./approval-parts.js";
import { Bar, Empty, Head, Link, PhaseTag } from "./parts.js";
import { overview, route } from "./store.js";
import { say, t } from "./words.js";

/** The events of the competition with their rounds. */
export function ChiefHome() {
  const { competition } = route.value;
  const events = overview.value.events.filter((/** @type {any} */ event) => event.rounds.length > 0);
  return html`<div class="chief-home">
    <${Head} title=${t("desk.chief.title")} above=${say(overview.value.title)} />
    ${events.length === 0 && html`<${Empty} text=${t("desk.chief.none")} />`}
    <ul class="tiles">
      ${events.flatMap((/** @type {any} */ event) =>
        event.rounds.map(
          (/** @type {any} */ round) => html`<li key=${round.id}>
            <${Link} class="plate plate-lead tile" to=${{ view: "live", competition, round: round.id }}>
              <strong>${say(event.title)} · ${say(round.title)}</strong>
              <${PhaseTag} phase=${round.phase} />
              <${Bar} done=${round.sheets_in} of=${round.sheets_due} label=${t("desk.live.sheets")} />
              <${ApprovedCount} round=${round} />
            <//>
          </li>`,
        ),
      )}
    </ul>
  </div>`;
}
