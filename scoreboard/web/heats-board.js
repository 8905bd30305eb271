// Heats and who is next up: the heat at work or called, the ones after it with their stations, and all of them as a strip.

import { make, setStyle } from "../../static/lib/html.js";
import { language, say, t, tagOf } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { BoardFrame } from "./board-frame.js";
import { fitNames, UNIT_LEAST } from "./fit-text.js";
import { FloorHead, heatText } from "./floor-frame.js";
import { RoundFoot } from "./round-foot.js";
import { panelsIn } from "./stations-layout.js";

/** So many heats stand in the strip, from the one before the first that is shown. */
const CHIPS = { wide: 10, tall: 5, phone: 99 };

/** A line of two is as high as this part of its row (board-heats.css). */
const LINE_OF_TWO = 0.395;

/** @extends {BoardFrame<FloorHead, RoundFoot>} */
export class HeatsBoard extends BoardFrame {
  constructor() {
    super(new FloorHead(), new RoundFoot(), "floor-board");
    this.panels = make("div.heat-panels");
    this.strip = make("ol.heat-strip");
    this.middle = [make("div.heats-room", {}, this.panels, this.strip, this.message)];
  }

  /** @override */
  write() {
    const { state, both } = this;
    this.head.update(state, () => "", both);
    this.message.hidden = state.order.length > 0;
    const none = state.phase === "planned" ? "board.heat.none" : "board.heat.no_heats";
    setBilingual(this.message, (one) => t(none, {}, one), both);
  }

  /** @param {import("./board-frame.js").Form} form @override */
  arrange({ shape, unit, high }) {
    const { state, both } = this;
    const heats = state.order.map((/** @type {string} */ key) => state.rows[key]);
    const at = firstOf(heats);
    const largest = Math.max(
      1,
      ...heats.slice(at, at + 2).map((/** @type {any} */ heat) => heat.entries.length),
    );
    const shown = heats.slice(at, at + panelsIn(shape, largest, high / unit));
    this.panels.replaceChildren(...shown.map((/** @type {any} */ heat) => panel(heat, both)));
    const fullest = Math.max(1, ...shown.map((/** @type {any} */ heat) => heat.entries.length));
    setStyle(this.panels, { "--panels": Math.max(1, shown.length), "--most": fullest });
    this.panels.toggleAttribute("data-low", this.isLow(fullest));
    const most = CHIPS[shape];
    const from = Math.max(0, Math.min(at - 1, heats.length - most));
    const chips = heats.length > shown.length ? heats.slice(from, from + most) : [];
    this.strip.replaceChildren(...chips.map(chip));
    fitNames(this.panels, ".heat-title");
    fitNames(this.panels, ".heat-name");
    fitNames(this.panels, ".heat-unit", UNIT_LEAST);
  }

  /** Whether two lines in a row would be set smaller than anything on this screen may be. @param {number} fullest rows */
  isLow(fullest) {
    const least = Number.parseFloat(getComputedStyle(this).getPropertyValue("--least")) || 0;
    const room = this.panels.querySelector(".heat-entries")?.clientHeight ?? 0;
    return room > 0 && (room / fullest) * LINE_OF_TWO < least;
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
    make(
      "span.heat-unit",
      {},
      make("span.main", { lang: tagOf(say(entry.delegation)) }, say(entry.delegation)),
    ),
  );
}

/** @param {any} heat */
function chip(heat) {
  return make("li.heat-chip", { "data-state": heat.state }, heatText(heat, language()));
}

customElements.define("heats-board", HeatsBoard);
