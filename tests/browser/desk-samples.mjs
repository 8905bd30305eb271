// What tests of the desk's rules begin from: the texts of its pages, an event and a round as the server sends them.

import { readFile } from "node:fs/promises";
import { addTexts } from "../../static/lib/i18n.js";

/** The texts of the desk, in both languages. */
export async function loadTexts() {
  for (const [language, folder] of /** @type {const} */ ([
    ["zh", "zh-CN"],
    ["en", "en"],
  ])) {
    for (const area of ["common", "desk"]) {
      const file = new URL(`../../static/i18n/${folder}/${area}.json`, import.meta.url);
      addTexts(language, JSON.parse(await readFile(file, "utf8")));
    }
  }
}

export const MODULES = [
  { id: "m1", title: { zh: "甲", en: "A" }, panel_size: 2 },
  { id: "m2", title: { zh: "乙", en: "B" }, panel_size: 1 },
];

export function round(changes = {}) {
  const panels = { m1: ["j1", "j2"], m2: ["j1"] };
  return {
    id: "r",
    phase: "drawn",
    panels,
    frozen: false,
    stale: false,
    sheets_in: 0,
    sheets_due: 6,
    ...changes,
  };
}

export function event(changes = {}) {
  return { id: "e", modules: MODULES, entries: [{ entry: "x" }], rounds: [], ...changes };
}
