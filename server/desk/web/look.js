// How the open competition looks, for the desk's bar and for what it prints. The desk keeps its own colours.

import { html, signal, useEffect } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { say } from "./words.js";

/**
 * @typedef {{name?: {zh: string, en: string}, logo?: string, small?: string,
 *   colours?: Record<string, Record<string, string>>}} Look as docs/protocol.md has the board `brand.{competition}`
 */

/** The look of the competition that was read last; empty where the product's own stands. */
const look = signal(/** @type {Look} */ ({}));
let of = "";

/** Read it again: another competition, or it was changed here. @param {string} competition "" for none */
export async function readLook(competition) {
  of = competition;
  if (!competition) {
    look.value = {};
    return;
  }
  // Away or refused: the page looks like the product, and works.
  const answer = await ask(`/api/v1/boards/brand.${encodeURIComponent(competition)}`).catch(() => null);
  if (of === competition) look.value = answer?.state ?? {};
}

/** Keep it that of the competition that is open. @param {string} competition */
export function useLook(competition) {
  useEffect(() => {
    readLook(competition);
  }, [competition]);
}

/** Its short name, "" without one. */
export const shortName = () => (look.value.name ? say(look.value.name) : "");

/**
 * Its logo on a light plate.
 *
 * @param {{large?: boolean, otherwise?: any}} props large: for paper, as it was uploaded; otherwise: what stands there
 *   where it has none
 */
export function Logo({ large = false, otherwise = null }) {
  const { logo, small } = look.value;
  if (!logo || !small) return otherwise;
  return html`<img class="look-logo" src=${`/api/v1/screen-pictures/${large ? logo : small}`} alt="" />`;
}

/**
 * What something printed wears: its colours for white paper, and a mark for the style sheet that it has any.
 *
 * @returns {{style: Record<string, string> | undefined, "data-look": string | undefined}}
 */
export function onPaper() {
  const { logo, colours } = look.value;
  return { style: colours?.light, "data-look": logo || colours ? "own" : undefined };
}

/** The head of whatever is printed and has none of its own: whose competition it is. @param {{title: any}} props */
export function Letterhead({ title }) {
  return html`<header class="letterhead" data-title=${say(title)} aria-hidden="true" ...${onPaper()}><${Logo} large /></header>`;
}
