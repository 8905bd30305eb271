// What a judge adds to a sheet besides marks: a comment with ready phrases, photos, drawings. Keeping and sending are elsewhere.

import { fromPhoto } from "../../static/lib/picture.js";
import { html, useEffect, useState } from "../../static/lib/ui.js";
import { Dialog } from "./dialog.js";
import { InkPad, useInk } from "./ink-pad.js";
import { aspectsOf } from "./marking.js";
import { pictures } from "./picture-work.js";
import { say, t } from "./texts.js";
import { COMMENT_MAX, draftOf } from "./use-draft.js";

/** As many as the server takes with one sheet. */
const PICTURES_MAX = 6;
const COLOURS = { ink: "#14171c", red: "#c4221a", blue: "#0b57d0" };

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet, pen: import("./use-draft.js").Pen}} props */
export function Remarks({ group, sheet, pen }) {
  const { comment, evidence = [] } = draftOf(sheet.key);
  const phrases = group.round.event.sheet_rules?.phrases ?? [];
  return html`<section class="remarks plate stack" aria-label=${t("judge.remarks")}>
    <label class="field comment">
      <span class="label">${t("judge.comment")}</span>
      <textarea class="input" maxlength=${COMMENT_MAX} value=${comment} placeholder=${t("judge.comment_hint")}
        onInput=${(/** @type {any} */ event) => pen.comment(event.target.value)}></textarea>
    </label>
    ${
      phrases.length > 0 &&
      html`<div class="phrases" role="group" aria-label=${t("judge.phrases")}>
        ${phrases.map(
          (
            phrase,
          ) => html`<button type="button" class="button phrase" key=${phrase.zh} onClick=${() => pen.phrase(say(phrase), t("judge.phrase_apart"))}>
            ${say(phrase)}</button>`,
        )}
      </div>`
    }
    <${Pictures} module=${group.module} sheet=${sheet} pen=${pen} evidence=${evidence} />
  </section>`;
}

/** @param {any} props */
function Pictures({ module, sheet, pen, evidence }) {
  const [drawing, setDrawing] = useState(false);
  const [fault, setFault] = useState("");
  const full = evidence.length >= PICTURES_MAX;
  const take = async (
    /** @type {() => Promise<import("../../static/lib/picture.js").Picture>} */ make,
    what,
  ) => {
    try {
      const picture = await make();
      await pictures.keep(sheet.key, picture);
      pen.addEvidence({ file: picture.file, what, aspect: null });
      setFault("");
    } catch {
      setFault(t("judge.picture_failed"));
    }
  };
  return html`
    <div class="picture-keys">
      <label class="button picture-key" data-do="photo" aria-disabled=${full}>
        <${Icon} name="camera" /> ${t("judge.photo")}
        <input type="file" class="file-cover" accept="image/*" capture="environment" disabled=${full}
          onChange=${(/** @type {any} */ event) => {
            const [photo] = event.currentTarget.files;
            event.currentTarget.value = "";
            if (photo) take(() => fromPhoto(photo), "photo");
          }} />
      </label>
      <button type="button" class="button picture-key" data-do="draw" disabled=${full} onClick=${() => setDrawing(true)}>
        <${Icon} name="pencil" /> ${t("judge.drawing")}</button>
      ${full && html`<span class="quiet">${t("judge.pictures_full", { max: PICTURES_MAX })}</span>`}
    </div>
    ${fault && html`<p class="notice" data-state="bad" role="alert">${fault}</p>`}
    ${
      evidence.length > 0 &&
      html`<ul class="pictures">${evidence.map(
        (one) => html`<li key=${one.file} class="picture-tile">
          <${Thumbnail} sheet=${sheet.key} one=${one} />
          <select class="input" aria-label=${t("judge.picture_of")} value=${one.aspect ?? ""}
            onChange=${(/** @type {any} */ event) => pen.evidenceOf(one.file, event.currentTarget.value || null)}>
            <option value="">${t("judge.picture_whole")}</option>
            ${aspectsOf(module).map(({ id, title }) => html`<option key=${id} value=${id}>${say(title)}</option>`)}
          </select>
          <button type="button" class="button" data-do="drop-picture" aria-label=${t("judge.picture_drop")} onClick=${() => pen.dropEvidence(one.file)}>✕</button>
        </li>`,
      )}</ul>`
    }
    ${
      drawing &&
      html`<${DrawDialog} onClose=${() => setDrawing(false)} onDone=${(ink) => {
        setDrawing(false);
        take(() => ink.picture(), "drawing");
      }} />`
    }`;
}

/** @param {{sheet: string, one: import("./content.js").Evidence}} props */
export function Thumbnail({ sheet, one }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    let made = "";
    let gone = false;
    pictures.address(sheet, one.file).then((found) => {
      made = found;
      if (gone) URL.revokeObjectURL(found);
      else setAddress(found);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [sheet, one.file]);
  const name = t(`judge.${one.what}`);
  return address
    ? html`<img class="thumbnail" src=${address} alt=${name} />`
    : html`<span class="thumbnail thumbnail-gone">${name}</span>`;
}

/** @param {{onClose: () => void, onDone: (ink: import("./ink-pad.js").Ink) => void}} props */
function DrawDialog({ onClose, onDone }) {
  const ink = useInk(1200, 750);
  const [colour, setColour] = useState("ink");
  ink.colour = COLOURS[colour];
  ink.thickness = 6;
  return html`<${Dialog} label=${t("judge.drawing")} wide onClose=${onClose}>
    <div class="sign-tools">
      <span class="choice colours" role="group" aria-label=${t("judge.colour")}>
        ${Object.keys(COLOURS).map(
          (
            name,
          ) => html`<button type="button" class="button colour" key=${name} data-colour=${name} aria-pressed=${name === colour}
            onClick=${() => setColour(name)}><i aria-hidden="true"></i> ${t(`judge.colour_${name}`)}</button>`,
        )}
      </span>
      <button type="button" class="button" disabled=${ink.empty} onClick=${() => ink.undo()}><span aria-hidden="true">↶</span> ${t("judge.undo")}</button>
    </div>
    <${InkPad} ink=${ink} label=${t("judge.drawing")} />
    <div class="dialog-keys">
      <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      <button type="button" class="button button-main" data-do="keep-drawing" disabled=${ink.empty} onClick=${() => onDone(ink)}>${t("judge.keep_drawing")}</button>
    </div>
  <//>`;
}

const SHAPES = {
  camera: "M3 7h4l2-3h6l2 3h4v13H3zM12 9.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  pencil: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
};

/** @param {{name: keyof typeof SHAPES}} props */
function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${SHAPES[name]} /></svg>`;
}
