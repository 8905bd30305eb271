// The tablet at work: opens its storage, keeps drafts, moves sheets out and the work list in. Draws nothing; who may
// sit down here is seats.js', which address is asked reach.js'.

import { backoff } from "../../static/lib/backoff.js";
import { batch } from "../../static/lib/ui.js";
import * as answers from "./answers.js";
import * as api from "./api.js";
import { newCommandId } from "./command-id.js";
import { CompetitionLook } from "./competition-look.js";
import { askToPersist, openDatabase, STRICT, seatKey } from "./database.js";
import { DraftWriter } from "./draft-writer.js";
import { believable, generation, stands } from "./epochs.js";
import { Guard } from "./guard.js";
import { Outbox } from "./outbox.js";
import { canLock } from "./pin-lock.js";
import { Reach } from "./reach.js";
import { byName, Seats } from "./seats.js";
import * as state from "./state.js";
import { Sync } from "./sync.js";

/** @typedef {import("./database.js").Draft} Draft */

const READ_AGAIN_MS = 15_000;
/** After each of these the network may have changed behind the page's back. */
const WAKES = ["online", "pageshow"];
/** A clock that jumped so far between two looks says that the tablet slept. */
const SLEPT_MS = 20_000;

class Tablet {
  /** @type {import("../../static/vendor/idb/idb.js").IDBPDatabase<any>} open from `open()` on */
  db = /** @type {any} */ (null);
  /** @type {Outbox} */
  outbox = /** @type {any} */ (null);
  /** @type {Seats} */
  seats = /** @type {any} */ (null);
  /** @type {CompetitionLook} */
  look = /** @type {any} */ (null);
  /** @type {DraftWriter} */
  writer = /** @type {any} */ (null);
  /** @type {Sync} */
  sync = /** @type {any} */ (null);
  /** @type {BroadcastChannel} */
  tabs = /** @type {any} */ (null);
  /** @type {Promise<void> | null} the question that is under way */
  reading = null;
  /** The bell rang while a question was under way. */
  rungMeanwhile = false;
  /** Replaced by the page: a server of another build may have a newer page. @param {string} _build */
  greeted = (_build) => {};
  reach = new Reach({
    rung: () => this.rung(),
    wake: () => this.wake(),
    greeted: (build) => this.greeted(build),
  });

  async open() {
    try {
      this.db = await openDatabase();
    } catch {
      state.storage.value = "failed";
      return;
    }
    this.outbox = new Outbox(this.db);
    this.seats = new Seats(this.db);
    this.look = new CompetitionLook(this.db);
    this.writer = new DraftWriter(
      (draft) => this.writeDraft(draft),
      (failed) => {
        state.storage.value = failed ? "failed" : "ready";
      },
    );
    this.sync = new Sync({
      waiting: () => this.sendable(),
      send: (command) => this.send(command),
      settle: (command, meaning) => this.settle(command, meaning),
      delay: (attempt) => 250 + backoff(attempt, { base: 500, cap: 10_000 }),
      alone: (run) => alone("jinchui-outbox", run),
    });
    // other tabs of this tablet: whoever changes the storage tells the rest to look again
    this.tabs = new BroadcastChannel("jinchui-judge");
    this.tabs.onmessage = () => this.load();
    await this.load();
    await new Guard({
      lock: () => this.lock(),
      note: (touchedAt) => this.db.put("kept", touchedAt, "touchedAt").catch(() => {}),
    }).start((await this.db.get("kept", "touchedAt")) ?? Date.now());
    state.storage.value = "ready";
    this.watch();
    this.begin();
  }

  /** Whatever may tell that the network, the day or the hands have changed. */
  watch() {
    for (const name of WAKES) addEventListener(name, () => this.wakeFresh());
    addEventListener("focus", () => this.wake());
    document.addEventListener(
      "visibilitychange",
      () => document.visibilityState === "visible" && this.wakeFresh(),
    );
    let lookedAt = Date.now();
    setInterval(() => {
      const slept = Date.now() - lookedAt > READ_AGAIN_MS + SLEPT_MS;
      lookedAt = Date.now();
      if (slept) this.wakeFresh();
      else this.readWork();
      this.reach.tryHome(Math.max(0, ...state.seats.value.map((seat) => seat.generation)));
    }, READ_AGAIN_MS);
  }

