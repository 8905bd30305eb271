// A swipe to the side, for fingers only: scrolling stays the browser's, and where something else takes the finger it is left.

import { useEffect } from "../../static/lib/ui.js";

const FAR_PX = 64;
const SLOW_MS = 600;
/** So much flatter than it is high: a scroll that leans is no swipe. */
const FLAT = 2;

/**
 * Pure: what a finger's way means. To the left is "next", as a page is turned.
 * @param {{dx: number, dy: number, ms: number}} way @returns {"next" | "previous" | null}
 */
export function swiped({ dx, dy, ms }) {
  if (ms > SLOW_MS || Math.abs(dx) < FAR_PX || Math.abs(dx) < FLAT * Math.abs(dy)) return null;
  return dx < 0 ? "next" : "previous";
}

/**
 * @param {{current: HTMLElement | null}} element @param {(to: "next" | "previous", from: HTMLElement) => void} turn
 */
export function useSwipe(element, turn) {
  useEffect(() => {
    const on = element.current;
    if (!on) return;
    /** @type {{id: number, x: number, y: number, at: number, from: HTMLElement} | null} */
    let down = null;
    const begin = (/** @type {PointerEvent} */ event) => {
      const from = /** @type {HTMLElement} */ (event.target);
      const free =
        event.pointerType !== "mouse" &&
        event.isPrimary &&
        !from.closest("textarea, input, select, canvas, dialog");
      down = free
        ? { id: event.pointerId, x: event.clientX, y: event.clientY, at: event.timeStamp, from }
        : null;
    };
    const end = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== down?.id) return;
      const { x, y, at, from } = down;
      down = null;
      const to = swiped({ dx: event.clientX - x, dy: event.clientY - y, ms: event.timeStamp - at });
      if (to) turn(to, from);
    };
    const lost = () => {
      down = null;
    };
    on.addEventListener("pointerdown", begin);
    on.addEventListener("pointerup", end);
    on.addEventListener("pointercancel", lost);
    return () => {
      on.removeEventListener("pointerdown", begin);
      on.removeEventListener("pointerup", end);
      on.removeEventListener("pointercancel", lost);
    };
  });
}
