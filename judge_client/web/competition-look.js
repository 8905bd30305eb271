// How the competition looks that is judged here: kept on the tablet with its logo, read again when nothing else is to do.

import * as api from "./api.js";
import * as state from "./state.js";

/**
 * @typedef {{etag: string, name?: {zh: string, en: string}, colours?: Record<string, Record<string, string>>,
 *   small?: string, picture?: string}} Look picture: the small logo as a data: address, so that it is there without a server
 */

/** Nobody waits for a new look; with an ETag the question costs next to nothing. */
const READ_AGAIN_MS = 5 * 60_000;

export class CompetitionLook {
  /** @param {import("../../static/vendor/idb/idb.js").IDBPDatabase<any>} db */
  constructor(db) {
    this.db = db;
    this.of = "";
    this.readAt = 0;
    this.reading = false;
  }

  /** What is kept of this competition's look, at once. @param {string} competition "" for none */
  async show(competition) {
    if (competition === this.of) return;
    this.of = competition;
    this.readAt = 0;
    const kept = competition ? await this.db.get("kept", keyOf(competition)) : undefined;
    if (competition === this.of) state.look.value = kept ?? null;
  }

  /** The work list has come: whatever a judge waits for is here, so that this keeps nobody waiting. */
  async refresh() {
    if (!this.of || this.reading || Date.now() - this.readAt < READ_AGAIN_MS) return;
    this.reading = true;
    try {
      await idle();
      if (await this.read(this.of)) this.readAt = Date.now();
    } finally {
      this.reading = false;
    }
  }

  /** @param {string} competition @returns {Promise<boolean>} whether all of it is here now */
  async read(competition) {
    const before = /** @type {Look | undefined} */ (await this.db.get("kept", keyOf(competition)));
    const answer = await api.readLook(competition, before?.etag ?? "");
    if (answer?.status === 304) return true;
    if (answer?.status !== 200 || answer.body?.state?.kind !== "brand") return false;
    const { name, colours, small } = answer.body.state;
    const picture = small && (small === before?.small ? before?.picture : await this.picture(small));
    // A logo that did not come is asked for again: without an ETag the next answer is whole.
    const whole = Boolean(picture) || !small;
    /** @type {Look} */
    const look = { etag: whole ? answer.etag : "", name, colours, small: whole ? small : undefined, picture };
    await this.db.put("kept", look, keyOf(competition));
    if (competition === this.of) state.look.value = look;
    return whole;
  }

  /** @param {string} id @returns {Promise<string | undefined>} */
  async picture(id) {
    const blob = await api.readLogo(id);
    if (!blob) return undefined;
    const reader = new FileReader();
    return new Promise((resolve) => {
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => resolve(undefined);
      reader.readAsDataURL(blob);
    });
  }
}

/** @param {string} competition */
const keyOf = (competition) => `look/${competition}`;

/** A moment in which nobody waits for this page; some browsers cannot say. @returns {Promise<void>} */
function idle() {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 5_000 });
    else setTimeout(resolve, 1_000);
  });
}
