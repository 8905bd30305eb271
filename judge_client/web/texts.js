// The interface's texts as signals: whatever is drawn with them is drawn again when the language changes.

import * as i18n from "../../static/lib/i18n.js";
import { signal } from "../../static/lib/ui.js";

export const language = signal(i18n.language());
i18n.onLanguage((next) => {
  language.value = next;
});

/** The text of a key in the current language. @param {string} key @param {{[name: string]: string | number}} [params] */
export const t = (key, params) => i18n.t(key, params, language.value);

/** A text of the competition in the current language. @param {{zh: string, en: string} | null | undefined} text */
export const say = (text) => i18n.say(text ?? undefined, language.value);

/** Other language, in place: nothing that was typed is touched. */
export const switchLanguage = () => i18n.setLanguage(i18n.otherLanguage());

export const loadTexts = () => i18n.loadTexts(["common", "refusal", "judge"]);

/**
 * Why something was refused, in the current language; the server's own words where a newer server has a code that
 * this page does not know.
 * @param {{code: string, params?: {[name: string]: any}, detail?: string}} refusal
 */
export function refusalText({ code, params = {}, detail = "" }) {
  language.value;
  const key = `refusal.${code}`;
  return i18n.hasText(key) ? t(key, params) : detail || t("judge.refused_unknown", { code });
}
