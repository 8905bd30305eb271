// One picture: a layout with its zones, each with the element of its kind. It opens no connection of its own.

import { make, setAttribute } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { zoomOfWords } from "../../static/lib/screen-geometry.js";
import { ownerOf, wear } from "./brand.js";
import { makeBoard } from "./kinds.js";
import { boardOf } from "./screen-show.js";

/**
 * @typedef {import("./screen-show.js").Zone} Zone
 * @typedef {{element: HTMLElement, board: import("./kinds.js").Board | null, zone: Zone, state: any, owner: string,
 *   look: any, lack: Lack}} Filled owner: the competition whose look it has; look: what it wears now
 * @typedef {"" | "screen.board_away" | "screen.board_unknown"} Lack why a zone cannot show its board: the key of a word
 */

/** How much larger than its zone asks for type is in a quarter of the screen. */
const TABLES_IN_A_QUARTER = 1.4;
const WORDS_IN_A_QUARTER = 1.3;

export class ScreenStage extends HTMLElement {
  constructor() {
    super();
    /** @type {Filled[]} */
    this.zones = [];
    this.key = "";
    /** @type {any} */
    this.source = null;
    this.setting = { both: true, zoom: 1, reach: 0 };
    /** @type {"dark" | "light"} */
    this.room = "dark";
    /** The competition whose look stands where none is named. */
    this.house = "";
    /** Boards that the screen does not carry: it was cut off before their turn. @type {string[]} */
    this.away = [];
    /** Boards that the server does not know. @type {string[]} */
    this.unknown = [];
    /** @type {import("./brand.js").Brand | undefined} a look that is tried out at the desk */
    this.draft = undefined;
  }

  connectedCallback() {
    this.classList.add("screen-stage");
  }

  /** Where boards and their states come from. @param {import("../../static/lib/feed-socket.js").FeedSocket} source */
  setSource(source) {
    this.source = source;
    for (const { board } of this.zones) board?.setSource(source);
  }

  /** @param {{house?: string, room: "dark" | "light", draft?: import("./brand.js").Brand}} how zones are dressed */
  dress({ house = "", room, draft }) {
    this.house = house;
    this.draft = draft;
    if (room !== this.room) for (const filled of this.zones) filled.look = null;
    this.room = room;
  }

  /** The look of a competition, as far as it is known. @param {string} competition */
  lookOf(competition) {
    return this.draft ?? this.source?.feed.boards[`brand.${competition}`]?.state;
  }

  /**
   * Zones of these boards say why they show nothing, instead of standing empty.
   *
   * @param {string[]} away which the screen does not carry
   * @param {string[]} unknown which there are none of
   */
  lack(away, unknown) {
    this.away = away;
    this.unknown = unknown;
  }

  /** @param {{both: boolean, zoom: number, reach: number}} setting of the screen; reach: see `reachOf` */
  set(setting) {
    if (JSON.stringify(setting) === JSON.stringify(this.setting)) return;
    this.setting = setting;
    for (const filled of this.zones) this.fit(filled);
  }

  /**
   * Show a step. A zone that stays the same stays as it is: nothing flickers when only its neighbour changes.
   *
   * @param {import("./screen-show.js").Step} step
   */
  show(step) {
    const key = JSON.stringify([step.layout, step.zones, step.zones.map((zone) => this.lackOf(zone))]);
    if (key !== this.key) {
      this.key = key;
      setAttribute(this, "data-layout", step.layout);
      const before = this.zones;
      this.zones = step.zones.map((zone, index) => this.fill(zone, index, before[index]));
      for (const filled of this.zones) filled.owner = ownerOf(filled.zone, step, this.house);
      for (const old of before) if (!this.zones.includes(old)) old.element.remove();
    }
    this.feed();
  }

  /** @param {Zone} zone @returns {Lack} */
  lackOf(zone) {
    const board = boardOf(zone);
    if (this.away.includes(board)) return "screen.board_away";
    return this.unknown.includes(board) ? "screen.board_unknown" : "";
  }

  /** @param {Zone} zone @param {number} index @param {Filled | undefined} before @returns {Filled} */
  fill(zone, index, before) {
    const lack = this.lackOf(zone);
    if (before?.lack === lack && JSON.stringify(before.zone) === JSON.stringify(zone)) {
      this.fit(before); // The same content, but perhaps in a smaller zone.
      return before;
    }
    const board = lack ? null : makeBoard(zone.kind);
    const element = make("section.screen-zone", { "data-zone": index, "data-kind": zone.kind });
    element.append(board ?? make("p.plain-note", {}, t(lack || "screen.kind_unknown")));
    const filled = { element, board, zone, state: null, owner: "", look: null, lack };
    this.fit(filled);
    if (this.source) board?.setSource(this.source);
    // Layouts place zones in the order they stand: a new one stands where the one before it stood.
    this.insertBefore(element, before?.element ?? null);
    return filled;
  }

  /** @param {Filled} filled */
  fit({ element, board, zone, look }) {
    const quarter = small(this.dataset.layout ?? "", element.dataset.zone ?? "");
    const zoom = this.setting.zoom * (quarter ? TABLES_IN_A_QUARTER : 1);
    const words =
      zoomOfWords(this.setting.zoom) *
      (quarter && this.clientWidth >= this.clientHeight ? WORDS_IN_A_QUARTER : 1);
    element.style.setProperty("--zoom", String(words));
    board?.setOptions({
      ...zone.options,
      ...this.setting,
      zoom,
      words,
      hall: true,
      brand: look ?? undefined,
    });
  }

  /** Give every zone the newest state of its board, and its look. */
  feed() {
    for (const filled of this.zones) {
      this.clothe(filled);
      const state = this.source?.feed.boards[boardOf(filled.zone)]?.state;
      if (state === undefined || state === filled.state) continue;
      filled.state = state;
      filled.board?.show(state);
    }
  }

  /** @param {Filled} filled */
  clothe(filled) {
    const look = this.lookOf(filled.owner || this.house) ?? {};
    if (look === filled.look) return;
    if (JSON.stringify(look) === JSON.stringify(filled.look)) {
      filled.look = look;
      return;
    }
    filled.look = look;
    wear(filled.element, look, this.room);
    this.fit(filled);
  }

  /** The number of the state each zone shows, 0 where it has none. @returns {number[]} */
  numbers() {
    return this.zones.map(({ zone }) => this.source?.feed.boards[boardOf(zone)]?.number ?? 0);
  }
}

/**
 * A zone half as high would have type half as large: a quarter shows fewer rows and larger ones.
 *
 * @param {string} layout
 * @param {string} zone
 */
function small(layout, zone) {
  return layout === "quarters" || (layout === "picture" && zone === "1");
}

customElements.define("screen-stage", ScreenStage);
