// The wall of stations (工位墙): a tile for each station of the heat that works now, its clock counting by the server's.

import { make, setStyle } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { setBilingual } from "./bilingual.js";
import { BoardFrame } from "./board-frame.js";
import { fitNames } from "./fit-text.js";
import { FloorHead, heatOf, heatText } from "./floor-frame.js";
import { RoundFoot } from "./round-foot.js";
import { StationTile } from "./station-tile.js";
import { gridOf } from "./stations-layout.js";

/** Often enough that no second is seen late. */
const TICK = 100;

/** Tiles whose unit is less than this much of the board's are small. */
const DENSE = 0.24;

/** @extends {BoardFrame<FloorHead, RoundFoot>} */
export class StationsBoard extends BoardFrame {
  constructor() {
    super(new FloorHead(), new RoundFoot(), "floor-board");
    this.grid = make("div.tiles");
    this.middle = [make("div.tiles-room", {}, this.grid, this.message)];
    this.watched = [this.grid];
    this.period = TICK;
    /** @type {Map<string, StationTile>} */
    this.tiles = new Map();
  }

  /** The steady clock of the stations is read from it too. @param {import("./board-frame.js").Source} source @override */
  setSource(source) {
    source.measure?.();
    super.setSource(source);
  }

  /** @override */
  write() {
    const { state, both } = this;
    const heat = heatOf(state, state.heat);
    this.head.update(state, (one) => (heat ? heatText(heat, one) : ""), both);
    const next = heatOf(state, state.heat + 1);
    this.foot.update((one) => (next ? `${t("board.heat.next", {}, one)} ${heatText(next, one)}` : ""), false);
    this.message.hidden = state.order.length > 0;
    setBilingual(this.message, (one) => t("board.heat.none", {}, one), both);
  }

  /** @param {import("./board-frame.js").Form} form @override */
  arrange({ unit }) {
    const [wide, high] = [this.grid.clientWidth, this.grid.clientHeight];
    const { columns, rows, pages } = gridOf(this.state.order.length, wide, high, unit);
    // A tile's own unit: a hundredth of its height, less where it is narrow.
    const tile = Math.min(high / rows / 100, wide / columns / 150, unit * 0.72);
    setStyle(this.grid, { "--columns": columns, "--rows": rows, "--t": `${tile}px` });
    // Small tiles give up words before their type is too small: the state in one language, and how much time is used.
    this.toggleAttribute("data-dense", tile < unit * DENSE);
    const size = columns * rows;
    const page = this.inPages(pages);
    this.place(this.state.order.slice(page * size, (page + 1) * size));
    fitNames(this.grid, ".tile-name");
  }

  /** The tiles of this page. @param {string[]} keys */
  place(keys) {
    for (const [key, tile] of this.tiles) {
      if (keys.includes(key)) continue;
      tile.element.remove();
      this.tiles.delete(key);
    }
    for (const [at, key] of keys.entries()) {
      const tile = this.tiles.get(key) ?? new StationTile();
      this.tiles.set(key, tile);
      tile.update(this.state.rows[key], key, this.both);
      if (this.grid.children[at] !== tile.element)
        this.grid.insertBefore(tile.element, this.grid.children[at] ?? null);
    }
  }

  /** @override */
  tick() {
    super.tick();
    const now = this.source.steady?.now() ?? null;
    for (const tile of this.tiles.values()) tile.tick(now);
  }
}

customElements.define("stations-board", StationsBoard);
