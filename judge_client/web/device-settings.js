// How this tablet is held and looked at: hand, light of the hall, gloves. Kept on the device, for whoever uses it.

import { signal } from "../../static/lib/ui.js";

/** @typedef {{hand: "right" | "left", light: "bright" | "dark", keys: "usual" | "large"}} DeviceSettings */

const KEPT_AS = "jinchui-tablet";
export const CHOICES = {
  hand: ["right", "left"],
  light: ["bright", "dark"],
  keys: ["usual", "large"],
};

/** @returns {DeviceSettings} */
function read() {
  const usual = Object.fromEntries(Object.entries(CHOICES).map(([name, [first]]) => [name, first]));
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    const known = Object.entries(CHOICES).filter(([name, choices]) => choices.includes(kept[name]));
    return /** @type {any} */ ({
      ...usual,
      ...Object.fromEntries(known.map(([name]) => [name, kept[name]])),
    });
  } catch {
    return /** @type {any} */ (usual);
  }
}

export const settings = signal(read());
apply(settings.value);

/** @param {keyof DeviceSettings} name @param {string} choice */
export function choose(name, choice) {
  settings.value = { ...settings.value, [name]: choice };
  apply(settings.value);
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(settings.value));
  } catch {
    // it holds until the page is closed
  }
}

/** @param {DeviceSettings} chosen */
function apply({ hand, light, keys }) {
  const { dataset } = document.documentElement;
  dataset.theme = light === "dark" ? "hall" : "bench";
  dataset.hand = hand;
  dataset.keys = keys;
}