  /** Everything from the disk into the signals; what is being written here just now is newer than the disk. */
  async load() {
    const tx = this.db.transaction(["kept", "seats", "drafts", "outbox", "receipts"]);
    const [key, locked, seats, outbox] = await Promise.all([
      tx.objectStore("kept").get("seat"),
      tx.objectStore("kept").get("locked"),
      tx.objectStore("seats").getAll(),
      tx.objectStore("outbox").getAll(),
    ]);
    const session = seats.find((seat) => seat.key === key) ?? null;
    // nobody sees what another judge at this tablet marked: it is not even read
    const own = IDBKeyRange.bound(`${session?.key}/`, `${session?.key}/\uffff`);
    const [drafts, receipts] = await Promise.all(
      session ? ["drafts", "receipts"].map((name) => tx.objectStore(name).getAll(own)) : [[], []],
    );
    const before = state.session.value;
    const changed =
      session?.key !== before?.key ||
      session?.token !== before?.token ||
      session?.revoked !== before?.revoked;
    batch(() => {
      state.seats.value = byName(seats);
      state.session.value = session;
      state.locked.value = Boolean(locked && session?.pin && canLock());
      state.work.value = session?.work ?? null;
      state.drafts.value = this.writer.over(bySheet(drafts), session?.key);
      state.outbox.value = bySheet(outbox.filter((one) => seatOf(one) === session?.key));
      state.receipts.value = bySheet(receipts);
      state.waitingHere.value = countBy(outbox, seatOf);
    });
    this.look.show((session ?? seats[0])?.competition.id ?? "");
    this.reach.know(state.work.value?.data.tablet?.spares ?? []);
    if (changed && state.storage.value === "ready") this.begin();
  }

  /** Somebody is signed in (or not any more): listen to their bell, read their work, send what waits. */
  begin() {
    const session = state.session.value;
    this.reach.listen(session);
    if (!session || session.revoked) return;
    this.persist();
    this.wake();
  }

  async persist() {
    const persisted = (await askToPersist()) ? "yes" : "no";
    state.device.value = { ...state.device.value, persisted };
  }

  wake() {
    this.sync.kick();
    this.readWork();
  }

  wakeFresh() {
    if (document.visibilityState === "hidden") return;
    this.reach.fresh();
    this.wake();
  }

  // ---- who

  /** @param {string} card @param {string} pin @returns {Promise<{code: string, params?: any, detail?: string} | null>} */
  async pair(card, pin) {
    const answer = await api.pair(card, pin, await this.deviceName());
    if (!answer) return { code: "unreachable" };
    if (answer.status !== 200 || !answer.body?.token) {
      return {
        code: answer.body?.code ?? "internal",
        params: answer.body?.params,
        detail: answer.body?.detail,
      };
    }
    if (answer.body.role !== "judge") {
      // Floor and chief judges mark nothing: their cards belong to pages of their own, which ask for the PIN themselves.
      const page = answer.body.role === "floor" ? "floor" : "desk";
      location.assign(`/${page}/#card=${encodeURIComponent(card)}`);
      return new Promise(() => {});
    }
    this.reach.heard(api.lines.at);
    state.link.value = { state: "online", since: Date.now() };
    await this.writer.flush();
    await this.seats.paired(answer.body, pin);
    await this.changed();
    return null;
  }

  /** Sit down by PIN, the server there or not. @param {string} key @param {string} pin */
  async enter(key, pin) {
    await this.writer.flush();
    const fault = await this.seats.enter(key, pin, Date.now());
    await this.db.put("kept", Date.now(), "touchedAt");
    await this.changed();
    return fault;
  }

  /** The next judge may sit down; this one stays known, and what waits of theirs goes on being sent. */
  async handOver() {
    await this.writer.flush();
    await this.seats.hold("");
    // the next judge begins at their own list, not at a sheet the last one had open
    history.replaceState(null, "", "#");
    state.route.value = { page: "sheets" };
    await this.changed();
  }

  async lock() {
    if (state.locked.value || !state.session.value?.pin || !canLock()) return;
    await this.writer.flush();
    await this.db.put("kept", true, "locked");
    await this.changed();
  }

  /** The sheets of this judge stay on the tablet under their name; only the sign-in goes. */
  async signOut() {
    await this.writer.flush();
    const session = state.session.value;
    if (!session) return;
    await this.seats.leave(session.key);
    await this.changed();
    // best effort: a token that nobody holds any more hurts nobody
    await api.signOut(session.token);
  }

  async deviceName() {
    const known = await this.db.get("kept", "device");
    if (known) return known;
    const name = `tablet-${newCommandId().slice(0, 4)}`;
    await this.db.put("kept", name, "device");
    return name;
  }

  // ---- drafts

  /** Keep a draft at every touch. @param {Draft} draft */
  keep(draft) {
    state.drafts.value = new Map(state.drafts.value).set(draft.sheet, draft);
    this.writer.put(draft);
  }

  /** @param {Draft} draft */
  async writeDraft(draft) {
    const tx = this.db.transaction(["drafts", "outbox", "receipts"], "readwrite", STRICT);
    // another tab may have handed the sheet in: then there is no draft any more
    const receipt = await tx.objectStore("receipts").get(draft.sheet);
    const waiting = await tx.objectStore("outbox").index("sheet").getKey(draft.sheet);
    const gone = waiting || (receipt && stands(receipt.epoch, state.work.value?.data.epoch ?? receipt.epoch));
    if (!gone) tx.objectStore("drafts").put(draft);
    await tx.done;
    this.tabs.postMessage("draft");
    if (gone) await this.load();
  }

