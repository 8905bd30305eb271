// The head of a board about one round: whose, which event and round, in what state, and the time. No table stands here.

import { timeText } from "../../static/lib/clock.js";
import { make, setText } from "../../static/lib/html.js";
import { say } from "../../static/lib/i18n.js";
import { statusText } from "./board-texts.js";
import { bilingual, setBilingual } from "./standings-head.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

export class RoundHead {
  constructor() {
    this.competition = bilingual("p.board-competition");
    this.title = bilingual("h1.board-title");
    this.status = bilingual("p.board-status", { role: "status" });
    this.time = make("time.board-time.figures");
    this.element = make(
      "header.board-head",
      {},
      make("img.board-mark", { src: MARK, alt: "" }),
      make("div.board-titles", {}, this.competition, this.title),
      this.status,
      this.time,
    );
  }

  /**
   * @param {any} state of a board of a round
   * @param {(language: Language) => string} what the board is
   * @param {boolean} both
   */
  update(state, what, both) {
    setBilingual(
      this.competition,
      (one) => [say(state.competition.title, one), what(one)].filter(Boolean).join(" · "),
      both,
    );
    setBilingual(this.title, (one) => titleText(state, one), both);
    setBilingual(this.status, (one) => statusText(state, one), both);
  }

  /** @param {number} now the server's time */
  tick(now) {
    setText(this.time, timeText(now));
  }
}

/** @param {any} state @param {Language} one */
function titleText(state, one) {
  return [state.event, state.round].map(({ title }) => say(title, one)).join(one === "zh" ? "·" : " · ");
}
