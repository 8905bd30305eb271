// Our own keypad, docked beside the sheet: big keys, never the system's keyboard; what a key does is in keypad.js.

import { html, useLayoutEffect, useRef, useState } from "../../static/lib/ui.js";
import { slipText } from "./aspect-plate.js";
import { placesOf } from "./fraction.js";
import { Gauge } from "./gauge.js";
import { asTyped, digitsSoFar, press, pressTime, timeSeconds, timeShown, unfinished } from "./keypad.js";
import { aspectsOf, check } from "./marking.js";
import { say, t } from "./texts.js";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/**
 * @param {{module: any, fields: import("./marking.js").Fields, marks: import("./marking.js").Marks,
 *   pen: import("./use-draft.js").Pen, box: {aspect: string, field: string},
 *   onBox: (box: {aspect: string, field: string} | null) => void}} props
 */
export function KeypadPanel({ module, fields, marks, pen, box, onBox }) {
  const aspect = aspectsOf(module).find(({ id }) => id === box.aspect);
  const field = /** @type {import("./marking.js").Field} */ (
    fields[box.aspect].find(({ id }) => id === box.field)
  );
  const text = marks[box.aspect]?.[box.field] ?? "";
  const [fresh, setFresh] = useState(true);
  const first = useRef(true);
  const typed = useRef("");
  const following = nextBox(module, fields, box);

  // the first digit into a filled box begins anew, as on a calculator
  useLayoutEffect(() => {
    first.current = true;
    typed.current = "";
    setFresh(true);
    show(box);
    return () => pen.settle(box.aspect, box.field);
  }, [box.aspect, box.field]);

  const timed = (/** @type {string} */ before, /** @type {string} */ name) => {
    const places = placesOf(field.step);
    typed.current = pressTime(digitsSoFar(typed.current, before, places), name);
    return timeSeconds(typed.current, places);
  };
  const key = (/** @type {string} */ name) => {
    const anew = first.current && name !== "back" && name !== "-";
    first.current = false;
    setFresh(false);
    const before = anew ? "" : pen.text(box.aspect, box.field);
    const next = field.input === "time" ? timed(before, name) : press(before, name, field);
    pen.mark(box.aspect, { [box.field]: next }, `${box.aspect}/${box.field}`);
  };
  const done = () => onBox(null);
  const next = () => onBox(following);
  useKeys({ key, done, next: following ? next : done });

  const slip = text === "" || unfinished(text) ? null : check(field, text);
  const name = say(field.title ?? aspect.title);
  return html`<section class="keypad" aria-label=${t("judge.keypad", { name })}>
    <header class="keypad-head">
      <span class="grow keypad-words">
        <span class="one-line keypad-name">${name}</span>
        <span class="figures keypad-range" data-wrong=${slip !== null} role=${slip ? "alert" : null}>
          ${slip ? slipText({ ...field, title: null }, slip) : rangeText(field)}
        </span>
      </span>
      <span class="keypad-shown figures" data-fresh=${fresh && text !== ""} data-wrong=${slip !== null} aria-live="polite">
        <span>${shownText(field, text, typed.current)}</span> <span class="quiet">${field.input === "time" ? "" : field.unit}</span>
      </span>
      <button type="button" class="button" data-do="close-keypad" aria-label=${t("common.close")} onClick=${done}>✕</button>
    </header>
    <${Gauge} rule=${aspect.rule} field=${field} text=${text} />
    <div class="keys">
      ${DIGITS.map((digit) => html`<${Key} key=${digit} name=${digit} onKey=${key} />`)}
      <${LeftKey} field=${field} onKey=${key} />
      <${Key} name="0" onKey=${key} />
      <${Key} name="back" label=${t("judge.key_back")} face="⌫" onKey=${key} />
    </div>
    <div class="keypad-ends">
      <${LowKey} field=${field} onKey=${key} />
      <button type="button" class="button" data-do="done" onClick=${done}>${t("judge.done")}</button>
      ${following && html`<button type="button" class="button button-main" data-do="next-box" onClick=${next}>${t("judge.next_box")}</button>`}
    </div>
  </section>`;
}

function Key({ name, face = name, label = face, onKey }) {
  return html`<button type="button" class="button key" data-key=${name} aria-label=${label} onClick=${() => onKey(name)}>${face}</button>`;
}

/** The key left of 0: a decimal point where the step has places, else "empty". */
function LeftKey({ field, onKey }) {
  return field.input !== "time" && placesOf(field.step)
    ? html`<${Key} name="." face="." label=${t("judge.key_point")} onKey=${onKey} />`
    : html`<${Key} name="clear" face=${t("judge.key_clear")} onKey=${onKey} />`;
}

/** A sign only where the range goes below nothing. */
function LowKey({ field, onKey }) {
  return field.low.startsWith("-")
    ? html`<${Key} name="-" face="±" label=${t("judge.key_sign")} onKey=${onKey} />`
    : null;
}

/** What may be typed, in the form in which it is typed. @param {import("./marking.js").Field} field */
function rangeText(field) {
  const { low, high, step } = field;
  if (field.input !== "time") return t("judge.range", { low, high, step });
  const places = placesOf(step);
  return t("judge.range_time", { low: asTyped(low, places), high: asTyped(high, places), step });
}

/** @param {import("./marking.js").Field} field @param {string} text @param {string} typed the digits of a time so far */
function shownText(field, text, typed) {
  if (field.input !== "time") return text || "–";
  const places = placesOf(field.step);
  return timeShown(digitsSoFar(typed, text, places), places);
}

/** The next box the keypad can fill, in the order of the sheet. */
function nextBox(module, fields, box) {
  const boxes = aspectsOf(module).flatMap(({ id }) =>
    fields[id]
      .filter(({ input }) => input === "number" || input === "time")
      .map((field) => ({ aspect: id, field: field.id })),
  );
  const at = boxes.findIndex(({ aspect, field }) => aspect === box.aspect && field === box.field);
  return at < 0 ? null : (boxes[at + 1] ?? null);
}

/** The box stays in sight above the keypad. */
function show({ aspect, field }) {
  const plate = document.getElementById(`aspect-${aspect}`);
  const target = plate?.querySelector(`[data-field="${CSS.escape(field)}"]`) ?? plate;
  target?.scrollIntoView({ block: "nearest" });
}

/** A real keyboard works too, for the clerk at a laptop. */
function useKeys({ key, done, next }) {
  useLayoutEffect(() => {
    const hear = (/** @type {KeyboardEvent} */ event) => {
      if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const name = { ",": ".", Backspace: "back", Delete: "clear" }[event.key] ?? event.key;
      if (/^(\d|\.|-|back|clear)$/.test(name)) key(name);
      else if (event.key === "Enter") next();
      else if (event.key === "Escape") done();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
}
