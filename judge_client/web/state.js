// What the page shows, as signals: who, which sheets, what waits, and how the server is reached. Changed by tablet.js.

import { computed, signal } from "../../static/lib/ui.js";
import { forgotten, groups } from "./sheets.js";

/** Who holds the tablet. @type {import("../../static/lib/ui.js").Signal<import("./database.js").Session | null>} */
export const session = signal(null);

/** Everyone who may sit down here. @type {import("../../static/lib/ui.js").Signal<import("./database.js").Seat[]>} */
export const seats = signal([]);

/** How their competition looks; null: like the product. @type {import("../../static/lib/ui.js").Signal<import("./competition-look.js").Look | null>} */
export const look = signal(null);

/** The one who holds the tablet has to show that it is them. */
export const locked = signal(false);

/** How many sheets wait here for each judge, by seat. @type {import("../../static/lib/ui.js").Signal<Map<string, number>>} */
export const waitingHere = signal(new Map());

/** What this device does for the page; "unknown" until it was asked. */
export const device = signal({
  persisted: /** @type {"yes" | "no" | "unknown"} */ ("unknown"),
  offline: /** @type {"ready" | "loading" | "none"} */ ("loading"),
  update: false,
  address: globalThis.location?.origin ?? "",
  spares: /** @type {string[]} */ ([]),
});

/** @type {import("../../static/lib/ui.js").Signal<{data: any, etag: string, readAt: number} | null>} */
export const work = signal(null);

/** @type {import("../../static/lib/ui.js").Signal<Map<string, import("./database.js").Draft>>} */
export const drafts = signal(new Map());

/** @type {import("../../static/lib/ui.js").Signal<Map<string, import("./database.js").Waiting>>} */
export const outbox = signal(new Map());

/** @type {import("../../static/lib/ui.js").Signal<Map<string, import("./database.js").Receipt>>} */
export const receipts = signal(new Map());

/** How the server is reached; `since` is when this began. */
export const link = signal({
  state: /** @type {"connecting" | "online" | "away"} */ ("connecting"),
  since: Date.now(),
});

/** Whether the page came up with its storage; without it nothing may be marked. */
export const storage = signal(/** @type {"opening" | "ready" | "failed"} */ ("opening"));

/** Just paired: the judge is shown who the tablet takes them for. */
export const welcome = signal(false);

/** The aspect a page is asked to show when it opens. */
export const wanted = signal("");

/** The part of the address behind #. */
export const route = signal(parseRoute(typeof location === "undefined" ? "" : location.hash));

/** All groups of sheets of the judge who is signed in. */
export const allGroups = computed(() => {
  const list = work.value?.data;
  if (!list || list.judge.id !== session.value?.judge.id) return [];
  return groups(list, { drafts: drafts.value, outbox: outbox.value, receipts: receipts.value });
});

/** Sheets of this judge that were recorded and that a restored server does not know. */
export const lost = computed(() => {
  const list = work.value?.data;
  if (!list || list.judge.id !== session.value?.judge.id) return [];
  return forgotten(list, receipts.value);
});

/** What of this judge has no receipt yet. */
export const unsent = computed(() => [...outbox.value.values()]);

/** What others left on this tablet. */
export const leftBehind = computed(() => {
  const own = session.value?.key;
  return [...waitingHere.value].reduce((sum, [seat, count]) => (seat === own ? sum : sum + count), 0);
});

/**
 * @typedef {{page: "pair", card: string} | {page: "sheets" | "device"} | {page: "sheet" | "review", key: string}} Route
 * @param {string} hash @returns {Route}
 */
export function parseRoute(hash) {
  const card = /^#card=(.+)$/.exec(hash);
  if (card) return { page: "pair", card: decodeURIComponent(card[1]) };
  if (hash === "#pair") return { page: "pair", card: "" };
  if (hash === "#device") return { page: "device" };
  const sheet = /^#(sheet|review)\/([a-z0-9_-]+\/[a-z0-9_-]+\/[^/]+)$/.exec(hash);
  if (!sheet) return { page: "sheets" };
  return { page: /** @type {"sheet" | "review"} */ (sheet[1]), key: decodeURIComponent(sheet[2]) };
}

/** The address of a sheet: round, module and code behind the page's name. @param {string} key @param {string} [page] */
export const sheetAddress = (key, page = "sheet") =>
  `#${page}/${key.split("/").slice(2).map(encodeURIComponent).join("/")}`;

/**
 * The marks of a sheet as the server last told them; null where it told none.
 * @param {{round: string, module: string, code: string}} sheet
 */
export function recordedMarks({ round, module, code }) {
  return submittedOf({ round, module, code })?.marks ?? null;
}

/** @param {{round: string, module: string, code: string}} sheet what the server told of it */
export function submittedOf({ round, module, code }) {
  const parts = work.value?.data.rounds
    .find(({ id }) => id === round)
    ?.modules.filter((one) => one.module.id === module);
  const sheets = parts?.flatMap((part) => part.sheets);
  return sheets?.find((one) => one.code === code)?.submitted ?? null;
}

/** The group and the sheet an address names. @param {string} short round/module/code */
export function findSheet(short) {
  for (const group of allGroups.value) {
    const sheet = group.sheets.find(({ key }) => key.endsWith(`/${short}`));
    if (sheet) return { group, sheet };
  }
  // Done again, or returned, while it was open: the page goes on with the new sheet.
  const [of, part, code] = short.replace(/(~\d+)+$/, "").split("/");
  for (const group of allGroups.value) {
    const sheet = group.sheets.find((one) => one.round === of && one.module === part && one.code === code);
    if (sheet) return { group, sheet };
  }
  return null;
}
