// A screen of the hall: registers itself, shows its code until the desk gives it a board, then that board.

import { backoff } from "../../static/lib/backoff.js";
import { FeedSocket } from "../../static/lib/feed-socket.js";
import { make } from "../../static/lib/html.js";
import { setLanguage } from "../../static/lib/i18n.js";
import { IdleBoard } from "./idle-board.js";
import { lookAgain } from "./look-again.js";
import { StandingsBoard } from "./standings-board.js";
import { stayCurrent } from "./stay-current.js";

const STORED_AS = "jinchui.display";
/** How long a screen that is looked for says "here". */
const FOUND_FOR = 8_000;
/** A request to be found that is older than this was for somebody who has left. */
const ASKED_LATELY = 15_000;

class HallDisplay extends HTMLElement {
  constructor() {
    super();
    this.idle = new IdleBoard();
    this.standings = new StandingsBoard();
    this.found = make("div.display-found", { hidden: true });
    this.id_ = "";
    /** @type {FeedSocket | null} */
    this.feed = null;
    /** @type {any} what the desk said last: name, board, options, identify */
    this.told = null;
    this.attempt = 0;
    /** @type {any} */
    this.retry = null;
    /** @type {any} */
    this.unfound = null;
    this.identified = 0;
    this.stopLooking = () => {};
  }

  connectedCallback() {
    this.classList.add("hall-display");
    this.append(this.idle, this.found);
    this.register();
  }

  disconnectedCallback() {
    clearTimeout(this.retry);
    clearTimeout(this.unfound);
    this.stopLooking();
    this.feed?.close();
    this.feed = null;
  }

  /** Say to the server that this screen is here; for ever, as nobody stands beside it. */
  async register() {
    this.idle.show({ line: "board.display.unreachable", now: () => Date.now() });
    try {
      const known = this.dataset.display || stored();
      const answer = await fetch("/api/v1/displays/register", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(known ? { id: known } : {}),
      });
      if (!answer.ok) throw new Error(`registering: ${answer.status}`);
      const { id, name } = await answer.json();
      this.attempt = 0;
      this.start(id, name);
    } catch {
      const wait = backoff(this.attempt++, { base: 1_000 });
      if (this.isConnected) this.retry = setTimeout(() => this.register(), wait);
    }
  }

  /** @param {string} id @param {string} name */
  start(id, name) {
    // An address with an id is also how the desk looks at a screen: that browser does not become one.
    if (!this.dataset.display) store(id);
    this.id_ = id;
    this.told = { name, board: "", options: {}, identify: 0 };
    this.feed?.close();
    this.feed = new FeedSocket([this.ownBoard()]);
    this.feed.addEventListener("board", (event) => this.take(/** @type {CustomEvent} */ (event).detail));
    this.feed.addEventListener("refusal", (event) =>
      this.refused(/** @type {CustomEvent} */ (event).detail.board),
    );
    this.feed.addEventListener("status", (event) => this.status(/** @type {CustomEvent} */ (event).detail));
    this.standings.setSource(this.feed);
    stayCurrent(this.feed);
    this.feed.open();
    this.draw();
  }

  ownBoard() {
    return `display.${this.id_}`;
  }

  /** @param {{board: string, held: {state: any}}} news */
  take({ board, held }) {
    if (board === this.ownBoard()) this.obey(held.state);
    else if (board === this.told.board) this.standings.show(held.state);
    this.draw();
  }

  /** What the desk wants this screen to show. @param {any} told */
  obey(told) {
    if (told.board !== this.told.board) this.stopLooking();
    this.told = told;
    const { language, both = true, page_seconds } = told.options;
    if (language === "zh" || language === "en") setLanguage(language, { remember: false });
    this.standings.setOptions({ both, page_seconds });
    this.feed?.follow(told.board ? [this.ownBoard(), told.board] : [this.ownBoard()]);
    const now = this.feed?.clock.now() ?? 0;
    if (told.identify > this.identified && now - told.identify < ASKED_LATELY) this.sayHere();
    this.identified = told.identify;
  }

  /** A board that is not there leaves the screen waiting; a screen that was removed announces itself anew. */
  refused(/** @type {string} */ board) {
    if (board === this.ownBoard()) {
      this.again();
      return;
    }
    this.stopLooking();
    this.stopLooking = lookAgain(board, () => this.feed?.reconnect());
  }

  /** @param {import("../../static/lib/feed-socket.js").Connection} connection */
  status({ status }) {
    if (status === "ended") this.again();
    else this.standings.tick();
  }

  /** Register anew after a while: the server forgot this screen. */
  again() {
    this.feed?.close();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.register(), 500 + backoff(this.attempt++, { base: 1_000 }));
  }

  draw() {
    const { told, feed } = this;
    const state = feed?.feed.boards[told.board]?.state;
    const shown = state?.kind === "standings" ? this.standings : this.idle;
    if (shown.parentNode !== this) {
      (shown === this.idle ? this.standings : this.idle).remove();
      this.prepend(shown);
    }
    if (shown === this.standings) {
      if (this.standings.state !== state) this.standings.show(state);
      return;
    }
    const now = () => feed?.clock.now() ?? Date.now();
    // An overview has a title: between two rounds the screen shows whose competition it is, and no code.
    if (state) this.idle.show({ title: state.title, now });
    else this.idle.show({ code: told.name, line: told.board ? "board.never" : "board.display.waiting", now });
  }

  /** Somebody at the desk asks which screen this is. */
  sayHere() {
    this.found.replaceChildren(
      make("span.found-name", {}, this.told.name),
      make("span.found-code.figures", {}, this.id_.toUpperCase()),
    );
    this.found.hidden = false;
    clearTimeout(this.unfound);
    this.unfound = setTimeout(() => {
      this.found.hidden = true;
    }, FOUND_FOR);
  }
}

function stored() {
  try {
    return localStorage.getItem(STORED_AS) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} id */
function store(id) {
  try {
    localStorage.setItem(STORED_AS, id);
  } catch {
    // Without storage the screen gets a new code after each restart; the desk sees it and can name it again.
  }
}

customElements.define("hall-display", HallDisplay);
