// The foot of a board without a table: a note, which page, how old the data is.

import { make, setText } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { DataAge } from "./data-age.js";

export class RoundFoot {
  constructor() {
    this.note = bilingual("span.floor-next");
    this.page = make("span.floor-page.figures");
    this.age = new DataAge();
    this.element = make("footer.floor-foot", {}, this.note, this.page, this.age.element, this.age.stale);
  }

  /** @param {(language: import("../../static/lib/i18n.js").Language) => string} note @param {boolean} both */
  update(note, both) {
    setBilingual(this.note, note, both);
  }

  /** @param {number} page @param {number} pages */
  turn(page, pages) {
    setText(this.page, pages > 1 ? t("board.page", { page: page + 1, pages }) : "");
  }

  /** @param {import("../../static/lib/feed-socket.js").Connection} connection @param {number} now @param {boolean} both */
  tick(connection, now, both) {
    this.age.tick(connection, now, both);
  }
}
