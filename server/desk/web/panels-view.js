// The panels of a round: which judge marks which module, as a matrix of ticks.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { changedPanels } from "./next-step.js";
import { Empty, IntentButton, IntentNotice, Link } from "./parts.js";
import { thinPanels } from "./recusal-rules.js";
import { EventTabs } from "./round-parts.js";
import { here, overview, reload, route, toast } from "./store.js";
import { listed, say, t } from "./words.js";

/** The panels of the open round. */
export function PanelsView() {
  const { event, round } = here.value;
  const { competition } = route.value;
  const { officials } = overview.value;
  return html`<div>
    <${EventTabs} />
    ${
      officials.length === 0
        ? html`<${Empty} text=${t("desk.panels.no_judges")}>
            <${Link} class="button" to=${{ view: "judges", competition }}>${t("desk.next.judges")}<//>
          <//>`
        : html`<${Matrix} event=${event} round=${round} officials=${officials} />`
    }
  </div>`;
}

/** @param {any} props */
function Matrix({ event, round, officials }) {
  const competition = /** @type {string} */ (route.value.competition);
  // What differs from the server, by module; what somebody else changes meanwhile is not overwritten by looking.
  const edited = useSignal(/** @type {Record<string, Set<string>>} */ ({}));
  const learning = useSignal(/** @type {Record<string, Set<string>>} */ ({}));
  const filter = useSignal("");
  const intent = useIntent();
  /** @type {Record<string, Set<string>>} */
  const wanted = Object.fromEntries(
    event.modules.map((/** @type {any} */ { id }) => [
      id,
      edited.value[id] ?? new Set(round.panels[id] ?? []),
    ]),
  );
  /** @type {Record<string, Set<string>>} */
  const shadows = Object.fromEntries(
    event.modules.map((/** @type {any} */ { id }) => [
      id,
      learning.value[id] ?? new Set(round.shadows?.[id] ?? []),
    ]),
  );
  const changes = changedPanels(event, round, wanted, officials, shadows);
  const shownJudges = officials.filter((/** @type {any} */ one) => one.name.includes(filter.value.trim()));

  /** @param {string} module @param {string[]} judges @param {boolean} on */
  function set(module, judges, on) {
    const next = new Set(wanted[module]);
    for (const judge of judges) on ? next.add(judge) : next.delete(judge);
    edited.value = { ...edited.value, [module]: next };
    if (on && judges.some((judge) => shadows[module].has(judge)))
      learning.value = { ...learning.value, [module]: without(shadows[module], judges) };
  }

  /** A shadow judge is not on the panel. @param {string} module @param {string} judge */
  function shadow(module, judge) {
    const now = shadows[module];
    const next = now.has(judge) ? without(now, [judge]) : new Set([...now, judge]);
    learning.value = { ...learning.value, [module]: next };
    if (wanted[module].has(judge)) set(module, [judge], false);
  }

  async function save() {
    for (const { module, judges, shadows } of changes) {
      const said = { kind: "set_panel", round: round.id, module, judges, shadows };
      if (!(await intent.command(competition, said))) {
        await reload();
        return;
      }
      const { [module]: _, ...rest } = edited.value;
      const { [module]: __, ...others } = learning.value;
      await reload();
      edited.value = rest;
      learning.value = others;
    }
    toast(t("desk.panels.saved"));
  }

  return html`<div class="stack">
    <p class="quiet">${t("desk.panels.text")} ${t("desk.panels.shadow_text")}</p>
    ${
      officials.length > 12 &&
      html`<input class="input narrow" type="search" placeholder=${t("desk.panels.filter")} aria-label=${t("desk.panels.filter")}
        value=${filter} onInput=${(/** @type {any} */ e) => {
          filter.value = e.currentTarget.value;
        }} />`
    }
    <div class="table-frame">
      <table class="table matrix">
        <caption class="visually-hidden">${t("desk.view.panels")}</caption>
        <thead><tr>
          <th scope="col">${t("desk.col.judge")}</th>
          ${event.modules.map(
            (/** @type {any} */ module) => html`<${ModuleHead} key=${module.id} module=${module}
              chosen=${wanted[module.id].size} all=${shownJudges.every((/** @type {any} */ one) => wanted[module.id].has(one.id))}
              onAll=${(/** @type {boolean} */ on) =>
                set(
                  module.id,
                  shownJudges.map((/** @type {any} */ one) => one.id),
                  on,
                )} />`,
          )}
        </tr></thead>
        <tbody>
          ${shownJudges.map(
            (/** @type {any} */ judge) => html`<tr key=${judge.id}>
              <th scope="row">${judge.name}</th>
              ${event.modules.map(
                (/** @type {any} */ module) => html`<td key=${module.id} class="tick-cell">
                  <label>
                    <input type="checkbox" checked=${wanted[module.id].has(judge.id)}
                      aria-label=${`${judge.name} · ${say(module.title)}`}
                      onChange=${(/** @type {any} */ e) => set(module.id, [judge.id], e.currentTarget.checked)} />
                  </label>
                  <button type="button" class="shadow-key" aria-pressed=${shadows[module.id].has(judge.id)}
                    aria-label=${`${t("desk.panels.shadow")} · ${judge.name} · ${say(module.title)}`}
                    onClick=${() => shadow(module.id, judge.id)}>${t("desk.panels.shadow")}</button>
                </td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${thinPanels(event, round, wanted, officials).map((one) => html`<${Thin} key=${one.module.id} thin=${one} />`)}
    <${IntentNotice} intent=${intent} />
    <div class="row save-bar" data-dirty=${changes.length > 0}>
      <${IntentButton} intent=${intent} onClick=${save} disabled=${changes.length === 0 || intent.state.value.busy}>
        ${t("desk.panels.save")}
      <//>
      <span class="quiet" role="status">
        ${changes.length > 0 ? t("desk.panels.unsaved", { n: changes.length }) : t("desk.panels.all_saved")}
      </span>
      ${
        changes.length > 0 &&
        html`<button class="button button-bare" onClick=${() => {
          edited.value = {};
          learning.value = {};
          intent.forget();
        }}>${t("desk.panels.undo")}</button>`
      }
    </div>
  </div>`;
}

/** @param {Set<string>} some @param {string[]} these */
const without = (some, these) => new Set([...some].filter((one) => !these.includes(one)));

/** A module in which too few judges are left for some entries, once those of their own delegation stay out. @param {any} props */
function Thin({ thin }) {
  const { module, left, needed, numbers } = thin;
  return html`<p class="notice" data-state=${left === 0 ? "bad" : "warn"}>
    ${t(left === 0 ? "desk.panels.nobody_left" : "desk.panels.few_left", {
      module: say(module.title),
      left,
      needed,
      numbers: listed(numbers),
    })}
  </p>`;
}

/** @param {any} props */
function ModuleHead({ module, chosen, all, onAll }) {
  const short = chosen < module.panel_size;
  const state = chosen === 0 ? "bad" : short ? "warn" : chosen > module.panel_size ? "busy" : "good";
  return html`<th scope="col">
    <label class="module-tick">
      <input type="checkbox" checked=${all} aria-label=${t("desk.panels.all_of", { module: say(module.title) })}
        onChange=${(/** @type {any} */ e) => onAll(e.currentTarget.checked)} />
      <span>${say(module.title)}</span>
    </label>
    <span class="tag" data-state=${state}>${t("desk.panels.size", { chosen, wanted: module.panel_size })}</span>
  </th>`;
}
