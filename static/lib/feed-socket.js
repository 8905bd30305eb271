// Keeps boards current over /ws/v1/boards: connects, resumes, watches the heartbeat; how frames change a board
// is feed-state.js, what it looks like is the page's.

import { backoff } from "./backoff.js";
import { ServerClock, SteadyClock } from "./clock.js";
import { NOTHING, receive, resumeFrom } from "./feed-state.js";

/**
 * @typedef {"connecting" | "live" | "behind" | "lost" | "ended"} Status
 *   connecting: not connected yet, or for the first time · live: the server was heard just now · behind: connected,
 *   but silent for too long, or the server itself says that a board is not the newest · lost: no connection, trying again · ended: the server will not have us (see `code`)
 * @typedef {{status: Status, code: number | null, heardAt: number | null, late: boolean}} Connection
 *   heardAt is the server's time at which what is held was last known to be true; late: it is behind although the line
 *   is good, because the server itself says so
 * @typedef {import("./feed-state.js").Held} Held
 * @typedef {import("./feed-state.js").Frame} Frame
 */

/** Silence that makes what is shown doubtful (docs: visible by 5 s), and silence that means the link is dead. */
const BEHIND_AFTER = 3_000;
const DEAD_AFTER = 6_000;
const WATCH_EVERY = 500;
/** A connection that lives this long is a success: the next wait starts small again. */
const STEADY_AFTER = 5_000;

/** Questions about the steady clock: some at once after a connect, then now and then. */
const ASK_AT_ONCE = 6;
const ASK_EVERY = 10_000;

/** `readyState` of a WebSocket that is open. */
const OPEN = 1;
const RESUME_AT_ONCE = 4008;
/** Codes after which the same request cannot succeed: ours is wrong, or there is no such board, or no right to it. */
const FINAL = new Set([1002, 1003, 1007, 1008, 1009, 4401, 4404]);

/** Wake-ups of a page: after each the socket may be dead without the browser knowing. */
const WAKES = ["online", "pageshow", "focus"];

/**
 * Events: "board" (detail: {board, held, frame}), "status" (detail: Connection), "refusal" (detail: {board, code}),
 * "hello" (detail: the frame: a server greets, after every connect).
 */
export class FeedSocket extends EventTarget {
  /**
   * @param {string[]} boards
   * @param {{url?: string, clock?: ServerClock, WebSocket?: any, monotonic?: () => number,
   *   random?: () => number, spread?: number, protocols?: string[]}} [parts] the world, replaceable in tests; the
   *   address is the page's server; protocols: what a page says of itself, as it cannot set a header; spread: the first wait after a
   *   loss is drawn from so many ms, more where many screens lose it together
   */
  constructor(boards, parts = {}) {
    super();
    this.boards = [...boards];
    this.url = parts.url ?? new URL("/ws/v1/boards", location.href).href.replace(/^http/, "ws");
    this.monotonic = parts.monotonic ?? (() => performance.now());
    this.clock = parts.clock ?? new ServerClock(this.monotonic);
    this.WebSocket = parts.WebSocket ?? globalThis.WebSocket;
    this.random = parts.random ?? Math.random;
    this.spread = parts.spread;
    this.protocols = parts.protocols ?? [];
    /** @type {SteadyClock | null} what station clocks are counted by, where `measure` was called */
    this.steady = null;
    this.asked = 0;
    this.askedAt = 0;
    this.feed = NOTHING;
    /** Boards of which more has happened than the server can show. @type {Set<string>} */
    this.late = new Set();
    /** Boards of which a frame was missed, until their snapshot comes. @type {Set<string>} */
    this.missed = new Set();
    /** @type {Connection} */
    this.connection = { status: "connecting", code: null, heardAt: null, late: false };
    /** @type {WebSocket | null} */
    this.socket = null;
    this.attempt = 0;
    this.openedAt = 0;
    this.heardMark = 0;
    this.behindAfter = BEHIND_AFTER;
    /** @type {any} */
    this.retry = null;
    /** @type {any} */
    this.watch = null;
    this.wake = this.wake.bind(this);
  }

