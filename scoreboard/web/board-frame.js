// The frame that every board with a head and a foot stands in: its options, shape and unit, pages that turn, age of data.
// It opens no connection of its own.

import { ServerClock } from "../../static/lib/clock.js";
import { setAttribute, setStyle } from "../../static/lib/html.js";
import { onLanguage } from "../../static/lib/i18n.js";
import { bilingual } from "./bilingual.js";
import { formOf, hallForm } from "./standings-layout.js";

/**
 * @typedef {import("../../static/lib/feed-socket.js").Connection} Connection
 * @typedef {{connection: Connection, clock: ServerClock, steady?: any, measure?: () => void}} Source
 *   a FeedSocket, or what stands for one
 * @typedef {{element: HTMLElement, tick: (now: number) => void}} Head
 * @typedef {{element: HTMLElement, tick: (connection: Connection, now: number, both: boolean) => void,
 *   turn: (page: number, pages: number, share: number) => void}} Foot
 * @typedef {{shape: "wide" | "tall" | "phone", unit: number, far: boolean, wide: number, high: number}} Form
 */

const TICK = 250;
const PAGE_SECONDS = { usual: 12, least: 4, most: 120 };

/**
 * A board says in `write` what head, foot and message say, fills its room in `arrange` and says by `inPages` how many
 * pages it turns.
 *
 * @template {Head} H
 * @template {Foot} F
 */
export class BoardFrame extends HTMLElement {
  /** @param {H} head @param {F} foot @param {string} [family] the class of boards that are dressed alike */
  constructor(head, foot, family) {
    super();
    this.head = head;
    this.foot = foot;
    this.families = family ? ["board", family] : ["board"];
    this.message = bilingual("div.board-message", { hidden: true });
    /** @type {Node[]} what stands between head and foot */
    this.middle = [];
    /** @type {Element[]} what has another size when a font arrives or a title changes */
    this.watched = [];
    this.period = TICK;
    /** @type {Record<string, any>} */
    this.options = {};
    this.both = true;
    this.zoom = 1;
    this.hall = false;
    this.pageSeconds = PAGE_SECONDS.usual;
    this.page = 0;
    this.pages = 1;
    this.turnedAt = performance.now();
    this.unit = 1;
    /** @type {any} */
    this.state = null;
    /** @type {Source} */
    this.source = {
      connection: { status: "connecting", code: null, heardAt: null, late: false },
      clock: new ServerClock(),
    };
    /** @type {any} */
    this.timer = null;
    this.resized = new ResizeObserver(() => this.measure());
    this.stopLanguage = () => {};
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.head.element, ...this.middle, this.foot.element);
    this.classList.add(...this.families);
    for (const element of [this, ...this.watched]) this.resized.observe(element);
    this.stopLanguage = onLanguage(() => this.draw());
    this.timer = setInterval(() => this.tick(), this.period);
    this.draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resized.disconnect();
    this.stopLanguage();
  }

  /**
   * @param {Record<string, any>} options of the display, as docs/protocol.md has them, and of the zone; hall: on a wall,
   *   where nobody scrolls and all screens turn their pages together; zoom: how much larger than usual type must be
   */
  setOptions(options) {
    const { both = true, zoom = 1, hall = false, page_seconds: seconds = PAGE_SECONDS.usual } = options;
    const pageSeconds = Math.min(Math.max(Number(seconds), PAGE_SECONDS.least), PAGE_SECONDS.most);
    Object.assign(this, { options, both, zoom, hall, pageSeconds });
    this.draw();
  }

  /** Where the connection and the time are read from, at every tick. @param {Source} source */
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
    this.write();
    this.measure();
    this.tick();
  }

  /** What head, foot and message say. */
  write() {}

  /** The size changed, or what stands in it. */
  measure() {
    if (!this.state || this.clientWidth === 0) return;
    const [wide, high] = [this.clientWidth, this.clientHeight];
    const form = this.hall ? hallForm(wide, high, this.zoom) : formOf(wide, high);
    this.unit = form.unit;
    setAttribute(this, "data-shape", form.shape);
    setStyle(this, { "--u": `${form.unit}px` });
    this.arrange({ ...form, wide, high });
    this.foot.turn(this.page, this.pages, this.turned(this.source.clock.now()));
  }

  /** Fill the room, whose form is known now. @param {Form} _ */
  arrange(_) {}

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
    const next = this.nextPage(now);
    if (this.pages > 1 && next !== this.page && this.settled) this.turnTo(next);
    else this.foot.turn(this.page, this.pages, this.turned(now));
  }

  /** Whether a page may turn: nothing on it is on its way. */
  get settled() {
    return true;
  }

  /** How much of the page's time is over. @param {number} now the server's time */
  turned(now) {
    if (this.pages < 2) return 0;
    const length = this.pageSeconds * 1000;
    return this.hall ? (now % length) / length : Math.min(1, (performance.now() - this.turnedAt) / length);
  }

  /** The page whose time it is. @param {number} now the server's time */
  nextPage(now) {
    if (this.hall) return Math.floor(now / (this.pageSeconds * 1000)) % this.pages;
    return this.turned(now) < 1 ? this.page : this.page + 1;
  }

  /** @param {number} page any whole number: it goes round */
  turnTo(page) {
    this.page = (page + this.pages) % this.pages;
    this.turnedAt = performance.now();
    this.showPage();
    this.foot.turn(this.page, this.pages, 0);
  }

  /** Another page than before is to be seen. */
  showPage() {
    this.measure();
  }
}
