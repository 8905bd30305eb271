// The element that draws a round's standings as a timing tower; what it shows comes in through its methods, and
// it opens no connection of its own.

import { ServerClock } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { language, onLanguage, t } from "../../static/lib/i18n.js";
import { nothingText } from "./board-texts.js";
import { StandingsFoot } from "./standings-foot.js";
import { bilingual, StandingsHead, setBilingual } from "./standings-head.js";
import { fit, formOf, hallForm, onPage } from "./standings-layout.js";
import { StandingsRow } from "./standings-row.js";
import { withPlates } from "./withheld-plates.js";

/**
 * @typedef {{connection: import("../../static/lib/feed-socket.js").Connection, clock: ServerClock}} Source
 *   a FeedSocket, or what stands for one
 */

const TICK = 250;
const PAGE_SECONDS = 12;
/** Rows still glide this long after a change; a page never turns meanwhile. */
const SETTLE = 1_600;
const FADE = 500;
/** Units of width a lying board is made for: 16 to 9. */
const USUAL_WIDTH = 178;

export class StandingsBoard extends HTMLElement {
  constructor() {
    super();
    this.head = this.newHead();
    this.foot = this.newFoot();
    this.list = make("div.board-list", { role: "rowgroup" });
    this.message = bilingual("div.board-message", { hidden: true });
    this.table = make("div.board-table", { role: "table" }, this.head.columns, this.list, this.message);
    this.pageSeconds = PAGE_SECONDS;
    this.both = true;
    this.hall = false;
    this.zoom = 1;
    /** @type {any} */
    this.state = null;
    /** @type {Source} */
    this.source = {
      connection: { status: "connecting", code: null, heardAt: null },
      clock: new ServerClock(),
    };
    /** @type {Map<string, StandingsRow>} */
    this.rows = new Map();
    this.page = 0;
    this.how = fit(0, 1, 1, "wide");
    this.turnedAt = this.movedAt = performance.now();
    this.capacity = { name: 10, delegation: 10 };
    /** @type {any} */
    this.timer = null;
    this.resized = new ResizeObserver(() => this.measure());
    this.stopLanguage = () => {};
  }

  /** What the board is made of; a board of another kind has parts of its own. */
  newHead() {
    return new StandingsHead();
  }

  newFoot() {
    return new StandingsFoot();
  }

