// Places that a freeze withholds, as plates with a question mark before the rows that are shown; pure, no elements.

import { dotted, t } from "../../static/lib/i18n.js";

/**
 * A state with a plate for every entry on a withheld place. Who stands there is not known to this page either.
 *
 * @param {any} state of a standings board
 * @returns {any} the same state where nothing is withheld
 */
export function withPlates(state) {
  const count = state.withheld?.entries ?? 0;
  if (!count) return state;
  const plates = Array.from({ length: count }, (_, place) => [`?${place + 1}`, plate(place + 1)]);
  return {
    ...state,
    order: [...plates.map(([id]) => id), ...state.order],
    rows: { ...Object.fromEntries(plates), ...state.rows },
  };
}

/** @param {number} place */
function plate(place) {
  const name = {
    zh: t("board.withheld.who", {}, "zh"),
    en: t("board.withheld.who", {}, "en"),
  };
  return { place, rank: place, withheld: true, state: "complete", modules: {}, name };
}

/**
 * What a freeze keeps back, in words: which places, which modules, and whether the rest goes on.
 *
 * @param {any} state
 * @param {import("../../static/lib/i18n.js").Language} language
 * @returns {string} "" where the whole board stands still
 */
export function withheldText(state, language) {
  const { withheld } = state;
  if (!withheld) return "";
  const titles = (withheld.modules ?? []).map(
    (/** @type {string} */ id) =>
      state.modules?.find((/** @type {any} */ module) => module.id === id)?.title[language] ?? id,
  );
  const parts = [
    withheld.places ? t("board.withheld.places", { count: withheld.places }, language) : "",
    titles.length
      ? t("board.withheld.modules", { modules: titles.join(language === "zh" ? "、" : ", ") }, language)
      : "",
    withheld.carried ? t("board.withheld.carried", {}, language) : "",
    "goes_on" in withheld && state.status !== "embargoed"
      ? t(withheld.goes_on ? "board.withheld.live" : "common.status.frozen", {}, language)
      : "",
  ];
  return dotted(parts, language);
}
