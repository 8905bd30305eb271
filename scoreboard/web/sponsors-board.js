// The sponsors of a competition: a board of plates by tier, and a strip of them at the foot of other boards.

import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { say, t, tagOf } from "../../static/lib/i18n.js";
import { addressOf } from "./brand.js";
import { keepTrying } from "./patient-image.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";
import { gridOf, pagesOf, stripOf } from "./sponsor-rules.js";
import { widthOf } from "./standings-layout.js";

/** @typedef {import("./brand.js").Sponsor} Sponsor */

/** A zone so much wider than high is a strip. */
const STRIP_FROM = 6;
const STRIP_SECONDS = 8;
/** Between plates, and for a name in two languages below one: in hundredths of the zone's shorter side. */
const GAP = 2.6;
const WORDS = 10;
/** A name so wide is set smaller on its plate. */
const LONG = 16;

/** A sponsor on a plate on which any logo can be seen; without a logo its name stands there. @param {Sponsor} sponsor @param {"logo" | "small"} size */
function plate(sponsor, size) {
  const name = say(sponsor.name);
  const word = make(
    "span.sponsor-word",
    { lang: tagOf(name), "data-long": widthOf(name) > LONG ? "yes" : null },
    name,
  );
  const element = make("div.sponsor-plate", {}, word);
  if (!sponsor[size]) return element;
  const image = /** @type {HTMLImageElement} */ (
    make("img", { src: addressOf(sponsor[size]), alt: name, decoding: "async" })
  );
  keepTrying(image, {
    gone: () => element.replaceChildren(word),
    back: () => element.replaceChildren(image),
    wanted: () => element.isConnected,
  });
  element.replaceChildren(image);
  return element;
}

/** A row of plates that turns; it is told the time by the board it stands in. */
export class SponsorStrip {
  constructor() {
    this.element = make("div.sponsor-strip", { hidden: true });
    /** @type {Sponsor[]} */
    this.sponsors = [];
    this.drawn = "";
  }

  /** @param {Sponsor[]} sponsors */
  set(sponsors) {
    this.sponsors = sponsors;
    this.element.hidden = sponsors.length === 0;
  }

  /** @param {number} now the server's time */
  tick(now) {
    if (this.element.hidden) return;
    const { clientWidth: width, clientHeight: height } = this.element;
    const turn = Math.floor(now / 1000 / STRIP_SECONDS);
    const shown = stripOf(this.sponsors, width, height, turn);
    const key = JSON.stringify(shown);
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.replaceChildren(...shown.map((one) => plate(one, "small")));
  }
}

export class SponsorsBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.sponsors-tier");
    this.plates = make("ul.sponsors");
    this.box = make("div.sponsors-box", {}, this.plates);
    this.note = make("p.plain-note", { hidden: true });
    this.strip = new SponsorStrip();
    this.drawn = "";
  }

  draw() {
    if (!this.firstChild) this.append(this.heading, this.box, this.note, this.strip.element);
    this.drawn = "";
    this.tick();
  }

  tick() {
    /** @type {Sponsor[]} */
    const sponsors = (this.options.brand ?? this.state)?.sponsors ?? [];
    const low = this.clientWidth > this.clientHeight * STRIP_FROM;
    setAttribute(this, "data-strip", low ? "yes" : null);
    this.strip.set(low ? sponsors : []);
    this.strip.tick(this.now());
    this.note.textContent = t("screen.no_sponsors");
    this.note.hidden = this.state === null || sponsors.length > 0;
    const pages = low ? [] : pagesOf(sponsors);
    const seconds = this.options.page_seconds ?? 10;
    const page = pages[Math.floor(this.now() / 1000 / seconds) % Math.max(1, pages.length)];
    const { clientWidth: width, clientHeight: height } = this.box;
    const key = JSON.stringify([page, width, height]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.showPage(page, width, height);
  }

  /** @param {import("./sponsor-rules.js").Page | undefined} page @param {number} width @param {number} height */
  showPage(page, width, height) {
    const tier = page && `screen.tier.${page.tier}`;
    sayBoth(this.heading, tier ? { zh: t(tier, {}, "zh"), en: t(tier, {}, "en") } : undefined, this.both);
    setAttribute(this, "data-tier", page?.tier);
    const count = page?.sponsors.length ?? 0;
    const z = (Math.min(this.clientWidth, this.clientHeight) / 100) * this.zoom;
    const words = this.options.names === false || !page?.sponsors.some(({ logo }) => logo) ? 0 : WORDS;
    const { columns, plate } = gridOf(count, { width, height, gap: GAP * z, words: words * z });
    setStyle(this.plates, { "--columns": columns, "--plate": `${plate}px`, "--gap": `${GAP * z}px` });
    this.plates.replaceChildren(...(page?.sponsors ?? []).map((one) => this.sponsor(one)));
  }

  /** @param {Sponsor} sponsor */
  sponsor(sponsor) {
    const element = make("li.sponsor", {}, plate(sponsor, "logo"));
    if (!sponsor.logo || this.options.names === false) return element;
    const name = twoTexts("p.sponsor-name");
    sayBoth(name, sponsor.name, this.both);
    element.append(name);
    return element;
  }
}

customElements.define("sponsors-board", SponsorsBoard);
