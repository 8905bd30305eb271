// What boards share that are no timing tower: options, language, a tick; each draws itself in its own file.

import { ServerClock } from "../../static/lib/clock.js";
import { make, setAttribute } from "../../static/lib/html.js";
import { language, onLanguage, otherLanguage, tagOf } from "../../static/lib/i18n.js";
import { setWords } from "./words.js";

/** @typedef {import("./board-frame.js").Source} Source */

const TICK = 250;

/**
 * A content of a zone. The stage calls `setSource`, `setOptions` and, where the kind has a board, `show`; the element
 * draws in `draw` (something changed) and `tick` (time went on).
 */
export class PlainBoard extends HTMLElement {
  constructor() {
    super();
    /** @type {any} */
    this.state = null;
    /** @type {Record<string, any>} */
    this.options = {};
    this.both = true;
    /** @type {Source} */
    this.source = {
      connection: { status: "connecting", code: null, heardAt: null, late: false },
      clock: new ServerClock(),
    };
    /** @type {any} */
    this.timer = null;
    this.stopLanguage = () => {};
  }

  connectedCallback() {
    this.classList.add("plain");
    this.stopLanguage = onLanguage(() => this.draw());
    this.timer = setInterval(() => this.tick(), TICK);
    this.draw();
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.stopLanguage();
  }

  /** @param {Source} source where the server's time is read from */
  setSource(source) {
    this.source = source;
  }

  /** @param {Record<string, any>} options of the zone; `both`: both languages at once */
  setOptions(options) {
    this.options = options;
    this.both = options.both ?? true;
    if (this.isConnected) this.draw();
  }

  /** @param {any} state of the board */
  show(state) {
    this.state = state;
    if (this.isConnected) this.draw();
  }

  draw() {}

  tick() {}

  /** How much larger than usual words are here. */
  get zoom() {
    return this.options.words ?? 1;
  }

  now() {
    return this.source.clock.now();
  }

  /** An option that is one text in two languages. @param {string} name @returns {{zh: string, en: string}} */
  text(name) {
    return { zh: this.options[`${name}_zh`] ?? "", en: this.options[`${name}_en`] ?? "" };
  }
}

/** An element for a text in two languages: the main one, and below it the other. @param {string} name */
export function twoTexts(name) {
  return make(name, {}, make("span.main"), make("span.second"));
}

/**
 * Write a text; where one language is missing the other stands alone.
 *
 * @param {Element} element made by `twoTexts`
 * @param {{zh?: string, en?: string} | undefined} text
 * @param {boolean} both
 */
export function sayBoth(element, text, both) {
  const [one, other] = [text?.[language()] ?? "", text?.[otherLanguage()] ?? ""];
  const [first, second] = [element.children[0], element.children[1]];
  setWords(first, one || other);
  setWords(second, both && one && other && one !== other ? other : "");
  setAttribute(first, "lang", tagOf(one || other, one ? language() : otherLanguage()));
  setAttribute(second, "lang", tagOf(other, otherLanguage()));
  setAttribute(element, "data-empty", one || other ? null : "yes");
}
