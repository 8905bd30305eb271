// Where the entry on stage stands: the leader, its neighbours and itself, gliding to the rank it has now.

import { make } from "../../static/lib/html.js";
import { say, tagOf } from "../../static/lib/i18n.js";
import { gapText, resultText } from "./board-texts.js";
import { glideOf, nearest, skipsAt } from "./on-stage-rules.js";

/**
 * @param {{around: any[], entry: string, result: any, row: any, rank_before?: number}} state
 * @param {boolean} fresh the rows glide to their places
 * @param {number} most rows
 * @returns {HTMLElement[]}
 */
export function ladderRows(state, fresh, most) {
  const { entry, result } = state;
  const around = /** @type {any[]} */ (nearest(state.around, entry, most));
  const gained = state.rank_before === undefined ? around.length : state.rank_before - state.row.rank;
  const glide = fresh ? glideOf(around, entry, gained) : around.map(() => 0);
  return around.map((/** @type {any} */ one, /** @type {number} */ at) => {
    return make(
      "li.ladder-row",
      {
        "data-own": one.entry === entry ? "yes" : null,
        "data-glides": fresh && glide[at] !== 0 ? "yes" : null,
        "data-skips": skipsAt(around, at) ? "yes" : null,
        style: { "--from": glide[at] },
      },
      make("span.ladder-rank.figures", {}, one.rank),
      make("span.ladder-name", {}, make("span.main", { lang: tagOf(say(one.name)) }, say(one.name))),
      make(
        "span.ladder-total.figures",
        {},
        one.entry === entry || one.rank === 1 ? resultText(one.total, result) : gapText(one, result),
      ),
    );
  });
}
