// The hall's screens on one page: preview, take, every screen with what it really shows, and what they are driven with.

import { html, useSignal } from "../../../static/lib/ui.js";
import { fleet, fleetProblem, kinds, readFleet, useFleet } from "./fleet.js";
import { EmergencyBar, TakeBar } from "./fleet-actions.js";
import { Fault, Head, Wait } from "./parts.js";
import { PicturesPart } from "./pictures-part.js";
import { PlaylistsPart } from "./playlists-part.js";
import { ProgrammePart } from "./programme-part.js";
import { GroupsPart, ScenesPart } from "./scenes-part.js";
import { ScreensWall } from "./screens-wall.js";
import { t } from "./words.js";

/** @type {Record<string, any>} */
const PARTS = {
  scenes: ScenesPart,
  playlists: PlaylistsPart,
  programme: ProgrammePart,
  groups: GroupsPart,
  pictures: PicturesPart,
};

/** All screens, whichever competition they show. */
export function ScreensView() {
  useFleet();
  const chosen = useSignal(/** @type {any} */ (null));
  const picked = useSignal(/** @type {Set<string>} */ (new Set()));
  const part = useSignal("scenes");
  const known = fleet.value;
  if (!known || !kinds.value) {
    return html`<div><${Head} title=${t("desk.view.screens")} />
      ${fleetProblem.value ? html`<${Fault} problem=${fleetProblem.value} onRetry=${readFleet} />` : html`<${Wait} />`}
    </div>`;
  }
  const Part = PARTS[part.value];
  return html`<div class="fleet">
    <${Head} title=${t("desk.view.screens")} above=${t("desk.screens.text")}>
      <a class="button button-small" href="/display/" target="_blank" rel="noopener">${t("desk.screens.open_here")}</a>
    <//>
    <${EmergencyBar} known=${known} />
    ${fleetProblem.value && html`<${Fault} problem=${fleetProblem.value} onRetry=${readFleet} />`}
    ${kinds.value.faults.map((/** @type {string} */ fault) => html`<p class="notice" data-state="warn">${fault}</p>`)}
    <${TakeBar} known=${known} chosen=${chosen} picked=${picked} />
    <${ScreensWall} known=${known} picked=${picked} />
    <section class="fleet-parts">
      <div class="row fleet-tabs" role="tablist" aria-label=${t("desk.screens.parts")}>
        ${Object.keys(PARTS).map(
          (
            name,
          ) => html`<button key=${name} class="button button-small" role="tab" aria-selected=${part.value === name}
            onClick=${() => {
              part.value = name;
            }}>${t(`desk.screens.part.${name}`)}</button>`,
        )}
      </div>
      <${Part} known=${known} chosen=${chosen} />
    </section>
  </div>`;
}
