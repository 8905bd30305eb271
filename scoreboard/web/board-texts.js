// What a board says in words and figures, from its state: pure but for the texts of i18n.js; no elements.

import { dayTimeText, durationText } from "../../static/lib/clock.js";
import { dotted, t } from "../../static/lib/i18n.js";
import { withheldText } from "./withheld-plates.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */
/** @typedef {{unit: "points" | "seconds" | "named", unit_name?: {zh: string, en: string}, direction: "high" | "low", places: number}} ResultForm */

/** States of an entry that stand in place of a result. */
const WITHOUT_RESULT = new Set(["not_started", "not_finished", "disqualified", "withdrawn"]);

/** @param {string | undefined} value @param {ResultForm} form */
export function resultText(value, form) {
  if (value === undefined) return "";
  return form.unit === "seconds" ? durationText(value) : value.replace("-", "−");
}

/**
 * A module's figure: a module with a maximum has points whatever the whole is counted in.
 *
 * @param {string | undefined} value
 * @param {{max?: string}} module
 * @param {ResultForm} form
 */
export function moduleText(value, module, form) {
  return resultText(value, module.max === undefined ? form : { ...form, unit: "points" });
}

/**
 * The distance to the leader: behind in points is less, behind in time is more.
 *
 * @param {{gap?: string, rank?: number}} row
 * @param {ResultForm} form
 */
export function gapText(row, form) {
  if (row.gap === undefined || row.rank === undefined) return "";
  if (isZero(row.gap)) return "";
  const size = row.gap.replace(/^[-+]/, "");
  const sign = form.direction === "high" ? "−" : "+";
  return `${sign}${sizeText(size, form)}`;
}

/** Under a minute the gap is plain seconds, as on every timing tower. @param {string} seconds */
function shortDuration(seconds) {
  return Number(seconds) < 60 ? seconds : durationText(seconds);
}

/**
 * What a sheet added, with its sign: +11.50. A sheet that only confirmed adds nothing worth saying.
 *
 * @param {string | undefined} gained
 * @param {ResultForm} form
 */
export function gainText(gained, form) {
  if (gained === undefined || isZero(gained)) return "";
  const size = gained.replace(/^[-+]/, "");
  const sign = gained.startsWith("-") ? "−" : "+";
  return `${sign}${sizeText(size, form)}`;
}

/**
 * What penalties changed in a total, with its sign, or "" where there are none: −5.00, +50.
 *
 * @param {{amount?: string, cards?: string[]} | undefined} penalty
 * @param {ResultForm} form
 */
export function penaltyText(penalty, form) {
  return gainText(penalty?.amount, form);
}

/** A distance without its sign. @param {string} size @param {ResultForm} form */
export function sizeText(size, form) {
  return form.unit === "seconds" ? shortDuration(size) : size;
}

/** ▲2, ▼1 or nothing. @param {number | undefined} moved */
export function movedText(moved) {
  if (!moved) return "";
  return `${moved > 0 ? "▲" : "▼"}${Math.abs(moved)}`;
}

/** @param {number | undefined} moved @returns {"up" | "down" | null} */
export function movedWay(moved) {
  if (!moved) return null;
  return moved > 0 ? "up" : "down";
}

/**
 * The word in place of a result, or "" where there is or will be one.
 *
 * @param {{state: string, total?: string}} row
 * @param {string} phase of the round
 * @param {Language} language
 */
export function stateText(row, phase, language) {
  if (row.total === undefined && lackText(row, phase, language)) return lackText(row, phase, language);
  if (ranksUnfinished(row)) return "";
  return WITHOUT_RESULT.has(row.state) ? t(`common.state.${row.state}`, {}, language) : "";
}

/** Who did not finish keeps what was marked where the scheme lets it: then the result stands. @param {any} row */
function ranksUnfinished({ state, total }) {
  return state === "not_finished" && total !== undefined;
}

/**
 * What is said beside a result that stands, or "": that the entry did not finish, or what it lacks.
 *
 * @param {{state: string, total?: string}} row
 * @param {string} phase of the round
 * @param {Language} language
 */
export function noteOf(row, phase, language) {
  if (row.total === undefined) return "";
  return ranksUnfinished(row) ? t("common.state.not_finished", {}, language) : lackText(row, phase, language);
}

/**
 * What an entry lacks once judging has ended, or "": before that, a sheet that is not there is still to come.
 *
 * @param {{state: string}} row
 * @param {string} phase of the round
 * @param {Language} language
 */
export function lackText({ state }, phase, language) {
  const ended = phase === "closed" || phase === "published";
  if (!ended || (state !== "waiting" && state !== "marking")) return "";
  return t(`common.state_closed.${state}`, {}, language);
}

/** What is said beside the state of a list: that it moves, that judging is over. */
const NOTES = new Set(["provisional", "under_review"]);

/**
 * When what is under embargo is revealed, in words: not before a time, after the ceremony, once it is announced.
 *
 * @param {{as_of: number, embargo?: {until: number, ceremony: boolean}}} state
 * @param {Language} language
 */
export function revealText({ as_of, embargo }, language) {
  if (!embargo) return "";
  const { until, ceremony } = embargo;
  if (until) return t("board.reveal.time", { time: dayTimeText(until, as_of) }, language);
  return t(ceremony ? "board.reveal.ceremony" : "board.reveal.hand", {}, language);
}

/**
 * The state of a list in words, and what is withheld of it.
 *
 * @param {any} state of a board of a round, of teams or of delegations
 * @param {Language} language
 */
export function statusText(state, language) {
  const withheld = withheldText(state, language);
  if (withheld && "goes_on" in state.withheld && state.status !== "embargoed") return withheld;
  const status = dotted(
    [t(`common.status.${state.status}`, {}, language), noteText(state, language)],
    language,
  );
  return dotted([status, withheld], language);
}

/**
 * Why there is no row, in words, or "" where there may be any: nothing is published yet, or it is to be revealed.
 *
 * @param {any} state
 * @param {Language} language
 */
export function nothingText({ status, order }, language) {
  if (status === "hidden") return t("board.hidden_note", {}, language);
  return status === "embargoed" && order.length === 0 ? t("board.embargoed_note", {}, language) : "";
}

/** @param {any} state @param {Language} language */
function noteText(state, language) {
  const { kind, status, version, published, events } = state;
  if (kind === "delegations") return t("board.events_published", { published, events }, language);
  if (status === "corrected") return t("common.version", { version }, language);
  if (status === "embargoed") return revealText(state, language);
  return NOTES.has(status) ? t(`board.status_note.${status}`, {}, language) : "";
}

/** @param {string} figure */
function isZero(figure) {
  return /^[-+]?0*\.?0*$/.test(figure);
}
