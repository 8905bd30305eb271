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
 * @typedef {object} Session
 * @property {string} token
 * @property {{id: string, name: string}} judge
 * @property {{id: string, title: {zh: string, en: string}}} competition
 * @property {boolean} revoked the server no longer takes the token: pair again
 */

const NAME = "jinchui-judge";

/** Written through to the disk before the transaction counts as done. */
export const STRICT = /** @type {const} */ ({ durability: "strict" });

/** @returns {Promise<import("../../static/vendor/idb/idb.js").IDBPDatabase<any>>} */
export function openDatabase() {
  return openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("kept");
      db.createObjectStore("drafts", { keyPath: "sheet" });
      db.createObjectStore("receipts", { keyPath: "sheet" });
      // one command a sheet at most: two tabs that submit the same draft make one command
      db.createObjectStore("outbox", { keyPath: "id" }).createIndex("sheet", "sheet", { unique: true });
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
