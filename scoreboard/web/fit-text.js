// Sets names that are longer than their place smaller, then on two lines; looks at places once, then writes.

import { setAttribute } from "../../static/lib/html.js";
import { isClose, setting, widthOf } from "./standings-layout.js";

/** Units stand smaller than names: on one line they lose no more than this. */
export const UNIT_LEAST = 0.84;

/** The other language beside a name: the gap before it, and how large it is, in parts of the name. */
const BESIDE = { gap: 0.5, size: 0.62 };

/**
 * Fit every name that is on the page to the place it has: `data-setting`, which the styles read. Its first child is the
 * name in the main language, its second the one in the other: where both do not fit on a line `data-alone` says so.
 *
 * @param {ParentNode} root
 * @param {string} selector
 * @param {number} [least] see `setting`: what is set small already takes a second line sooner
 */
export function fitNames(root, selector, least) {
  const names = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  // All readings before the first writing: each writing in between would cost a layout of its own.
  const places = names.map((name) => {
    const style = getComputedStyle(name);
    const inside = Number.parseFloat(style.paddingInlineStart) + Number.parseFloat(style.paddingInlineEnd);
    return (name.clientWidth - inside) / Number.parseFloat(style.fontSize);
  });
  for (const [at, name] of names.entries()) {
    const text = name.firstElementChild?.textContent ?? "";
    setAttribute(name, "data-setting", places[at] > 0 ? setting(text, places[at], least) : null);
    setAttribute(name, "data-close", places[at] > 0 && isClose(text, places[at]) ? "yes" : null);
    const other = widthOf(name.children[1]?.textContent ?? "") * BESIDE.size + BESIDE.gap;
    setAttribute(name, "data-alone", widthOf(text) + other > places[at] ? "yes" : null);
  }
}
