// The element that draws a round's standings as a timing tower: rows that glide to their place, page by page.

import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { language, t } from "../../static/lib/i18n.js";
import { setBilingual } from "./bilingual.js";
import { BoardFrame } from "./board-frame.js";
import { nothingText } from "./board-texts.js";
import { StandingsFoot } from "./standings-foot.js";
import { StandingsHead } from "./standings-head.js";
import { fit, onPage } from "./standings-layout.js";
import { StandingsRow } from "./standings-row.js";
import { withPlates } from "./withheld-plates.js";

/** Rows still glide this long after a change; a page never turns meanwhile. */
const SETTLE = 1_600;
const FADE = 500;
/** Until a row that glides off the page is out of sight, in milliseconds. */
const GLIDE = 1_000;
/** A lying board whose names have room for fewer characters stands them over their units, as an upright one does. */
const TIGHT = 8;
/** How large a unit is that stands under its name, in parts of that. */
const UNDER = 0.68;
/** Units of width a lying board is made for: 16 to 9. */
const USUAL_WIDTH = 178;

/** The plate of the list's state when that changes: frozen, official, corrected. Who looks up late still sees it settle. */
const STRUCK = [
  { transform: "none", filter: "none" },
  { transform: "scale(1.14)", filter: "brightness(1.6)", offset: 0.12 },
  { transform: "none", filter: "none", offset: 0.5 },
  { transform: "scale(1.06)", filter: "brightness(1.3)", offset: 0.6 },
  { transform: "none", filter: "none" },
];
const STRIKE = { duration: 2_000, easing: "ease-out" };
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/** @extends {BoardFrame<StandingsHead, StandingsFoot>} */
export class StandingsBoard extends BoardFrame {
  /** A board of another kind has a head and a foot of its own. @param {StandingsHead} head @param {StandingsFoot} foot */
  constructor(head = new StandingsHead(), foot = new StandingsFoot()) {
    super(head, foot);
    this.list = make("div.board-list", { role: "rowgroup" });
    this.table = make("div.board-table", { role: "table" }, this.head.columns, this.list, this.message);
    this.middle = [this.table];
    // The head grows when its font arrives or its titles change: then the list has another height.
    this.watched = [this.list];
    /** @type {Map<string, StandingsRow>} */
    this.rows = new Map();
    this.how = fit(0, 1, 1, "wide");
    this.movedAt = this.turnedAt;
    /** The order rows were placed by last: whoever comes onto the page comes from where it stood. @type {string[]} */
    this.placed = [];
    this.capacity = { name: 10, delegation: 10 };
    /** Whether the leaders stand on every page. */
    this.pins = true;
  }

