// Moving about a sheet: to the next aspect or the next entry, by swipe, by keyboard, and by itself after an answer.

import { useEffect, useRef } from "../../static/lib/ui.js";
import { aspectsOf, progressOf } from "./marking.js";
import { sheetAddress } from "./state.js";
import { useSwipe } from "./swipe.js";

/** Room that bars take at the top and at the foot of the window. */
const COVERED_PX = 90;

/** @param {string} aspect */
export function jumpTo(aspect) {
  const plate = document.getElementById(`aspect-${aspect}`);
  plate?.scrollIntoView({ block: "center", behavior: calm() });
  plate?.focus({ preventScroll: true });
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/**
 * The neighbour in a list; null at its end.
 * @template T @param {T[]} all @param {number} at -1: before the first @param {"next" | "previous"} to @returns {T | null}
 */
export const neighbour = (all, at, to) => all[to === "next" ? at + 1 : at - 1] ?? null;

/**
 * The first aspect after `aspect` that still needs an answer, in the order of the sheet.
 * @param {any} module @param {any} fields @param {any} marks @param {string} aspect @returns {string | null}
 */
export function nextOpen(module, fields, marks, aspect) {
  const all = aspectsOf(module);
  const after = all.slice(all.findIndex(({ id }) => id === aspect) + 1);
  return after.find(({ id }) => progressOf(fields[id], marks[id]) !== "done")?.id ?? null;
}

/**
 * A swipe over the aspects turns to the next one, over the head to the next entry.
 * @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet, onMove: () => void}} parts
 */
export function useMoves({ group, sheet, onMove }) {
  const page = useRef(/** @type {HTMLElement | null} */ (null));
  const ids = aspectsOf(group.module).map(({ id }) => id);
  const toAspect = (/** @type {"next" | "previous"} */ to, /** @type {Element | null} */ from) => {
    const at = ids.indexOf(
      /** @type {HTMLElement | null} */ (from?.closest(".aspect"))?.dataset.aspect ?? "",
    );
    const there = neighbour(ids, at, to);
    if (there) jumpTo(there);
  };
  const toEntry = (/** @type {"next" | "previous"} */ to) => {
    const due = group.sheets.filter(({ state, key }) => state !== "not_competing" || key === sheet.key);
    const there = neighbour(
      due,
      due.findIndex(({ key }) => key === sheet.key),
      to,
    );
    if (there) location.hash = sheetAddress(there.key);
  };
  useSwipe(page, (to, from) => {
    onMove();
    if (from.closest(".sheet-head")) toEntry(to);
    else if (from.closest(".aspects")) toAspect(to, from);
  });
  useEffect(() => {
    const hear = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const from = /** @type {HTMLElement} */ (event.target);
      if (from.closest("input, textarea, select, dialog") || document.querySelector(".keypad, dialog[open]"))
        return;
      if (event.key === "j" || event.key === "k") toAspect(event.key === "j" ? "next" : "previous", from);
      else if (event.key === "n" || event.key === "p") toEntry(event.key === "n" ? "next" : "previous");
      else if (/^\d$/.test(event.key)) press(from, `[data-level="${event.key}"]`);
      else if (event.key === "Enter" && from.matches(".aspect")) press(from, ".box, .watch-key");
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
  return page;
}

/** Presses what a key stands for on the aspect that has the focus. @param {HTMLElement} from @param {string} what */
function press(from, what) {
  const key = /** @type {HTMLElement | null | undefined} */ (from.closest(".aspect")?.querySelector(what));
  key?.click();
}

/**
 * Once an aspect is answered, the next open one comes into sight where it is not: a sheet is marked without scrolling.
 * Nothing moves under a finger that still types.
 * @param {{module: any, fields: any, marks: any, typing: boolean}} sheet
 */
export function useFollow({ module, fields, marks, typing }) {
  const before = useRef(/** @type {Set<string> | null} */ (null));
  const done = new Set(
    aspectsOf(module)
      .filter(({ id }) => progressOf(fields[id], marks[id]) === "done")
      .map(({ id }) => id),
  );
  useEffect(() => {
    const fresh = [...done].filter((id) => before.current && !before.current.has(id));
    before.current = done;
    if (typing || fresh.length !== 1) return;
    const next = nextOpen(module, fields, marks, fresh[0]);
    if (next) bring(next);
  }, [[...done].join(" "), typing]);
}

/** Into sight, by as little as it takes. @param {string} aspect */
function bring(aspect) {
  const plate = document.getElementById(`aspect-${aspect}`);
  if (!plate) return;
  const { top, bottom } = plate.getBoundingClientRect();
  const hidden = bottom > innerHeight - COVERED_PX || top < COVERED_PX;
  if (hidden) plate.scrollIntoView({ block: "nearest", behavior: calm() });
}
