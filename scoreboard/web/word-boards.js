// Boards of words and time: announcement, countdown, clock, running text.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, TAGS, t } from "../../static/lib/i18n.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";

export class AnnouncementBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.plain-title");
    this.line = twoTexts("p.plain-text");
  }

  draw() {
    if (!this.firstChild) this.append(make("div.plain-middle", {}, this.heading, this.line));
    setAttribute(this, "data-tone", this.options.tone ?? "plain");
    sayBoth(this.heading, this.text("title"), this.both);
    sayBoth(this.line, this.text("text"), this.both);
  }
}

/** 1:02:03 is the longest that stands as large as can be. */
const SHORT = 7;

export class CountdownBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.plain-title");
    this.figure = make("time.countdown-figure.figures", { role: "timer" });
    this.afterwards = twoTexts("p.countdown-after");
  }

  draw() {
    if (!this.firstChild)
      this.append(make("div.plain-middle", {}, this.heading, this.figure, this.afterwards));
    sayBoth(this.heading, this.text("title"), this.both);
    sayBoth(this.afterwards, this.text("after"), this.both);
    this.tick();
  }

  tick() {
    const left = (this.options.until ?? 0) - this.now();
    const over = left <= 0;
    const text = countdownText(Math.max(0, left));
    setText(this.figure, text);
    setAttribute(this.figure, "data-long", text.length > SHORT ? "yes" : null);
    setAttribute(this, "data-over", over ? "yes" : null);
    setAttribute(this, "data-last", !over && left <= 60_000 ? "yes" : null);
    this.figure.hidden = over && !this.afterwards.hasAttribute("data-empty");
    this.afterwards.hidden = !over;
  }
}

/**
 * 1:02:03, 12:34 or 0:07: a second begun counts whole, so that zero is the moment itself.
 *
 * @param {number} left ms
 */
export function countdownText(left) {
  const seconds = Math.ceil(left / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

export class ClockBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.plain-title");
    this.figure = make("time.clock-figure.figures");
    this.day = make("p.clock-day");
  }

  draw() {
    if (!this.firstChild) this.append(make("div.plain-middle", {}, this.heading, this.figure, this.day));
    sayBoth(this.heading, this.text("title"), this.both);
    setAttribute(this, "data-seconds", this.options.seconds === false ? null : "yes");
    this.tick();
  }

  tick() {
    const now = this.now();
    setText(this.figure, timeText(now, { seconds: this.options.seconds !== false }));
    setText(this.day, dayText(now));
  }
}

/** @param {number} now */
function dayText(now) {
  const day = new Intl.DateTimeFormat(TAGS[language()], {
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
  });
  return day.format(now);
}

/** Characters of a text that pass in a second: read at leisure. */
const PACE = 5;

export class TickerBoard extends PlainBoard {
  constructor() {
    super();
    this.track = make(
      "div.ticker-track",
      { "data-runs": true },
      make("span.ticker-text"),
      make("span.ticker-text"),
    );
  }

  draw() {
    if (!this.firstChild) this.append(make("span.ticker-label", {}), this.track);
    const { zh, en } = this.text("text");
    const texts = language() === "zh" ? [zh, en] : [en, zh];
    const said = (this.both ? texts : texts.filter(Boolean).slice(0, 1)).filter(Boolean);
    const text = said.join("　◆　");
    setText(/** @type {Element} */ (this.firstElementChild), t("screen.news"));
    // Twice, so that the end and the beginning follow each other without a hole.
    for (const part of this.track.children) setText(part, text ? `${text}　◆　` : "");
    setStyle(this.track, { "--run": `${Math.max(8, Math.round(text.length / PACE))}s` });
  }
}

customElements.define("announcement-board", AnnouncementBoard);
customElements.define("countdown-board", CountdownBoard);
customElements.define("clock-board", ClockBoard);
customElements.define("ticker-board", TickerBoard);