  /** Whether the server speaks and hears: also one that says it is late. */
  get hears() {
    const { status } = this.connection;
    return status === "live" || (status === "behind" && this.late.size + this.missed.size > 0);
  }

  /** Start, and go on until `close`. */
  open() {
    if (this.watch !== null) return;
    this.watch = setInterval(() => this.look(), WATCH_EVERY);
    for (const name of WAKES) globalThis.addEventListener?.(name, this.wake);
    globalThis.document?.addEventListener("visibilitychange", this.wake);
    this.connect();
  }

  /** Stop for good: no timer, listener or socket stays behind, and nothing that is held passes for live. */
  close() {
    const status = this.connection.heardAt === null ? "connecting" : "lost";
    if (this.connection.status !== "ended") this.connection = { ...this.connection, status, late: false };
    clearInterval(this.watch);
    clearTimeout(this.retry);
    this.watch = this.retry = null;
    for (const name of WAKES) globalThis.removeEventListener?.(name, this.wake);
    globalThis.document?.removeEventListener("visibilitychange", this.wake);
    this.drop();
  }

  /** Measure the server's steady clock from now on; for boards that show station clocks. @returns {SteadyClock} */
  measure() {
    this.steady ??= new SteadyClock(this.monotonic);
    this.asked = 0;
    this.ask();
    return this.steady;
  }

  /** Ask for the steady clock, when it is time to: quickly one after the other at first. */
  ask() {
    const now = this.monotonic();
    if (this.steady === null || this.socket?.readyState !== OPEN) return;
    if (this.asked >= ASK_AT_ONCE && now - this.askedAt < ASK_EVERY) return;
    this.asked += 1;
    this.askedAt = now;
    this.send({ type: "ping", t: now });
  }

  /** Watch other boards from now on; what is held of those that stay is kept. @param {string[]} boards */
  follow(boards) {
    if (boards.join() === this.boards.join()) return;
    this.keep(boards);
    if (this.watch !== null) this.reconnect();
  }

  /**
   * Watch other boards that are public on the connection there is: nothing is sent again of those that stay, and none of
   * them stops being live.
   *
   * @param {string[]} boards
   */
  turnTo(boards) {
    if (boards.length === this.boards.length && boards.every((board) => this.boards.includes(board))) return;
    if (this.socket?.readyState !== OPEN && this.socket !== null) {
      this.follow(boards);
      return;
    }
    this.keep(boards);
    this.send({ type: "watch", boards });
  }

  /** @param {string[]} boards */
  keep(boards) {
    this.boards = [...boards];
    const kept = Object.entries(this.feed.boards).filter(([board]) => boards.includes(board));
    this.feed = { ...this.feed, boards: Object.fromEntries(kept) };
    for (const doubtful of [this.late, this.missed])
      for (const board of doubtful) if (!boards.includes(board)) doubtful.delete(board);
  }

  /** Try now, whatever was waited for. */
  reconnect() {
    clearTimeout(this.retry);
    this.retry = null;
    this.drop();
    this.connect();
  }

  connect() {
    this.late.clear();
    this.missed.clear();
    const query = new URLSearchParams(this.boards.map((board) => ["board", board]));
    const from = resumeFrom(this.feed, this.boards);
    if (from) {
      query.append("epoch", from.epoch);
      // One number for all boards where they agree, else one per board in the same order.
      const numbers = new Set(from.after).size === 1 ? from.after.slice(0, 1) : from.after;
      for (const number of numbers) query.append("after", String(number));
    }
    const socket = new this.WebSocket(`${this.url}?${query}`, this.protocols);
    this.socket = socket;
    this.openedAt = this.heardMark = this.monotonic();
    // A socket that was dropped may still speak: only the newest is listened to.
    socket.onmessage = (/** @type {MessageEvent} */ event) => this.socket === socket && this.hear(event.data);
    socket.onclose = (/** @type {CloseEvent} */ event) => this.socket === socket && this.closed(event.code);
  }

