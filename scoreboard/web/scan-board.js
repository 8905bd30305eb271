// The way to the competition's public site for phones: a code that can be scanned from where people stand, and the address;
// in a zone too small for the code the address alone.

import { backoff } from "../../static/lib/backoff.js";
import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { codeSide, isScannable } from "../../static/lib/screen-geometry.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";
import { drawn, QUIET } from "./qr-code.js";

export class ScanBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.scan-title");
    this.code = make("div.scan-code");
    this.call = twoTexts("p.scan-call");
    this.address = make("p.scan-address");
    this.words = make("div.scan-words", {}, this.heading, this.call, this.address);
    /** @type {import("./qr-code.js").QrCode | null} */
    this.qr = null;
    /** The competition whose code is here, or on its way. */
    this.of = "";
    this.attempt = 0;
    /** @type {any} */
    this.retry = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.fetchCode();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.retry);
    this.of = "";
  }

  draw() {
    if (!this.firstChild) this.append(this.code, this.words);
    if (!this.state) return;
    sayBoth(this.heading, this.state.competition.title, this.both);
    this.fetchCode();
    this.tick();
  }

  tick() {
    const { clientWidth: width, clientHeight: height, qr } = this;
    const side = codeSide(width, height);
    const picture = this.closest(".screen-picture")?.clientHeight || height;
    const modules = (qr?.size ?? 0) + 2 * QUIET;
    const fits = isScannable(side, { picture, modules, reach: this.options.reach, dots: devicePixelRatio });
    setAttribute(this, "data-code", qr === null || fits ? "yes" : "no");
    setStyle(this, { "--code": `${side}px` });
    const word = fits ? "board.scan" : "board.scan_type";
    sayBoth(this.call, { zh: t(word, {}, "zh"), en: t(word, {}, "en") }, this.both);
  }

  /** The code of the competition, asked for until it is there: nobody stands beside a screen to load it again. */
  async fetchCode() {
    const id = this.state?.competition.id;
    if (!id || id === this.of || !this.isConnected) return;
    this.of = id;
    clearTimeout(this.retry);
    const found = await fetch(`/api/v1/public/competitions/${id}/code`).then(
      (answer) => (answer.ok ? answer.json() : null),
      () => null,
    );
    if (this.of !== id) return;
    if (found === null) {
      this.of = "";
      this.retry = setTimeout(() => this.fetchCode(), 1_000 + backoff(this.attempt++, { base: 1_000 }));
      return;
    }
    this.attempt = 0;
    this.qr = found;
    this.code.replaceChildren(drawn(found));
    const parts = found.text.replace(/^https?:\/\//, "").split(/(?<=\/)/);
    this.address.replaceChildren(...parts.flatMap((/** @type {string} */ part) => [part, make("wbr")]));
    this.tick();
  }
}

customElements.define("scan-board", ScanBoard);
