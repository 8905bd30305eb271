// The head of a board about one round: whose and what it is, which event and round, in what state, and the time.

import { dotted, say } from "../../static/lib/i18n.js";
import { BoardHead, roundTitle } from "./board-head.js";
import { statusText } from "./board-texts.js";

export class RoundHead extends BoardHead {
  /**
   * @param {any} state of a board of a round
   * @param {(language: import("../../static/lib/i18n.js").Language) => string} what the board is
   * @param {boolean} both
   */
  update(state, what, both) {
    this.write(
      {
        whose: (one) => dotted([say(state.competition.title, one), what(one)], one),
        title: (one) => roundTitle(state, one),
        plate: (one) => statusText(state, one),
      },
      both,
    );
  }
}
