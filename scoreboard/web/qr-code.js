// A QR code as the server draws it, and a way to have it that does not give up.

import { makeSvg } from "../../static/lib/html.js";

/** @typedef {{text: string, size: number, path: string}} QrCode size: modules a side; path: fills the dark ones */

/** Modules left free around a code: a camera finds it by them. */
export const QUIET = 4;

/** @param {Pick<QrCode, "size" | "path">} code @returns {SVGElement} */
export function drawn({ size, path }) {
  const box = `${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`;
  return makeSvg("svg", { viewBox: box, role: "img", "aria-label": "QR" }, makeSvg("path", { d: path }));
}
