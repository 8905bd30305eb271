// The judge signs: with the finger, or by typing the name where drawing is not possible; either way a picture comes out.

import { context, fromDrawing } from "../../static/lib/picture.js";
import { html, useEffect, useState } from "../../static/lib/ui.js";
import { shortHash } from "./content.js";
import { Dialog } from "./dialog.js";
import { InkPad, useInk } from "./ink-pad.js";
import { t } from "./texts.js";

/** @typedef {{picture: import("../../static/lib/picture.js").Picture, way: "hand" | "typed"}} Signed */

const WIDE = { width: 900, height: 300 };
/** On a phone a name needs height more than width. */
const NARROW = { width: 600, height: 400 };
const NARROW_PX = 640;
const NAME_MAX = 40;

/**
 * @param {{code: string, total: string, hash: string, busy: boolean, onSigned: (signed: Signed) => void,
 *   onClose: () => void}} props `hash`: of the content that is signed
 */
export function SignDialog({ code, total, hash, busy, onSigned, onClose }) {
  // once: a tablet that is turned while somebody signs keeps what stands there
  const [{ width, height }] = useState(() => (innerWidth < NARROW_PX ? NARROW : WIDE));
  const ink = useInk(width, height);
  const [typing, setTyping] = useState(false);
  const [name, setName] = useState("");
  const ready = typing ? name.trim() !== "" : !ink.empty;
  // what stands in the field counts, not what was drawn last: fingers may be faster than the screen
  const done = async (text = name) => {
    if (busy || (typing ? text.trim() === "" : ink.empty)) return;
    const picture = typing ? await written(text.trim()) : await ink.picture();
    onSigned({ picture, way: typing ? "typed" : "hand" });
  };
  return html`<${Dialog} label=${t("judge.sign_title")} wide onClose=${onClose}>
    <header class="sign-head">
      <strong class="code">${code}</strong>
      <h2 class="grow">${t("judge.sign_title")}</h2>
      <strong class="figures sign-total">${total}</strong>
    </header>
    <p class="quiet">${t("judge.sign_hint")} <span class="figures sign-hash">${t("judge.content", { hash: shortHash(hash) })}</span></p>
    ${typing ? html`<${NameField} name=${name} onName=${setName} onDone=${done} />` : html`<${InkPad} ink=${ink} label=${t("judge.sign_here")} />`}
    <div class="sign-tools">
      <button type="button" class="button" data-do="sign-typed" aria-pressed=${typing} onClick=${() => setTyping(!typing)}>
        ${t(typing ? "judge.sign_by_hand" : "judge.sign_by_name")}</button>
      ${!typing && html`<button type="button" class="button" data-do="clear-ink" disabled=${ink.empty} onClick=${() => ink.clear()}>${t("judge.sign_again")}</button>`}
    </div>
    <div class="dialog-keys">
      <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      <button type="button" class="button button-main big" data-do="sign" disabled=${!ready || busy} aria-busy=${busy} onClick=${() => done()}>
        ${t("judge.sign_submit", { code })}</button>
    </div>
  <//>`;
}

/** @param {{name: string, onName: (name: string) => void, onDone: (name: string) => void}} props */
function NameField({ name, onName, onDone }) {
  useEffect(() => document.getElementById("sign-name")?.focus(), []);
  return html`<label class="field sign-name">
    <span class="label">${t("judge.sign_name")}</span>
    <input id="sign-name" class="input" maxlength=${NAME_MAX} autocomplete="name" value=${name}
      onInput=${(/** @type {any} */ event) => onName(event.currentTarget.value)}
      onKeyDown=${(/** @type {any} */ event) => event.key === "Enter" && onDone(event.currentTarget.value)} />
  </label>`;
}

/** A typed name as a picture. @param {string} name */
function written(name) {
  const canvas = document.createElement("canvas");
  const { width, height } = WIDE;
  [canvas.width, canvas.height] = [width, height];
  const on = context(canvas);
  on.fillStyle = "#fff";
  on.fillRect(0, 0, width, height);
  on.fillStyle = "#14171c";
  on.textAlign = "center";
  on.textBaseline = "middle";
  on.font = "italic 96px serif";
  on.fillText(name, width / 2, height / 2, width - 60);
  return fromDrawing(canvas);
}
