// The element that draws a table of teams or of delegations, in the look and motion of the standings board.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, say, t, tagOf } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { gapText, nothingText, resultText, statusText } from "./board-texts.js";
import { UNIT_LEAST } from "./fit-text.js";
import { anyRow, StandingsBoard } from "./standings-board.js";
import { StandingsFoot } from "./standings-foot.js";
import { StandingsHead } from "./standings-head.js";
import { StandingsRow } from "./standings-row.js";
import { cellOf, columnsOf, formOf, progressOf, rankedValue } from "./table-columns.js";

/** @typedef {import("./standings-row.js").Setting} Setting */
/** @typedef {import("../../static/lib/i18n.js").Language} Language */

const PARTS = ["competition", "event", "table", "status", "version", "published", "own", "awards", "result"];

class TableHead extends StandingsHead {
  constructor() {
    super();
    /** @type {any[]} */
    this.drawn = [];
  }

  /** @param {any} state @param {boolean} both @param {boolean} anew @override */
  update(state, both, anew) {
    const parts = PARTS.map((name) => state[name]);
    if (!anew && this.drawn.length && this.drawn.every((part, index) => part === parts[index])) return;
    this.drawn = parts;
    const teams = state.kind === "teams";
    const whose = (/** @type {Language} */ one) => say(state.competition.title, one);
    const title = (/** @type {Language} */ one) => titleText(state, one);
    this.write({ whose, title, plate: (one) => statusText(state, one) }, both);
    setBilingual(this.place, (one) => t("board.column.place", {}, one), both);
    setBilingual(this.number, (one) => t("board.column.team_number", {}, one), both);
    const name = teams ? "board.column.team" : "board.column.delegation";
    setBilingual(this.name, (one) => t(name, {}, one), both);
    const beside = teams ? "board.column.delegation" : "board.column.best_of";
    setBilingual(this.delegation, (one) => t(beside, {}, one), both);
    setBilingual(this.total, (one) => t(totalKey(state), {}, one), both);
    setBilingual(this.gap, (one) => t("board.column.gap", {}, one), both);
    this.updateModules(state, both);
  }

  /** @param {any} state @param {boolean} both @override */
  updateModules(state, both) {
    const cells = columnsOf(state).map((column) => {
      const cell = bilingual("div.cell.module", { role: "columnheader", "data-kind": column.kind });
      setBilingual(cell, column.title, both);
      return cell;
    });
    this.modules.replaceChildren(...cells);
  }
}

/** @param {any} state */
function totalKey(state) {
  if (state.kind === "teams")
    return state.result.unit === "seconds" ? "board.column.time" : "board.column.total";
  if (state.by === "medals") return "board.column.medals";
  return state.by === "scale" ? "board.column.scale" : "board.column.points";
}

/** @param {any} state @param {Language} one */
function titleText(state, one) {
  if (state.kind !== "teams") return say(state.table.title, one);
  return [say(state.event.title, one), t("board.teams", {}, one)].join(one === "zh" ? "·" : " · ");
}

class TableFoot extends StandingsFoot {
  constructor() {
    super();
    this.rule = make("span.rule-text.one-line");
    this.last.querySelector(".last-sheet")?.replaceChildren(this.rule);
  }

  /** The strip says how the figures come about: there is no last sheet to name. @param {any} state @param {boolean} both @override */
  update(state, both) {
    setBilingual(this.label, (one) => t("board.rule", {}, one), both);
    setText(this.rule, say(state.rule));
    setAttribute(this.last, "data-empty", state.rule ? null : "yes");
    const { in: there, due } = progressOf(state);
    const key = state.kind === "teams" ? "board.sheets" : "board.events_published";
    const params = { in: there, due, published: there, events: due };
    setBilingual(this.sheets, (one) => t(key, params, one), both);
    setStyle(this.bar, { "--share": due ? there / due : 0 });
  }
}

class TableRow extends StandingsRow {
  /** @param {any} row @param {any} state @param {Setting} how @param {boolean} anew @override */
  update(row, state, how, anew) {
    if (row === this.shown && !anew) return;
    this.shown = row;
    const ranked = row.rank !== undefined;
    setAttribute(this.element, "data-rank", ranked && row.rank <= 3 ? row.rank : null);
    setText(this.rank, ranked ? String(row.rank) : "–");
    setText(this.shared, row.shared && ranked ? t("board.shared") : "");
    setText(this.number, row.number ?? "");
    this.setName(this.name, row.name, how, how.capacity.name);
    this.setName(this.delegation, row.delegation ?? bestOf(row), how, how.capacity.delegation, UNIT_LEAST);
    this.updateCells(row, columnsOf(state));
    this.updateValue(row, state);
  }

  /** @param {any} row @param {import("./table-columns.js").Column[]} columns */
  updateCells(row, columns) {
    while (this.modules.children.length > columns.length) this.modules.lastElementChild?.remove();
    while (this.modules.children.length < columns.length) {
      const cell = make(
        "div.cell.module.figures",
        { role: "cell" },
        make("span.points"),
        make("span.member"),
      );
      this.modules.append(cell);
    }
    for (const [index, column] of columns.entries()) {
      const cell = this.modules.children[index];
      const { figure, name, part } = cellOf(row, column, language());
      setText(cell.children[0], figure);
      setText(cell.children[1], name);
      setAttribute(cell.children[1], "lang", tagOf(name));
      setAttribute(cell, "data-part", part || null);
    }
  }

  /** @param {any} row @param {any} state */
  updateValue(row, state) {
    const total = resultText(rankedValue(state, row), formOf(state));
    setText(this.total, total || "–");
    setAttribute(this.total, "data-empty", total ? null : "yes");
    const leads = row.rank === 1;
    setText(this.gap, leads ? t("board.leader") : gapText(row, formOf(state)));
    setAttribute(this.gap, "data-leads", leads ? "yes" : null);
  }
}

/** The best of a delegation on the scale, with the figure. @param {any} row */
function bestOf(row) {
  const best = row.best?.[0];
  if (!best) return undefined;
  return { zh: `${best.name.zh} ${best.scale}`, en: `${best.name.en} ${best.scale}` };
}

export class TableBoard extends StandingsBoard {
  constructor() {
    super(new TableHead(), new TableFoot());
  }

  /** @override */
  newRow() {
    return new TableRow();
  }

  /** @param {any} state @override */
  dress(state) {
    const columns = columnsOf(state);
    setAttribute(this, "data-status", state.status);
    this.toggleAttribute("data-nothing", nothingText(state, language()) !== "");
    setAttribute(this, "data-kind", state.kind);
    setStyle(this, { "--modules": columns.length });
    this.toggleAttribute("data-many", columns.length > 3);
    this.toggleAttribute("data-no-number", !anyRow(state, "number"));
    this.toggleAttribute("data-no-delegation", !anyRow(state, "delegation") && !anyRow(state, "best"));
  }

  /** @param {any} state @override */
  columnsOf(state) {
    const columns = columnsOf(state).map(({ key }) => key);
    return JSON.stringify([
      state.kind,
      state.table,
      columns,
      state.order.length,
      anyRow(state, "delegation"),
    ]);
  }

  /** @override */
  drawMessage() {
    const { state } = this;
    this.message.hidden = state.order.length > 0;
    setBilingual(this.message, (one) => nothingText(state, one) || t("board.no_table", {}, one), this.both);
  }
}

customElements.define("table-board", TableBoard);
