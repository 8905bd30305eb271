// What the levels of an aspect look like: a small picture in each level, and all of them large, side by side. It only draws.

import { html, useState } from "../../static/lib/ui.js";
import { Dialog } from "./dialog.js";
import { levelPictures } from "./picture-work.js";
import { say, t } from "./texts.js";

/**
 * The addresses of an aspect's pictures by number of the level; what is not on this tablet is left out.
 * @param {any} rules the event's sheet rules @param {string} aspect @returns {Map<number, string>}
 */
export function picturesOf(rules, aspect) {
  const own = (rules?.pictures ?? []).filter((one) => one.aspect === aspect);
  const here = own.map(({ level, picture }) => [level, levelPictures.value.get(picture)]);
  return new Map(here.filter(([, address]) => address));
}

/** @param {{address: string | undefined}} props */
export const LevelPicture = ({ address }) =>
  address ? html`<img class="level-picture" src=${address} alt="" />` : null;

/**
 * @param {{title: string, pictures: Map<number, string>, names: {level: string, text: any}[]}} props
 */
export function LookClosely({ title, pictures, names }) {
  const [open, setOpen] = useState(false);
  if (!pictures.size) return null;
  return html`<button type="button" class="button look-closely" data-do="look" onClick=${() => setOpen(true)}>${t("judge.look_closely")}</button>
    ${
      open &&
      html`<${Dialog} label=${title} wide onClose=${() => setOpen(false)}>
      <h2>${title}</h2>
      <ul class="large-pictures">
        ${[...pictures].map(
          ([n, address]) => html`<li key=${n}><figure>
            <img src=${address} alt=${say(names[n]?.text) || names[n]?.level} />
            <figcaption><strong class="figures">${names[n]?.level}</strong> ${say(names[n]?.text)}</figcaption>
          </figure></li>`,
        )}
      </ul>
      <div class="dialog-keys"><button type="button" class="button button-main" onClick=${() => setOpen(false)}>${t("common.close")}</button></div>
    <//>`
    }`;
}
