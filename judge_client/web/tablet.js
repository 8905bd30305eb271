// The tablet at work: opens its storage, keeps drafts, moves sheets out and the work list in. Draws nothing.

import { backoff } from "../../static/lib/backoff.js";
import * as answers from "./answers.js";
import * as api from "./api.js";
import { newCommandId } from "./command-id.js";
import { askToPersist, openDatabase, STRICT } from "./database.js";
import { DraftWriter } from "./draft-writer.js";
import { Outbox } from "./outbox.js";
import * as state from "./state.js";
import { Sync } from "./sync.js";
import { WorkBell } from "./work-bell.js";

/** @typedef {import("./database.js").Draft} Draft */

const READ_AGAIN_MS = 15_000;
const WAKES = ["online", "pageshow", "focus"];

class Tablet {
  /** @type {import("../../static/vendor/idb/idb.js").IDBPDatabase<any>} open from `open()` on */
  db = /** @type {any} */ (null);
  /** @type {Outbox} */
  outbox = /** @type {any} */ (null);
  /** @type {DraftWriter} */
  writer = /** @type {any} */ (null);
  /** @type {Sync} */
  sync = /** @type {any} */ (null);
  /** @type {BroadcastChannel} */
  tabs = /** @type {any} */ (null);
  /** @type {WorkBell | null} */
  bell = null;
  /** @type {Promise<void> | null} the question that is under way */
  reading = null;

  async open() {
    try {
      this.db = await openDatabase();
    } catch {
      state.storage.value = "failed";
      return;
    }
    this.outbox = new Outbox(this.db);
    this.writer = new DraftWriter(
      (draft) => this.writeDraft(draft),
      (failed) => {
        state.storage.value = failed ? "failed" : "ready";
      },
    );
    this.sync = new Sync({
      waiting: () => this.mine(),
      send: (command) => this.send(command),
      settle: (command, meaning) => this.settle(command, meaning),
      delay: (attempt) => 250 + backoff(attempt, { base: 500, cap: 10_000 }),
      alone: (run) => alone("jinchui-outbox", run),
    });
    // other tabs of this tablet: whoever changes the storage tells the rest to look again
    this.tabs = new BroadcastChannel("jinchui-judge");
    this.tabs.onmessage = () => this.load();
    await this.load();
    state.storage.value = "ready";
    for (const name of WAKES) addEventListener(name, () => this.wake());
    document.addEventListener(
      "visibilitychange",
      () => document.visibilityState === "visible" && this.wake(),
    );
    setInterval(() => this.readWork(), READ_AGAIN_MS);
    this.begin();
  }

  /** Everything from the disk into the signals; what is being written here just now is newer than the disk. */
  async load() {
    const tx = this.db.transaction(["kept", "drafts", "outbox", "receipts"]);
    const [session, work, drafts, outbox, receipts] = await Promise.all([
      tx.objectStore("kept").get("session"),
      tx.objectStore("kept").get("work"),
      tx.objectStore("drafts").getAll(),
      tx.objectStore("outbox").getAll(),
      tx.objectStore("receipts").getAll(),
    ]);
    const before = state.session.value;
    const changed = session?.token !== before?.token || session?.revoked !== before?.revoked;
    state.session.value = session ?? null;
    state.work.value = work ?? null;
    state.drafts.value = this.writer.over(bySheet(drafts));
    state.outbox.value = bySheet(outbox);
    state.receipts.value = bySheet(receipts);
    if (changed && state.storage.value === "ready") this.begin();
  }

  /** Somebody is signed in (or not any more): listen to their bell, read their work, send what waits. */
  begin() {
    this.bell?.close();
    this.bell = null;
    const session = state.session.value;
    if (!session || session.revoked) return;
    askToPersist();
    this.bell = new WorkBell(session, {
      rung: () => this.readWork(),
      reached: (reached) => (reached ? this.reached() : this.away()),
    });
    this.wake();
  }

  wake() {
    this.sync.kick();
    this.readWork();
  }

