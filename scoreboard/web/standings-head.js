// The head of a standings board: whose, which event and round, what state it is in, the time, the columns.

import { make } from "../../static/lib/html.js";
import { say, t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { BoardHead, roundTitle } from "./board-head.js";
import { statusText } from "./board-texts.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/** The parts of a state that a head shows; a mark changes none of them. */
const PARTS = [
  "competition",
  "event",
  "round",
  "status",
  "withheld",
  "embargo",
  "phase",
  "version",
  "result",
  "modules",
];

export class StandingsHead extends BoardHead {
  constructor() {
    super();
    /** @type {any[]} */
    this.shown = PARTS.map(() => undefined);
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
    const whose = (/** @type {Language} */ one) => say(state.competition.title, one);
    const title = (/** @type {Language} */ one) => roundTitle(state, one);
    this.write({ whose, title, plate: (one) => statusText(state, one) }, both);
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
}
