// One tile of the station wall: who works there, what they do, and their clock; it counts by what it is told the time is.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { dotted, otherLanguage, say, t } from "../../static/lib/i18n.js";
import { clockText, counted, left, leftText, urgency } from "../../static/lib/station-clock.js";
import { bilingual, setBilingual } from "./bilingual.js";

export class StationTile {
  constructor() {
    this.station = make("span.tile-station.figures");
    this.state = bilingual("span.tile-state");
    this.name = bilingual("p.tile-name");
    this.unit = make("p.tile-unit.one-line");
    this.clock = make("span.tile-clock.figures", { role: "timer" });
    this.what = make("span.tile-what");
    this.used = make("span.tile-used.figures");
    this.bar = make("div.tile-bar", { "aria-hidden": "true" }, make("div"));
    this.element = make(
      "section.tile",
      {},
      make("header.tile-head", {}, this.station, this.state),
      make("div.tile-who", {}, this.name, this.unit),
      make("div.tile-time", {}, this.what, this.clock, this.used),
      this.bar,
    );
    /** @type {any} */
    this.row = null;
  }

  /** @param {any} row @param {string} key the station's number @param {boolean} both */
  update(row, key, both) {
    this.row = row;
    setText(this.station, key);
    setAttribute(this.element, "data-state", row.state);
    setBilingual(this.state, (one) => t(`board.station.state.${row.state}`, {}, one), both);
    // A name in another script is no second name where both are the same figure.
    setBilingual(this.name, (one) => row.code ?? say(row.name, one), both && row.code === undefined);
    const number = row.number !== say(row.name) ? row.number : "";
    setText(this.unit, row.code === undefined ? dotted([number, say(row.delegation)]) : "");
    setAttribute(this.name, "data-code", row.code === undefined ? null : "yes");
    setAttribute(this.element, "lang", otherLanguage() === "zh" ? "en" : "zh-CN");
  }

  /** @param {import("../../static/lib/clock.js").Moment | null} now by the server's steady clock */
  tick(now) {
    const { clock } = this.row;
    const known = clock.since === undefined || now !== null;
    const rest = left(clock, now);
    const used = counted(clock, now);
    const how = known ? urgency(clock, now) : "plain";
    setAttribute(this.element, "data-urgency", how);
    const counting = rest !== null && clock.state !== "planned";
    setText(this.clock, known ? (rest === null ? clockText(used) : leftText(rest)) : "–:––");
    const given = clock.given ? ` · ${t("board.station.given", { time: clockText(clock.given) })}` : "";
    const label = known ? labelOf(counting, how, rest) : "measuring";
    setText(this.what, `${t(`board.station.${label}`)}${given}`);
    setText(this.used, counting ? `${t("board.station.used")} ${clockText(used)}` : limitText(clock));
    const share = rest === null ? 0 : Math.max(0, Math.min(1, used / clock.limit));
    setStyle(this.bar, { "--share": share.toFixed(4) });
  }
}

/** @param {boolean} counting @param {string} how @param {number | null} rest */
function labelOf(counting, how, rest) {
  if (how === "over") return "over";
  return counting || rest !== null ? "left" : "used";
}

/** @param {any} clock */
function limitText(clock) {
  return clock.limit === undefined
    ? ""
    : t("board.station.of", { minutes: Math.round(clock.limit / 60_000) });
}
