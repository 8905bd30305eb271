// The tablet's own storage: one IndexedDB with its stores and record shapes; no rules and no network here.

import { openDB } from "../../static/vendor/idb/idb.js";

/** @typedef {{[aspect: string]: {[field: string]: string}}} Marks */

/**
 * What the server said no to, kept for the judge.
 * @typedef {{code: string, params: {[name: string]: string | number}, detail: string, at: number}} Refused
 */

/**
 * A sheet being worked on. `clocks` holds each running or stopped stop-watch, so that it survives a reload.
 * @typedef {object} Draft
 * @property {string} sheet key of the sheet, see `sheetKey`
 * @property {Marks} marks
 * @property {string} comment
 * @property {import("./content.js").Evidence[]} [evidence] pictures by hash; they stand in a storage of their own
 * @property {{[aspect: string]: import("./stopwatch.js").Watch}} clocks
 * @property {number} touchedAt
 * @property {Refused | null} refused
 */

/**
 * A command on its way: `body` is the exact text that is sent, however often, under `id`.
 * @typedef {{id: string, sheet: string, competition: string, judge: string, body: string, madeAt: number}} Waiting
 */

/**
 * What the server recorded; kept with its command, in case the server comes back from an older copy.
 * @typedef {object} Receipt
 * @property {string} sheet
 * @property {string} id
 * @property {string} competition
 * @property {string} judge
 * @property {string} body
 * @property {number} madeAt
 * @property {number} position
 * @property {string} epoch
 * @property {number} recordedAt
 */

/**
 * One judge at this tablet. The tablet knows them by a token of their own, and by their PIN (see `pin-lock.js`).
 * @typedef {object} Seat
 * @property {string} key `seatKey` of competition and judge
 * @property {string} token
 * @property {{id: string, name: string}} judge
 * @property {{id: string, title: {zh: string, en: string}}} competition
 * @property {boolean} revoked the server no longer takes the token: pair again
 * @property {import("./pin-lock.js").Verifier | null} pin null where the browser has no WebCrypto (plain http)
 * @property {import("./pin-lock.js").Tries} tries
 * @property {{data: any, etag: string, readAt: number} | null} work the list of sheets as it was read last
 * @property {number} generation highest generation of the ledger that was seen, see `epochs.js`
 */

/** The judge who holds the tablet. @typedef {Seat} Session */

/** @param {string} competition @param {string} judge */
export const seatKey = (competition, judge) => `${competition}/${judge}`;

const NAME = "jinchui-judge";

/** Written through to the disk before the transaction counts as done. */
export const STRICT = /** @type {const} */ ({ durability: "strict" });

/**
 * What each version added, oldest first: a tablet that slept for a year walks all steps that it lacks. A step is never
 * changed once it was released; a new one goes to the end.
 * @type {((db: any, tx: any) => void | Promise<void>)[]}
 */
const STEPS = [
  (db) => {
    db.createObjectStore("kept");
    db.createObjectStore("drafts", { keyPath: "sheet" });
    db.createObjectStore("receipts", { keyPath: "sheet" });
    // one command a sheet at most: two tabs that submit the same draft make one command
    db.createObjectStore("outbox", { keyPath: "id" }).createIndex("sheet", "sheet", { unique: true });
  },
  // several judges at one tablet: the one sign-in there was becomes the first seat
  async (db, tx) => {
    const seats = db.createObjectStore("seats", { keyPath: "key" });
    const kept = tx.objectStore("kept");
    const [session, work] = await Promise.all([kept.get("session"), kept.get("work")]);
    if (session) {
      const key = seatKey(session.competition.id, session.judge.id);
      const own = work?.data.judge.id === session.judge.id ? work : null;
      await seats.put({
        ...session,
        key,
        pin: null,
        tries: { wrong: 0, until: 0 },
        work: own,
        generation: 0,
      });
      await kept.put(key, "seat");
    }
    await Promise.all([kept.delete("session"), kept.delete("work")]);
  },
];

/** @returns {Promise<import("../../static/vendor/idb/idb.js").IDBPDatabase<any>>} */
export function openDatabase() {
  return openDB(NAME, STEPS.length, {
    async upgrade(db, before, _after, tx) {
      for (const step of STEPS.slice(before)) await step(db, tx);
    },
    blocking(_current, _blocked, event) {
      // a newer page wants to change the stores: let go rather than hold it up
      /** @type {any} */ (event.target).close();
    },
  });
}

/** Asks the browser not to throw this storage away when space gets short; no is no harm. */
export async function askToPersist() {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}
