// One screen at the desk: its picture as it reports it, how it is, and the dialog that names and places it.

import { html, useSignal } from "../../../static/lib/ui.js";
import { healthOf, onAirText, readFleet } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Dialog, IntentNotice } from "./parts.js";
import { ScreenForm } from "./screen-form.js";
import { ScreenPicture, toldByReport } from "./screen-picture.js";
import { isNew } from "./screen-rules.js";
import { toast } from "./store.js";
import { listed, say, t } from "./words.js";

/** @param {any} props */
export function ScreenCard({ screen, known, picked }) {
  const intent = useIntent();
  const open = useSignal("");
  const health = healthOf(screen);
  const { report } = screen;
  /** @param {string} action @param {string} said */
  async function act(action, said) {
    const done = await intent.send("/api/v1/fleet/actions", { action, screens: [screen.id] });
    if (done) toast(t(said, { name: screen.name }));
    readFleet();
  }
  function pick() {
    const next = new Set(picked.value);
    if (!next.delete(screen.id)) next.add(screen.id);
    picked.value = next;
  }
  return html`<article class="plate screen" data-state=${health.state} data-new=${isNew(screen)}>
    <header class="row spread">
      <label class="tick grow">
        <input type="checkbox" checked=${picked.value.has(screen.id)} onChange=${pick} />
        <h3 class="one-line">${screen.name}</h3>
      </label>
      <span class="code">${screen.id.toUpperCase()}</span>
    </header>
    <div class="screen-seen" data-silent=${screen.silent !== false}>
      ${
        report
          ? html`<${ScreenPicture} told=${toldByReport(screen, known.house)} width=${report.width || 1920} height=${report.height || 1080}
              label=${t("desk.screens.picture_of", { name: screen.name })} />`
          : html`<p class="screen-unseen">${t("desk.screens.never_seen")}</p>`
      }
    </div>
    <div class="row spread screen-facts">
      <span class="tag" data-state=${health.state}>${health.text}</span>
      <span class="one-line grow">${onAirText(screen)}</span>
      ${report && html`<span class="figures quiet">${report.width}×${report.height}</span>`}
    </div>
    ${report?.left?.length > 0 && html`<p class="notice" data-state="warn">${t("desk.screens.left", { scenes: listed(scenesOf(screen, report.left)) })}</p>`}
    <${IntentNotice} intent=${intent} />
    <div class="row">
      <button class=${isNew(screen) ? "button button-main button-small" : "button button-small"}
        onClick=${() => {
          open.value = "form";
        }}>${t(isNew(screen) ? "desk.screens.place_it" : "desk.screens.settings")}</button>
      <button class="button button-small" onClick=${() => act("identify", "desk.screens.identified")}>
        ${t("desk.screens.identify")}
      </button>
      <button class="button button-small" onClick=${() => act("reload", "desk.screens.reloaded")}>${t("desk.screens.reload")}</button>
    </div>
    ${
      open.value &&
      html`<${Dialog} wide title=${screen.name} onClose=${() => {
        open.value = "";
      }}>
        <${ScreenForm} screen=${screen} known=${known} onDone=${() => {
          open.value = "";
        }} />
      <//>`
    }
  </article>`;
}

/**
 * The scenes of what is on air that draw one of these boards, by name. A board may be that of one entry of a zone's.
 *
 * @param {any} screen
 * @param {string[]} boards
 * @returns {string[]}
 */
function scenesOf(screen, boards) {
  const steps = (screen.show?.steps ?? []).filter((/** @type {any} */ step) =>
    step.zones.some((/** @type {any} */ zone) =>
      boards.some((board) => zone.board && `${roundOf(board)}.`.startsWith(`${roundOf(zone.board)}.`)),
    ),
  );
  return [...new Set(steps.map((/** @type {any} */ step) => say(step.title)))];
}

/** What a board is about, without its kind. @param {string} board */
const roundOf = (board) => board.slice(board.indexOf(".") + 1);
