// What a screen shows that has no board: the hammer, whose competition it is, the time, and a line of its own.

import { timeText } from "../../static/lib/clock.js";
import { make, setText } from "../../static/lib/html.js";
import { onLanguage, say, t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { drawn } from "./qr-code.js";
import { SponsorStrip } from "./sponsors-board.js";

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

export class IdleBoard extends HTMLElement {
  constructor() {
    super();
    this.heading = bilingual("h1.idle-title");
    this.code = make("p.idle-code.figures");
    this.line = bilingual("p.idle-line");
    this.qr = make("div.idle-qr");
    this.time = make("time.idle-time.figures");
    this.strip = new SponsorStrip();
    /** @type {{brand?: import("./brand.js").Brand, code?: string, line?: string, qr?: any, now: () => number}} */
    this.shown = { now: () => Date.now() };
    /** @type {any} */
    this.timer = null;
    this.stopLanguage = () => {};
  }

  connectedCallback() {
    if (!this.firstChild) {
      const mark = make("img.idle-mark", { src: MARK, alt: "" });
      this.append(
        mark,
        make("div.idle-words", {}, this.heading, this.code, this.line),
        this.qr,
        this.time,
        this.strip.element,
      );
    }
    this.classList.add("idle");
    this.timer = setInterval(() => this.tick(), 500);
    this.stopLanguage = onLanguage(() => this.draw());
    this.draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.stopLanguage();
  }

  /**
   * @param {{brand?: import("./brand.js").Brand, code?: string, line?: string, qr?: any, now: () => number}} shown
   *   brand: of the competition, the product's name without one; code: how the desk calls this screen; line: a key
   *   of the texts; qr: a QR code as the server draws it; now: the server's time
   */
  show(shown) {
    this.shown = shown;
    this.draw();
  }

  draw() {
    const { brand, code, line, qr } = this.shown;
    this.qr.replaceChildren(...(qr ? [drawn(qr), make("p.idle-address", {}, qr.text)] : []));
    this.qr.hidden = !qr;
    setBilingual(this.heading, (one) => say(brand?.name, one) || t("common.product_long", {}, one), true);
    setText(this.code, code ?? "");
    setBilingual(this.line, (one) => (line ? t(line, {}, one) : ""), true);
    this.strip.set(brand?.strip ? brand.sponsors : []);
    this.tick();
  }

  tick() {
    setText(this.time, timeText(this.shown.now()));
    this.strip.tick(this.shown.now());
  }
}

customElements.define("idle-board", IdleBoard);
