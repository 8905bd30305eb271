// The tablet's pictures: kept at once, sent after their sheet is recorded, again after a restore; pictures of levels, too.

import { openDB } from "../../static/vendor/idb/idb.js";
import { STRICT } from "./database.js";

/**
 * A picture of a sheet. `sentTo` is the epoch of the server that has it, "" while none has.
 * @typedef {import("../../static/lib/picture.js").Picture & {sheet: string, competition: string, judge: string, madeAt: number,
 *   sentTo: string}} Kept
 */

const NAME = "jinchui-pictures";
/** Pictures the server has, kept for a while in case it comes back from an older copy. */
const SENT_MAX = 150;

export class PicturesKept {
  /** @param {import("../../static/vendor/idb/idb.js").IDBPDatabase<any>} db */
  constructor(db) {
    this.db = db;
  }

  /** A database of its own: marks never wait for pictures. */
  static async open() {
    const db = await openDB(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("sheets", { keyPath: ["sheet", "file"] });
        fresh.createObjectStore("levels", { keyPath: "file" });
      },
      blocking(_current, _blocked, event) {
        /** @type {any} */ (event.target).close();
      },
    });
    return new PicturesKept(db);
  }

  /** @param {Kept} picture */
  async keep(picture) {
    const tx = this.db.transaction("sheets", "readwrite", STRICT);
    tx.store.put(picture);
    await tx.done;
  }

  /** @param {string} sheet @param {string} file @returns {Promise<Kept | undefined>} */
  get = (sheet, file) => this.db.get("sheets", [sheet, file]);

  /** All pictures of sheets, oldest first. @returns {Promise<Kept[]>} */
  async all() {
    const all = await this.db.getAll("sheets");
    return all.sort((a, b) => a.madeAt - b.madeAt);
  }

  /** The server of this epoch has it; the oldest of those that are safe make room. @param {Kept} picture @param {string} epoch */
  async sent(picture, epoch) {
    const tx = this.db.transaction("sheets", "readwrite", STRICT);
    tx.store.put({ ...picture, sentTo: epoch });
    await tx.done;
    const safe = (await this.all()).filter(({ sentTo }) => sentTo === epoch);
    for (const old of safe.slice(0, Math.max(0, safe.length - SENT_MAX))) await this.forget(old);
  }

  /** @param {{sheet: string, file: string}} picture */
  async forget({ sheet, file }) {
    await this.db.delete("sheets", [sheet, file]);
  }

  /** @param {string} file @returns {Promise<{file: string, type: string, data: ArrayBuffer} | undefined>} */
  level = (file) => this.db.get("levels", file);

  /** @param {{file: string, type: string, data: ArrayBuffer}} picture */
  async keepLevel(picture) {
    await this.db.put("levels", picture);
  }
}

/**
 * Which pictures may go now: their sheet has its receipt in this history, and this server does not have them.
 * @template {{sheet: string, judge: string, competition: string, sentTo: string}} T
 * @param {T[]} all @param {Map<string, {epoch: string}>} receipts @param {{judge: string, competition: string, epoch: string}} here
 * @returns {T[]}
 */
export function due(all, receipts, { judge, competition, epoch }) {
  return all.filter(
    (one) =>
      one.judge === judge &&
      one.competition === competition &&
      one.sentTo !== epoch &&
      receipts.get(one.sheet)?.epoch === epoch,
  );
}
