// The foot of a standings board: who was marked last, how far the round is, which page, how old the data is.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, say, t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { gainText, movedText, movedWay, nothingText, resultText } from "./board-texts.js";
import { DataAge } from "./data-age.js";

/** @typedef {import("../../static/lib/feed-socket.js").Connection} Connection */

/** A last sheet older than this is history: it stays, without the glow of news. */
const NEWS_FOR = 20_000;

export class StandingsFoot {
  constructor() {
    this.label = bilingual("span.last-label");
    this.number = make("span.last-number.figures");
    this.name = make("span.last-name.one-line");
    this.module = make("span.last-module.one-line");
    this.gained = make("span.last-gained.figures");
    this.total = make("span.last-total.figures");
    this.moved = make("span.last-moved.figures");
    this.effect = make("span.last-effect.one-line");
    this.at = make("time.last-at.figures");
    this.last = make(
      "div.last",
      { "aria-live": "polite" },
      this.label,
      make(
        "div.last-sheet",
        {},
        this.number,
        this.name,
        this.module,
        this.gained,
        this.total,
        this.moved,
        this.effect,
        this.at,
      ),
    );
    this.bar = make("div");
    this.sheets = bilingual("span.sheets-text.figures");
    this.progress = make("div.sheets", {}, this.sheets, make("div.progress", {}, this.bar));
    this.page = make("div.pages.figures");
    this.age = new DataAge();
    this.element = make(
      "footer.board-foot",
      {},
      this.last,
      make("div.board-foot-line", {}, this.progress, this.page, this.age.element),
      this.age.stale,
    );
    /** @type {number | null} the position of the sheet that is shown */
    this.position = null;
  }

  /** @param {any} state @param {boolean} both */
  update(state, both) {
    // A total that falls is explained: marks were corrected, nobody was marked down.
    const label = state.recent?.[0]?.corrected ? "board.last_corrected" : "board.last_marked";
    setBilingual(this.label, (one) => t(label, {}, one), both);
    const { in: marked, due } = state.progress;
    setBilingual(this.sheets, (one) => t("board.sheets", { in: marked, due }, one), both);
    setStyle(this.bar, { "--share": due ? marked / due : 0 });
    this.updateLast(state);
  }

  /** @param {any} state */
  updateLast(state) {
    const sheet = state.recent?.[0];
    const row = sheet && state.rows[sheet.entry];
    setAttribute(this.last, "data-empty", row ? null : "yes");
    setText(this.number, row?.number ?? "");
    setText(
      this.name,
      row ? say(row.name) : nothingText(state, language()) || state.withheld ? "" : t("board.none_marked"),
    );
    const module = sheet && state.modules.find((/** @type {any} */ one) => one.id === sheet.module);
    setText(this.module, row ? say(module?.title) : "");
    // An entry's first sheet gains its whole total: once is enough.
    const first = sheet?.gained === sheet?.total;
    setText(this.gained, row && !first ? gainText(sheet.gained, state.result) : "");
    setText(this.total, row ? resultText(sheet.total, state.result) : "");
    setText(this.moved, row ? movedText(sheet.moved) : "");
    setAttribute(this.moved, "data-way", row ? movedWay(sheet.moved) : null);
    setText(this.effect, row ? effectText(sheet) : "");
    setText(this.at, row ? timeText(sheet.at, { seconds: true }) : "");
    setAttribute(this.last, "data-at", sheet ? sheet.at : null);
    if (row && sheet.position !== this.position) this.strike(sheet.position);
  }

  /** New in the strip: it strikes in. @param {number} position */
  strike(position) {
    const first = this.position === null;
    this.position = position;
    if (first) return; // What a screen finds when it opens is not news.
    for (const name of ["strike-a", "strike-b"]) this.last.classList.remove(name);
    // Two names for one animation: changing the name starts it again without touching layout.
    this.last.classList.add(position % 2 ? "strike-a" : "strike-b");
  }

  /** @param {number} page @param {number} pages @param {number} share of the page's time that is over */
  turn(page, pages, share) {
    setText(this.page, pages > 1 ? t("board.page", { page: page + 1, pages }) : "");
    setAttribute(this.page, "data-pages", pages > 1 ? pages : null);
    setStyle(this.page, { "--share": share.toFixed(3) });
  }

  /** @param {Connection} connection @param {number} now the server's time @param {boolean} both */
  tick(connection, now, both) {
    const news = now - Number(this.last.getAttribute("data-at") ?? 0) < NEWS_FOR;
    setAttribute(this.last, "data-news", news ? "yes" : null);
    this.age.tick(connection, now, both);
  }
}

/** @param {any} sheet */
function effectText(sheet) {
  if (sheet.rank === undefined) return "";
  const way = movedWay(sheet.moved);
  const key = way === "up" ? "board.moved_up" : way === "down" ? "board.moved_down" : "board.rank_now";
  return t(key, { rank: sheet.rank });
}
