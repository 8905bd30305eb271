// Six dots and big keys: a PIN is typed here; what it opens is the caller's.

import { html, useEffect } from "../../static/lib/ui.js";
import { t } from "./texts.js";

export const PIN_LENGTH = 6;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"];

/** @param {string} pin @param {string} key @returns {string} */
const pressed = (pin, key) =>
  key === "clear" ? "" : key === "back" ? pin.slice(0, -1) : (pin + key).slice(0, PIN_LENGTH);

/**
 * @param {{pin: string, onPin: (pin: string) => void, fault: string, action: string, busy: boolean, ready: boolean,
 *   name: string, onGo: () => void}} props `name` marks the button for tests and scripts
 */
export function PinPad({ pin, onPin, fault, action, busy, ready, name, onGo }) {
  useEffect(() => {
    const typed = (/** @type {KeyboardEvent} */ event) => {
      if (/** @type {HTMLElement} */ (event.target).closest?.("input, textarea, dialog:not(.lock)")) return;
      if (/^\d$/.test(event.key)) onPin(pressed(pin, event.key));
      else if (event.key === "Backspace") onPin(pressed(pin, "back"));
      else if (event.key === "Enter" && ready) onGo();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", typed);
    return () => removeEventListener("keydown", typed);
  });
  return html`<section class="pair-pin plate stack" aria-label=${t("judge.pin")}>
    <div class="pin-shown" role="status" aria-label=${t("judge.pin_typed", { count: pin.length })}>
      ${Array.from({ length: PIN_LENGTH }, (_, n) => html`<i class=${n < pin.length ? "full" : ""} key=${n} />`)}
    </div>
    ${fault && html`<p class="notice" data-state="bad" role="alert">${fault}</p>`}
    <div class="keys">
      ${KEYS.map(
        (
          key,
        ) => html`<button type="button" class="button key" key=${key} data-key=${key} aria-label=${keyName(key)}
          onClick=${() => onPin(pressed(pin, key))}>${keyFace(key)}</button>`,
      )}
    </div>
    <button type="button" class="button button-main big" data-do=${name} aria-busy=${busy} disabled=${!ready || busy} onClick=${onGo}>
      ${action}
    </button>
  </section>`;
}

const keyName = (key) =>
  key === "clear" ? t("judge.key_clear") : key === "back" ? t("judge.key_back") : key;
const keyFace = (key) => (key === "clear" ? t("judge.key_clear") : key === "back" ? "⌫" : key);