  reached() {
    if (state.link.value.state === "online") return;
    state.link.value = { state: "online", since: Date.now() };
    this.wake();
  }

  away() {
    if (state.link.value.state !== "away") state.link.value = { state: "away", since: Date.now() };
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
    const { token, judge, competition } = answer.body;
    state.link.value = { state: "online", since: Date.now() };
    await this.keepSession({ token, judge, competition, revoked: false });
    return null;
  }

  /** @param {import("./database.js").Session | null} session */
  async keepSession(session) {
    const tx = this.db.transaction("kept", "readwrite", STRICT);
    if (session) tx.store.put(session, "session");
    else tx.store.delete("session");
    const work = await tx.store.get("work");
    if (
      work &&
      (work.data.judge.id !== session?.judge.id || work.data.competition.id !== session?.competition.id)
    ) {
      tx.store.delete("work");
    }
    await tx.done;
    await this.load();
    this.tabs.postMessage("session");
  }

  /** The sheets of this judge stay on the tablet under their name; only the sign-in goes. */
  async signOut() {
    await this.writer.flush();
    const token = state.session.value?.token;
    await this.keepSession(null);
    // best effort: a token that nobody holds any more hurts nobody
    if (token) await api.signOut(token);
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
    const gone = waiting || receipt?.epoch === state.work.value?.data.epoch;
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

  // ---- out

  async mine() {
    const session = state.session.value;
    if (!session || session.revoked) return [];
    const all = await this.outbox.waiting();
    return all.filter((one) => one.judge === session.judge.id && one.competition === session.competition.id);
  }

  /** @param {import("./database.js").Waiting} command */
  async send(command) {
    const token = state.session.value?.token;
    if (!token) return answers.unanswered();
    const answer = await api.sendCommand(token, command);
    return answer ? answers.understand(answer.status, answer.body) : answers.unanswered();
  }

  /** @param {import("./database.js").Waiting} command @param {import("./answers.js").Meaning} meaning */
  async settle(command, meaning) {
    if (meaning.means === "later") {
      if (!meaning.reached) this.away();
      return;
    }
    this.reached();
    if (meaning.means === "signed_out") await this.revoke();
    if (meaning.means === "recorded") await this.outbox.recorded(command, meaning.receipt);
    if (meaning.means === "refused") {
      const { code, params, detail } = meaning;
      await this.outbox.refused(command, { code, params, detail, at: Date.now() });
    }
    await this.changed();
  }

  async revoke() {
    const session = state.session.value;
    if (session && !session.revoked) await this.keepSession({ ...session, revoked: true });
  }

  // ---- in

  /** The work list, if it changed; one question at a time. */
  readWork() {
    this.reading ??= this.fetchWork().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  async fetchWork() {
    const session = state.session.value;
    if (!session || session.revoked) return;
    const answer = await api.readWork(session.token, state.work.value?.etag ?? "");
    if (session.token !== state.session.value?.token) return;
    if (answer?.status === 200 && answer.body?.rounds) {
      await this.takeWork({ data: answer.body, etag: answer.etag, readAt: Date.now() });
      this.reached();
    } else if (answer?.status === 304) this.reached();
    else if (answer?.status === 401 && answer.body?.code) await this.revoke();
    else this.away();
  }

  /** @param {{data: any, etag: string, readAt: number}} work */
  async takeWork(work) {
    await this.db.put("kept", work, "work");
    await this.changed();
  }

  /** A restored server does not know these any more: the same commands again, under their own ids. */
  async sendLost() {
    for (const receipt of state.lost.value) await this.outbox.sendAgain(receipt);
    await this.changed();
    this.sync.kick();
  }
}

/** @template {{sheet: string}} T @param {T[]} records @returns {Map<string, T>} */
const bySheet = (records) => new Map(records.map((record) => [record.sheet, record]));

/** One tab at a time where the browser can say so (https); elsewhere ids keep two tabs from counting twice. */
async function alone(name, run) {
  if (navigator.locks) await navigator.locks.request(name, run);
  else await run();
}

export const tablet = new Tablet();
