// One row of a standings board: making it and bringing it up to date; where it stands is the board's matter.

import { make, setAttribute, setText } from "../../static/lib/html.js";
import { dotted, language, otherLanguage, say, t, tagOf } from "../../static/lib/i18n.js";
import {
  gapText,
  moduleText,
  movedText,
  movedWay,
  noteOf,
  penaltyText,
  resultText,
  stateText,
} from "./board-texts.js";
import { UNIT_LEAST } from "./fit-text.js";
import { isClose, setting } from "./standings-layout.js";
import { setWords } from "./words.js";

/**
 * @typedef {{both: boolean, capacity: {name: number, delegation: number}}} Setting
 *   both: the second language stands below the first; capacity: of the columns, in Chinese characters
 */

/** More sheets than this are counted in figures: pips would be too small to count. */
const PIPS_MOST = 6;
/** So many Chinese characters of the name's column a mark of penalties takes. */
const MARK_WIDTH = 2.4;

/**
 * A text of the competition in one line, or two with the other language below.
 *
 * @param {string} kind a class
 */
function twoLines(kind) {
  return make(
    `div.cell.${kind}`,
    { role: "cell" },
    make("span.main"),
    make("span.second", { "aria-hidden": "true" }),
  );
}

export class StandingsRow {
  constructor() {
    this.rank = make("span.rank");
    this.shared = make("span.shared");
    this.moved = make("div.cell.moved", { role: "cell" });
    this.number = make("div.cell.number.figures", { role: "cell" });
    this.name = twoLines("name");
    this.penalty = make("span.penalty");
    this.name.append(this.penalty);
    this.delegation = twoLines("delegation");
    this.modules = make("div.modules");
    this.total = make("div.cell.total.figures", { role: "cell" });
    this.gap = make("div.cell.gap.figures", { role: "cell" });
    this.element = make(
      "div.board-row",
      { role: "row" },
      make("div.cell.place.figures", { role: "cell" }, this.rank, this.shared),
      this.moved,
      this.number,
      make("div.who", {}, this.name, this.delegation),
      this.modules,
      this.total,
      this.gap,
    );
    /** @type {any} */
    this.shown = null;
    /** Of the round when this was drawn: a sheet that is not there is to come, or missing. */
    this.phase = "";
    /** @type {any} a timer that takes the row away after it has faded */
    this.leaving = null;
  }

  /**
   * Bring it up to date; a row that is the same object as before is left alone.
   *
   * @param {any} row as in docs/protocol.md
   * @param {any} state the board's whole state
   * @param {Setting} how
   * @param {boolean} anew draw even what is the same: the language or the columns changed
   */
  update(row, state, how, anew) {
    if (row === this.shown && state.phase === this.phase && !anew) return;
    this.shown = row;
    this.phase = state.phase;
    const out = stateText(row, state.phase, language());
    setAttribute(this.element, "data-rank", row.rank !== undefined && row.rank <= 3 ? row.rank : null);
    setAttribute(this.element, "data-out", out ? row.state : null);
    setAttribute(this.element, "data-withheld", row.withheld ? "yes" : null);
    setText(this.rank, row.rank === undefined ? "–" : String(row.rank));
    setText(this.shared, row.shared && row.rank !== undefined ? t("board.shared") : "");
    setText(this.moved, movedText(row.moved));
    setAttribute(this.moved, "data-way", movedWay(row.moved));
    setText(this.number, row.number ?? "");
    this.setName(this.name, row.name, how, how.capacity.name - (row.penalty ? MARK_WIDTH : 0));
    this.updatePenalty(row.penalty, state.result);
    this.setName(this.delegation, withCategory(row), how, how.capacity.delegation, UNIT_LEAST);
    this.updateModules(row, state);
    this.updateResult(row, state, out);
  }

  /**
   * @param {Element} cell
   * @param {{zh: string, en: string} | undefined} text
   * @param {Setting} how
   * @param {number} capacity
   * @param {number} [least] see `setting`
   */
  setName(cell, text, how, capacity, least) {
    const main = say(text, language());
    const other = text?.[otherLanguage()] ?? "";
    const second = how.both && other !== main ? other : "";
    const [first, below] = [cell.children[0], cell.children[1]];
    setWords(first, main);
    setWords(below, second);
    setAttribute(first, "lang", tagOf(main, language()));
    setAttribute(below, "lang", tagOf(second, otherLanguage()));
    setAttribute(cell, "data-setting", setting(main, capacity, least));
    setAttribute(cell, "data-close", isClose(main, capacity) ? "yes" : null);
    setAttribute(cell, "title", main);
  }

