// One's own passphrase for opening layers, and who else has set one. The passphrase is typed here and kept nowhere.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { inside } from "../api.js";
import { useIntent } from "../intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "../parts.js";
import { may, route, toast } from "../store.js";
import { listed, t } from "../words.js";

const LENGTH_MIN = 8;

/** @param {{keys: any, wanted?: boolean, onChange: () => void}} props wanted: something is drawn after it */
export function KeyPlate({ keys, wanted = true, onChange }) {
  const asked = useSignal(false);
  const close = () => {
    asked.value = false;
    onChange();
  };
  return html`<section class="plate stack seal-keys no-print" data-mine=${keys.mine}>
    <div class="row spread">
      <h3>${t("seals.keys.title")}</h3>
      ${
        may("open_seals") &&
        html`<button class=${`button ${keys.mine || !wanted ? "" : "button-main"}`} onClick=${() => {
          asked.value = true;
        }}>${t(keys.mine ? "seals.keys.change" : "seals.keys.set")}</button>`
      }
    </div>
    <p class="quiet">${t("seals.keys.text")}</p>
    <dl class="seal-facts">
      <${Side} title=${t("seals.keys.keepers")} people=${keys.keepers} />
      <${Side} title=${t("seals.keys.others")} people=${keys.others} />
    </dl>
    ${asked.value && html`<${KeyDialog} onClose=${close} />`}
  </section>`;
}

/** @param {{title: string, people: {role: string, name: string}[]}} props */
function Side({ title, people }) {
  const names = people.map(({ role, name }) =>
    name ? t("seals.who", { name, role: t(`access.role.${role}`) }) : t(`access.role.${role}`),
  );
  return html`<div>
    <dt>${title}</dt>
    <dd>${names.length ? listed(names) : html`<span class="tag" data-state="warn">${t("seals.keys.nobody")}</span>`}</dd>
  </div>`;
}

/** @param {{onClose: () => void}} props */
function KeyDialog({ onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const [words, again] = [useSignal(""), useSignal("")];
  const intent = useIntent();
  const differs = again.value !== "" && again.value !== words.value;
  async function send() {
    if (words.value !== again.value) return;
    if (!(await intent.send(inside(competition, "/seals/key"), { passphrase: words.value }))) return;
    words.value = "";
    again.value = "";
    toast(t("seals.keys.done"));
    onClose();
  }
  return html`<${Dialog} title=${t("seals.keys.set")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t("seals.keys.set_text")}</p>
      <${Field} label=${t("seals.keys.new")} hint=${t("seals.keys.new_hint", { n: LENGTH_MIN })} value=${words} required
        minlength=${LENGTH_MIN} maxlength="200" type="password" autocomplete="new-password" autofocus />
      <${Field} label=${t("seals.keys.again")} value=${again} required type="password" autocomplete="new-password"
        fault=${differs ? t("seals.keys.differs") : undefined} />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || differs}>${t("seals.keys.set")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
