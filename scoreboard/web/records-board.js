// The best results of every event, over all its rounds, and the best of each of its parts.

import { dotted, say, t } from "../../static/lib/i18n.js";
import { resultText } from "./board-texts.js";
import { ListBoard } from "./list-board.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/** So many lines of an event; of a part the first. */
const FIRST = 3;

export class RecordsBoard extends ListBoard {
  constructor() {
    super();
    // Whoever leads the first event leads no other.
    this.pins = false;
  }

  /** @param {any} sent @override */
  listed(sent) {
    const lines = linesOf(sent);
    return {
      order: lines.map(([id]) => id),
      rows: Object.fromEntries(lines),
      titles: {
        whose: (/** @type {Language} */ one) => say(sent.competition.title, one),
        title: (/** @type {Language} */ one) => t("board.records", {}, one),
      },
      columns: { place: "board.column.place", total: "board.column.result", last: "board.column.best_in" },
      nothing: (/** @type {Language} */ one) => t("board.no_records", {}, one),
    };
  }

  /** @param {any} row @override */
  lineOf({ place, value, of, form, first }) {
    return {
      rank: String(place),
      medal: first && place <= 3 ? place : undefined,
      out: "",
      total: resultText(value, form),
      last: [{ text: say(of), plate: first }],
    };
  }
}

/** The lines of a records board's state under ids of their own, event by event. @param {any} state @returns {[string, any][]} */
function linesOf(state) {
  return state.events.flatMap((/** @type {any} */ { event, result: form, best, parts }) => [
    ...best
      .slice(0, FIRST)
      .map((/** @type {any} */ line, /** @type {number} */ index) => [
        `${event.id} ${index}`,
        { ...line, of: event.title, form, first: true },
      ]),
    ...parts.map((/** @type {any} */ part) => [
      `${event.id} ${part.id}`,
      {
        ...part.best[0],
        of: ofPart(event.title, part.title),
        form: { ...form, unit: part.unit },
        first: false,
      },
    ]),
  ]);
}

/** What a part is a part of is not left to guess; the part first: where room lacks, the lines above say of which event. @param {any} event @param {any} part */
function ofPart(event, part) {
  return { zh: dotted([part.zh, event.zh], "zh"), en: dotted([part.en, event.en], "en") };
}

customElements.define("records-board", RecordsBoard);