  /**
   * A small mark beside the name: cards that were shown, and what penalties changed in the total.
   *
   * @param {{amount?: string, cards?: string[]} | undefined} penalty
   * @param {any} result how results are read
   */
  updatePenalty(penalty, result) {
    const cards = penalty?.cards ?? [];
    const amount = penaltyText(penalty, result);
    setAttribute(this.name, "data-penalty", penalty ? "yes" : null);
    const lowers = penalty?.amount?.startsWith("-") ?? false;
    setAttribute(this.penalty, "data-good", amount && lowers === (result.direction === "low") ? "yes" : null);
    const words = cards.map((card) => t(`common.card.${card}`));
    if (amount) words.push(t("common.penalty", { amount }));
    setAttribute(this.penalty, "role", penalty ? "img" : null);
    setAttribute(this.penalty, "aria-label", penalty ? words.join(", ") : null);
    this.penalty.replaceChildren(...cards.map((card) => make("i.shown-card", { "data-card": card })), amount);
  }

  /** @param {any} row @param {any} state */
  updateModules(row, state) {
    while (this.modules.children.length > state.modules.length) this.modules.lastElementChild?.remove();
    while (this.modules.children.length < state.modules.length) {
      this.modules.append(
        make("div.cell.module.figures", { role: "cell" }, make("span.points"), make("span.pips")),
      );
    }
    for (const [index, module] of state.modules.entries()) {
      const cell = this.modules.children[index];
      const marks = row.modules?.[module.id];
      const points = moduleText(marks?.total, module, state.result);
      setText(cell.children[0], points || (marks?.due || row.withheld ? "" : "–"));
      setPips(cell.children[1], marks?.in ?? 0, marks?.due ?? 0);
      setAttribute(cell, "data-done", marks?.due && marks.in >= marks.due ? "yes" : null);
    }
  }

  /** @param {any} row @param {any} state @param {string} out */
  updateResult(row, state, out) {
    const total = resultText(row.total, state.result);
    setText(this.total, out || total || (row.withheld ? "?" : "–"));
    setAttribute(this.total, "data-empty", out || total ? null : "yes");
    const leads = row.rank === 1 && !row.withheld;
    // why: once awards are confirmed, the distance to the first is no news any more
    const award = say(row.awards?.[0]?.title, language());
    const lack =
      noteOf(row, state.phase, language()) ||
      (row.under_review ? t("common.status.under_review") : "") ||
      (row.tie_lapsed ? t("board.tie_lapsed") : "");
    setText(this.gap, out ? "" : award || lack || (leads ? t("board.leader") : gapText(row, state.result)));
    setAttribute(this.gap, "data-leads", (leads || award) && !lack && !out ? "yes" : null);
    setAttribute(this.gap, "data-lacks", lack && !award && !out ? "yes" : null);
  }
}

/**
 * Sheets in of sheets due: small squares, filled for each that is in.
 *
 * @param {Element} element
 * @param {number} marked
 * @param {number} due
 */
function setPips(element, marked, due) {
  const key = `${marked}/${due}`;
  if (element.getAttribute("data-pips") === key) return;
  element.setAttribute("data-pips", key);
  element.setAttribute("aria-label", due ? key : "");
  element.setAttribute("role", "img");
  if (due > PIPS_MOST) {
    element.replaceChildren(key);
    return;
  }
  const pips = Array.from({ length: due }, (_, index) => make(index < marked ? "i.in" : "i"));
  element.replaceChildren(...pips);
}

/**
 * The delegation, with the category and the rank in it where entries have one.
 * @param {any} row
 */
function withCategory({ delegation, category, category_rank: rank }) {
  if (!category) return delegation;
  const among = {
    zh: rank ? `${category}第 ${rank}` : category,
    en: rank ? `${category} #${rank}` : category,
  };
  if (!delegation) return among;
  return { zh: dotted([delegation.zh, among.zh], "zh"), en: dotted([delegation.en, among.en], "en") };
}