  /** Forget the socket without waiting for the other side, which may be gone. */
  drop() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** @param {any} data */
  hear(data) {
    /** @type {Frame} */
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return; // Not a frame of ours; the heartbeat watch judges whether the line is any good.
    }
    if ("now" in frame) this.clock.hear(frame.now);
    this.heardMark = this.monotonic();
    // Still on its way when others were asked for: nobody says any more whether it is true.
    if ("board" in frame && !this.boards.includes(frame.board)) return;
    if (frame.type === "hello") {
      this.behindAfter = Math.max(BEHIND_AFTER, frame.heartbeat * 3_000);
      this.asked = 0;
      this.ask();
      this.tell("hello", frame);
    }
    if (frame.type === "pong") this.steady?.answer(frame.t, frame);
    if (frame.type === "refusal") this.tell("refusal", { board: frame.board, code: frame.code });
    const next = receive(this.feed, frame);
    if (next === "gap") this.miss(/** @type {any} */ (frame).board);
    else this.hold(next, frame);
  }

  /** A frame did not come: what is held stays as it is, is not the newest, and says so. @param {string} board */
  miss(board) {
    if (!this.boards.includes(board)) return; // the last that came of one that was just left
    this.missed.add(board);
    this.send({ type: "resync", board });
    if (this.connection.status === "live") this.say({ ...this.connection, status: "behind" });
  }

  /** @param {import("./feed-state.js").FeedState} next @param {Frame} frame */
  hold(next, frame) {
    const before = this.feed;
    this.feed = next;
    const board = "board" in frame ? frame.board : "";
    const held = next.boards[board];
    // Greetings prove a server, not our data: only a frame of a board that is held makes it live.
    if (held === undefined) return;
    if (frame.type === "heartbeat") this.late[frame.late ? "add" : "delete"](board);
    if (frame.type === "snapshot") this.missed.delete(board);
    if (held.state !== before.boards[board]?.state) this.tell("board", { board, held, frame });
    if (this.late.size + this.missed.size === 0)
      this.say({ status: "live", code: null, heardAt: this.clock.now(), late: false });
    else this.say({ ...this.connection, status: "behind", code: null, late: this.late.size > 0 });
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Twice a second: was the server heard lately? An open socket proves nothing. */
  look() {
    if (this.socket === null) return;
    const now = this.monotonic();
    const silence = now - this.heardMark;
    if (silence < this.behindAfter && now - this.openedAt > STEADY_AFTER) this.attempt = 0;
    if (silence > Math.max(DEAD_AFTER, this.behindAfter * 2)) this.again();
    else if (silence > this.behindAfter) this.say({ ...this.connection, status: "behind", late: false });
    this.ask();
  }

  /** @param {number} code */
  closed(code) {
    this.socket = null;
    if (FINAL.has(code)) {
      this.say({ ...this.connection, status: "ended", code, late: false });
      return;
    }
    if (code === RESUME_AT_ONCE) this.attempt = 0;
    this.again(code === RESUME_AT_ONCE ? 0 : undefined);
  }

  /** Give the socket up and come back after a while. @param {number} [wait] milliseconds */
  again(wait = backoff(this.attempt, { random: this.random, base: this.spread })) {
    this.drop();
    this.attempt += 1;
    const status = this.connection.heardAt === null ? "connecting" : "lost";
    this.say({ ...this.connection, status, code: null, late: false });
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.reconnect(), wait);
  }

  /** The page woke up, came back or got a network: trust nothing that was not heard just now. */
  wake() {
    if (globalThis.document?.visibilityState === "hidden" || this.watch === null) return;
    if (this.connection.status === "ended") return;
    const waiting = this.socket === null;
    if (waiting || this.monotonic() - this.heardMark > this.behindAfter) this.reconnect();
  }

  /** @param {Connection} connection */
  say(connection) {
    const before = this.connection;
    this.connection = connection;
    const same =
      before.status === connection.status &&
      before.code === connection.code &&
      before.late === connection.late;
    if (!same) this.tell("status", connection);
  }

  /** @param {string} name @param {any} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
