// Texts for the desk's components: like i18n's, but whoever reads one is drawn again when the language switches.

import {
  hasText,
  language,
  onLanguage,
  otherLanguage,
  say as sayIn,
  t as textOf,
} from "../../../static/lib/i18n.js";
import { signal } from "../../../static/lib/ui.js";
import { Problem, Unreachable } from "./api.js";

export { otherLanguage };

/** The language shown now. */
export const shown = signal(language());
onLanguage((next) => {
  shown.value = next;
});

/** The text of a key. @param {string} key @param {Record<string, string | number>} [params] */
export function t(key, params) {
  return textOf(key, params, shown.value);
}

/** A text of the competition. @param {Partial<import("../../../static/lib/i18n.js").Text> | undefined} text */
export function say(text) {
  return sayIn(text, shown.value);
}

/**
 * Why something did not work, in words, in the language shown now.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function sayProblem(error) {
  if (error instanceof Unreachable) return t("common.server_unreachable");
  if (!(error instanceof Problem)) return t("common.failed");
  const key = `refusal.${error.code}`;
  // Our own text switches with the language; the server's sentence serves codes that are newer than this page.
  if (!hasText(key)) return error.detail || t("common.failed");
  const names = Object.entries(error.names).map(([name, text]) => [name, say(text)]);
  return t(key, {
    ...error.params,
    ...Object.fromEntries(names),
    ...fieldName(error.params),
    ...layerName(error.params),
  });
}

/**
 * A refusal names a field as the wire does; people know it by its label.
 *
 * @param {Record<string, any>} params
 * @returns {Record<string, string>}
 */
function fieldName({ field }) {
  const key = `desk.field.${String(field).replace(/\W+/g, "_")}`;
  return field && hasText(key) ? { field: t(key) } : {};
}

/** A refusal names a layer of blind numbers as the wire does. @param {Record<string, any>} params @returns {Record<string, string>} */
function layerName({ layer }) {
  const key = `seals.layer.${layer}`;
  return layer && hasText(key) ? { layer: t(key) } : {};
}

/**
 * An entry's state in words. Once judging has ended nobody waits any more: what is not there is missing.
 *
 * @param {string} state
 * @param {string} [phase] of the round
 */
export function stateWord(state, phase) {
  const ended = phase === "closed" || phase === "published";
  const missing = `common.state_closed.${state}`;
  return t(ended && hasText(missing) ? missing : `common.state.${state}`);
}

/** The state of a list, and which version it is where it was published. @param {string} status @param {number} version */
export function statusWord(status, version) {
  const published = status === "official" || status === "corrected";
  return [t(`common.status.${status}`), published ? t("common.version", { version }) : ""]
    .filter(Boolean)
    .join(" · ");
}

/** A list of texts as a sentence would have it. @param {string[]} texts */
export function listed(texts) {
  return texts.join(shown.value === "zh" ? "、" : ", ");
}

/** @param {number} at milliseconds since 1970 UTC @returns {string} day and time where it is not today */
export function whenText(at) {
  const tag = shown.value === "zh" ? "zh-CN" : "en-GB";
  const today = new Date().toDateString() === new Date(at).toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  /** @type {Intl.DateTimeFormatOptions} */
  const day = today ? {} : { month: "short", day: "numeric" };
  return new Intl.DateTimeFormat(tag, { ...day, ...time }).format(at);
}
