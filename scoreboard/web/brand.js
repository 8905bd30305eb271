// How a competition looks on a screen: whose look a zone has, and putting it on. Its colours come ready from the server.

import { setAttribute, setStyle } from "../../static/lib/html.js";

/**
 * @typedef {{zh: string, en: string}} Text
 * @typedef {{name: Text, tier: string, logo: string, small: string}} Sponsor
 * @typedef {{name?: Text, logo?: string, small?: string, strip?: boolean, sponsors: Sponsor[],
 *   colours?: Record<string, Record<string, string>>}} Brand as docs/protocol.md has it
 * @typedef {import("./screen-show.js").Step} Step
 * @typedef {import("./screen-show.js").Zone} Zone
 */

/** What a brand may set; tokens.css has the product's own. Nothing else: medals and states stay as they are. */
export const PROPERTIES = [
  "--brand",
  "--brand-high",
  "--brand-low",
  "--on-brand",
  "--brand-text",
  "--brand-rgb",
  "--brand-second",
];

/** @param {string} picture @returns {string} its address */
export function addressOf(picture) {
  return `/api/v1/screen-pictures/${encodeURIComponent(picture)}`;
}

/** The competition a board is of, "" for a board of none. @param {string} board */
export function competitionOf(board) {
  return board.split(".")[1] ?? "";
}

/**
 * Whose look a zone has: its board's; where it has no board, that of the first zone beside it that has one.
 *
 * @param {Zone} zone
 * @param {Step} step
 * @param {string} house the competition whose look stands where none is named, "" for the product's own
 */
export function ownerOf(zone, step, house) {
  const named = [zone, ...step.zones].find(({ board }) => board);
  return named ? competitionOf(named.board) : house;
}

/**
 * Put a look on an element and all that is in it; without one the product's own is back.
 *
 * @param {HTMLElement} element
 * @param {Brand | undefined} brand
 * @param {"dark" | "light"} room
 */
export function wear(element, brand, room) {
  const colours = brand?.colours?.[room];
  for (const name of PROPERTIES) {
    if (colours?.[name]) setStyle(element, { [name]: colours[name] });
    else element.style.removeProperty(name);
  }
  if (brand?.logo) setStyle(element, { "--logo": `url("${addressOf(brand.logo)}")` });
  else element.style.removeProperty("--logo");
  setAttribute(element, "data-logo", brand?.logo ? "yes" : null);
}
