// Pictures by turns: sponsors, slides, a welcome. Screens that show the same ones show the same one at a time.

import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { keepTrying } from "./patient-image.js";
import { PlainBoard } from "./plain-board.js";

export class PictureBoard extends PlainBoard {
  constructor() {
    super();
    this.note = make("p.plain-note", { hidden: true });
    /** @type {HTMLImageElement[]} */
    this.images = [];
    /** Those that are not there. @type {Set<HTMLImageElement>} */
    this.missing = new Set();
    this.shown = "";
  }

  draw() {
    if (!this.firstChild) this.append(this.note);
    const ids = String(this.options.pictures ?? "")
      .split(" ")
      .filter(Boolean);
    setAttribute(this, "data-fit", this.options.fit ?? "whole");
    this.note.textContent = t("screen.no_pictures");
    this.note.hidden = ids.length > 0;
    if (ids.join(" ") === this.shown) return;
    this.shown = ids.join(" ");
    for (const image of this.images) image.remove();
    this.missing.clear();
    this.images = ids.map((id) => this.image(id));
    this.append(...this.images);
    this.tick();
  }

  /** @param {string} id */
  image(id) {
    const image = /** @type {HTMLImageElement} */ (
      make("img.picture", { src: `/api/v1/screen-pictures/${id}`, alt: "", decoding: "async" })
    );
    // A picture that was deleted leaves no hole in the turn.
    keepTrying(image, {
      gone: () => this.miss(image, true),
      back: () => this.miss(image, false),
      wanted: () => this.images.includes(image) && this.isConnected,
    });
    return image;
  }

  /** @param {HTMLImageElement} image @param {boolean} gone */
  miss(image, gone) {
    this.missing[gone ? "add" : "delete"](image);
    this.note.hidden = this.there.length > 0;
    this.tick();
  }

  get there() {
    return this.images.filter((image) => !this.missing.has(image));
  }

  tick() {
    const { there } = this;
    const seconds = this.options.seconds ?? 8;
    const shown = there[there.length ? Math.floor(this.now() / 1000 / seconds) % there.length : 0];
    for (const image of this.images) setStyle(image, { opacity: image === shown ? 1 : 0 });
  }
}

customElements.define("picture-board", PictureBoard);
