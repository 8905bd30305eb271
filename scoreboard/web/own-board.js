// A board of one's own: loads its module from the data folder and calls its draw function; see docs/own-boards.md.

import { make } from "../../static/lib/html.js";
import { language, t } from "../../static/lib/i18n.js";
import { statusText } from "./board-texts.js";
import { PlainBoard } from "./plain-board.js";

export class OwnBoard extends PlainBoard {
  /** @param {string} [name] of its folder */
  constructor(name = "") {
    super();
    this.name = name;
    /** @type {((place: HTMLElement, given: any) => void) | null} */
    this.drawing = null;
    this.place = make("div");
    this.note = make("p.own-fault", { hidden: true });
  }

  connectedCallback() {
    if (!this.shadowRoot) {
      // A shadow keeps its style to itself, and ours away from it.
      const root = this.attachShadow({ mode: "open" });
      const sheet = make("link", { rel: "stylesheet", href: `/own/${this.name}/style.css` });
      root.append(sheet, this.place, this.note);
      this.load();
    }
    super.connectedCallback();
  }

  async load() {
    try {
      const module = await import(`/own/${this.name}/board.js`);
      this.drawing = module.draw;
      this.draw();
    } catch (error) {
      this.fail(error);
    }
  }

  draw() {
    if (!this.drawing) return;
    try {
      this.drawing(this.place, {
        state: this.state,
        options: this.options,
        language: language(),
        both: this.both,
        status: this.state?.status ? statusText(this.state, language()) : "",
        now: () => this.now(),
      });
      this.note.hidden = true;
    } catch (error) {
      this.fail(error);
    }
  }

  /** What is wrong with it is said where it would stand: whoever wrote it sees it. @param {unknown} error */
  fail(error) {
    console.warn("own board", this.name, error);
    this.note.textContent = `${t("screen.own_failed", { name: this.name })} ${error}`;
    this.note.hidden = false;
  }
}

customElements.define("own-board", OwnBoard);
