// The programme of the day: what is on now, what comes next, and when.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { dotted, say, t } from "../../static/lib/i18n.js";
import { fitNames } from "./fit-text.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";
import { SponsorStrip } from "./sponsors-board.js";

/** A line of a list is about so high, in units of the zone. */
const LINE = { low: 10.1, high: 15, upright: 20, gap: 0.4 };

export class ScheduleBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.list-title");
    this.whose = twoTexts("p.list-whose");
    this.time = make("time.list-time.figures");
    this.lines = make("ol.schedule-lines");
    this.drawn = "";
  }

  draw() {
    if (!this.firstChild) {
      const head = make(
        "header.list-head-hall",
        {},
        make("img.list-mark", { src: MARK, alt: "" }),
        make("div", {}, this.whose, this.heading),
        this.time,
      );
      this.append(head, this.lines);
    }
    sayBoth(
      this.heading,
      { zh: t("screen.schedule", {}, "zh"), en: t("screen.schedule", {}, "en") },
      this.both,
    );
    sayBoth(this.whose, this.state?.competition?.title, this.both);
    this.drawn = "";
    this.tick();
  }

  tick() {
    const now = this.now();
    setText(this.time, timeText(now));
    if (!this.state) return;
    const lines = this.state.order.map((/** @type {string} */ id) => ({ id, ...this.state.rows[id] }));
    const current = currentLine(lines, now);
    const height = (this.lines.clientHeight || 1080) / unit(this) / this.zoom;
    const room = Math.max(2, Math.floor(height / (LINE.low + LINE.gap)));
    const from = Math.max(0, Math.min(current - 1, lines.length - room));
    const shown = Math.min(room, Math.max(lines.length, 1));
    const high = this.clientHeight > this.clientWidth ? LINE.upright : LINE.high;
    const line = Math.min(high, Math.max(LINE.low, height / shown - LINE.gap));
    const key = `${from} ${current} ${room} ${lines.length} ${line}`;
    if (key === this.drawn) return;
    this.drawn = key;
    setStyle(this, { "--line-tall": line.toFixed(2) });
    const seen = lines.slice(from, from + room);
    this.lines.replaceChildren(
      ...seen.map((/** @type {any} */ line, /** @type {number} */ index) =>
        this.line(line, from + index, current),
      ),
    );
    fitNames(this.lines, ".schedule-title");
    setAttribute(this, "data-count", lines.length);
    if (!lines.length) this.lines.append(make("li.plain-note", {}, t("screen.schedule_empty")));
  }

  /** @param {any} line @param {number} index @param {number} current */
  line(line, index, current) {
    const title = twoTexts("div.schedule-title");
    sayBoth(title, line.title, this.both);
    const state = index < current ? "past" : index === current ? "now" : "next";
    return make(
      "li.schedule-line",
      { "data-state": state },
      make("time.schedule-start.figures", {}, timeText(line.start)),
      title,
      make("span.schedule-place.one-line", {}, line.place ?? ""),
      make("span.schedule-now", {}, state === "now" ? t("screen.now") : ""),
    );
  }
}

/** @param {HTMLElement} element @returns {number} the zone's unit in pixels */
function unit(element) {
  return (Math.min(element.clientWidth, element.clientHeight) || 1080) / 100;
}

/**
 * The line that is on now: the last that began and has not ended; else the place before the next one.
 *
 * @param {{start: number, end?: number}[]} lines by time
 * @param {number} now
 * @returns {number} its index; a half where now is between two lines
 */
export function currentLine(lines, now) {
  const begun = lines.filter((line) => line.start <= now).length - 1;
  if (begun < 0) return -0.5;
  const { end } = lines[begun];
  return end !== undefined && end <= now ? begun + 0.5 : begun;
}

export class WelcomeBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.welcome-title");
    this.line = twoTexts("p.welcome-line");
    this.events = make("p.welcome-events");
    this.time = make("time.welcome-time.figures");
    this.strip = new SponsorStrip();
  }

  draw() {
    if (!this.firstChild) {
      const mark = make("img.welcome-mark", { src: MARK, alt: "" });
      this.append(make("div.plain-middle", {}, mark, this.heading, this.line, this.events), this.time);
      this.append(this.strip.element);
    }
    const product = { zh: t("common.product_long", {}, "zh"), en: t("common.product_long", {}, "en") };
    sayBoth(this.heading, this.state?.title ?? product, this.both);
    sayBoth(this.line, this.text("line"), this.both);
    const events = (this.state?.events ?? []).map((/** @type {any} */ event) => say(event.title));
    setText(this.events, dotted(events));
    this.strip.set(this.options.sponsors ? (this.options.brand?.sponsors ?? []) : []);
    setAttribute(this, "data-sponsors", this.strip.element.hidden ? null : "yes");
    this.tick();
  }

  tick() {
    setText(this.time, timeText(this.now()));
    this.strip.tick(this.now());
  }
}

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

customElements.define("schedule-board", ScheduleBoard);
customElements.define("welcome-board", WelcomeBoard);
