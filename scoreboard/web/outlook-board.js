// What is still possible in a round: the ranks each entry can end on, and the totals for the lead and for prizes.

import { dotted, language, say, t } from "../../static/lib/i18n.js";
import { roundTitle } from "./board-head.js";
import { nothingText, resultText, stateText } from "./board-texts.js";
import { ListBoard } from "./list-board.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/** 9–12 stands as large as a single rank nearly does; 93–164 is smaller. */
const SHORT = 4;

export class OutlookBoard extends ListBoard {
  constructor() {
    super();
    this.families.push("outlook");
  }

  /** @param {any} sent @override */
  listed(sent) {
    return {
      rows: sent.rows,
      order: sent.order,
      goes_on: true,
      titles: {
        whose: (/** @type {Language} */ one) =>
          dotted([say(sent.competition.title, one), roundTitle(sent, one)], one),
        title: (/** @type {Language} */ one) => t("board.outlook", {}, one),
      },
      columns: {
        place: "board.column.range",
        total: sent.result.unit === "seconds" ? "board.column.time" : "board.column.total",
        last: "board.column.prospect",
      },
      nothing: (/** @type {Language} */ one) => nothingText(sent, one) || t("board.outlook_over", {}, one),
    };
  }

  /** @param {any} row @param {any} state @returns {import("./list-board.js").Line} @override */
  lineOf(row, state) {
    const range = rangeText(row);
    return {
      rank: range,
      range: range.length > SHORT ? "long" : "short",
      out: stateText(row, state.phase, language()),
      total: resultText(row.total, state.result),
      last: this.chances(row, state),
    };
  }

  /** The best that is certain, and the next aim that is not, with the total it takes. @param {any} row @param {any} state */
  chances(row, { aims, result }) {
    const title = (/** @type {number} */ index) => {
      const { award } = aims[index];
      return award ? say(award.title) : t("board.lead");
    };
    const sure = row.needs.findIndex((/** @type {any} */ need) => need.chance === "sure");
    const ahead = row.needs.slice(0, sure < 0 ? undefined : sure);
    const next = ahead.findLastIndex((/** @type {any} */ need) => need.chance === "possible");
    return [
      ...(sure >= 0 ? [{ text: t("board.sure", { aim: title(sure) }), plate: true }] : []),
      ...(next >= 0 ? [{ text: chanceText(row.needs[next], title(next), result), plate: false }] : []),
    ];
  }
}

/**
 * @param {{sure?: string, possible?: string}} need
 * @param {string} aim
 * @param {import("./board-texts.js").ResultForm} form
 */
function chanceText({ sure, possible }, aim, form) {
  if (sure !== undefined) return t("board.sure_from", { aim, total: resultText(sure, form) });
  if (possible !== undefined) return t("board.possible_from", { aim, total: resultText(possible, form) });
  return t("board.possible", { aim });
}

/** @param {{best_rank?: number, worst_rank?: number}} row */
function rangeText({ best_rank: best, worst_rank: worst }) {
  if (best === undefined) return "–";
  return best === worst ? String(best) : `${best}–${worst ?? "?"}`;
}

customElements.define("outlook-board", OutlookBoard);
