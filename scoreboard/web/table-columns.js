// What stands in the columns of a table of teams or of delegations, from its state: pure but for the texts of i18n.js.

import { t } from "../../static/lib/i18n.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */
/** @typedef {{key: string, kind: "member" | "count" | "own" | "award" | "people", title: (language: Language) => string}} Column */

/** More members than this do not fit side by side: then how many count of how many. */
const MEMBERS_MOST = 6;
/** As many awards as can be told apart from across a hall; the weightier stand first. */
const AWARDS_MOST = 6;

/** @param {any} state @returns {Column[]} */
export function columnsOf(state) {
  return state.kind === "teams" ? teamColumns(state) : delegationColumns(state);
}

/** @param {any} state @returns {Column[]} */
function teamColumns(state) {
  const most = Math.max(0, ...state.order.map((/** @type {string} */ id) => state.rows[id].members.length));
  /** @type {Column[]} */
  const columns =
    most > MEMBERS_MOST
      ? [{ key: "count", kind: "count", title: (one) => t("board.column.members_count", {}, one) }]
      : Array.from({ length: most }, (_, n) => ({
          key: `member-${n}`,
          kind: "member",
          title: (/** @type {Language} */ one) => t("board.column.member", { n: n + 1 }, one),
        }));
  if (state.own) columns.push({ key: "own", kind: "own", title: (one) => state.own.title[one] });
  return columns;
}

/** @param {any} state @returns {Column[]} */
function delegationColumns(state) {
  return [
    ...state.awards.slice(0, AWARDS_MOST).map((/** @type {any} */ award) => ({
      key: award.id,
      kind: "award",
      title: (/** @type {Language} */ one) => award.title[one],
    })),
    { key: "people", kind: "people", title: (one) => t("board.column.people", {}, one) },
  ];
}

/**
 * What a row shows in a column: a figure, a name below it, and whether it counts.
 *
 * @param {any} row
 * @param {Column} column
 * @param {Language} language
 * @returns {{figure: string, name: string, part: string}}
 */
export function cellOf(row, { key, kind, title }, language) {
  if (kind === "member") {
    const member = row.members[Number(key.slice("member-".length))];
    if (!member) return { figure: "", name: "", part: "" };
    const out = member.state !== "competing";
    const value = member.value ?? "–";
    const counts = member.part === "counts";
    // What does not count stands in brackets, as in every list of best scores.
    const figure = out ? t(`common.state.${member.state}`, {}, language) : counts ? value : `(${value})`;
    return { figure, name: member.name[language], part: out ? "out" : member.part };
  }
  if (kind === "count") {
    const counts = row.members.filter((/** @type {any} */ one) => one.part === "counts").length;
    return { figure: `${counts}/${row.members.length}`, name: "", part: "counts" };
  }
  if (kind === "own") return { figure: row.own ?? "–", name: "", part: "counts" };
  if (kind === "people") return { figure: String(row.entries), name: title(language), part: "quiet" };
  const count = row.awards[key] ?? 0;
  return { figure: count ? String(count) : "–", name: title(language), part: count ? "counts" : "none" };
}

/**
 * The figure a table ranks by, and how it is read.
 *
 * @param {any} state
 * @param {any} row
 */
export function rankedValue(state, row) {
  return state.kind === "teams" ? row.total : row.value;
}

/** @param {any} state @returns {import("./board-texts.js").ResultForm} */
export function formOf(state) {
  return state.result ?? { unit: "points", direction: "high", places: state.places };
}

/** How much of what a table rests on is there. @param {any} state @returns {{in: number, due: number}} */
export function progressOf(state) {
  return state.progress ?? { in: state.published, due: state.events };
}
