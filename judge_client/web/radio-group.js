// A choice of one: buttons that behave as radio buttons do, by finger and by arrow keys. What is chosen is the caller's.

import { html } from "../../static/lib/ui.js";

const AHEAD = new Set(["ArrowRight", "ArrowDown"]);
const BACK = new Set(["ArrowLeft", "ArrowUp"]);

/**
 * Arrow keys walk and choose, Home and End go to the ends; Tab comes in once and goes out again.
 *
 * @param {{class: string, label?: string, labelledby?: string, style?: any, chosen: number, count: number,
 *   onChoose: (n: number) => void, children: (radio: (n: number) => object) => any, guarded?: number}} props `chosen`: -1
 *   for none; `children` draws the buttons with what `radio(n)` gives; `guarded` is only reached, not chosen, by arrows
 */
export function RadioGroup({
  class: name,
  label,
  labelledby,
  style,
  chosen,
  count,
  onChoose,
  children,
  guarded = -1,
}) {
  const radio = (/** @type {number} */ n) => ({
    type: "button",
    role: "radio",
    "aria-checked": chosen === n,
    tabIndex: n === Math.max(0, chosen) ? 0 : -1,
    onClick: () => onChoose(n),
  });
  const walk = (/** @type {any} */ event) => {
    const all = [...event.currentTarget.querySelectorAll("[role=radio]")];
    const at = all.indexOf(event.target);
    const to = AHEAD.has(event.key)
      ? (at + 1) % count
      : BACK.has(event.key)
        ? (at + count - 1) % count
        : event.key === "Home"
          ? 0
          : event.key === "End"
            ? count - 1
            : -1;
    if (at < 0 || to < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    all[to].focus();
    if (to !== guarded) onChoose(to);
  };
  return html`<div class=${name} role="radiogroup" aria-label=${label} aria-labelledby=${labelledby} style=${style} onKeyDown=${walk}>
    ${children(radio)}
  </div>`;
}