  /** @param {string} sheet */
  async dropDraft(sheet) {
    this.writer.forget(sheet);
    const tx = this.db.transaction("drafts", "readwrite", STRICT);
    tx.store.delete(sheet);
    await tx.done;
    await this.changed();
  }

  /** @param {string} sheet @param {(draft: Draft) => object} toCommand */
  async submit(sheet, toCommand) {
    const { judge, competition } = /** @type {import("./database.js").Session} */ (state.session.value);
    await this.writer.flush();
    await this.outbox.submit({ sheet, judge: judge.id, competition: competition.id }, toCommand, Date.now());
    await this.changed();
    this.sync.kick();
  }

  async changed() {
    await this.load();
    this.tabs.postMessage("changed");
  }

  /** What the server recorded of a judge at this tablet, by sheet. @param {string} seat */
  async receiptsOf(seat) {
    return bySheet(await this.db.getAll("receipts", IDBKeyRange.bound(`${seat}/`, `${seat}/\uffff`)));
  }

  // ---- out

  /** What can be sent now, whoever marked it: everyone whose token is good. */
  async sendable() {
    const good = new Set((await this.seats.all()).filter(({ revoked }) => !revoked).map(({ key }) => key));
    const all = await this.outbox.waiting();
    return all.filter((one) => good.has(seatOf(one)));
  }

  /** @param {import("./database.js").Waiting} command */
  async send(command) {
    const seat = await this.db.get("seats", seatOf(command));
    if (!seat) return answers.unanswered();
    const at = api.lines.at;
    const answer = await api.sendCommand(seat.token, command);
    const meaning = answer ? answers.understand(answer.status, answer.body) : answers.unanswered();
    // an older server came back beside the newer one: what it records is not kept
    const stale = meaning.means === "recorded" && !believable(meaning.receipt.epoch, seat.generation);
    if (stale || (meaning.means === "later" && !meaning.reached)) this.reach.silent(at);
    else this.reach.heard(at);
    return stale ? answers.unanswered() : meaning;
  }

  /** @param {import("./database.js").Waiting} command @param {import("./answers.js").Meaning} meaning */
  async settle(command, meaning) {
    if (meaning.means === "later") return;
    this.reach.reached();
    if (meaning.means === "signed_out") await this.seats.change(seatOf(command), { revoked: true });
    if (meaning.means === "recorded") await this.outbox.recorded(command, meaning.receipt);
    if (meaning.means === "refused") {
      const { code, params, detail } = meaning;
      await this.outbox.refused(command, { code, params, detail, at: Date.now() });
    }
    await this.changed();
  }

  // ---- in

  /** An answer that is under way may be older than what the bell rang for: another question follows it. */
  rung() {
    this.rungMeanwhile = this.reading !== null;
    this.readWork();
  }

  /** The work list, if it changed; one question at a time. */
  readWork() {
    this.reading ??= this.fetchWork().finally(() => {
      this.reading = null;
      if (this.rungMeanwhile) this.rung();
    });
    return this.reading;
  }

  async fetchWork() {
    const session = state.session.value;
    if (!session || session.revoked) return;
    const at = api.lines.at;
    const answer = await api.readWork(session.token, state.work.value?.etag ?? "");
    if (session.token !== state.session.value?.token) return;
    const epoch = answer?.status === 200 && answer.body?.rounds ? answer.body.epoch : null;
    const ended = answer?.status === 401 && answer.body?.code;
    if (epoch !== null && !believable(epoch, session.generation)) return this.reach.silent(at);
    if (epoch === null && answer?.status !== 304 && !ended) return this.reach.silent(at);
    this.reach.heard(at);
    this.reach.reached();
    if (ended) await this.seats.change(session.key, { revoked: true });
    else if (epoch !== null && answer) {
      const work = { data: answer.body, etag: answer.etag, readAt: Date.now() };
      await this.seats.change(session.key, { work, generation: generation(epoch) });
      await this.outbox.keepReturned(answer.body, work.readAt);
    }
    if (ended || epoch !== null) await this.changed();
    if (!ended) this.look.refresh();
  }

  /** A restored server does not know these any more: the same commands again, under their own ids. */
  async sendLost() {
    for (const receipt of state.lost.value) await this.outbox.sendAgain(receipt);
    await this.changed();
    this.sync.kick();
  }
}

/** @param {{competition: string, judge: string}} command */
const seatOf = ({ competition, judge }) => seatKey(competition, judge);

/** @template T @param {T[]} records @param {(record: T) => string} keyOf @returns {Map<string, number>} */
function countBy(records, keyOf) {
  const counts = new Map();
  for (const record of records) counts.set(keyOf(record), (counts.get(keyOf(record)) ?? 0) + 1);
  return counts;
}

/** @template {{sheet: string}} T @param {T[]} records @returns {Map<string, T>} */
const bySheet = (records) => new Map(records.map((record) => [record.sheet, record]));

/** One tab at a time where the browser can say so (https); elsewhere ids keep two tabs from counting twice. */
async function alone(name, run) {
  if (navigator.locks) await navigator.locks.request(name, run);
  else await run();
}

export const tablet = new Tablet();
