// What boards of one round share that fill their zone by themselves: shape, unit, pages that turn, age of data.

import { ServerClock } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { onLanguage } from "../../static/lib/i18n.js";
import { FloorFoot } from "./floor-frame.js";
import { RoundHead } from "./round-head.js";
import { bilingual } from "./standings-head.js";
import { formOf, hallForm } from "./standings-layout.js";

const TICK = 250;
const PAGE_SECONDS = 12;
/** So many units wide a board is a band: its parts stand side by side. */
const BAND = 210;

/** A board fills `room` in `drawRoom` and says in `pages` how many pages it turns. */
export class RoundBoard extends HTMLElement {
  constructor() {
    super();
    this.head = new RoundHead();
    this.foot = new FloorFoot();
    this.room = make("div.round-room");
    this.message = bilingual("div.board-message", { hidden: true });
    /** @type {Record<string, any>} */
    this.options = {};
    this.both = true;
    this.zoom = 1;
    this.hall = false;
    this.page = 0;
    this.pages = 1;
    this.turnedAt = performance.now();
    this.unit = 1;
    /** @type {any} */
    this.state = null;
    /** @type {any} a FeedSocket, or what stands for one */
    this.source = {
      connection: { status: "connecting", code: null, heardAt: null },
      clock: new ServerClock(),
    };
    /** @type {any} */
    this.timer = null;
    this.resized = new ResizeObserver(() => this.measure());
    this.stopLanguage = () => {};
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.head.element, this.room, this.foot.element, this.message);
    this.classList.add("board", "round-board");
    this.resized.observe(this);
    this.resized.observe(this.room);
    this.stopLanguage = onLanguage(() => this.draw());
    this.timer = setInterval(() => this.tick(), TICK);
    this.draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resized.disconnect();
    this.stopLanguage();
  }

  /** @param {Record<string, any>} options of the display, as docs/protocol.md has them, and of the zone */
  setOptions(options) {
    const { both = true, zoom = 1, hall = false } = options;
    Object.assign(this, { options, both, zoom, hall });
    this.draw();
  }

  /** Where the connection and the time are read from. @param {any} source */
  setSource(source) {
    this.source = source;
    this.tick();
  }

  /** @param {any} state */
  show(state) {
    this.state = state;
    this.draw();
  }

  draw() {
    if (!this.state || !this.isConnected) return;
    this.head.update(this.state, (one) => this.what(one), this.both);
    setAttribute(this, "data-status", this.state.status);
    this.measure();
    this.tick();
  }

  /** What the board is called. @param {import("../../static/lib/i18n.js").Language} _ @returns {string} */
  what(_) {
    return "";
  }

  /** The size changed, or what stands in it. */
  measure() {
    if (!this.state || this.clientWidth === 0) return;
    const [wide, high] = [this.clientWidth, this.clientHeight];
    const { shape, unit, far } = this.hall ? hallForm(wide, high, this.zoom) : formOf(wide, high);
    this.unit = unit;
    setAttribute(this, "data-shape", shape);
    this.toggleAttribute("data-band", shape === "wide" && wide / unit > BAND);
    this.toggleAttribute("data-far", far);
    setStyle(this, { "--u": `${unit}px` });
    this.drawRoom();
    this.foot.turn(this.page, this.pages);
  }

  drawRoom() {}

  /** So many pages there are now. @param {number} pages @returns {number} the one to be shown */
  inPages(pages) {
    this.pages = pages;
    this.page = Math.min(this.page, pages - 1);
    return this.page;
  }

  tick() {
    if (!this.state) return;
    const { connection, clock } = this.source;
    const now = clock.now();
    this.head.tick(now);
    this.foot.tick(connection, now, this.both);
    setAttribute(this, "data-connection", connection.status);
    const length = Math.min(Math.max(Number(this.options.page_seconds ?? PAGE_SECONDS), 4), 120) * 1000;
    const due = performance.now() - this.turnedAt > length ? this.page + 1 : this.page;
    const next = this.hall ? Math.floor(now / length) % this.pages : due;
    if (this.pages > 1 && next !== this.page) this.turnTo(next);
  }

  /** @param {number} page any whole number: it goes round */
  turnTo(page) {
    this.page = (page + this.pages) % this.pages;
    this.turnedAt = performance.now();
    this.measure();
  }
}
