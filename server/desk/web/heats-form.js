// How a round is dealt to heats and stations: the choice before the draw, and what came of it. The draw itself is draw-view.js.

import { html } from "../../../static/lib/ui.js";
import { inside } from "./api.js";
import { Field } from "./parts.js";
import { shown, t } from "./words.js";

/**
 * @typedef {{inHeats: any, stations: any, apart: any, command: () => {stations?: number, apart?: boolean}}} HeatFieldsKept
 * @param {<T>(first: T) => any} useSignal
 * @param {any} round as it was drawn last
 * @returns {HeatFieldsKept} signals that outlive a redraw, and what the draw is asked for
 */
export function heatFields(useSignal, round) {
  const inHeats = useSignal(round.stations > 0);
  const stations = useSignal(round.stations ? String(round.stations) : "");
  const apart = useSignal(round.apart);
  return {
    inHeats,
    stations,
    apart,
    command: () => (inHeats.value ? { stations: Number(stations.value), apart: apart.value } : {}),
  };
}

/** @param {{fields: HeatFieldsKept, count: number}} props count: entries that take part */
export function HeatFields({ fields, count }) {
  const { inHeats, stations, apart } = fields;
  const many = Number(stations.value);
  const heats = many > 0 ? Math.ceil(count / many) : 0;
  const hint = heats
    ? t("desk.draw.stations_hint", { n: count, heats, most: Math.ceil(count / heats) })
    : undefined;
  return html`<fieldset class="choice">
      <legend>${t("desk.draw.heats")}</legend>
      ${[false, true].map(
        (one) => html`<label key=${one}>
          <input type="radio" name="heats" checked=${inHeats.value === one} onChange=${() => {
            inHeats.value = one;
          }} />
          <span>
            <strong>${t(one ? "desk.draw.heats_some" : "desk.draw.heats_none")}</strong>
            <span class="quiet">${t(one ? "desk.draw.heats_some_text" : "desk.draw.heats_none_text")}</span>
          </span>
        </label>`,
      )}
    </fieldset>
    ${
      inHeats.value &&
      html`<${Field} label=${t("desk.draw.stations")} hint=${hint} value=${stations} required inputmode="numeric"
          pattern="[1-9][0-9]?|1[0-9]{2}|200" />
        <label class="tick">
          <input type="checkbox" checked=${apart.value} onChange=${() => {
            apart.value = !apart.value;
          }} />
          <span>${t("desk.draw.apart")}</span>
        </label>`
    }`;
}

/** What the draw came to, and the way to the floor. @param {{round: any, competition: string}} props */
export function HeatsNow({ round, competition }) {
  const apart = round.apart ? t("desk.draw.apart_now") : "";
  const now = { heats: round.heats.length, stations: round.stations, apart };
  return html`<section class="plate stack no-print">
    <h2>${t("desk.draw.heats")}</h2>
    <p>${round.stations ? t("desk.draw.heats_now", now) : t("desk.draw.heats_none")}</p>
    <div class="row">
      <a class="button" href=${`/floor/${competition}/${round.id}`} target="_blank" rel="noopener">${t("desk.draw.floor")}</a>
      <a class="button" href=${`/board/${competition}/${round.id}/stations`} target="_blank" rel="noopener">${t("desk.draw.wall")}</a>
      ${round.stations > 0 && html`<a class="button" href=${`/board/${competition}/${round.id}/heats`} target="_blank" rel="noopener">${t("desk.draw.heats_board")}</a>`}
      <a class="button" href=${inside(competition, `/rounds/${round.id}/draw.xlsx?lang=${shown.value}`)} download>Excel</a>
      <a class="button" href=${inside(competition, `/rounds/${round.id}/draw.csv?lang=${shown.value}`)} download>CSV</a>
      ${round.stations > 0 && html`<button type="button" class="button" onClick=${() => print()}>${t("desk.draw.print")}</button>`}
    </div>
  </section>`;
}
