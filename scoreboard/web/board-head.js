// The head of a board: whose it is, what it shows, a plate beside the titles, and the time. No table stands here.

import { timeText } from "../../static/lib/clock.js";
import { make, setText } from "../../static/lib/html.js";
import { say } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/** The mark stands beside this file's tree, under the same revision. */
const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

export class BoardHead {
  /** @param {HTMLElement} [plate] beside the titles: the state of the list, where a board names nothing else */
  constructor(plate = bilingual("p.board-status", { role: "status" })) {
    this.competition = bilingual("p.board-competition");
    this.title = bilingual("h1.board-title");
    this.plate = plate;
    this.time = make("time.board-time.figures");
    this.element = make(
      "header.board-head",
      {},
      make("img.board-mark", { src: MARK, alt: "" }),
      make("div.board-titles", {}, this.competition, this.title),
      this.plate,
      this.time,
    );
  }

  /**
   * @param {{whose: (language: Language) => string, title: (language: Language) => string,
   *   plate: (language: Language) => string}} texts
   * @param {boolean} both
   */
  write({ whose, title, plate }, both) {
    setBilingual(this.competition, whose, both);
    setBilingual(this.title, title, both);
    setBilingual(this.plate, plate, both);
  }

  /** @param {number} now the server's time */
  tick(now) {
    setText(this.time, timeText(now));
  }
}

/** Event and round belong together: 焊接·决赛. The Chinese dot has its space built in. @param {any} state @param {Language} one */
export function roundTitle(state, one) {
  return [state.event, state.round].map(({ title }) => say(title, one)).join(one === "zh" ? "·" : " · ");
}
