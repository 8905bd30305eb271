// Pictures for screens at the desk: uploaded, seen, deleted.

import { html, useSignal } from "../../../static/lib/ui.js";
import { readFleet } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Empty, IntentNotice } from "./parts.js";
import { t } from "./words.js";

/** @param {any} props */
export function PicturesPart({ known }) {
  const intent = useIntent();
  /** @param {any} event */
  async function upload(event) {
    const input = event.currentTarget;
    for (const file of input.files) {
      const form = new FormData();
      form.append("file", file);
      const name = encodeURIComponent(file.name.replace(/\.\w+$/, "").slice(0, 60));
      const kept = await intent.send(`/api/v1/screen-pictures?name=${name}`, undefined, { form });
      if (!kept) break;
    }
    input.value = "";
    readFleet();
  }
  return html`<div>
    <label class="button button-small picture-add">
      ${t("desk.screens.add_pictures")}
      <input class="visually-hidden" type="file" multiple accept="image/png,image/jpeg,image/webp" onChange=${upload} />
    </label>
    <${IntentNotice} intent=${intent} />
    ${known.pictures.length === 0 && html`<${Empty} text=${t("desk.screens.no_pictures")} />`}
    <ul class="picture-list">
      ${known.pictures.map((/** @type {any} */ one) => html`<li key=${one.id}><${Picture} picture=${one} /></li>`)}
    </ul>
  </div>`;
}

/** @param {any} props */
function Picture({ picture }) {
  const intent = useIntent();
  const sure = useSignal(false);
  const address = `/api/v1/screen-pictures/${picture.id}`;
  async function remove() {
    if (!sure.value) {
      sure.value = true;
      return;
    }
    await intent.send(address, {}, { method: "DELETE", body: undefined });
    readFleet();
  }
  return html`<figure class="plate">
    <img src=${address} alt=${picture.name || picture.id} loading="lazy" />
    <figcaption class="row">
      <span class="one-line grow">${picture.name || picture.id}</span>
      <span class="figures quiet">${picture.width}×${picture.height}</span>
      <button class="button button-small button-danger" onClick=${remove}>${t(sure.value ? "desk.screens.delete_sure" : "desk.screens.delete")}</button>
    </figcaption>
    <${IntentNotice} intent=${intent} />
  </figure>`;
}
