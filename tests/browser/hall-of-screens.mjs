// A hall of screens without a picture: the product's own connection, resume, waits and rules, driven over stdin by a test.
// Waits that a screen draws are FASTER times shorter here, and what was drawn is told; nothing else is changed.

import { createInterface } from "node:readline";
import { Carrier } from "../../scoreboard/web/screen-boards.js";
import { showOf, stepAt } from "../../scoreboard/web/screen-show.js";
import { backoff, HALL_SPREAD } from "../../static/lib/backoff.js";
import { FeedSocket } from "../../static/lib/feed-socket.js";

const [base, many, faster] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const AT_ONCE = 16;

const wait = globalThis.setTimeout;
/** @type {any} */
const hurried = (/** @type {() => void} */ act, /** @type {number} */ ms, /** @type {any[]} */ ...more) =>
  wait(act, ms / faster, ...more);
globalThis.setTimeout = hurried;

/** A sequence of its own for every screen, the same in every run. @param {number} seed */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Screen {
  /** @param {number} number */
  constructor(number) {
    this.token = number.toString(16).padStart(32, "0");
    this.draw = chance(number);
    this.carrier = new Carrier(chance(number));
    this.id = "";
    /** @type {any} */
    this.told = {};
    /** @type {number | null} when it was told to load itself again, as far as it knows */
    this.reload = null;
    /** Frames of what it shall show since the last question. */
    this.frames = 0;
    /** @type {{at: number}[]} when it knocked at the server */
    this.knocks = [];
    /** @type {{at: number, attempt: number, wait: number}[]} */
    this.waits = [];
    /** @type {any} */
    this.feed = null;
  }

  /** As a page that is loaded: only id and token stayed. */
  async start() {
    this.feed?.close();
    this.told = {};
    this.reload = null;
    const answer = await this.post("register", this.id ? { id: this.id } : {});
    this.id = (await answer.json()).id;
    this.open();
  }

  open() {
    const screen = this;
    class Knocking extends WebSocket {
      /** @param {string} url */
      constructor(url) {
        super(url);
        screen.knocks.push({ at: performance.now() });
      }
    }
    const random = () => {
      const drawn = this.draw();
      const { attempt } = this.feed;
      const ms = backoff(attempt, { random: () => drawn, base: HALL_SPREAD });
      this.waits.push({ at: performance.now(), attempt, wait: ms });
      return drawn;
    };
    const url = `${base.replace("http", "ws")}/ws/v1/boards`;
    this.feed = new FeedSocket([this.board], { url, WebSocket: Knocking, random, spread: HALL_SPREAD });
    this.feed.addEventListener("board", (/** @type {any} */ event) => this.take(event.detail));
    this.feed.open();
  }

  get board() {
    return `display.${this.id}`;
  }

  /** @param {{board: string, held: {state: any}}} news */
  take({ board, held }) {
    if (board !== this.board) return;
    this.frames += 1;
    this.told = held.state;
    const { house, reload = 0 } = this.told;
    const before = this.reload;
    this.reload = reload;
    if (before !== null && reload > before) {
      this.start();
      return;
    }
    this.carrier.take(showOf(this.told), { house }, this.feed.clock.now());
    this.feed.turnTo([this.board, ...this.carrier.boards]);
    look();
  }

  /** @param {string} path @param {object} body */
  post(path, body) {
    return fetch(`${base}/api/v1/displays/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Screen-Token": this.token },
      body: JSON.stringify(body),
    });
  }

  /** What a screen says it shows. */
  report() {
    const show = showOf(this.told);
    const at = show ? stepAt(show, this.feed.clock.now()).index : 0;
    const step = show?.steps[at];
    return {
      page: this.token.slice(0, 8),
      state: this.feed.connection.status,
      show: show?.id ?? "",
      step: at,
      layout: step?.layout ?? "",
      zones: step?.zones ?? [],
      language: "zh",
      width: 1920,
      height: 1080,
      fps: 60,
    };
  }
}

const screens = Array.from({ length: many }, (_, number) => new Screen(number + 1));
/** @type {{asked: any, since: number} | null} */
let pending = null;

/** @param {any} value @param {string} path */
function at(value, path) {
  return path.split(".").reduce((part, name) => part?.[name], value);
}

/** @param {Screen} screen @param {any} asked */
function fulfils(screen, { path, is, above }) {
  const value = at(screen.told, path) ?? null;
  const { connection, boards, feed } = screen.feed;
  const whole = connection.status === "live" && boards.every((/** @type {string} */ one) => feed.boards[one]);
  return whole && (above === undefined ? JSON.stringify(value) === JSON.stringify(is) : value > above);
}

/** Answers an open question once all screens that are meant fulfil it. */
function look() {
  if (!pending) return;
  const { asked, since } = pending;
  if (!screens.every((screen) => !asked.ids.includes(screen.id) || fulfils(screen, asked))) return;
  pending = null;
  say({
    ms: performance.now() - since,
    frames: Object.fromEntries(screens.map((screen) => [screen.id, screen.frames])),
  });
}

/** @param {any} answer */
function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** @param {(screen: Screen) => Promise<unknown>} act */
async function each(act) {
  for (let from = 0; from < many; from += AT_ONCE)
    await Promise.all(screens.slice(from, from + AT_ONCE).map(act));
}

/** @type {Record<string, (asked: any) => unknown>} */
const DOES = {
  async announce() {
    await each((screen) => screen.start());
    say({ ids: screens.map(({ id }) => id) });
  },
  mark() {
    for (const screen of screens) screen.frames = 0;
    pending = null;
    say({});
  },
  until(asked) {
    pending = { asked, since: performance.now() };
    look();
  },
  async report() {
    await each((screen) => screen.post(`${screen.id}/report`, screen.report()));
    say({});
  },
  history() {
    say({
      screens: screens.map(({ id, knocks, waits, told }) => ({ id, knocks, waits, told })),
    });
  },
  forget() {
    for (const screen of screens) [screen.knocks, screen.waits] = [[], []];
    say({});
  },
};

setInterval(look, 20);
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const asked = JSON.parse(line);
    DOES[asked.do](asked);
  })
  .on("close", () => process.exit());
