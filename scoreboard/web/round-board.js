// What boards of one round share that fill their zone by themselves: the room between head and foot, or a message.

import { make, setAttribute } from "../../static/lib/html.js";
import { BoardFrame } from "./board-frame.js";
import { RoundFoot } from "./round-foot.js";
import { RoundHead } from "./round-head.js";

/** So many units wide a board is a band: its parts stand side by side. */
const BAND = 210;

/**
 * A board fills `room` in `drawRoom`.
 *
 * @extends {BoardFrame<RoundHead, RoundFoot>}
 */
export class RoundBoard extends BoardFrame {
  constructor() {
    super(new RoundHead(), new RoundFoot(), "round-board");
    this.room = make("div.round-room");
    this.middle = [this.room, this.message];
    this.watched = [this.room];
  }

  /** @override */
  write() {
    this.head.update(this.state, (one) => this.what(one), this.both);
    setAttribute(this, "data-status", this.state.status);
  }

  /** What the board is called. @param {import("../../static/lib/i18n.js").Language} _ @returns {string} */
  what(_) {
    return "";
  }

  /** @param {import("./board-frame.js").Form} form @override */
  arrange({ shape, unit, far, wide }) {
    this.toggleAttribute("data-band", shape === "wide" && wide / unit > BAND);
    this.toggleAttribute("data-far", far);
    this.drawRoom();
  }

  drawRoom() {}
}
