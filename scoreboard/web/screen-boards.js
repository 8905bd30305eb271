// Which boards a screen watches, now and for the steps that come next, and when it turns to others: pure, no elements.

import { ownerOf } from "./brand.js";
import { boardOf, stepAt } from "./screen-show.js";

/** @typedef {import("./screen-show.js").Show} Show */
/** @typedef {{house?: string, calls?: string[]}} More house: the competition whose look stands where none is named;
 *   calls: boards that are only listened to, the first to go without */

/** One connection watches at most 16 boards, and one of them says what the screen shows. */
export const BOARDS_MAX = 15;
/** Screens of a hall are at the same step: each turns to what comes next at a moment of its own within this. Milliseconds. */
const SPREAD = 5_000;

/**
 * What a screen watches for a show: the step it is at, then those that come next, round and round, as many as it may. A
 * board comes with the look it has or not at all, so that nothing is ever shown in another's look.
 *
 * @param {Pick<Show, "steps"> | null} show
 * @param {More} [more]
 * @param {number} [at] the step it is at
 * @returns {{boards: string[], left: string[]}} left: what it would listen to and has no room for
 */
export function carried(show, { house = "", calls = [] } = {}, at = 0) {
  const steps = show?.steps ?? [];
  const zones = [...steps.slice(at), ...steps.slice(0, at)].flatMap((step) =>
    step.zones.map((zone) => [lookOf(ownerOf(zone, step, house)), boardOf(zone)]),
  );
  const boards = new Set([lookOf(house)].filter(Boolean));
  const fits = (/** @type {string[]} */ wanted) => {
    const fresh = wanted.filter((board) => board && !boards.has(board));
    if (boards.size + fresh.length > BOARDS_MAX) return false;
    for (const board of fresh) boards.add(board);
    return true;
  };
  // What is nearer comes first: behind the first one that has no room nothing is carried for a later turn.
  zones.every(fits);
  const left = calls.filter((board) => !fits([board]));
  return { boards: [...boards], left };
}

/** The board that says how a competition looks, "" for none. @param {string} competition */
const lookOf = (competition) => competition && `brand.${competition}`;

/** What one screen carries while its show goes on. */
export class Carrier {
  /** @param {() => number} [random] replaceable in tests */
  constructor(random = Math.random) {
    /** @type {Show | null} */
    this.show = null;
    /** @type {More} */
    this.more = {};
    this.at = 0;
    this.share = random();
    /** @type {string[]} */
    this.boards = [];
    /** @type {string[]} */
    this.left = [];
  }

  /** Carry this show, from the step it is at. @param {Show | null} show @param {More} more @param {number} now the server's time */
  take(show, more, now) {
    this.show = show;
    this.more = more;
    this.from(show ? stepAt(show, now).index : 0);
  }

  /**
   * Time has gone on: carry what comes next by now. Only for a screen that is connected: one that is cut off keeps the
   * steps it has.
   *
   * @param {number} now the server's time
   * @returns {boolean} whether it carries other boards now
   */
  turn(now) {
    const { show } = this;
    if (!show) return false;
    const { index, left } = stepAt(show, now);
    if (index === this.at) return false;
    const whole = show.steps[index].seconds * 1000;
    // What stands on the screen is here already, unless it was cut off meanwhile: then there is no time to lose.
    if (this.away(index).length === 0 && whole - left < Math.min(SPREAD, whole / 2) * this.share)
      return false;
    const before = [...this.boards].sort().join();
    this.from(index);
    return [...this.boards].sort().join() !== before;
  }

  /** Boards of a step that the screen does not carry. @param {number} index @returns {string[]} */
  away(index) {
    const needed = carried({ steps: this.show?.steps.slice(index, index + 1) ?? [] }, this.more).boards;
    return needed.filter((board) => !this.boards.includes(board));
  }

  /** @param {number} at */
  from(at) {
    this.at = at;
    Object.assign(this, carried(this.show, this.more, at));
  }
}
