// A graphic over a live picture, for OBS and the like: transparent where nothing is; shown and hidden by its channel.

import { FeedSocket } from "../../static/lib/feed-socket.js";
import { find, setAttribute } from "../../static/lib/html.js";
import { loadTexts, setLanguage } from "../../static/lib/i18n.js";
import { competitionOf, wear } from "./brand.js";
import { makeGraphic } from "./overlay-graphics.js";
import { boardFor, chosen, isTooOld, readWish, toldBehind } from "./overlay-rules.js";
import { stayCurrent } from "./stay-current.js";
import { withPlates } from "./withheld-plates.js";

/** How often the state of the line is looked at, in milliseconds. */
const TICK = 500;

/** The mixer's own machine may ask for less motion; the address has the last word. */
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

class StreamOverlay extends HTMLElement {
  /** @param {import("./overlay-rules.js").Wish} [wish] */
  constructor(wish) {
    super();
    this.wish = wish ?? readWish("tower", new URLSearchParams());
    this.graphic = makeGraphic(this.wish);
    this.look = this.wish.board && `brand.${competitionOf(this.wish.board)}`;
    this.channel = this.wish.channel && `stream.${this.wish.channel}`;
    this.feed = new FeedSocket([this.channel, this.wish.board, this.look].filter(Boolean));
    this.draw = this.draw.bind(this);
    /** @type {any} */
    this.timer = null;
    this.key = "";
  }

  connectedCallback() {
    this.append(this.graphic.element);
    setAttribute(this, "data-position", this.wish.position);
    this.style.setProperty("--scale", String(this.wish.scale));
    setAttribute(this, "data-motion", (this.wish.still ?? CALM.matches) ? "still" : "full");
    this.feed.addEventListener("board", this.draw);
    this.feed.addEventListener("status", this.draw);
    addEventListener("hashchange", this.draw);
    this.timer = setInterval(this.draw, TICK);
    stayCurrent(this.feed);
    this.feed.open();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    removeEventListener("hashchange", this.draw);
    this.feed.close();
  }

  /** @returns {import("./overlay-rules.js").Channel} */
  told() {
    if (!this.channel) return toldBehind(location.hash);
    return this.feed.feed.boards[this.channel]?.state ?? { shown: false, step: 0 };
  }

  draw() {
    const { wish, feed } = this;
    const channel = this.told();
    const board = boardFor(wish, channel);
    feed.follow([this.channel, board, this.look].filter(Boolean));
    const sent = feed.feed.boards[board]?.state;
    const state = sent && wish.graphic === "tower" ? withPlates(sent) : sent;
    const entries = state ? chosen(wish, channel, state) : [];
    const something = entries.length > 0 || (wish.graphic === "ticker" && Boolean(wish.zh || wish.en));
    const wanted = (channel.shown || wish.always) && !isTooOld(wish, feed.connection, feed.clock.now());
    setAttribute(this, "data-shown", wanted && something ? "yes" : "no");
    setAttribute(this, "data-stale", feed.connection.status === "live" ? null : "yes");
    wear(this, feed.feed.boards[this.look]?.state, "dark");
    const key = JSON.stringify([entries, channel.step, state?.module]);
    if (something) this.graphic.draw(state, entries, key !== this.key);
    this.key = key;
  }
}

customElements.define("stream-overlay", StreamOverlay);

const main = find("main[data-graphic]");
const query = new URLSearchParams(location.search);
const asked = query.get("lang");
if (asked === "zh" || asked === "en") setLanguage(asked, { remember: false });
await loadTexts(["common", "board", "screen"]);
main.append(new StreamOverlay(readWish(main.dataset.graphic ?? "", query)));
document.body.dataset.ready = "yes";
