// The floor of a round at work: modules, heats, what is done to all stations at once, and a card for each station.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { useIntent } from "../intent.js";
import { IntentNotice } from "../parts.js";
import { say, t, whenText } from "../words.js";
import { GiveTime, PlanHeat, StopAll } from "./floor-dialogs.js";
import { calls, firstHeat, heatState, ready, rowsOf } from "./floor-rules.js";
import { me, place } from "./floor-store.js";
import { StationCard } from "./station-card.js";

/** @param {{floor: any}} props */
export function FloorView({ floor }) {
  const chosen = useSignal(/** @type {{module: string, heat: number | null}} */ ({ module: "", heat: null }));
  const module = chosen.value.module || floor.module;
  const heat = chosen.value.heat ?? firstHeat(floor, module);
  if (floor.order.length === 0) return html`<p class="notice">${t("floor.not_drawn")}</p>`;
  const rows = rowsOf(floor, heat);
  return html`<div class="stack floor-view">
    ${floor.phase !== "open" && html`<p class="notice" data-state="warn">${t(`floor.phase.${floor.phase}`)}</p>`}
    ${floor.carried[module] && html`<${Carried} carried=${floor.carried[module]} />`}
    ${
      floor.modules.length > 1 &&
      html`<nav class="floor-tabs" aria-label=${t("floor.modules")}>
        ${floor.modules.map(
          (
            /** @type {any} */ one,
          ) => html`<button type="button" class="button" key=${one.id} aria-pressed=${one.id === module}
            onClick=${() => {
              chosen.value = { module: one.id, heat: null };
            }}>${say(one.title)}${one.minutes ? html` <span class="quiet">${t("floor.minutes", { n: one.minutes })}</span>` : ""}</button>`,
        )}
      </nav>`
    }
    ${
      floor.heats.length > 0 &&
      html`<nav class="floor-tabs" aria-label=${t("floor.heats")}>
        ${floor.heats.map(
          (/** @type {any} */ one) => html`<button type="button" class="button floor-heat-tab" key=${one.heat}
            aria-pressed=${one.heat === heat} data-state=${heatState(floor, module, one.heat)}
            onClick=${() => {
              chosen.value = { module, heat: one.heat };
            }}>
            <strong>${say(one.title)}</strong>
            <span class="floor-heat-note">${[one.starts_at, t(`floor.heat.${heatState(floor, module, one.heat)}`)].filter(Boolean).join(" · ")}</span>
          </button>`,
        )}
      </nav>`
    }
    <${HeatActs} floor=${floor} module=${module} heat=${heat} rows=${rows} key=${`${module}/${heat}`} />
    <div class="stations">
      ${rows.map(
        (
          row,
          at,
        ) => html`<${StationCard} key=${`${module}/${row.code}`} row=${row} place=${row.station || at + 1} module=${module}
          open=${floor.phase === "open"} closed=${floor.phase === "closed"} />`,
      )}
    </div>
  </div>`;
}

/** What a restart of the server's machine did to these clocks. @param {{carried: {by: string, at: number}}} props */
function Carried({ carried }) {
  const state = carried.by === "halted" ? "bad" : "warn";
  return html`<p class="notice" data-state=${state} role="status">${t(`floor.carried.${carried.by}`, { at: whenText(carried.at) })}</p>`;
}

/** What is done to all stations of the heat at once. @param {any} props */
function HeatActs({ floor, module, heat, rows }) {
  const intent = useIntent();
  const dialog = useSignal(/** @type {"" | "give" | "stop" | "plan"} */ (""));
  const open = floor.phase === "open";
  const { competition, round } = place.value;
  const start = ready(rows, module, "start");
  const resume = ready(rows, module, "resume");
  const pause = ready(rows, module, "pause");
  const stop = ready(rows, module, "stop");
  const told = calls(rows, module);
  const { busy, waiting } = intent.state.value;
  /** @param {string} act @param {string[]} codes */
  const clocks = (act, codes) =>
    intent.command(competition, { kind: "set_clocks", round, module, act, codes, reason: "" });
  const close = () => {
    dialog.value = "";
  };
  return html`<section class="plate floor-acts" aria-label=${t("floor.all")}>
    <div class="floor-keys">
      ${
        open &&
        html`<button type="button" class="button big" data-do="call" disabled=${busy} onClick=${() =>
          intent.command(competition, {
            kind: "call_heat",
            round,
            module,
            heat,
          })}>${t("floor.call")}</button>`
      }
      ${
        open &&
        html`<button type="button" class="button button-main big" data-do="start-all" disabled=${busy || start.length === 0}
          onClick=${() => clocks("start", start)}>▶ ${t("floor.start_all", { n: start.length })}</button>`
      }
      ${
        open &&
        resume.length > 0 &&
        html`<button type="button" class="button big" data-do="resume-all" disabled=${busy}
          onClick=${() => clocks("start", resume)}>▶ ${t("floor.resume_all", { n: resume.length })}</button>`
      }
      <button type="button" class="button big" data-do="pause-all" disabled=${busy || pause.length === 0}
        onClick=${() => clocks("pause", pause)}>❚❚ ${t("floor.pause_all", { n: pause.length })}</button>
      <button type="button" class="button button-danger big" data-do="stop-all" disabled=${busy || stop.length === 0}
        onClick=${() => {
          dialog.value = "stop";
        }}>■ ${t("floor.stop_all", { n: stop.length })}</button>
      ${
        open &&
        html`<button type="button" class="button big" data-do="give-all" disabled=${stop.length === 0} onClick=${() => {
          dialog.value = "give";
        }}>${t("floor.give_all")}</button>`
      }
      ${
        me.value?.role === "organiser" &&
        heat > 0 &&
        html`<button type="button" class="button big" data-do="plan" onClick=${() => {
          dialog.value = "plan";
        }}>${t("floor.plan")}</button>`
      }
    </div>
    <p class="quiet">${t("floor.called", { open: told.open, absent: told.absent })}</p>
    ${
      waiting
        ? html`<p class="notice" data-state="bad" role="alert">${t("floor.not_done_yet")}
            <button type="button" class="button" onClick=${intent.forget}>${t("floor.give_up")}</button></p>`
        : html`<${IntentNotice} intent=${intent} />`
    }
    ${dialog.value === "stop" && html`<${StopAll} module=${module} codes=${stop} onClose=${close} />`}
    ${dialog.value === "give" && html`<${GiveTime} module=${module} codes=${stop} onClose=${close} />`}
    ${dialog.value === "plan" && html`<${PlanHeat} heat=${floor.heats.find((/** @type {any} */ one) => one.heat === heat)} onClose=${close} />`}
  </section>`;
}
