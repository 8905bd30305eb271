// The texts the server put into the page for its module, and figures as the server writes them; no element stands here.

import { durationText } from "../../../static/lib/clock.js";

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
/** @type {"zh" | "en"} */
export const language = document.documentElement.lang === "en" ? "en" : "zh";

/**
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function t(key, params = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? "–"));
}

/** @param {{zh: string, en: string} | undefined} text */
export function say(text) {
  return text ? text[language] : "";
}

/** @param {string | undefined} value @param {{unit: string}} form */
export function resultText(value, form) {
  if (value === undefined) return "";
  return form.unit === "seconds" ? durationText(value) : value.replace("-", "−");
}

/** @param {any} row @param {any} state of a standings board: what stands in place of a total, or the total */
export function totalText(row, state) {
  if (row.total !== undefined) return resultText(row.total, state.result);
  return t(`common.${lacks(row, state) ? "state_closed" : "state"}.${row.state}`);
}

/** @param {any} row @param {any} state what is said beside a total that stands, or "" */
export function noteText(row, state) {
  if (row.under_review) return t("common.status.under_review");
  if (row.total === undefined) return "";
  if (row.state === "not_finished") return t("common.state.not_finished");
  return lacks(row, state) ? t(`common.state_closed.${row.state}`) : "";
}

/** Once judging has ended, a sheet that is not there is missing. @param {any} row @param {any} state */
function lacks(row, state) {
  const ended = state.phase === "closed" || state.phase === "published";
  return ended && (row.state === "waiting" || row.state === "marking");
}

/** @param {any} row @param {any} form */
export function gapText(row, form) {
  if (row.gap === undefined || row.rank === undefined || /^[-0.]*$/.test(row.gap)) return "";
  const size = row.gap.replace("-", "");
  const long = form.unit === "seconds" && Number.parseInt(size, 10) >= 60;
  return `${form.direction === "high" ? "−" : "+"}${long ? durationText(size) : size}`;
}

/** @param {number | undefined} moved */
export function movedText(moved) {
  return moved ? `${moved > 0 ? "▲" : "▼"}${Math.abs(moved)}` : "";
}
