// The code that leads a phone to the competition's public site: the whole screen, or a corner of it as the inset.

import { make, setAttribute } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";

export class ScanBoard extends PlainBoard {
  constructor() {
    super();
    this.heading = twoTexts("h1.scan-title");
    this.code = make("img.scan-code", { alt: "" });
    this.call = twoTexts("p.scan-call");
  }

  draw() {
    if (!this.firstChild) this.append(this.heading, this.code, this.call);
    if (!this.state) return;
    const { id, title } = this.state.competition;
    sayBoth(this.heading, title, this.both);
    sayBoth(this.call, { zh: t("board.scan", {}, "zh"), en: t("board.scan", {}, "en") }, this.both);
    setAttribute(this.code, "src", `/c/${id}/qr.svg`);
    setAttribute(this.code, "alt", t("board.scan"));
  }
}

customElements.define("scan-board", ScanBoard);