  newRow() {
    return new StandingsRow();
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.head.element, this.table, this.foot.element);
    this.classList.add("board");
    this.resized.observe(this);
    // The head grows when its font arrives or its titles change: then the list has another height.
    this.resized.observe(this.list);
    this.stopLanguage = onLanguage(() => this.draw(true));
    this.timer = setInterval(() => this.tick(), TICK);
    this.draw(true);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resized.disconnect();
    this.stopLanguage();
    for (const row of this.rows.values()) clearTimeout(row.leaving);
    for (const row of this.rows.values()) row.element.remove();
    this.rows.clear();
  }

  /**
   * @param {{page_seconds?: number, both?: boolean, hall?: boolean, zoom?: number}} options of the display, as
   *   docs/protocol.md has them; hall: on a wall, where nobody scrolls and all screens turn their pages together; zoom: how much
   *   larger than usual type must be
   */
  setOptions({ page_seconds = PAGE_SECONDS, both = true, hall = false, zoom = 1 }) {
    this.hall = hall;
    this.zoom = zoom;
    this.pageSeconds = Math.min(Math.max(page_seconds, 4), 120);
    this.both = both;
    this.draw(true);
  }

  /** Where the age of the data and the time are read from, at every tick. @param {Source} source */
  setSource(source) {
    this.source = source;
    this.tick();
  }

  /** Draw a state of the board. The same state drawn at once or reached by patches looks the same. @param {any} sent */
  show(sent) {
    const before = this.state;
    const state = withPlates(sent);
    this.state = state;
    const columns = before === null || this.columnsOf(before) !== this.columnsOf(state);
    this.draw(columns);
    if (before) this.flash(before, state);
  }

  /** @param {boolean} anew everything, also what is the same */
  draw(anew) {
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
    ]);
  }

  drawMessage() {
    const { state } = this;
    this.message.hidden = state.order.length > 0;
    setBilingual(this.message, (one) => nothingText(state, one) || t("board.no_entries", {}, one), this.both);
  }

  /** The size changed, or what stands in the columns: everything is placed anew, without gliding. */
  measure() {
    if (!this.state || this.clientWidth === 0) return;
    const [width, height] = [this.clientWidth, this.clientHeight];
    const { shape, unit, far } = this.hall ? hallForm(width, height, this.zoom) : formOf(width, height);
    this.setAttribute("data-shape", shape);
    this.toggleAttribute("data-far", far);
    const spare = shape === "wide" ? Math.max(0, width / unit - USUAL_WIDTH) : 0;
    setStyle(this, { "--u": `${unit}px`, "--spare": spare.toFixed(1) });
    const room = shape === "phone" ? 0 : this.list.clientHeight;
    this.how = fit(this.state.order.length, room, unit, shape);
    setStyle(this, { "--row": `${this.how.rowHeight}px` });
    const size = Number.parseFloat(getComputedStyle(this.list).getPropertyValue("font-size"));
    const columnOf = (/** @type {Element} */ cell) => Math.max(4, (cell.clientWidth - unit) / size);
    this.capacity = { name: columnOf(this.head.name), delegation: columnOf(this.head.delegation) * 1.28 };
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
    this.page = Math.min(this.page, this.pages - 1);
    const ids = onPage(state.order, this.how, this.page);
    const setting = { both: this.both, capacity: this.capacity };
    this.classList.toggle("still", manner === "still");
    this.bringIn(ids, manner);
    const slots = new Map(ids.map((id, slot) => [id, slot]));
    for (const [id, row] of this.rows) {
      const slot = slots.get(id);
      if (slot === undefined) this.takeOut(id, row, manner);
      else this.seat(row, slot, manner);
      const data = state.rows[id];
      if (data) row.update(data, state, setting, anew);
    }
    setStyle(this.list, {
      "--slots": this.pages === 1 ? state.order.length : 0,
      "--pinned": this.how.pinned,
    });
    this.list.toggleAttribute("data-pinned", this.how.pinned > 0);
    if (manner === "glide") this.movedAt = performance.now();
  }

  /** Rows that are not there yet begin a little below their slot, unseen. @param {string[]} ids @param {string} manner */
  bringIn(ids, manner) {
    const fresh = ids.flatMap((id, slot) => (this.rows.has(id) ? [] : [{ id, slot }]));
    for (const { id, slot } of fresh) {
      const row = this.newRow();
      this.rows.set(id, row);
      row.element.classList.add("away");
      setStyle(row.element, { transform: `translateY(${(slot + 0.5) * this.how.rowHeight}px)` });
      this.list.append(row.element);
    }
    // One reading of the layout, so that the start is drawn and the way to the slot becomes a transition.
    if (fresh.length && manner !== "still") this.list.getBoundingClientRect();
  }

  /** @param {StandingsRow} row @param {number} slot @param {string} manner */
  seat(row, slot, manner) {
    clearTimeout(row.leaving);
    row.leaving = null;
    const { element } = row;
    const arriving = element.classList.contains("away");
    setStyle(element, {
      transform: `translateY(${slot * this.how.rowHeight}px)`,
      "--delay": manner === "turn" && arriving ? `${(slot - this.how.pinned) * 35}ms` : "0ms",
    });
    element.classList.remove("away");
    setAttribute(element, "data-slot", slot);
    setAttribute(element, "aria-rowindex", this.startOf(slot) + 2);
  }

  get pages() {
    return this.how.starts.length;
  }

  /** The place in the whole order, counted from 0, of a slot on this page. @param {number} slot */
  startOf(slot) {
    return slot < this.how.pinned ? slot : this.how.starts[this.page] + slot - this.how.pinned;
  }

  /** @param {string} id @param {StandingsRow} row @param {string} manner */
  takeOut(id, row, manner) {
    if (row.leaving !== null) return;
    const gone = () => {
      row.element.remove();
      this.rows.delete(id);
    };
    row.element.classList.add("away");
    row.element.removeAttribute("data-slot");
    setStyle(row.element, { "--delay": "0ms" });
    if (manner === "still") gone();
    else row.leaving = setTimeout(gone, FADE);
  }

  /** The row of a sheet that is new lights up once. @param {any} before @param {any} after */
  flash(before, after) {
    const known = before.recent?.[0]?.position ?? -1;
    for (const sheet of after.recent ?? []) {
      if (sheet.position <= known) break;
      const element = this.rows.get(sheet.entry)?.element;
      if (!element) continue;
      element.classList.remove("struck-a", "struck-b");
      element.classList.add(sheet.position % 2 ? "struck-a" : "struck-b");
    }
  }

  tick() {
    if (!this.state) return;
    const { connection, clock } = this.source;
    const now = clock.now();
    this.head.tick(now);
    this.foot.tick(connection, now, this.both);
    setAttribute(this, "data-connection", connection.status);
    const steady = performance.now();
    const length = this.pageSeconds * 1000;
    const shown = this.hall ? (now % length) / length : (steady - this.turnedAt) / length;
    const next = this.hall ? Math.floor(now / length) % this.pages : this.page + (shown >= 1 ? 1 : 0);
    if (this.pages > 1 && next !== this.page && steady - this.movedAt > SETTLE) this.turnTo(next);
    this.foot.turn(this.page, this.pages, this.pages > 1 ? Math.min(1, shown) : 0);
  }

  /** @param {number} page any whole number: it goes round */
  turnTo(page) {
    this.page = (page + this.pages) % this.pages;
    this.turnedAt = this.movedAt = performance.now();
    this.place("turn", false);
    this.foot.turn(this.page, this.pages, 0);
  }
}

/** @param {any} state @param {string} field */
export function anyRow(state, field) {
  return state.order.some((/** @type {string} */ id) => state.rows[id][field] !== undefined);
}

customElements.define("standings-board", StandingsBoard);
