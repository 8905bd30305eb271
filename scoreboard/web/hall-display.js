// A screen of the hall: registers itself, shows its code until the desk gives it something to show, and says what it shows.

import { backoff, HALL_SPREAD } from "../../static/lib/backoff.js";
import { FeedSocket } from "../../static/lib/feed-socket.js";
import { language, onLanguage, otherLanguage, setLanguage } from "../../static/lib/i18n.js";
import { wear } from "./brand.js";
import { callBoards } from "./call-outs.js";
import { IdleBoard } from "./idle-board.js";
import { lookAgain } from "./look-again.js";
import { Carrier } from "./screen-boards.js";
import { ScreenFrame } from "./screen-frame.js";
import { screenToken, storedId, storeId } from "./screen-identity.js";
import { ScreenOver } from "./screen-over.js";
import { ScreenReporter } from "./screen-report.js";
import { boardsOf, overOf, seenOf, showOf, soundOf, stepAt } from "./screen-show.js";
import { ScreenStage } from "./screen-stage.js";
import { Speaker } from "./speaker.js";
import { stayCurrent } from "./stay-current.js";

/** A request to be found that is older than this was for somebody who has left. */
const ASKED_LATELY = 15_000;
/** The server does not take this browser for that screen. */
const REFUSED = 401;
const TICK = 250;
/** As many boards that it has no room to listen to are named to the desk; the rest are no news. */
const LEFT_TOLD = 40;
const BUILD = /\/~([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

class HallDisplay extends HTMLElement {
  constructor() {
    super();
    this.idle = new IdleBoard();
    this.stage = new ScreenStage();
    this.frame = new ScreenFrame();
    this.over = new ScreenOver();
    this.speaker = new Speaker(() => this.now());
    this.id_ = "";
    /** Whether this browser is the screen; one that only looks at its address reports nothing. */
    this.own = false;
    /** The server did not take this browser for the screen it was: it has a new code, and says so. */
    this.moved = false;
    /** @type {FeedSocket | null} */
    this.feed = null;
    /** @type {import("./screen-show.js").Told} what the desk said last */
    this.told = { name: "", board: "", options: {}, identify: 0 };
    this.both = true;
    /** What the browser asks for: spoken while the desk says nothing else. */
    this.ownLanguage = language();
    this.attempt = 0;
    /** @type {any} */
    this.retry = null;
    /** @type {any} */
    this.timer = null;
    this.identified = 0;
    /** @type {number | null} when this page was told to load itself again, as far as it knows */
    this.reloaded = null;
    this.line = "board.display.unreachable";
    /** @type {any} */
    this.code = null;
    this.said = "";
    this.carrier = new Carrier();
    this.resized = new ResizeObserver(() => this.frame.measure());
    /** Boards that the server does not know, each with what ends looking for it. @type {Map<string, () => void>} */
    this.unknown = new Map();
    this.stopLanguage = () => {};
    /** @type {ScreenReporter | null} */
    this.reporter = null;
  }

  connectedCallback() {
    this.classList.add("hall-display");
    this.frame.inner.append(this.idle, this.speaker.button, ...this.over.elements);
    this.append(this.frame.element);
    this.resized.observe(this);
    this.frame.measure();
    this.timer = setInterval(() => this.tick(), TICK);
    this.stopLanguage = onLanguage(() => this.draw());
    this.reporter = new ScreenReporter(
      () => this.report(),
      () => `/api/v1/displays/${this.id_}/report`,
      () => this.again(),
    );
    this.register();
  }

  disconnectedCallback() {
    clearTimeout(this.retry);
    clearInterval(this.timer);
    this.resized.disconnect();
    this.reporter?.stop();
    this.over.stop();
    this.speaker.stop();
    this.forget(() => true);
    this.stopLanguage();
    this.feed?.close();
    this.feed = null;
  }

  /** Say to the server that this screen is here; for ever, as nobody stands beside it. */
  async register() {
    this.draw();
    try {
      const { id, name } = await this.announce();
      this.code = await fetch(`/api/v1/displays/${id}/code`).then((found) =>
        found.ok ? found.json() : null,
      );
      this.attempt = 0;
      this.start(id, name);
    } catch {
      const wait = backoff(this.attempt++, { base: 1_000 });
      if (this.isConnected) this.retry = setTimeout(() => this.register(), wait);
    }
  }

  /**
   * Which screen this is. Without the token of the screen it was, it becomes a new one with a new code; an address
   * with an id goes on showing that screen, but does not report as it.
   *
   * @returns {Promise<{id: string, name: string}>}
   */
  async announce() {
    const address = this.dataset.display ?? "";
    let answer = await announced(address || storedId());
    const refused = answer.status === REFUSED;
    if (refused && address) {
      answer = await fetch(`/api/v1/displays/${address}`);
    } else if (refused) {
      this.moved = true;
      storeId("");
      answer = await announced("");
    }
    if (!answer.ok) throw new Error(`registering: ${answer.status}`);
    this.own = !(refused && address);
    return answer.json();
  }

  /** @param {string} id @param {string} name */
  start(id, name) {
    // An address with an id stands in the address: the next start needs no storage for it.
    if (!this.dataset.display) storeId(id);
    this.id_ = id;
    this.line = this.moved ? "screen.new_code" : "screen.waiting";
    if (!this.own) this.over.sayOnlyLooks(id);
    this.told = { name, board: "", options: {}, identify: 0 };
    this.feed?.close();
    this.feed = new FeedSocket([this.ownBoard()], {
      spread: HALL_SPREAD,
      protocols: ["jinchui", `screen.${screenToken()}`],
    });
    this.feed.addEventListener("board", (event) => this.take(/** @type {CustomEvent} */ (event).detail));
    this.feed.addEventListener("hello", (event) => {
      const { boards } = /** @type {CustomEvent} */ (event).detail;
      this.forget((board) => boards.includes(board));
    });
    this.feed.addEventListener("refusal", (event) =>
      this.refused(/** @type {CustomEvent} */ (event).detail.board),
    );
    this.feed.addEventListener("status", (event) => this.status(/** @type {CustomEvent} */ (event).detail));
    this.stage.setSource(this.feed);
    stayCurrent(this.feed);
    this.feed.open();
    this.draw();
  }

  ownBoard() {
    return `display.${this.id_}`;
  }

  /** @param {{board: string, held: {state: any}}} news */
  take({ board, held }) {
    this.forget((one) => one === board);
    if (board === this.ownBoard()) this.obey(held.state);
    else this.speaker.hear(board, held.state);
    this.draw();
  }

  /** What the desk wants this screen to show. @param {import("./screen-show.js").Told} told */
  obey(told) {
    this.told = told;
    // Whoever gave it something to show has found it.
    if (showOf(told)) this.line = "screen.waiting";
    const { language: wanted, both = true } = told.options;
    setLanguage(wanted === "zh" || wanted === "en" ? wanted : this.ownLanguage, { remember: false });
    this.both = both;
    this.frame.set(told.setting ?? {});
    this.stage.set({ both, zoom: this.frame.zoom, reach: this.frame.reach });
    this.stage.dress({ house: told.house, room: this.frame.room });
    const sound = soundOf(told);
    this.speaker.set(sound, both ? [language(), otherLanguage()] : [language()]);
    const calls = sound === "off" ? [] : callBoards(boardsOf(showOf(told)));
    const now = this.now();
    this.carrier.take(showOf(told), { house: told.house, calls }, now);
    this.watch();
    if (told.identify > this.identified && now - told.identify < ASKED_LATELY)
      this.over.sayHere(told.name, this.id_, told.setting);
    this.identified = told.identify;
    this.obeyReload(told.reload ?? 0);
  }

  /** Watch what the show needs by now. */
  watch() {
    const { boards } = this.carrier;
    this.forget((board) => !boards.includes(board));
    this.speaker.keep(boards);
    this.feed?.turnTo([this.ownBoard(), ...boards]);
  }

  /** Load again when told so after this page was loaded. @param {number} reload */
  obeyReload(reload) {
    const before = this.reloaded;
    this.reloaded = reload;
    if (before !== null && reload > before) location.reload();
  }

  /** A board that is not there is said in its zone, and looked for; a screen that was removed announces itself anew. */
  refused(/** @type {string} */ board) {
    if (board === this.ownBoard()) {
      this.again();
      return;
    }
    if (this.unknown.has(board)) return;
    this.unknown.set(
      board,
      lookAgain(board, () => this.feed?.reconnect()),
    );
    this.draw();
  }

  /** These boards are known, or are not wanted any more. @param {(board: string) => boolean} which */
  forget(which) {
    for (const [board, stop] of this.unknown) {
      if (!which(board)) continue;
      stop();
      this.unknown.delete(board);
    }
  }

  /** @param {import("../../static/lib/feed-socket.js").Connection} connection */
  status({ status }) {
    if (status === "ended") this.again();
    this.reporter?.soon();
    this.tick();
  }

  /** Register anew after a while: the server forgot this screen. */
  again() {
    this.feed?.close();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.register(), 500 + backoff(this.attempt++, { base: 1_000 }));
  }

  /** The look of a screen that shows no competition. @returns {import("./brand.js").Brand | undefined} */
  house() {
    return this.stage.lookOf(this.told.house ?? "");
  }

  now() {
    return this.feed?.clock.now() ?? Date.now();
  }

  tick() {
    if (this.feed?.hears && this.carrier.turn(this.now())) this.watch();
    this.draw();
    if (this.feed) this.over.tick(this.feed.connection);
    this.speaker.tick();
  }

  draw() {
    const show = showOf(this.told);
    this.idle.hidden = show !== null;
    if (show) {
      if (!this.stage.isConnected) this.frame.picture.append(this.stage);
      const { index } = stepAt(show, this.now());
      this.stage.lack(this.carrier.away(index), [...this.unknown.keys()]);
      this.stage.show(show.steps[index]);
    } else {
      this.stage.remove();
      this.wait();
    }
    this.speaker.see(seenOf(this.told, this.now()));
    wear(this.over.cover, this.house(), this.frame.room);
    this.over.show(overOf(this.told), this.told, this.both);
    const said = JSON.stringify([this.stage.key, overOf(this.told), this.idle.hidden, language()]);
    if (said !== this.said) this.reporter?.soon();
    this.said = said;
  }

  /** Nothing to show: its name, and how to give it something. */
  wait() {
    const { name } = this.told;
    const brand = this.house();
    const key = JSON.stringify([name, this.line, this.code?.text, brand]);
    if (this.idle.dataset.key === key) return;
    this.idle.dataset.key = key;
    wear(this.idle, brand, this.frame.room);
    this.idle.show({ code: name, line: this.line, qr: this.code, brand, now: () => this.now() });
  }

  /** What this screen shows, for the desk. @returns {object | null} */
  report() {
    if (!this.own || !this.feed) return null;
    const show = showOf(this.told);
    const at = show ? stepAt(show, this.now()).index : 0;
    const step = show?.steps[at];
    const { status, late } = this.feed.connection;
    return {
      state: late ? "late" : status,
      over: overOf(this.told) || (show ? "" : "waiting"),
      show: show?.id ?? "",
      step: at,
      layout: step?.layout ?? "",
      zones: step?.zones ?? [],
      numbers: show ? this.stage.numbers() : [],
      left: this.carrier.left.slice(0, LEFT_TOLD),
      language: language(),
      theme: this.frame.setting.theme === "light" ? "light" : "dark",
      width: innerWidth,
      height: innerHeight,
      build: BUILD,
    };
  }
}

/** @param {string} id "" for a new screen @returns {Promise<Response>} */
function announced(id) {
  return fetch("/api/v1/displays/register", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Screen-Token": screenToken() },
    body: JSON.stringify(id ? { id } : {}),
  });
}

customElements.define("hall-display", HallDisplay);
