// What is still possible in a round: the ranks each entry can end on, and the totals for the lead and for prizes.

import { make } from "../../static/lib/html.js";
import { dotted, language, otherLanguage, say, t } from "../../static/lib/i18n.js";
import { nothingText, resultText, stateText } from "./board-texts.js";
import { sayBoth, twoTexts } from "./plain-board.js";
import { ResultsBoard } from "./results-board.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/** 9–12 stands as large as a single rank nearly does; 93–164 is smaller. */
const SHORT = 4;

export class OutlookBoard extends ResultsBoard {
  draw() {
    super.draw();
    if (!this.state) return;
    const over = this.state.order.length === 0;
    this.rows.hidden = over;
    this.note.hidden = !over;
    sayBoth(
      this.whose,
      inBoth((one) => dotted([say(this.state.event.title, one), say(this.state.round.title, one)], one)),
      this.both,
    );
    sayBoth(
      this.heading,
      inBoth((one) => t("board.outlook", {}, one)),
      this.both,
    );
    sayBoth(
      this.note,
      inBoth((one) => nothingText(this.state, one) || t("board.outlook_over", {}, one)),
      this.both,
    );
    this.fresh();
  }

  entries() {
    return this.state.order;
  }

  /** @param {string} id */
  row(id) {
    const row = this.state.rows[id];
    const name = twoTexts("div.results-name");
    sayBoth(name, row.name, this.both);
    const unit = twoTexts("div.results-unit");
    sayBoth(unit, row.delegation, this.both);
    const out = stateText(row, this.state.phase, language());
    return make(
      "li.results-row",
      {},
      make(
        "span.results-rank.figures",
        { "data-range": rangeText(row).length > SHORT ? "long" : "short" },
        rangeText(row),
      ),
      make("span.results-number.figures", {}, row.number ?? ""),
      name,
      unit,
      make(
        "span.results-total.figures",
        { "data-out": out ? "yes" : null },
        out || resultText(row.total, this.state.result) || "–",
      ),
      make("span.results-awards", {}, ...this.chances(row)),
    );
  }

  /** The best that is certain, and the next aim that is not, with the total it takes. @param {any} row */
  chances(row) {
    const title = (/** @type {number} */ index) => {
      const { award } = this.state.aims[index];
      return award ? say(award.title) : t("board.lead");
    };
    const sure = row.needs.findIndex((/** @type {any} */ need) => need.chance === "sure");
    const ahead = row.needs.slice(0, sure < 0 ? undefined : sure);
    const next = ahead.findLastIndex((/** @type {any} */ need) => need.chance === "possible");
    return [
      sure >= 0 && make("span.results-award", {}, t("board.sure", { aim: title(sure) })),
      next >= 0 && make("span.results-chance", {}, this.chanceText(row.needs[next], title(next))),
    ];
  }

  /** @param {{sure?: string, possible?: string}} need @param {string} aim */
  chanceText({ sure, possible }, aim) {
    const form = this.state.result;
    if (sure !== undefined) return t("board.sure_from", { aim, total: resultText(sure, form) });
    if (possible !== undefined) return t("board.possible_from", { aim, total: resultText(possible, form) });
    return t("board.possible", { aim });
  }
}

/** @param {{best_rank?: number, worst_rank?: number}} row */
function rangeText({ best_rank: best, worst_rank: worst }) {
  if (best === undefined) return "–";
  return best === worst ? String(best) : `${best}–${worst ?? "?"}`;
}

/** @param {(language: Language) => string} text */
function inBoth(text) {
  const [one, other] = [language(), otherLanguage()];
  return { [one]: text(one), [other]: text(other) };
}

customElements.define("outlook-board", OutlookBoard);
