// Heats and who is next up: the heat at work or called, the ones after it with their stations, and all of them as a strip.

import { ServerClock } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { language, onLanguage, say, t } from "../../static/lib/i18n.js";
import { fitNames, UNIT_LEAST } from "./fit-text.js";
import { FloorFoot, FloorHead, heatText } from "./floor-frame.js";
import { bilingual, setBilingual } from "./standings-head.js";
import { formOf, hallForm } from "./standings-layout.js";

const TICK = 500;
/** Heats that are shown with their stations, by the shape of the screen. */
const PANELS = { wide: 3, tall: 2, phone: 99 };

/** So many heats stand in the strip, from the one before the first that is shown. */
const CHIPS = { wide: 10, tall: 5, phone: 99 };

export class HeatsBoard extends HTMLElement {
  constructor() {
    super();
    this.head = new FloorHead();
    this.foot = new FloorFoot();
    this.panels = make("div.heat-panels");
    this.strip = make("ol.heat-strip");
    this.message = bilingual("div.board-message", { hidden: true });
    this.both = true;
    this.zoom = 1;
    this.hall = false;
    /** @type {"wide" | "tall" | "phone"} */
    this.shape = "wide";
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
    if (!this.firstChild)
      this.append(
        this.head.element,
        make("div.heats-room", {}, this.panels, this.strip, this.message),
        this.foot.element,
      );
    this.classList.add("board", "floor-board");
    this.resized.observe(this);
    this.stopLanguage = onLanguage(() => this.draw());
    this.timer = setInterval(() => this.tick(), TICK);
    this.draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resized.disconnect();
    this.stopLanguage();
  }

  /** @param {{both?: boolean, zoom?: number, hall?: boolean}} options of the display; hall: on a wall, where nobody scrolls */
  setOptions({ both = true, zoom = 1, hall = false }) {
    this.zoom = zoom;
    this.hall = hall;
    this.both = both;
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
    const { state, both } = this;
    const heats = state.order.map((/** @type {string} */ key) => state.rows[key]);
    this.head.update(state, () => "", both);
    this.foot.update(() => "", both);
    this.message.hidden = heats.length > 0;
    const none = state.phase === "planned" ? "board.heat.none" : "board.heat.no_heats";
    setBilingual(this.message, (one) => t(none, {}, one), both);
    const at = firstOf(heats);
    const shown = heats.slice(at, at + PANELS[this.shape]);
    this.panels.replaceChildren(...shown.map((/** @type {any} */ heat) => panel(heat, both)));
    const fullest = Math.max(1, ...shown.map((/** @type {any} */ heat) => heat.entries.length));
    setStyle(this.panels, { "--panels": Math.max(1, shown.length), "--most": fullest });
    const most = CHIPS[this.shape];
    const from = Math.max(0, Math.min(at - 1, heats.length - most));
    const chips = heats.length > shown.length ? heats.slice(from, from + most) : [];
    this.strip.replaceChildren(...chips.map(chip));
    this.measure();
    this.tick();
  }

  measure() {
    if (this.clientWidth === 0) return;
    const [width, height] = [this.clientWidth, this.clientHeight];
    const { shape, unit } = this.hall ? hallForm(width, height, this.zoom) : formOf(width, height);
    setAttribute(this, "data-shape", shape);
    setStyle(this, { "--u": `${unit}px` });
    fitNames(this.panels, ".heat-name");
    fitNames(this.panels, ".heat-unit", UNIT_LEAST);
    if (shape === this.shape) return;
    this.shape = shape;
    this.draw();
  }

  tick() {
    if (!this.state) return;
    const { connection, clock } = this.source;
    this.head.tick(clock.now());
    this.foot.tick(connection, clock.now(), this.both);
    setAttribute(this, "data-connection", connection.status);
  }
}

/** The heat to begin with: the first that is not over; when all are, the last. @param {any[]} heats */
function firstOf(heats) {
  const at = heats.findIndex(({ state }) => state !== "done");
  return at < 0 ? Math.max(0, heats.length - 1) : at;
}

/** @param {any} heat @param {boolean} both */
function panel(heat, both) {
  const state = bilingual("span.heat-state");
  setBilingual(state, (one) => t(`board.heat.state.${heat.state}`, {}, one), both);
  const title = bilingual("h2.heat-title");
  setBilingual(title, (one) => say(heat.title, one), both);
  return make(
    "section.heat-panel",
    { "data-state": heat.state },
    make("header.heat-head", {}, title, make("span.heat-time.figures", {}, heat.starts_at), state),
    make("ol.heat-entries", {}, ...heat.entries.map((/** @type {any} */ entry) => line(entry, both))),
  );
}

/** @param {any} entry @param {boolean} both */
function line(entry, both) {
  const name = bilingual("span.heat-name");
  setBilingual(name, (one) => entry.code ?? say(entry.name, one), both && entry.code === undefined);
  return make(
    "li.heat-entry",
    { "data-code": entry.code === undefined ? null : "yes" },
    make(
      "span.heat-station.figures",
      { "aria-label": `${t("board.station")} ${entry.station}` },
      entry.station,
    ),
    name,
    make("span.heat-unit", {}, make("span.main", {}, say(entry.delegation))),
  );
}

/** @param {any} heat */
function chip(heat) {
  return make("li.heat-chip", { "data-state": heat.state }, heatText(heat, language()));
}

customElements.define("heats-board", HeatsBoard);
