// A screen's picture inside the desk: shows what its parent page says, with the same modules as a screen, and reports nothing.

import { FeedSocket } from "../../static/lib/feed-socket.js";
import { setLanguage } from "../../static/lib/i18n.js";
import { wear } from "./brand.js";
import { IdleBoard } from "./idle-board.js";
import { Carrier } from "./screen-boards.js";
import { ScreenFrame } from "./screen-frame.js";
import { ScreenOver } from "./screen-over.js";
import { overOf, showOf, stepAt } from "./screen-show.js";
import { ScreenStage } from "./screen-stage.js";

const TICK = 250;

export class ScreenPreview extends HTMLElement {
  constructor() {
    super();
    this.idle = new IdleBoard();
    this.stage = new ScreenStage();
    this.frame = new ScreenFrame();
    this.over = new ScreenOver();
    this.carrier = new Carrier();
    /** @type {import("./screen-show.js").Told | null} */
    this.told = null;
    /** @type {FeedSocket | null} */
    this.feed = null;
    /** Boards that the server does not know. @type {Set<string>} */
    this.unknown = new Set();
    /** @type {any} */
    this.timer = null;
    this.resized = new ResizeObserver(() => this.frame.measure());
    this.hear = this.hear.bind(this);
  }

  connectedCallback() {
    this.classList.add("hall-display");
    this.frame.inner.append(this.idle, ...this.over.elements);
    this.append(this.frame.element);
    this.resized.observe(this);
    this.timer = setInterval(() => this.draw(), TICK);
    addEventListener("message", this.hear);
    parent.postMessage("jinchui.preview", location.origin);
    this.draw();
  }

  disconnectedCallback() {
    removeEventListener("message", this.hear);
    clearInterval(this.timer);
    this.resized.disconnect();
    this.over.stop();
    this.feed?.close();
  }

  /** Only our own desk says what is shown. @param {MessageEvent} event */
  hear(event) {
    if (event.origin !== location.origin || !event.data?.told) return;
    const { told } = event.data;
    this.told = told;
    const { language, both = true } = told.options;
    if (language === "zh" || language === "en") setLanguage(language, { remember: false });
    this.frame.set(told.setting ?? {});
    this.stage.set({ both, zoom: this.frame.zoom, reach: this.frame.reach });
    this.stage.dress({ house: told.house, room: this.frame.room, draft: told.brand });
    this.carrier.take(showOf(told), { house: told.house }, this.now());
    this.watch(this.carrier.boards);
    this.draw();
  }

  /** @param {string[]} boards */
  watch(boards) {
    if (!boards.length) return;
    if (this.feed) {
      this.feed.turnTo(boards);
      return;
    }
    this.feed = new FeedSocket(boards);
    this.feed.addEventListener("board", (event) => {
      this.unknown.delete(/** @type {CustomEvent} */ (event).detail.board);
      this.draw();
    });
    this.feed.addEventListener("hello", (event) => {
      for (const board of /** @type {CustomEvent} */ (event).detail.boards) this.unknown.delete(board);
    });
    this.feed.addEventListener("refusal", (event) => {
      this.unknown.add(/** @type {CustomEvent} */ (event).detail.board);
      this.draw();
    });
    this.stage.setSource(this.feed);
    this.feed.open();
  }

  now() {
    return this.feed?.clock.now() ?? Date.now();
  }

  draw() {
    const { told } = this;
    const show = told && showOf(told);
    this.idle.hidden = show !== null && told !== null;
    if (this.feed?.hears && this.carrier.turn(this.now())) this.watch(this.carrier.boards);
    if (show) {
      if (!this.stage.isConnected) this.frame.picture.append(this.stage);
      const { index } = stepAt(show, this.now());
      this.stage.lack(this.carrier.away(index), [...this.unknown]);
      this.stage.show(show.steps[index]);
    } else {
      this.stage.remove();
      if (told) this.wait(told);
    }
    if (told) wear(this.over.cover, this.stage.lookOf(told.house ?? ""), this.frame.room);
    if (told) this.over.show(overOf(told), told, told.options.both ?? true);
  }

  /** @param {import("./screen-show.js").Told} told */
  wait(told) {
    const brand = this.stage.lookOf(told.house ?? "");
    const key = JSON.stringify([told.name, brand, this.frame.room]);
    if (this.idle.dataset.key === key) return;
    this.idle.dataset.key = key;
    wear(this.idle, brand, this.frame.room);
    this.idle.show({ code: told.name, brand, now: () => Date.now() });
  }
}

customElements.define("screen-preview", ScreenPreview);
