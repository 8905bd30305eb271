// The draw of a round: a seed, the running order and codes that follow from it, and the proof that they do.

import { html, useSignal } from "../../../static/lib/ui.js";
import { randomHex } from "./api.js";
import { CarryForm } from "./carry-form.js";
import { DifficultiesForm } from "./difficulties-form.js";
import { draw, sameDraw } from "./draw.js";
import { HeatFields, HeatsNow, heatFields } from "./heats-form.js";
import { useIntent } from "./intent.js";
import { isSealed } from "./next-step.js";
import { Empty, Field, Form, IntentButton, IntentNotice, Link } from "./parts.js";
import { QualifyForm } from "./qualify-form.js";
import { EventTabs } from "./round-parts.js";
import { here, overview, reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** The draw of the open round. */
export function DrawView() {
  const { event, round } = here.value;
  const { competition } = route.value;
  const may = round.phase === "planned" || round.phase === "drawn";
  return html`<div>
    <${EventTabs} />
    ${
      event.entries.length === 0
        ? html`<${Empty} text=${t("desk.draw.no_entries")}>
            <${Link} class="button" to=${{ view: "entries", competition, event: event.id }}>${t("desk.next.entries")}<//>
          <//>`
        : html`<div class="stack"><div class="columns">
            <div class="stack">
              <${QualifyForm} key=${round.id} event=${event} round=${round} />
              <${CarryForm} key=${`carry-${round.id}`} event=${event} round=${round} />
              ${round.blind && html`<${InLayers} competition=${competition} round=${round} />`}
              ${may && !round.blind && html`<${DrawForm} event=${event} round=${round} />`}
              ${round.order.length > 0 && html`<${HeatsNow} round=${round} competition=${competition} />`}
              ${round.order.length > 0 && !round.blind && html`<${Proof} event=${event} round=${round} />`}
              ${!may && !round.blind && html`<p class="notice">${t("desk.draw.fixed")}</p>`}
            </div>
            ${round.order.length > 0 ? html`<${OrderTable} event=${event} round=${round} />` : html`<${Empty} text=${t("desk.draw.none")} />`}
          </div>
          <${DifficultiesForm} key=${`difficulty-${round.id}`} event=${event} round=${round} />
        </div>`
    }
  </div>`;
}

/** Where the round's numbers are drawn in layers, they are drawn by an encryption judge. @param {any} props */
function InLayers({ competition, round }) {
  return html`<section class="plate plate-cut stack">
    <h2>${t("seals.title")}</h2>
    <p>${t("seals.instead_of_draw")}</p>
    <p><${Link} class="button" to=${{ view: "seals", competition, round: round.id }}>${t("desk.view.seals")}<//></p>
  </section>`;
}

/** @param {any} props */
function DrawForm({ event, round }) {
  const competition = /** @type {string} */ (route.value.competition);
  const seed = useSignal(randomHex(16));
  const own = useSignal(false);
  const typed = useSignal("");
  const heats = heatFields(useSignal, round);
  const intent = useIntent();
  const count = round.qualified?.entries.length ?? event.entries.length;
  async function send() {
    const body = {
      kind: "make_draw",
      round: round.id,
      seed: own.value ? typed.value.trim() : seed.value,
      ...heats.command(),
    };
    if (!(await intent.command(competition, body))) return;
    await reload();
    seed.value = randomHex(16);
    toast(t("desk.draw.done", { n: count }));
  }
  return html`<section class="plate plate-cut">
    <h2>${round.order.length ? t("desk.draw.again") : t("desk.draw.title")}</h2>
    <p class="quiet">${t("desk.draw.text")}</p>
    <${Form} onSend=${send}>
      <${HeatFields} fields=${heats} count=${count} />
      <fieldset class="choice">
        <legend>${t("desk.draw.seed")}</legend>
        <label>
          <input type="radio" name="seed" checked=${!own.value} onChange=${() => {
            own.value = false;
          }} />
          <span>
            <strong>${t("desk.draw.random")}</strong>
            <span class="quiet">${t("desk.draw.random_text")}</span>
            ${!own.value && html`<code class="seed">${seed.value}</code>`}
          </span>
        </label>
        <label>
          <input type="radio" name="seed" checked=${own.value} onChange=${() => {
            own.value = true;
          }} />
          <span>
            <strong>${t("desk.draw.own")}</strong>
            <span class="quiet">${t("desk.draw.own_text")}</span>
          </span>
        </label>
      </fieldset>
      ${own.value && html`<${Field} label=${t("desk.draw.own_seed")} value=${typed} required maxlength="120" />`}
      <${IntentNotice} intent=${intent} />
      <div class="row">
        <${IntentButton} intent=${intent}>${round.order.length ? t("desk.draw.again_send") : t("desk.draw.send")}<//>
      </div>
    <//>
  </section>`;
}

/** How anybody can see for themselves. @param {any} props */
function Proof({ event, round }) {
  const found = useSignal("");
  const first = round.order[0].entry;
  function check() {
    const of = new Map(event.entries.map((/** @type {any} */ one) => [one.entry, one.delegation]));
    const again = draw(
      round.seed,
      round.order.map((/** @type {any} */ one) => one.entry),
      round.stations,
      round.apart ? of : null,
    );
    found.value = sameDraw(again, round.order) ? "same" : "other";
  }
  return html`<section class="plate proof">
    <h2>${t("desk.draw.proof")}</h2>
    <p>${t("desk.draw.proof_text")}</p>
    <p>${t("desk.draw.seed")}: <code class="seed">${round.seed}</code></p>
    <pre><code>${`printf 'order\\n%s\\n%s' '${round.seed.replaceAll("'", "'\\''")}' '${first}' | sha256sum`}</code></pre>
    <div class="row">
      <button class="button button-small" onClick=${check}>${t("desk.draw.check")}</button>
      ${
        found.value &&
        html`<span class="tag" role="status" data-state=${found.value === "same" ? "good" : "bad"}>${t(`desk.draw.check_${found.value}`)}</span>`
      }
    </div>
  </section>`;
}

/** @param {any} props */
function OrderTable({ event, round }) {
  const entries = new Map(event.entries.map((/** @type {any} */ entry) => [entry.entry, entry]));
  const { delegations } = overview.value;
  const heats = round.heats.length > 0;
  // Until the layers are open nobody at the desk knows who is behind a number.
  const known = !isSealed(round);
  const titleOf = (/** @type {number} */ heat) => say(round.heats[heat - 1]?.title);
  return html`<div class="table-frame">
    <table class="table">
      <caption class="visually-hidden">${t("desk.draw.order")}</caption>
      <thead><tr>
        <th class="number" scope="col">${t("desk.col.order")}</th>
        ${heats && html`<th scope="col">${t("desk.col.heat")}</th>`}
        ${heats && html`<th class="number" scope="col">${t("desk.col.station")}</th>`}
        <th scope="col">${t("desk.col.code")}</th>
        ${
          known &&
          html`<th class="number" scope="col">${t("desk.col.number")}</th>
        <th scope="col">${t("desk.col.name")}</th>
        <th scope="col">${t("desk.col.delegation")}</th>`
        }
      </tr></thead>
      <tbody>
        ${round.order.map((/** @type {any} */ drawn, /** @type {number} */ n) => {
          const entry = /** @type {any} */ (entries.get(drawn.entry));
          return html`<tr key=${drawn.entry}>
            <td class="number">${n + 1}</td>
            ${heats && html`<td>${titleOf(drawn.heat)}</td>`}
            ${heats && html`<td class="number">${drawn.station}</td>`}
            <td><span class="code">${drawn.code}</span></td>
            ${
              known &&
              html`<td class="number">${entry?.number}</td>
            <th scope="row">${say(entry?.name)}</th>
            <td>${say(delegations[entry?.delegation])}</td>`
            }
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
