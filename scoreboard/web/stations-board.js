// The wall of stations (工位墙): a tile for each station of the heat that works now, its clock counting by the server's.

import { ServerClock } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { onLanguage, t } from "../../static/lib/i18n.js";
import { fitNames } from "./fit-text.js";
import { FloorFoot, FloorHead, heatOf, heatText } from "./floor-frame.js";
import { bilingual, setBilingual } from "./standings-head.js";
import { formOf, hallForm } from "./standings-layout.js";
import { StationTile } from "./station-tile.js";
import { gridOf } from "./stations-layout.js";

/** @typedef {import("../../static/lib/feed-socket.js").FeedSocket} FeedSocket */

/** Often enough that no second is seen late. */
const TICK = 100;
const PAGE_SECONDS = 12;

/** Tiles whose unit is less than this much of the board's are small. */
const DENSE = 0.24;

export class StationsBoard extends HTMLElement {
  constructor() {
    super();
    this.head = new FloorHead();
    this.foot = new FloorFoot();
    this.grid = make("div.tiles");
    this.message = bilingual("div.board-message", { hidden: true });
    /** @type {Map<string, StationTile>} */
    this.tiles = new Map();
    this.both = true;
    this.zoom = 1;
    this.hall = false;
    this.pageSeconds = PAGE_SECONDS;
    this.page = 0;
    this.how = gridOf(0, 1, 1, 1);
    this.turnedAt = performance.now();
    /** @type {any} */
    this.state = null;
    /** @type {any} a FeedSocket, or what stands for one */
    this.source = {
      connection: { status: "connecting", code: null, heardAt: null },
      clock: new ServerClock(),
      steady: null,
    };
    /** @type {any} */
    this.timer = null;
    this.resized = new ResizeObserver(() => this.measure());
    this.stopLanguage = () => {};
  }

  connectedCallback() {
    if (!this.firstChild)
      this.append(this.head.element, make("div.tiles-room", {}, this.grid, this.message), this.foot.element);
    this.classList.add("board", "floor-board");
    this.resized.observe(this);
    this.resized.observe(this.grid);
    this.stopLanguage = onLanguage(() => this.draw());
    this.timer = setInterval(() => this.tick(), TICK);
    this.draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resized.disconnect();
    this.stopLanguage();
  }

  /**
   * @param {{page_seconds?: number, both?: boolean, zoom?: number, hall?: boolean}} options of the display, as
   *   docs/protocol.md has them; hall: on a wall, where nobody scrolls and all screens turn their pages together
   */
  setOptions({ page_seconds = PAGE_SECONDS, both = true, zoom = 1, hall = false }) {
    this.zoom = zoom;
    this.hall = hall;
    this.pageSeconds = Math.min(Math.max(page_seconds, 4), 120);
    this.both = both;
    this.draw();
  }

  /** Where the connection, the time and the steady clock are read from. @param {any} source */
  setSource(source) {
    this.source = source;
    source.measure?.();
    this.tick();
  }

  /** @param {any} state */
  show(state) {
    this.state = state;
    this.draw();
  }

  draw() {
    if (!this.state || !this.isConnected) return;
    const { state, both } = this;
    const heat = heatOf(state, state.heat);
    this.head.update(state, (one) => (heat ? heatText(heat, one) : ""), both);
    const next = heatOf(state, state.heat + 1);
    this.foot.update((one) => (next ? `${t("board.heat.next", {}, one)} ${heatText(next, one)}` : ""), false);
    this.message.hidden = state.order.length > 0;
    setBilingual(this.message, (one) => t("board.heat.none", {}, one), both);
    this.measure();
    this.tick();
  }

  /** The size changed, or the number of tiles. */
  measure() {
    if (!this.state || this.clientWidth === 0) return;
    const [wide, high] = [this.clientWidth, this.clientHeight];
    const { shape, unit } = this.hall ? hallForm(wide, high, this.zoom) : formOf(wide, high);
    setAttribute(this, "data-shape", shape);
    setStyle(this, { "--u": `${unit}px` });
    this.how = gridOf(this.state.order.length, this.grid.clientWidth, this.grid.clientHeight, unit);
    const { columns, rows } = this.how;
    const [width, height] = [this.grid.clientWidth / columns, this.grid.clientHeight / rows];
    // A tile's own unit: a hundredth of its height, less where it is narrow.
    const tile = Math.min(height / 100, width / 150, unit * 0.72);
    setStyle(this.grid, { "--columns": columns, "--rows": rows, "--t": `${tile}px` });
    // Small tiles give up words before their type is too small: the state in one language, and how much time is used.
    this.toggleAttribute("data-dense", tile < unit * DENSE);
    this.place();
    fitNames(this.grid, ".tile-name");
  }

  /** The tiles of this page. */
  place() {
    const { columns, rows, pages } = this.how;
    this.page = Math.min(this.page, pages - 1);
    const size = columns * rows;
    const keys = this.state.order.slice(this.page * size, (this.page + 1) * size);
    for (const [key, tile] of this.tiles) {
      if (keys.includes(key)) continue;
      tile.element.remove();
      this.tiles.delete(key);
    }
    keys.forEach((/** @type {string} */ key, /** @type {number} */ at) => {
      const tile = this.tiles.get(key) ?? new StationTile();
      this.tiles.set(key, tile);
      tile.update(this.state.rows[key], key, this.both);
      if (this.grid.children[at] !== tile.element)
        this.grid.insertBefore(tile.element, this.grid.children[at] ?? null);
    });
    this.foot.turn(this.page, pages);
  }

  tick() {
    if (!this.state) return;
    const { connection, clock, steady } = this.source;
    const wall = clock.now();
    this.head.tick(wall);
    this.foot.tick(connection, wall, this.both);
    setAttribute(this, "data-connection", connection.status);
    const length = this.pageSeconds * 1000;
    const due = performance.now() - this.turnedAt > length ? this.page + 1 : this.page;
    const next = this.hall ? Math.floor(wall / length) % this.how.pages : due;
    if (this.how.pages > 1 && next !== this.page) this.turnTo(next);
    const now = steady?.now() ?? null;
    for (const tile of this.tiles.values()) tile.tick(now);
  }

  /** @param {number} page any whole number: it goes round */
  turnTo(page) {
    this.page = (page + this.how.pages) % this.how.pages;
    this.turnedAt = performance.now();
    this.place();
    fitNames(this.grid, ".tile-name");
  }
}

customElements.define("stations-board", StationsBoard);