  newRow() {
    return new StandingsRow();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const row of this.rows.values()) clearTimeout(row.leaving);
    for (const row of this.rows.values()) row.element.remove();
    this.rows.clear();
  }

  /** Draw a state of the board. The same state drawn at once or reached by patches looks the same. @param {any} sent @override */
  show(sent) {
    const before = this.state;
    const state = withPlates(sent);
    this.state = state;
    const columns = before === null || this.columnsOf(before) !== this.columnsOf(state);
    this.draw(columns);
    if (before) this.flash(before, state);
  }

  /** @param {boolean} [anew] everything, also what is the same @override */
  draw(anew = true) {
    if (!this.state || !this.isConnected) return;
    const { state } = this;
    setAttribute(this, "data-status", state.status);
    this.toggleAttribute("data-nothing", nothingText(state, language()) !== "");
    this.dress(state);
    this.head.update(state, this.both, anew);
    this.foot.update(state, this.both);
    this.drawMessage();
    if (anew) this.measure();
    else this.place("glide", false);
    this.tick();
  }

  /** Say to the style which columns there are. @param {any} state */
  dress(state) {
    setAttribute(this, "data-unit", state.result.unit);
    setStyle(this, { "--modules": state.modules.length });
    this.toggleAttribute("data-single", state.modules.length === 1);
    this.toggleAttribute("data-many", state.modules.length > 3);
    this.toggleAttribute("data-no-number", !anyRow(state, "number"));
    this.toggleAttribute("data-no-delegation", !anyRow(state, "delegation"));
  }

  /** What a change of means that columns, and so widths, are others. @param {any} state */
  columnsOf(state) {
    const modules = state.modules.map((/** @type {any} */ module) => module.id);
    return JSON.stringify([
      modules,
      state.result,
      state.order.length,
      anyRow(state, "number"),
      anyRow(state, "delegation"),
      state.status === "official",
    ]);
  }

  drawMessage() {
    const { state } = this;
    this.message.hidden = state.order.length > 0;
    setBilingual(this.message, (one) => nothingText(state, one) || t("board.no_entries", {}, one), this.both);
  }

  /**
   * The size changed, or what stands in the columns: everything is placed anew, without gliding.
   *
   * @param {import("./board-frame.js").Form} form
   * @override
   */
  arrange({ shape, unit, far, wide }) {
    this.toggleAttribute("data-far", far);
    const spare = shape === "wide" ? Math.max(0, wide / unit - USUAL_WIDTH) : 0;
    setStyle(this, { "--spare": spare.toFixed(1) });
    const room = shape === "phone" ? 0 : this.list.clientHeight;
    this.how = fit(this.state.order.length, room, unit, shape, this.pins);
    setStyle(this, { "--row": `${this.how.rowHeight}px` });
    const size = () => Number.parseFloat(getComputedStyle(this.list).getPropertyValue("font-size"));
    const columnOf = (/** @type {Element} */ cell) => Math.max(4, (cell.clientWidth - unit) / size());
    this.removeAttribute("data-tight");
    this.toggleAttribute("data-tight", shape === "wide" && !far && columnOf(this.head.name) < TIGHT);
    const name = columnOf(this.head.name);
    // A unit under the name has the name's width, and is set smaller.
    const beside = this.head.delegation.clientWidth > 0;
    this.capacity = { name, delegation: beside ? columnOf(this.head.delegation) * 1.28 : name / UNDER };
    this.place("still", true);
  }

  /**
   * Give every entry on the page its slot.
   *
   * @param {"glide" | "turn" | "still"} manner
   * @param {boolean} anew
   */
  place(manner, anew) {
    const { state } = this;
    if (state.order.length !== this.how.count && manner !== "still") {
      this.measure(); // Entries came or went: the pages are others now.
      return;
    }
    this.inPages(this.how.starts.length);
    const ids = onPage(state.order, this.how, this.page);
    const setting = { both: this.both, capacity: this.capacity };
    this.classList.toggle("still", manner === "still");
    this.bringIn(ids, manner);
    const slots = new Map(ids.map((id, slot) => [id, slot]));
    for (const [id, row] of this.rows) {
      const slot = slots.get(id);
      if (slot === undefined) this.takeOut(id, row, manner, ids.length);
      else this.seat(row, slot, manner);
      const data = state.rows[id];
      if (data) row.update(data, state, setting, anew);
    }
    setStyle(this.list, {
      "--slots": this.pages === 1 ? state.order.length : 0,
      "--pinned": this.how.pinned,
    });
    this.list.toggleAttribute("data-pinned", this.how.pinned > 0);
    this.placed = state.order;
    if (manner === "glide") this.movedAt = performance.now();
  }

  /**
   * Rows that are not there yet: with another page a little below their slot, unseen; by a change from the edge behind
   * which they stood.
   *
   * @param {string[]} ids @param {string} manner
   */
  bringIn(ids, manner) {
    const fresh = ids.flatMap((id, slot) => (this.rows.has(id) ? [] : [{ id, slot }]));
    for (const { id, slot } of fresh) {
      const row = this.newRow();
      const edge = manner === "glide" ? this.edgeOf(this.placed.indexOf(id), ids.length) : null;
      this.rows.set(id, row);
      row.element.classList.toggle("away", edge === null);
      this.shift(row, edge ?? slot + 0.5);
      this.list.append(row.element);
    }
    // One reading of the layout, so that the start is drawn and the way to the slot becomes a transition.
    if (fresh.length && manner !== "still") this.list.getBoundingClientRect();
  }

  /**
   * The slot just outside this page behind which a place in the order lies: under the pinned, or below the last row.
   *
   * @param {number} at in the order, counted from 0; -1: nowhere
   * @param {number} count of the rows on this page
   */
  edgeOf(at, count) {
    if (at < 0) return null;
    return at < this.how.starts[this.page] ? this.how.pinned - 1 : count;
  }

  /** @param {StandingsRow} row @param {number} slot */
  shift(row, slot) {
    setStyle(row.element, { transform: `translateY(${slot * this.how.rowHeight}px)` });
  }

  /** @param {StandingsRow} row @param {number} slot @param {string} manner */
  seat(row, slot, manner) {
    clearTimeout(row.leaving);
    row.leaving = null;
    const { element } = row;
    const arriving = element.classList.contains("away");
    const before = Number(element.dataset.slot ?? Number.POSITIVE_INFINITY);
    setAttribute(element, "data-goes", manner === "glide" && slot < before ? "up" : null);
    this.shift(row, slot);
    setStyle(element, {
      "--delay": manner === "turn" && arriving ? `${(slot - this.how.pinned) * 35}ms` : "0ms",
    });
    element.classList.remove("away", "leaving");
    setAttribute(element, "data-slot", slot);
    element.toggleAttribute("data-held", slot < this.how.pinned);
    setAttribute(element, "aria-rowindex", this.startOf(slot) + 2);
  }

  /** The place in the whole order, counted from 0, of a slot on this page. @param {number} slot */
  startOf(slot) {
    return slot < this.how.pinned ? slot : this.how.starts[this.page] + slot - this.how.pinned;
  }

  /**
   * Whoever is on the page no more glides off it towards where it stands now; with another page it fades.
   *
   * @param {string} id @param {StandingsRow} row @param {string} manner @param {number} count of the rows on the page
   */
  takeOut(id, row, manner, count) {
    if (row.leaving !== null) return;
    const gone = () => {
      row.element.remove();
      this.rows.delete(id);
    };
    const edge = manner === "glide" ? this.edgeOf(this.state.order.indexOf(id), count) : null;
    row.element.classList.add(edge === null ? "away" : "leaving");
    row.element.removeAttribute("data-slot");
    row.element.removeAttribute("data-held");
    setStyle(row.element, { "--delay": "0ms" });
    if (edge !== null) this.shift(row, edge);
    if (manner === "still") gone();
    else row.leaving = setTimeout(gone, edge === null ? FADE : GLIDE);
  }

  /** The row of a sheet that is new lights up once, and so does the list's state when it is another. @param {any} before @param {any} after */
  flash(before, after) {
    if (before.status !== after.status && !CALM.matches) this.head.plate.animate(STRUCK, STRIKE);
    const known = before.recent?.[0]?.position ?? -1;
    for (const sheet of after.recent ?? []) {
      if (sheet.position <= known) break;
      const element = this.rows.get(sheet.entry)?.element;
      if (!element) continue;
      element.classList.remove("struck-a", "struck-b");
      element.classList.add(sheet.position % 2 ? "struck-a" : "struck-b");
    }
  }

  /** A page never turns while rows still glide. @override */
  get settled() {
    return performance.now() - this.movedAt > SETTLE;
  }

  /** @override */
  showPage() {
    this.movedAt = this.turnedAt;
    this.place("turn", false);
  }
}

/** @param {any} state @param {string} field */
export function anyRow(state, field) {
  return state.order.some((/** @type {string} */ id) => state.rows[id][field] !== undefined);
}

customElements.define("standings-board", StandingsBoard);
