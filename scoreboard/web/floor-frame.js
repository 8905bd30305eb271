// What the boards of the floor share: the head with titles and time, the foot with the age of data; no tile stands here.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setText } from "../../static/lib/html.js";
import { say, t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./standings-head.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

export class FloorHead {
  constructor() {
    this.competition = bilingual("p.board-competition");
    this.title = bilingual("h1.board-title");
    this.heat = bilingual("p.floor-heat", { role: "status" });
    this.time = make("time.board-time.figures");
    this.element = make(
      "header.board-head",
      {},
      make("img.board-mark", { src: MARK, alt: "" }),
      make("div.board-titles", {}, this.competition, this.title),
      this.heat,
      this.time,
    );
  }

  /**
   * @param {any} state
   * @param {(language: Language) => string} heat what stands on the plate, "" for none
   * @param {boolean} both
   */
  update(state, heat, both) {
    const event = (/** @type {Language} */ one) => `${say(state.competition.title, one)}`;
    setBilingual(this.competition, event, both);
    setBilingual(this.title, (one) => titleText(state, one), both);
    setBilingual(this.heat, heat, both);
    this.heat.hidden = heat("zh") === "";
  }

  /** @param {number} now the server's time */
  tick(now) {
    setText(this.time, timeText(now));
  }
}

/** Event, round, and the module that is worked on where there are several. @param {any} state @param {Language} one */
function titleText(state, one) {
  const module = state.modules.find((/** @type {any} */ of) => of.id === state.module);
  const parts = [say(state.event.title, one), say(state.round.title, one)];
  if (state.modules.length > 1 && module) parts.push(say(module.title, one));
  return parts.join(one === "zh" ? "·" : " · ");
}

/** The heat of that number in a state. @param {any} state @param {number} heat */
export function heatOf(state, heat) {
  return (state.heats ?? Object.values(state.rows)).find((/** @type {any} */ one) => one.heat === heat);
}

/** A heat's name, and its time where it has one. @param {any} heat @param {Language} one */
export function heatText(heat, one) {
  return [say(heat?.title, one), heat?.starts_at].filter(Boolean).join(" · ");
}

export class FloorFoot {
  constructor() {
    this.note = bilingual("span.floor-next");
    this.page = make("span.floor-page.figures");
    this.age = make("span.age.figures", { role: "status" });
    this.stale = bilingual("div.board-stale", { role: "alert", hidden: true });
    this.element = make("footer.floor-foot", {}, this.note, this.page, this.age, this.stale);
  }

  /** @param {(language: Language) => string} note @param {boolean} both */
  update(note, both) {
    setBilingual(this.note, note, both);
  }

  /** @param {number} page @param {number} pages */
  turn(page, pages) {
    setText(this.page, pages > 1 ? t("board.page", { page: page + 1, pages }) : "");
  }

  /** @param {import("../../static/lib/feed-socket.js").Connection} connection @param {number} now @param {boolean} both */
  tick({ status, heardAt }, now, both) {
    const seconds = heardAt === null ? 0 : Math.max(0, Math.floor((now - heardAt) / 1000));
    const key = { live: "board.age.live", connecting: "board.age.connecting" }[
      /** @type {string} */ (status)
    ];
    setText(this.age, t(key ?? "board.age.behind", { seconds }));
    setAttribute(this.age, "data-status", status);
    this.stale.hidden = status === "live";
    if (status === "live") return;
    const time = heardAt === null ? null : timeText(heardAt, { seconds: true });
    const said = (/** @type {Language} */ one) =>
      time ? t("board.stale", { time }, one) : t("board.never", {}, one);
    setBilingual(this.stale, said, both);
  }
}
