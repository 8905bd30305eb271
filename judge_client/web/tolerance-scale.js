// A small scale: the tolerance around nominal as a zone, the reading as a mark on it. It only draws.

import { html } from "../../static/lib/ui.js";
import { add, compare, divide, exact, least, most, subtract, ZERO } from "./fraction.js";

const WIDTH = 160;
const MIDDLE = WIDTH / 2;
/** Half the zone where both sides are bounded; beyond it there is as much room again. */
const ZONE = 40;

/** @param {{quantity: any, value: import("./fraction.js").Fraction | null}} props */
export function ToleranceScale({ quantity, value }) {
  const widest = most(exact(quantity.plus ?? 0), exact(quantity.minus ?? 0));
  const span = compare(widest, ZERO) > 0 ? widest : exact(quantity.step);
  const at = (/** @type {import("./fraction.js").Fraction} */ off) =>
    MIDDLE + ZONE * screen(divide(off, span));
  const right = quantity.plus === null ? WIDTH : at(exact(quantity.plus));
  const left = quantity.minus === null ? 0 : at(subtract(ZERO, exact(quantity.minus)));
  const x = value ? at(subtract(value, exact(quantity.nominal))) : null;
  const out = x !== null && (x < left - 0.01 || x > right + 0.01);
  return html`<svg class="scale" viewBox=${`0 0 ${WIDTH} 24`} aria-hidden="true">
    <line class="scale-line" x1="0" x2=${WIDTH} y1="12" y2="12" />
    <rect class="scale-zone" x=${left} width=${Math.max(2, right - left)} y="6" height="12" />
    <line class="scale-nominal" x1=${MIDDLE} x2=${MIDDLE} y1="2" y2="22" />
    ${x !== null && html`<path class="scale-mark" data-out=${out} d=${`M ${x} 12 l -6 -11 h 12 z`} />`}
  </svg>`;
}

/** Where to draw, in zones from the middle, kept on the scale; pixels may be rough, marks never are. */
function screen(zones) {
  const kept = least(most(zones, exact("-1.92")), exact("1.92"));
  const rough = add(kept, ZERO);
  return Number(rough.top) / Number(rough.bottom);
}
