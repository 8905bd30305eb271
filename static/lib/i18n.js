// The interface's texts in both languages, and the switch between them in place; no text itself stands here.

import { backoff } from "./backoff.js";

/** @typedef {"zh" | "en"} Language */
/** @typedef {{zh: string, en: string}} Text a text of the competition, as the server sends it */

const STORED_AS = "jinchui.language";
/** @type {Record<Language, string>} the folder under static/i18n and the value of the lang attribute */
export const TAGS = { zh: "zh-CN", en: "en" };

/** @type {Record<Language, Record<string, string>>} */
const texts = { zh: {}, en: {} };
/** @type {Set<(language: Language) => void>} */
const listeners = new Set();
/** @type {Language} */
let current = firstLanguage();
showOnPage();

/** What the address asks for, else what was chosen before on this device, else what the page was served in. */
function firstLanguage() {
  if (typeof document === "undefined") return "zh";
  const asked = new URLSearchParams(location.search).get("lang");
  const stored = asked ?? readStored() ?? document.documentElement.lang;
  return /^en\b/i.test(stored) ? "en" : "zh";
}

function readStored() {
  // Storage throws where cookies are blocked; a page must not die of that.
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

function showOnPage() {
  if (typeof document !== "undefined") document.documentElement.lang = TAGS[current];
}

/** @returns {Language} */
export function language() {
  return current;
}

/** The language that is not the current one. @returns {Language} */
export function otherLanguage() {
  return current === "zh" ? "en" : "zh";
}

/**
 * Switch in place: the page's lang attribute, every text marked with data-t, and whoever listens.
 *
 * @param {Language} next
 * @param {{remember?: boolean}} [options] a display that is told its language by the desk does not remember it
 */
export function setLanguage(next, { remember = true } = {}) {
  if (remember) {
    try {
      localStorage.setItem(STORED_AS, next);
    } catch {
      // Blocked storage costs only the memory of the choice.
    }
  }
  if (next === current) return;
  current = next;
  showOnPage();
  if (typeof document !== "undefined") translate(document);
  for (const listener of [...listeners]) listener(next);
}

/**
 * Hear of every switch.
 *
 * @param {(language: Language) => void} listener
 * @returns {() => void} call it to stop
 */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Load the texts of some areas in both languages, so that a switch later needs no network. Never fails: a page that
 * nobody stands beside goes on asking until it has words.
 *
 * @param {string[]} areas file names without .json, as "common"
 */
export async function loadTexts(areas) {
  const wanted = areas.flatMap((area) => [
    /** @type {const} */ (["zh", area]),
    /** @type {const} */ (["en", area]),
  ]);
  await Promise.all(wanted.map(async ([into, area]) => addTexts(into, await readTexts(into, area))));
  if (typeof document !== "undefined") translate(document);
}

/** @param {Language} into @param {string} area @returns {Promise<Record<string, string>>} */
async function readTexts(into, area) {
  const address = new URL(`../i18n/${TAGS[into]}/${area}.json`, import.meta.url);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return await answer.json();
    } catch {
      // Nobody answered, the answer broke off, or the page is being left.
    }
    await new Promise((done) => setTimeout(done, 300 + backoff(attempt, { base: 1_000 })));
  }
}

/** @param {Language} into @param {Record<string, string>} more */
export function addTexts(into, more) {
  Object.assign(texts[into], more);
}

/**
 * The text of a key. `{name}` is replaced by a parameter; `{n, plural, one {# sheet} other {# sheets}}` chooses by
 * number. A key that is missing shows itself, so that it is seen and mended.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @param {Language} [inLanguage] another language than the current one
 */
export function t(key, params = {}, inLanguage = current) {
  const text = texts[inLanguage][key];
  return text === undefined ? key : fill(text, params, inLanguage);
}

/** Is there a text? For codes that come from a newer server. @param {string} key */
export function hasText(key) {
  return key in texts[current];
}

const PLURAL = /\{(\w+), plural,((?:\s*[\w=]+\s*\{[^{}]*(?:\{\w+\}[^{}]*)*\})+)\s*\}/g;
const CASE = /([\w=]+)\s*\{([^{}]*(?:\{\w+\}[^{}]*)*)\}/g;

/** @param {string} text @param {Record<string, string | number>} params @param {Language} inLanguage */
function fill(text, params, inLanguage) {
  const chosen = text.replace(PLURAL, (_, name, body) => {
    const count = Number(params[name]);
    const cases = Object.fromEntries([...body.matchAll(CASE)].map(([, when, then]) => [when, then]));
    const rule = new Intl.PluralRules(TAGS[inLanguage]).select(count);
    return (cases[`=${count}`] ?? cases[rule] ?? cases.other ?? "").replaceAll("#", String(params[name]));
  });
  return chosen.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/**
 * A text of the competition in the current language; where it has none, in the other one.
 *
 * @param {Partial<Text> | undefined} text
 * @param {Language} [inLanguage]
 */
export function say(text, inLanguage = current) {
  return text?.[inLanguage] || text?.[inLanguage === "zh" ? "en" : "zh"] || "";
}

/**
 * The lang attribute of a text: a name in Latin letters on a Chinese page is set, and read aloud, as what it is.
 *
 * @param {string} text
 * @param {Language} [inLanguage] the language it stands in
 */
export function tagOf(text, inLanguage = current) {
  if (/[\u2e80-\uffef]/.test(text)) return TAGS.zh;
  return /[A-Za-z\u00c0-\u024f]/.test(text) ? TAGS.en : TAGS[inLanguage];
}

/**
 * Parts of one saying with a dot between them: the Chinese one has its space built in, the Latin one has not.
 *
 * @param {(string | undefined)[]} parts what is not there is left out
 * @param {Language} [of]
 */
export function dotted(parts, of = current) {
  return parts.filter(Boolean).join(of === "zh" ? "·" : " · ");
}

/**
 * Write the texts into elements that name a key: data-t for what they say, data-t-label, data-t-title and
 * data-t-placeholder for these attributes.
 *
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(/** @type {string} */ (element.getAttribute("data-t")));
  }
  for (const [attribute, target] of [
    ["data-t-label", "aria-label"],
    ["data-t-title", "title"],
    ["data-t-placeholder", "placeholder"],
  ]) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      element.setAttribute(target, t(/** @type {string} */ (element.getAttribute(attribute))));
    }
  }
}
