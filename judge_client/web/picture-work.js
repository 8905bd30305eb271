// Pictures at work: keeps what is taken, sends it when its sheet is recorded, fetches pictures of levels. Draws nothing.

import { backoff } from "../../static/lib/backoff.js";
import { effect, signal } from "../../static/lib/ui.js";
import { unanswered, understand } from "./answers.js";
import * as api from "./api.js";
import { seatKey } from "./database.js";
import { due, PicturesKept } from "./pictures-kept.js";
import * as state from "./state.js";
import { Sync } from "./sync.js";
import { tablet } from "./tablet.js";

/** @typedef {import("../../static/lib/picture.js").Picture} Picture */

/** Pictures of levels as addresses an image can show, by hash. @type {import("../../static/lib/ui.js").Signal<Map<string, string>>} */
export const levelPictures = signal(new Map());

/** How many pictures of recorded sheets the server does not have yet. */
export const picturesUnsent = signal(0);

class PictureWork {
  /** @type {PicturesKept} there once `open()` is through */
  kept = /** @type {any} */ (null);
  /** @type {Promise<void> | undefined} */
  opening = undefined;
  sync = new Sync({
    waiting: () => this.waiting(),
    send: (picture) => this.send(/** @type {any} */ (picture)),
    settle: (picture, meaning) => this.settle(/** @type {any} */ (picture), meaning),
    delay: (attempt) => 500 + backoff(attempt, { base: 1_000, cap: 30_000 }),
    alone: (run) => run(),
  });
  /** @type {Map<string, Promise<void>>} pictures of levels that are on their way */
  fetching = new Map();

  /** Once, however often it is asked for: a page may want its pictures before the start-up has come to them. */
  open() {
    this.opening ??= this.begin();
    return this.opening;
  }

  async begin() {
    try {
      this.kept = await PicturesKept.open();
    } catch {
      return; // marks do not depend on pictures; taking one says that it failed
    }
    effect(() => {
      state.receipts.value;
      state.waitingHere.value;
      if (state.seats.value.length) this.sync.kick();
    });
    effect(() => {
      for (const { event } of state.work.value?.data.rounds ?? []) {
        for (const { picture } of event.sheet_rules?.pictures ?? []) this.wantLevel(picture);
      }
    });
    for (const name of ["online", "pageshow"]) addEventListener(name, () => this.sync.kick());
  }

  /** On the disk before it is shown. @param {string} sheet @param {Picture} picture */
  async keep(sheet, picture) {
    await this.open();
    const { judge, competition } = /** @type {import("./database.js").Session} */ (state.session.value);
    const owner = { judge: judge.id, competition: competition.id };
    await this.kept.keep({ ...picture, sheet, ...owner, madeAt: Date.now(), sentTo: "" });
  }

  /** Its address for an image; "" where it is not on this tablet. @param {string} sheet @param {string} file */
  async address(sheet, file) {
    await this.open();
    const found = await this.kept?.get(sheet, file);
    return found ? URL.createObjectURL(new Blob([found.data], { type: found.type })) : "";
  }

  // ---- out

  /** Of everyone at this tablet, whoever holds it: pictures whose sheet is recorded in the history their judge saw last. */
  async waiting() {
    const all = await this.kept.all();
    /** @type {import("./pictures-kept.js").Kept[]} */
    const waiting = [];
    for (const { key, revoked, judge, competition, work } of state.seats.value) {
      if (revoked || !work) continue;
      const receipts = await tablet.receiptsOf(key);
      const here = { judge: judge.id, competition: competition.id, epoch: work.data.epoch };
      const ready = due(all, receipts, here);
      const named = ready.filter((one) => receipts.get(one.sheet)?.body.includes(one.file));
      // taken and thrown away again before the sheet was handed in
      for (const gone of ready.filter((one) => !named.includes(one))) await this.kept.forget(gone);
      waiting.push(...named);
    }
    picturesUnsent.value = waiting.length;
    return /** @type {any} */ (waiting);
  }

  /** @param {import("./pictures-kept.js").Kept} picture @returns {Promise<any>} */
  async send(picture) {
    const token = seatOf(picture)?.token;
    const answer = token ? await api.sendPicture(token, picture) : null;
    if (!answer) return unanswered();
    if (answer.status === 200 && answer.body?.file === picture.file) return { means: "recorded" };
    return understand(answer.status, answer.body);
  }

  /** What the server will never take is not sent for ever. @param {import("./pictures-kept.js").Kept} picture @param {any} meaning */
  async settle(picture, { means }) {
    if (means !== "recorded" && means !== "refused") return;
    await this.kept.sent(picture, seatOf(picture)?.work?.data.epoch ?? "");
    picturesUnsent.value = Math.max(0, picturesUnsent.value - 1);
  }

  // ---- in

  /** @param {string} file */
  wantLevel(file) {
    if (levelPictures.peek().has(file) || this.fetching.has(file)) return;
    const done = this.fetchLevel(file).finally(() => this.fetching.delete(file));
    this.fetching.set(file, done);
  }

  /** From this tablet, else from the server; without both the benchmark's text has to do. @param {string} file */
  async fetchLevel(file) {
    const session = state.session.peek();
    const held = await this.kept.level(file);
    const data =
      held?.data ?? (session && (await api.readPicture(session.token, session.competition.id, file)));
    if (!data) return;
    if (!held) await this.kept.keepLevel({ file, type: "", data });
    const address = URL.createObjectURL(new Blob([data]));
    levelPictures.value = new Map(levelPictures.value).set(file, address);
  }
}

/** @param {{competition: string, judge: string}} picture */
const seatOf = ({ competition, judge }) =>
  state.seats.value.find(({ key }) => key === seatKey(competition, judge));

export const pictures = new PictureWork();
