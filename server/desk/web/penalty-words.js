// What a kind of penalty does and what one came to, in words. Nothing is drawn or sent here.

import { listed, say, t } from "./words.js";

/** Amounts are in the unit of the result, with their sign. @param {string} amount @param {string} unit */
export function amountText(amount, unit) {
  const signed = amount.startsWith("-") ? `−${amount.slice(1)}` : `+${amount}`;
  return unit === "seconds" ? t("desk.penalty.seconds", { amount: signed }) : signed;
}

/** @param {any} kind @param {any[]} kinds all of the scheme @param {string} unit @returns {string} what it does */
export function kindWords(kind, kinds, unit) {
  const words = [];
  if (kind.card) words.push(t(`common.card.${kind.card}`));
  if (kind.amount)
    words.push(t(`desk.penalty.on.${kind.applies}`, { amount: amountText(kind.amount, unit) }));
  if (kind.step) {
    const amount = t("desk.penalty.range", {
      low: amountText(kind.low, unit),
      high: amountText(kind.high, unit),
    });
    words.push(t(`desk.penalty.on.${kind.applies}`, { amount }));
  }
  if (kind.count_max) words.push(t("desk.penalty.count_max", { n: kind.count_max }));
  if (kind.cap) words.push(t("desk.penalty.cap", { cap: kind.cap }));
  if (kind.consequence) words.push(leadsWords(kind.consequence, kinds));
  return listed(words);
}

/** @param {any} consequence @param {any[]} kinds */
function leadsWords({ times, then, penalty }, kinds) {
  const title = say(kinds.find(({ id }) => id === penalty)?.title);
  const key = times === 1 ? `desk.penalty.leads.${then}_at_once` : `desk.penalty.leads.${then}`;
  return t(key, { n: times, title });
}

/** The mark beside a total: what penalties changed in it, and cards. @param {any} penalty @param {string} unit @returns {string} */
export function penaltyMark(penalty, unit) {
  if (!penalty) return "";
  const cards = (penalty.cards ?? []).map((/** @type {string} */ card) => t(`common.card.${card}`));
  const amount = penalty.amount ? [t("common.penalty", { amount: amountText(penalty.amount, unit) })] : [];
  return listed([...amount, ...cards]);
}
