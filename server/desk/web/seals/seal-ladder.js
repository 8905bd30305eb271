// The layers of a round as steps of a ladder: what each is, how far it is, drawing it, and opening it.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { inside } from "../api.js";
import { useIntent } from "../intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "../parts.js";
import { may, me, route, toast } from "../store.js";
import { t } from "../words.js";
import { OpenDialog } from "./seal-open.js";
import { before, mayDraw, toDraw, toOpen, turnOf } from "./seal-rules.js";

/**
 * @param {{round: import("./seal-rules.js").SealedRound, keys: any, onChange: () => void,
 *   shown: string | null, onShow: (kind: string) => void}} props
 */
export function Ladder({ round, keys, onChange, shown, onShow }) {
  return html`<ol class="seal-ladder">
    ${round.layers.map(
      (one) => html`<li key=${one.layer} data-layer=${one.layer} data-state=${layerState(one)}>
        <span class="seal-letter code" aria-hidden="true">${one.layer[0].toUpperCase()}</span>
        <div class="stack seal-words">
          <div class="row">
            <h3 class="grow">${t(`seals.layer.${one.layer}`)}</h3>
            <span class="tag" data-state=${TAGS[layerState(one)]}>${t(`seals.layer_state.${layerState(one)}`)}</span>
          </div>
          <p>${t(`seals.layer.${one.layer}_text`)}</p>
          <p class="quiet small">${t("seals.drawn_from", { of: t(`seals.of.${before(round.layers, one)}`) })}</p>
          ${one.drawn && html`<${Facts} layer=${one} />`}
          <${Acts} round=${round} layer=${one} keys=${keys} onChange=${onChange} isShown=${shown === one.layer} onShow=${onShow} />
        </div>
      </li>`,
    )}
  </ol>`;
}

/** @type {Record<string, string>} */
const TAGS = { waiting: "", handed: "busy", sealed: "good", open: "gold" };

/** @param {import("./seal-rules.js").Layer} one */
function layerState(one) {
  if (one.open) return "open";
  if (one.handing_out) return "handed";
  return one.drawn ? "sealed" : "waiting";
}

/** What anyone may know of a sealed layer. @param {{layer: import("./seal-rules.js").Layer}} props */
function Facts({ layer }) {
  return html`<dl class="seal-facts">
    <div><dt>${t("seals.fact.count")}</dt><dd>${layer.count}</dd></div>
    <div><dt>${t("seals.fact.by")}</dt><dd>${layer.by}</dd></div>
    <div class="wide"><dt>${t("seals.fact.commitment")}</dt><dd><code class="seed">${layer.commitment}</code></dd></div>
    ${layer.seed && html`<div class="wide"><dt>${t("seals.fact.seed")}</dt><dd><code class="seed">${layer.seed}</code></dd></div>`}
  </dl>`;
}

/** @param {any} props */
function Acts({ round, layer, keys, onChange, isShown, onShow }) {
  const asked = useSignal("");
  const turn = toOpen(round) === layer && may("open_seals") ? turnOf(round, me.value) : null;
  const draws = may("draw_seals") && mayDraw(round, layer);
  const shows = may("draw_seals") && layer.handing_out > 0 && !isShown;
  const ready = keys.keepers.length > 0 && keys.others.length > 0;
  const close = () => {
    asked.value = "";
    onChange();
  };
  if (!turn && !draws && !shows) return null;
  return html`<div class="row seal-acts">
    ${
      draws &&
      html`<button class=${`button ${layer === toDraw(round) ? "button-main" : ""}`} disabled=${!ready} onClick=${() => {
        asked.value = "draw";
      }}>${t(layer.drawn ? "seals.draw_again" : "seals.draw", { layer: t(`seals.layer.${layer.layer}`) })}</button>`
    }
    ${draws && !ready && html`<span class="quiet">${t("seals.keys_first")}</span>`}
    ${shows && html`<button class="button" onClick=${() => onShow(layer.layer)}>${t("seals.show_numbers")}</button>`}
    ${
      (turn === "ask" || turn === "confirm") &&
      html`<button class="button button-main" onClick=${() => {
        asked.value = turn;
      }}>${t(`seals.${turn}`)}</button>`
    }
    ${turn === "wait" && html`<span class="tag" data-state="busy">${t("seals.waiting_for_other")}</span>`}
    ${turn === "side" && html`<span class="quiet">${t(me.value.role === "encryption" ? "seals.side_keepers" : "seals.side_others")}</span>`}
    ${
      asked.value === "draw" &&
      html`<${DrawDialog} round=${round} layer=${layer} onClose=${close} onDone=${() => {
        close();
        onShow(layer.layer);
      }} />`
    }
    ${
      (asked.value === "ask" || asked.value === "confirm") &&
      html`<${OpenDialog} round=${round} layer=${layer} act=${asked.value} onClose=${close} />`
    }
  </div>`;
}

/** What a draw means, and the stations it fills. @param {any} props */
function DrawDialog({ round, layer, onClose, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const stations = useSignal("0");
  const intent = useIntent();
  const name = t(`seals.layer.${layer.layer}`);
  async function send() {
    const body = { stations: layer.floor ? Number(stations.value) || 0 : 0 };
    const path = inside(competition, `/rounds/${round.id}/seals/${layer.layer}/draw`);
    if (!(await intent.send(path, body))) return;
    toast(t("seals.draw_done", { layer: name }));
    onDone();
  }
  return html`<${Dialog} title=${t(layer.drawn ? "seals.draw_again" : "seals.draw", { layer: name })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t("seals.draw_text")}</p>
      ${layer.drawn && html`<p class="notice" data-state="warn">${t("seals.draw_again_text")}</p>`}
      ${
        layer.floor &&
        html`<${Field} label=${t("seals.stations")} hint=${t("seals.stations_hint")} value=${stations} type="number"
          min="0" max="500" inputmode="numeric" required />`
      }
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent}>${t("seals.draw_send")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
