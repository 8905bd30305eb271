// The result list of a finished round with its prizes; before publication it says that there is none yet.

import { language, say, t } from "../../static/lib/i18n.js";
import { roundTitle } from "./board-head.js";
import { noteOf, resultText, stateText } from "./board-texts.js";
import { ListBoard } from "./list-board.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

export class ResultsBoard extends ListBoard {
  /** @param {any} sent a state of a standings board @override */
  listed(sent) {
    const { status, rows, result } = sent;
    const official = status === "official" || status === "corrected";
    const prized = (/** @type {string} */ id) => !this.options.awarded_only || rows[id].awards?.length > 0;
    const missing = official
      ? "board.no_awards"
      : `board.${status === "embargoed" ? "embargoed" : "hidden"}_note`;
    return {
      rows,
      order: official ? sent.order.filter(prized) : [],
      titles: {
        whose: (/** @type {Language} */ one) => say(sent.competition.title, one),
        title: (/** @type {Language} */ one) => roundTitle(sent, one),
      },
      columns: {
        place: "board.column.place",
        total: result.unit === "seconds" ? "board.column.time" : "board.column.total",
        last: "board.column.award",
      },
      nothing: (/** @type {Language} */ one) => t(missing, {}, one),
    };
  }

  /** @param {any} row @param {any} state @override */
  lineOf(row, { phase, result }) {
    const ranked = row.rank !== undefined;
    const note = noteOf(row, phase, language());
    return {
      rank: ranked ? String(row.rank) : "–",
      medal: row.rank <= 3 ? row.rank : undefined,
      shared: row.shared && ranked,
      out: stateText(row, phase, language()),
      total: resultText(row.total, result),
      last: [
        ...(row.awards ?? []).map((/** @type {any} */ award) => ({ text: say(award.title), plate: true })),
        ...(note ? [{ text: note, plate: false }] : []),
      ],
    };
  }
}

customElements.define("results-board", ResultsBoard);
