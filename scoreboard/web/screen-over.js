// What stands over a screen's picture: emergency, notice, black, its name when somebody looks for it, and that it is cut off.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setText } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { staleWord } from "./data-age.js";
import { sayBoth, twoTexts } from "./plain-board.js";

/** How long a screen that is looked for says "here". */
const FOUND_FOR = 8_000;
/** How long a browser says that it only looks, after each start. */
const LOOKS_FOR = 20_000;

export class ScreenOver {
  constructor() {
    this.plate = twoTexts("div.over-text");
    this.word = twoTexts("p.over-word");
    this.since = make("time.over-since.figures");
    this.cover = make("div.screen-over", { hidden: true, role: "alert" }, this.word, this.plate, this.since);
    this.found = make("div.display-found", { hidden: true });
    this.stale = make("p.screen-stale", { hidden: true, role: "status" });
    this.looks = make("p.screen-looks", { hidden: true, role: "status" });
    this.elements = [this.cover, this.stale, this.looks, this.found];
    /** @type {any} */
    this.timer = null;
    /** @type {any} */
    this.looking = null;
  }

  /**
   * @param {string} over "" where nothing covers the picture
   * @param {import("./screen-show.js").Told} told
   * @param {boolean} both
   */
  show(over, told, both) {
    this.cover.hidden = over === "";
    setAttribute(this.cover, "data-over", over || null);
    const said = over === "emergency" ? told.emergency : over === "notice" ? told.notice : null;
    sayBoth(this.plate, said?.text, both);
    const word = over === "emergency" || over === "notice" ? `screen.${over}` : "";
    sayBoth(this.word, word ? { zh: t(word, {}, "zh"), en: t(word, {}, "en") } : undefined, both);
    setText(this.since, said ? timeText(said.since) : "");
  }

  /**
   * Somebody at the desk asks which screen this is.
   *
   * @param {string} name
   * @param {string} code
   * @param {import("../../static/lib/screen-geometry.js").Setting} [setting] says its place where it is part of a wall
   */
  sayHere(name, code, { columns = 1, rows = 1, column = 1, row = 1 } = {}) {
    const place = columns * rows > 1 ? t("screen.place", { column, row }) : "";
    this.found.replaceChildren(
      make("span.found-name", {}, name),
      make("span.found-code.figures", {}, code.toUpperCase()),
      ...(place ? [make("span.found-place.figures", {}, place)] : []),
    );
    this.found.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.found.hidden = true;
    }, FOUND_FOR);
  }

  /** This browser only looks at a screen that another one is. @param {string} code of that screen */
  sayOnlyLooks(code) {
    setText(this.looks, t("screen.only_looks", { code: code.toUpperCase() }));
    this.looks.hidden = false;
    clearTimeout(this.looking);
    this.looking = setTimeout(() => {
      this.looks.hidden = true;
    }, LOOKS_FOR);
  }

  /**
   * A screen that is cut off, or whose server is behind, says so, whatever it shows.
   *
   * @param {import("../../static/lib/feed-socket.js").Connection} connection
   */
  tick({ status, heardAt, late }) {
    this.stale.hidden = status === "live" || heardAt === null;
    if (this.stale.hidden) return;
    const time = timeText(/** @type {number} */ (heardAt), { seconds: true });
    setText(this.stale, t(staleWord(late), { time }));
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.looking);
  }
}
