// What a judge added to a sheet: pictures taken as evidence and the signature. Read only.

import { html } from "../../../static/lib/ui.js";
import { inside } from "./api.js";
import { route } from "./store.js";
import { say, t } from "./words.js";

/** @param {string} file */
const addressOf = (file) => inside(/** @type {string} */ (route.value.competition), `/files/${file}`);

/** @param {{sheet: any, aspects: any[], code: string}} props */
export function SheetEvidence({ sheet, aspects, code }) {
  const { evidence, signature } = sheet;
  const titles = new Map(aspects.map(({ id, title }) => [id, title]));
  return html`${
    evidence.length > 0 &&
    html`<section>
      <h3>${t("desk.sheet.evidence")}</h3>
      <ul class="evidence">
        ${evidence.map(
          (/** @type {any} */ one, /** @type {number} */ n) => html`<li key=${one.file}>
            <${Shown} one=${one} name=${`${code}-${n + 1}`} />
            <span>${t(`desk.sheet.${one.what}`)} · ${one.aspect ? say(titles.get(one.aspect)) : t("desk.sheet.whole_work")}</span>
          </li>`,
        )}
      </ul>
    </section>`
  }
  ${signature && html`<${Signature} signature=${signature} corrected=${sheet.corrected} code=${code} />`}`;
}

/** A picture to look at and to save, or word that it is still on its way. @param {any} props */
function Shown({ one, name }) {
  if (!one.here) return html`<span class="evidence-gone">${t("desk.sheet.not_here")}</span>`;
  const address = addressOf(one.file);
  return html`<a href=${address} download=${name} title=${t("desk.sheet.save_picture")}>
    <img src=${address} alt=${t(`desk.sheet.${one.what}`)} loading="lazy" />
  </a>`;
}

/** @param {any} props */
function Signature({ signature, corrected, code }) {
  return html`<section class="signed">
    <h3>${t("desk.sheet.signature")}</h3>
    <${Shown} one=${{ file: signature.image, here: signature.here, what: "signature" }} name=${`${code}-signature`} />
    <p class="quiet figures">
      ${t(`desk.sheet.signed_${signature.way}`)} · ${t("desk.sheet.content", { hash: signature.content.slice(0, 12).match(/.{4}/g).join(" ") })}
    </p>
    ${corrected && html`<p class="notice" data-state="warn">${t("desk.sheet.signed_before")}</p>`}
  </section>`;
}
