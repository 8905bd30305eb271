// The frame of lists that rank by no gap: results with prizes, what is still possible, records. Head, columns and rows are
// those of the timing tower, with one column of their own at the end; what stands in it is each list's own.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, t } from "../../static/lib/i18n.js";
import { setBilingual } from "./bilingual.js";
import { statusText } from "./board-texts.js";
import { UNIT_LEAST } from "./fit-text.js";
import { anyRow, StandingsBoard } from "./standings-board.js";
import { StandingsFoot } from "./standings-foot.js";
import { StandingsHead } from "./standings-head.js";
import { StandingsRow } from "./standings-row.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */
/** @typedef {import("./standings-row.js").Setting} Setting */
/**
 * @typedef {{whose: (one: Language) => string, title: (one: Language) => string}} Titles
 * @typedef {{place: string, total: string, last: string}} Columns keys of texts; the others are those of every table
 * @typedef {{text: string, plate: boolean}} Said something in the last column; on a plate what is certain
 * @typedef {{rank: string, range?: "short" | "long", medal?: number, shared?: boolean, out: string, total: string,
 *   last: Said[]}} Line what a row says besides who it is
 */

class ListHead extends StandingsHead {
  /** @param {any} state @param {boolean} both @override */
  update(state, both) {
    const { whose, title } = state.titles;
    this.write({ whose, title, plate: (one) => (state.status ? statusText(state, one) : "") }, both);
    this.plate.hidden = !state.status;
    const { place, total, last } = state.columns;
    const cells = /** @type {const} */ ([
      [this.place, place],
      [this.number, "board.column.number"],
      [this.name, "board.column.name"],
      [this.delegation, "board.column.delegation"],
      [this.total, total],
      [this.gap, last],
    ]);
    for (const [cell, key] of cells) setBilingual(cell, (one) => t(key, {}, one), both);
  }
}

class ListFoot extends StandingsFoot {
  /** Nobody was marked last on a list; how far judging is stands where it still goes on. @param {any} state @param {boolean} both @override */
  update(state, both) {
    this.last.hidden = true;
    const { in: marked, due } = state.progress ?? { in: 0, due: 0 };
    setAttribute(this.progress, "data-empty", state.goes_on && due > 0 ? null : "yes");
    setBilingual(this.sheets, (one) => t("board.sheets", { in: marked, due }, one), both);
    setStyle(this.bar, { "--share": due ? marked / due : 0 });
  }
}

class ListRow extends StandingsRow {
  /** @param {(row: any, state: any) => Line} lineOf */
  constructor(lineOf) {
    super();
    this.lineOf = lineOf;
    this.said = "";
  }

  /** @param {any} row @param {any} state @param {Setting} how @override */
  update(row, state, how) {
    const { rank, range, medal, shared, out, total, last } = this.lineOf(row, state);
    setAttribute(this.element, "data-rank", medal ?? null);
    setAttribute(this.element, "data-out", out ? row.state : null);
    setText(this.rank, rank);
    setAttribute(this.rank, "data-range", range ?? null);
    setText(this.shared, shared ? t("board.shared") : "");
    setText(this.number, row.number ?? "");
    this.setName(this.name, row.name, how, how.capacity.name);
    this.setName(this.delegation, row.delegation, how, how.capacity.delegation, UNIT_LEAST);
    setText(this.total, out || total || "–");
    setAttribute(this.total, "data-empty", out || total ? null : "yes");
    this.say(last);
  }

  /** @param {Said[]} last */
  say(last) {
    const said = JSON.stringify(last);
    if (said === this.said) return;
    this.said = said;
    this.gap.replaceChildren(
      ...last.map(({ text, plate }) => make(plate ? "span.list-plate" : "span.list-words", {}, text)),
    );
  }
}

/** A list says in `listed` what it shows of a state, and in `lineOf` what a row says. */
export class ListBoard extends StandingsBoard {
  constructor() {
    super(new ListHead(), new ListFoot());
    this.families.push("lists");
    /** @type {any} the state as it came */
    this.sent = null;
  }

  /** @override */
  newRow() {
    return new ListRow((row, state) => this.lineOf(row, state));
  }

  /** @param {any} sent @override */
  show(sent) {
    this.sent = sent;
    super.show({ ...sent, ...this.listed(sent) });
  }

  /** Which entries are listed may be an option. @param {Record<string, any>} options @override */
  setOptions(options) {
    super.setOptions(options);
    if (this.sent) this.show(this.sent);
  }

  /**
   * What of a state is listed: whose rows in which order, the titles, the columns, and why there may be nothing.
   *
   * @param {any} _ the state as it came
   * @returns {{order: string[], rows: Record<string, any>, titles: Titles, columns: Columns, nothing: (one: Language) => string}}
   */
  listed(_) {
    throw new Error("a list says what it shows");
  }

  /** @param {any} _ row @param {any} __ state @returns {Line} */
  lineOf(_, __) {
    throw new Error("a list says what its rows say");
  }

  /** @param {any} state @override */
  dress(state) {
    this.toggleAttribute("data-nothing", state.order.length === 0);
    this.toggleAttribute("data-no-number", !anyRow(state, "number"));
    this.toggleAttribute("data-no-delegation", !anyRow(state, "delegation"));
    this.toggleAttribute("data-no-last", !state.order.some((/** @type {string} */ id) => this.says(id)));
  }

  /** @param {string} id */
  says(id) {
    return this.lineOf(this.state.rows[id], this.state).last.length > 0;
  }

  /** @param {any} state @override */
  columnsOf(state) {
    const says = state.order.some(
      (/** @type {string} */ id) => this.lineOf(state.rows[id], state).last.length,
    );
    return JSON.stringify([
      language(),
      state.status,
      state.order.length,
      anyRow(state, "number"),
      anyRow(state, "delegation"),
      says,
    ]);
  }

  /** @override */
  drawMessage() {
    const { state } = this;
    this.message.hidden = state.order.length > 0;
    setBilingual(this.message, state.nothing, this.both);
  }
}
