// How old what a board shows is, and the band over the board while nothing new can come.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setText } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";

/** @typedef {import("../../static/lib/feed-socket.js").Connection} Connection */

export class DataAge {
  constructor() {
    this.element = make("span.age.figures", { role: "status" });
    this.stale = bilingual("div.board-stale", { role: "alert", hidden: true });
  }

  /** @param {Connection} connection @param {number} now the server's time @param {boolean} both */
  tick({ status, heardAt, late }, now, both) {
    const seconds = heardAt === null ? 0 : Math.max(0, Math.floor((now - heardAt) / 1000));
    setText(this.element, ageText(status, seconds));
    setAttribute(this.element, "data-status", status);
    this.stale.hidden = status === "live";
    if (status === "live") return;
    const time = heardAt === null ? null : timeText(heardAt, { seconds: true });
    setBilingual(
      this.stale,
      (one) => (time ? t(staleWord(late), { time }, one) : t("board.never", {}, one)),
      both,
    );
  }
}

/** A line that is lost and a server that is behind are mended in different places. @param {boolean} late */
export function staleWord(late) {
  return late ? "board.late" : "board.stale";
}

/** @param {Connection["status"]} status @param {number} seconds */
function ageText(status, seconds) {
  if (status === "live") return t("board.age.live", { seconds });
  if (status === "connecting") return t("board.age.connecting");
  return t("board.age.behind", { seconds });
}
