// A text in the page's language with the same in the other one, smaller: its element and what stands in it.

import { make, setAttribute } from "../../static/lib/html.js";
import { language, otherLanguage, tagOf } from "../../static/lib/i18n.js";
import { setWords } from "./words.js";

/** A text in the page's language, and smaller in the other one. @param {string} name @param {object} [more] */
export function bilingual(name, more = {}) {
  return make(name, more, make("span.main"), make("span.second", { "aria-hidden": "true" }));
}

/**
 * @param {Element} element made by `bilingual`
 * @param {(language: import("../../static/lib/i18n.js").Language) => string} text
 * @param {boolean} both
 */
export function setBilingual(element, text, both) {
  const [main, second] = [text(language()), both ? text(otherLanguage()) : ""];
  const [first, below] = [element.children[0], element.children[1]];
  setWords(first, main);
  setWords(below, second === main ? "" : second);
  setAttribute(first, "lang", tagOf(main, language()));
  setAttribute(below, "lang", tagOf(second, otherLanguage()));
}
