// The head of a standings board: whose, which event and round, what state it is in, the time, the columns.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setText } from "../../static/lib/html.js";
import { language, otherLanguage, say, t, tagOf } from "../../static/lib/i18n.js";
import { statusText } from "./board-texts.js";

/** The mark stands beside this file's tree, under the same revision. */
const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

/** A text in the page's language, and smaller in the other one. @param {string} name @param {object} [more] */
export function bilingual(name, more = {}) {
  return make(name, more, make("span.main"), make("span.second", { "aria-hidden": "true" }));
}

/**
 * @param {Element} element made by `bilingual`
 * @param {(language: import("../../static/lib/i18n.js").Language) => string} text
 * @param {boolean} both
 */
export function setBilingual(element, text, both) {
  const [main, second] = [text(language()), both ? text(otherLanguage()) : ""];
  const [first, below] = [element.children[0], element.children[1]];
  setText(first, main);
  setText(below, second === main ? "" : second);
  setAttribute(first, "lang", tagOf(main, language()));
  setAttribute(below, "lang", tagOf(second, otherLanguage()));
}

/** The parts of a state that a head shows; a mark changes none of them. */
const PARTS = [
  "competition",
  "event",
  "round",
  "status",
  "withheld",
  "phase",
  "version",
  "result",
  "modules",
];

export class StandingsHead {
  constructor() {
    /** @type {any[]} */
    this.shown = PARTS.map(() => undefined);
    this.competition = bilingual("p.board-competition");
    this.title = bilingual("h1.board-title");
    this.status = bilingual("p.board-status", { role: "status" });
    this.time = make("time.board-time.figures");
    this.element = make(
      "header.board-head",
      {},
      make("img.board-mark", { src: MARK, alt: "" }),
      make("div.board-titles", {}, this.competition, this.title),
      this.status,
      this.time,
    );
    this.place = bilingual("div.cell.place", { role: "columnheader" });
    this.number = bilingual("div.cell.number", { role: "columnheader" });
    this.name = bilingual("div.cell.name", { role: "columnheader" });
    this.delegation = bilingual("div.cell.delegation", { role: "columnheader" });
    this.modules = make("div.modules");
    this.total = bilingual("div.cell.total", { role: "columnheader" });
    this.gap = bilingual("div.cell.gap", { role: "columnheader" });
    this.columns = make(
      "div.board-columns",
      { role: "row" },
      this.place,
      make("div.cell.moved"),
      this.number,
      make("div.who", {}, this.name, this.delegation),
      this.modules,
      this.total,
      this.gap,
    );
  }

  /**
   * @param {any} state
   * @param {boolean} both
   * @param {boolean} anew also where the state's parts are the same objects as before: the language changed
   */
  update(state, both, anew) {
    const parts = PARTS.map((name) => state[name]);
    if (!anew && this.shown.every((part, index) => part === parts[index])) return;
    this.shown = parts;
    setBilingual(this.competition, (one) => say(state.competition.title, one), both);
    // Event and round belong together: 焊接 · 决赛.
    setBilingual(this.title, (one) => titleText(state, one), both);
    setBilingual(this.status, (one) => statusText(state, one), both);
    setBilingual(this.place, (one) => t("board.column.place", {}, one), both);
    setBilingual(this.number, (one) => t("board.column.number", {}, one), both);
    setBilingual(this.name, (one) => t("board.column.name", {}, one), both);
    setBilingual(this.delegation, (one) => t("board.column.delegation", {}, one), both);
    const total = state.result.unit === "seconds" ? "board.column.time" : "board.column.total";
    const unit = state.result.unit_name;
    setBilingual(
      this.total,
      (one) => (unit ? `${t(total, {}, one)} (${say(unit, one)})` : t(total, {}, one)),
      both,
    );
    setBilingual(this.gap, (one) => t("board.column.gap", {}, one), both);
    this.updateModules(state, both);
  }

  /** @param {any} state @param {boolean} both */
  updateModules(state, both) {
    const cells = state.modules.map((/** @type {any} */ module) => {
      const cell = bilingual("div.cell.module", { role: "columnheader" });
      // The only module is the whole event: its column counts sheets.
      const single = state.modules.length === 1;
      setBilingual(cell, (one) => (single ? t("board.sheets_short", {}, one) : say(module.title, one)), both);
      return cell;
    });
    this.modules.replaceChildren(...cells);
  }

  /** @param {number} now the server's time */
  tick(now) {
    setText(this.time, timeText(now));
  }
}

/**
 * The Chinese dot has its space built in.
 *
 * @param {any} state
 * @param {import("../../static/lib/i18n.js").Language} one
 */
function titleText(state, one) {
  return [state.event, state.round].map(({ title }) => say(title, one)).join(one === "zh" ? "·" : " · ");
}
