// The judges this tablet knows: their tokens, PINs and lists on the disk. Who may do what with them is tablet.js'.

import { STRICT, seatKey } from "./database.js";
import { canLock, fits, keepPin, pause, TRIES_END, wrong } from "./pin-lock.js";

/** @typedef {import("./database.js").Seat} Seat */
/** @typedef {{code: string, params?: {[name: string]: number | string}} | null} Fault null: let in */

const FRESH = { wrong: 0, until: 0 };

export class Seats {
  /** @param {import("../../static/vendor/idb/idb.js").IDBPDatabase<any>} db */
  constructor(db) {
    this.db = db;
  }

  /** Everyone who can sit down here. @returns {Promise<Seat[]>} */
  all() {
    return this.db.getAll("seats");
  }

  /** A judge paired just now: theirs is the tablet. @param {{token: string, judge: any, competition: any}} paired @param {string} pin */
  async paired({ token, judge, competition }, pin) {
    const key = seatKey(competition.id, judge.id);
    const verifier = await keepPin(pin);
    const tx = this.db.transaction(["seats", "kept"], "readwrite", STRICT);
    const before = await tx.objectStore("seats").get(key);
    const { work, generation } = before ?? { work: null, generation: 0 };
    const seat = {
      key,
      token,
      judge,
      competition,
      revoked: false,
      pin: verifier,
      tries: FRESH,
      work,
      generation,
    };
    tx.objectStore("seats").put(seat);
    tx.objectStore("kept").put(key, "seat");
    tx.objectStore("kept").put(false, "locked");
    await tx.done;
  }

  /** Let a judge sit down by their PIN, with or without the server. @param {string} key @param {string} pin @param {number} now @returns {Promise<Fault>} */
  async enter(key, pin, now) {
    /** @type {Seat | undefined} */
    const seat = await this.db.get("seats", key);
    if (!seat || seat.revoked || !seat.pin || !canLock()) return { code: "card" };
    const seconds = pause(seat.tries, now);
    if (seconds > 0) return { code: "wait", params: { seconds } };
    // counted before it is looked at: switching the tablet off half-way does not save a try
    const tries = wrong(seat.tries, now);
    await this.change(key, { tries });
    if (!(await fits(seat.pin, pin))) {
      const ended = tries.wrong >= TRIES_END;
      if (ended) await this.change(key, { revoked: true });
      return ended ? { code: "card" } : { code: "pin", params: { seconds: pause(tries, now) } };
    }
    await this.change(key, { tries: FRESH });
    await this.hold(key);
    return null;
  }

  /** Who holds the tablet from now on, "" for nobody. @param {string} key */
  async hold(key) {
    const tx = this.db.transaction("kept", "readwrite", STRICT);
    tx.store.put(key, "seat");
    tx.store.put(false, "locked");
    await tx.done;
  }

  /** A part of a seat, if it is still there. @param {string} key @param {Partial<Seat>} part */
  async change(key, part) {
    const tx = this.db.transaction("seats", "readwrite", STRICT);
    const seat = await tx.store.get(key);
    if (seat) tx.store.put({ ...seat, ...part });
    await tx.done;
  }

  /** The judge leaves this tablet; what they marked stays on it under their name. @param {string} key */
  async leave(key) {
    const tx = this.db.transaction(["seats", "kept"], "readwrite", STRICT);
    tx.objectStore("seats").delete(key);
    if ((await tx.objectStore("kept").get("seat")) === key) tx.objectStore("kept").put("", "seat");
    await tx.done;
  }
}

/** @param {Seat[]} seats */
export const byName = (seats) =>
  [...seats].sort((a, b) => a.judge.name.localeCompare(b.judge.name, "zh-u-co-pinyin"));
