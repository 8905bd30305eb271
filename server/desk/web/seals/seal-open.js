// Opening a layer: one person asks, another confirms, each with their own passphrase or with the seed from the envelope.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { inside } from "../api.js";
import { useIntent } from "../intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "../parts.js";
import { me, reload, route, toast } from "../store.js";
import { t } from "../words.js";

/**
 * @param {{round: import("./seal-rules.js").SealedRound, layer: import("./seal-rules.js").Layer, act: "ask" | "confirm",
 *   onClose: () => void}} props
 */
export function OpenDialog({ round, layer, act, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const by = useSignal("passphrase");
  const words = useSignal("");
  const intent = useIntent();
  const name = t(`seals.layer.${layer.layer}`);
  async function send() {
    const body = by.value === "seed" ? { seed: words.value.trim() } : { passphrase: words.value };
    const path = inside(competition, `/rounds/${round.id}/seals/${layer.layer}/${act}`);
    if (!(await intent.send(path, body))) return;
    words.value = "";
    if (me.value.role !== "encryption") await reload();
    toast(t(`seals.${act}_done`, { layer: name }));
    onClose();
  }
  return html`<${Dialog} title=${t(`seals.${act}_title`, { layer: name })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t(`seals.${act}_text`, { layer: name })}</p>
      <fieldset class="choice">
        <legend>${t("seals.with")}</legend>
        ${["passphrase", "seed"].map(
          (one) => html`<label key=${one}>
            <input type="radio" name="seal-with" checked=${by.value === one} onChange=${() => {
              by.value = one;
              words.value = "";
            }} />
            <span><strong>${t(`seals.with_${one}`)}</strong><span class="quiet">${t(`seals.with_${one}_text`)}</span></span>
          </label>`,
        )}
      </fieldset>
      ${
        by.value === "seed"
          ? html`<${Field} key="seed" label=${t("seals.seed")} value=${words} required maxlength="200" spellcheck=${false} autofocus />`
          : html`<${Field} key="passphrase" label=${t("seals.passphrase")} value=${words} required maxlength="200"
              type="password" autofocus />`
      }
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent}>${t(`seals.${act}`)}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
