// The outbox: a draft becomes a command with its own id, in one strict transaction, before anything is sent.

import { newCommandId } from "./command-id.js";
import { STRICT } from "./database.js";
import { draftsOfReturned } from "./sheets.js";

/** @typedef {import("./database.js").Waiting} Waiting */
/** @typedef {import("./database.js").Receipt} Receipt */
/** @typedef {import("./database.js").Draft} Draft */

const ALL = ["drafts", "outbox", "receipts"];

/** Moves commands between drafts, outbox and receipts; each method is one transaction. */
export class Outbox {
  /** @param {import("../../static/vendor/idb/idb.js").IDBPDatabase<any>} db */
  constructor(db) {
    this.db = db;
  }

  /**
   * Takes a draft into the outbox and answers what waits there for its sheet; the same again where it waits
   * already (a double tap, a second tab). Null where there is neither draft nor command any more.
   *
   * @param {{sheet: string, competition: string, judge: string}} owner
   * @param {(draft: Draft) => object} toCommand makes the command's body from the draft as it is on disk
   * @param {number} now
   * @returns {Promise<Waiting | null>}
   */
  async submit(owner, toCommand, now) {
    const tx = this.db.transaction(ALL, "readwrite", STRICT);
    const outbox = tx.objectStore("outbox");
    const already = await outbox.index("sheet").get(owner.sheet);
    const draft = already ? null : await tx.objectStore("drafts").get(owner.sheet);
    if (!draft) {
      await tx.done;
      return already ?? null;
    }
    /** @type {Waiting} */
    const waiting = { id: newCommandId(), ...owner, body: JSON.stringify(toCommand(draft)), madeAt: now };
    await Promise.all([outbox.add(waiting), tx.objectStore("drafts").delete(owner.sheet), tx.done]);
    return waiting;
  }

  /** Everything that waits, oldest first. @returns {Promise<Waiting[]>} */
  async waiting() {
    const all = await this.db.getAll("outbox");
    return all.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  }

  /**
   * A receipt came back: only now the command is forgotten.
   * @param {Waiting} command @param {{position: number, epoch: string, recordedAt: number}} receipt
   */
  async recorded(command, receipt) {
    const tx = this.db.transaction(ALL, "readwrite", STRICT);
    tx.objectStore("receipts").put({ ...command, ...receipt });
    tx.objectStore("outbox").delete(command.id);
    tx.objectStore("drafts").delete(command.sheet);
    await tx.done;
  }

  /**
   * The server said no for good: the marks go back to the judge as a draft, with the reason.
   * @param {Waiting} command @param {import("./database.js").Refused} refused
   */
  async refused(command, refused) {
    const tx = this.db.transaction(ALL, "readwrite", STRICT);
    // another tab may have settled it meanwhile
    if (await tx.objectStore("outbox").get(command.id)) {
      const { marks, comment, evidence } = JSON.parse(command.body);
      const draft = { sheet: command.sheet, marks, comment, clocks: {}, touchedAt: refused.at, refused };
      if (evidence) Object.assign(draft, { evidence });
      tx.objectStore("drafts").put(draft);
      tx.objectStore("outbox").delete(command.id);
    }
    await tx.done;
  }

  /**
   * Sheets came back to their judge: what they said is where the judge goes on, unless the tablet is further already.
   * @param {any} work @param {number} now
   */
  async keepReturned(work, now) {
    const tx = this.db.transaction(ALL, "readwrite", STRICT);
    const keys = await Promise.all([
      tx.objectStore("drafts").getAllKeys(),
      tx.objectStore("receipts").getAllKeys(),
      tx
        .objectStore("outbox")
        .getAll()
        .then((all) => all.map(({ sheet }) => sheet)),
    ]);
    const held = new Set(keys.flat());
    for (const draft of draftsOfReturned(work, (key) => held.has(key), now))
      tx.objectStore("drafts").put(draft);
    await tx.done;
  }

  /**
   * The server came back from an older copy and does not know this sheet: its command waits again, same id.
   * @param {Receipt} receipt
   */
  async sendAgain(receipt) {
    const { id, sheet, competition, judge, body, madeAt } = receipt;
    const tx = this.db.transaction(ALL, "readwrite", STRICT);
    const held = await tx.objectStore("receipts").get(sheet);
    if (held?.id === id) {
      tx.objectStore("outbox").put({ id, sheet, competition, judge, body, madeAt });
      tx.objectStore("receipts").delete(sheet);
    }
    await tx.done;
  }
}
