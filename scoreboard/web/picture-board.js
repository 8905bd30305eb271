// Pictures by turns: sponsors, slides, a welcome. Screens that show the same ones show the same one at a time.

import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { t } from "../../static/lib/i18n.js";
import { PlainBoard } from "./plain-board.js";

export class PictureBoard extends PlainBoard {
  constructor() {
    super();
    this.note = make("p.plain-note", { hidden: true });
    /** @type {HTMLImageElement[]} */
    this.images = [];
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
    image.addEventListener("error", () => {
      this.images = this.images.filter((one) => one !== image);
      image.remove();
      this.note.hidden = this.images.length > 0;
    });
    return image;
  }

  tick() {
    const seconds = this.options.seconds ?? 8;
    const count = this.images.length;
    const index = count ? Math.floor(this.now() / 1000 / seconds) % count : 0;
    for (const [at, image] of this.images.entries()) setStyle(image, { opacity: at === index ? 1 : 0 });
  }
}

customElements.define("picture-board", PictureBoard);
