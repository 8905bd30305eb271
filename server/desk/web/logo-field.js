// A logo at the desk: chosen from a file, kept as it is and once more small enough for phones. Whose it is, others know.

import { context } from "../../../static/lib/picture.js";
import { html } from "../../../static/lib/ui.js";
import { IntentNotice } from "./parts.js";
import { t } from "./words.js";

/** The small picture of a logo fits into this box, in pixels, and has at most so many bytes. */
const BOX = { width: 480, height: 200 };
const BYTES_MAX = 10 * 1024;
const QUALITIES = [0.9, 0.75];
const SHRINK = 0.8;

/**
 * A logo, small: as large as the box and the bytes allow.
 *
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
async function small(file) {
  const image = await createImageBitmap(file);
  let scale = Math.min(1, BOX.width / image.width, BOX.height / image.height);
  for (;;) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    context(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/webp", quality));
      if (!blob) throw new RangeError("the picture cannot be encoded");
      if (blob.size <= BYTES_MAX) return blob;
    }
    scale *= SHRINK;
  }
}

/**
 * @param {{logo: string, small: string, label: string, intent: import("./intent.js").Intent,
 *   onChoose: (logos: {logo: string, small: string}) => void}} props
 */
export function LogoField({ logo, small: tiny, label, intent, onChoose }) {
  /** @param {Blob} content @param {string} name */
  async function keep(content, name) {
    const form = new FormData();
    form.append("file", content, name);
    const kept = await intent.send(`/api/v1/screen-pictures?name=${encodeURIComponent(name)}`, undefined, {
      form,
    });
    return kept?.id ?? "";
  }
  /** @param {any} event */
  async function choose(event) {
    const input = event.currentTarget;
    const [file] = input.files;
    const name = file.name.replace(/\.\w+$/, "").slice(0, 50);
    const large = await keep(file, name);
    // A file the server took is a picture, but this browser may know it less well.
    const reduced = large && (await small(file).catch(() => file));
    const id = reduced && (await keep(reduced, `${name} · S`));
    input.value = "";
    if (id) onChoose({ logo: large, small: id });
  }
  return html`<div class="field logo-field">
    <span class="label">${label}</span>
    <div class="row">
      <span class="logo-plate">
        ${logo ? html`<img src=${`/api/v1/screen-pictures/${tiny}`} alt="" />` : html`<span class="quiet">${t("desk.brand.no_logo")}</span>`}
      </span>
      <label class="button button-small picture-add">
        ${t(logo ? "desk.brand.other_logo" : "desk.brand.choose_logo")}
        <input class="visually-hidden" type="file" accept="image/png,image/jpeg,image/webp" onChange=${choose} />
      </label>
      ${logo && html`<button type="button" class="button button-small" onClick=${() => onChoose({ logo: "", small: "" })}>${t("desk.brand.without_logo")}</button>`}
    </div>
    <${IntentNotice} intent=${intent} />
  </div>`;
}
