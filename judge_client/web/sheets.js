// Pure: the judge's sheets in running order and the state of each, from the work list and what this tablet holds.

import { stands } from "./epochs.js";
import { aspectsOf, progressOf } from "./marking.js";
import { secondsText } from "./stopwatch.js";

/**
 * @typedef {import("./database.js").Draft} Draft
 * @typedef {import("./database.js").Waiting} Waiting
 * @typedef {import("./database.js").Receipt} Receipt
 *
 * @typedef {object} Held what this tablet keeps, by sheet key
 * @property {Map<string, Draft>} drafts
 * @property {Map<string, Waiting>} outbox
 * @property {Map<string, Receipt>} receipts
 *
 * @typedef {"todo" | "draft" | "waiting" | "recorded" | "refused" | "not_competing" | "locked"} State
 *
 * @typedef {object} Sheet
 * @property {string} key
 * @property {string} round
 * @property {string} module
 * @property {string} code
 * @property {number} run which time the module is done, counted from 1
 * @property {number} answers position of the return it answers, 0 where it never came back
 * @property {{position: number, reason: string, conference?: {aspects: string[], marks: any}} | null} returned why it came back, while it is not handed in again
 * @property {Draft[]} earlier what is left here of runs before
 * @property {number} order
 * @property {number} heat counted from 1; 0: the round has none
 * @property {number} station likewise
 * @property {StationClock | null} clock of the station, once it ran; for a judge it is an offer, never a mark
 * @property {{position: number, text: string, ran: number}[]} notes of floor judges
 * @property {string} phase of the round
 * @property {string} entryState
 * @property {string} title of a calibration piece
 * @property {Record<string, {lowest: string, highest: string, mean: string, reference: string | null}> | null} compared
 *   what the whole panel gave a calibration piece, once it may be seen
 * @property {boolean} locked the chief judge has approved the entry: nothing is taken until that is taken back
 * @property {State} state
 * @property {number} done aspects of the draft that are complete
 * @property {number} due aspects in all
 * @property {{position: number, recordedAt: number, corrected: boolean} | null} recorded
 * @property {import("./database.js").Refused | null} refused
 *
 * @typedef {{round: any, module: any, fields: any, unit: string, direction: string, heat: number,
 *   shadow: boolean, calibration: boolean, sheets: Sheet[]}} Group heat: the one that works now, 0 where none was called;
 *   shadow: marks do not count; calibration: its pieces are marked by the whole panel and never count
 * @typedef {import("../../static/lib/station-clock.js").StationClock} StationClock
 */

/**
 * Where a sheet's records stand; ids hold no slash, and codes no tilde. A module done again has sheets of its own, and
 * so has each time a sheet was returned: `answers` is the position of the return. */
export const sheetKey = (competition, judge, round, module, code, run = 1, answers = 0) => {
  const own = answers ? `${code}~${run}~${answers}` : run === 1 ? code : `${code}~${run}`;
  return [competition, judge, round, module, own].join("/");
};

/** The return a sheet of the work list goes on from or answered; 0: it never came back. @param {any} sheet */
const answersOf = (sheet) => sheet.returned?.position ?? sheet.submitted?.answers ?? 0;

/** @param {any} work the answer of judge/work @param {Held} held @returns {Group[]} one per round and module */
export function groups(work, held) {
  return work.rounds.flatMap((of) =>
    of.modules.map((part) => ({
      round: roundOf(of, part),
      module: part.module,
      fields: part.fields,
      unit: part.unit,
      direction: part.direction,
      heat: part.heat ?? 0,
      shadow: part.shadow === true,
      calibration: part.calibration === true,
      sheets: [...part.sheets]
        .sort((a, b) => a.order - b.order)
        .map((sheet) => describe(work, roundOf(of, part), part, sheet, held)),
    })),
  );
}

/** Calibration pieces wait for no opening, and for no heat. @param {any} round @param {any} part */
const roundOf = (round, part) => (part.calibration ? { ...round, phase: "open", heats: [] } : round);

/** @returns {Sheet} */
function describe(work, round, part, sheet, held) {
  const run = sheet.run ?? 1;
  const keyOf = (/** @type {number} */ of) =>
    sheetKey(work.competition.id, work.judge.id, round.id, part.module.id, sheet.code, of);
  const answers = answersOf(sheet);
  const key = answers
    ? sheetKey(work.competition.id, work.judge.id, round.id, part.module.id, sheet.code, run, answers)
    : keyOf(run);
  const draft = held.drafts.get(key) ?? null;
  const recorded = recordedOf(work, sheet, held.receipts.get(key));
  const aspects = aspectsOf(part.module);
  const done = (id) => progressOf(part.fields[id], draft?.marks[id]) === "done";
  return {
    key,
    round: round.id,
    module: part.module.id,
    code: sheet.code,
    run,
    answers,
    returned: recorded ? null : (sheet.returned ?? null),
    earlier: earlierOf(run, keyOf, held),
    order: sheet.order,
    heat: sheet.heat ?? 0,
    station: sheet.station ?? 0,
    clock: sheet.clock ?? null,
    notes: sheet.notes ?? [],
    phase: round.phase,
    entryState: sheet.state,
    title: sheet.title ?? "",
    compared: sheet.compared ?? null,
    locked: sheet.locked === true,
    state: stateOf(sheet, { draft, waiting: held.outbox.has(key), recorded }),
    done: draft ? aspects.filter(({ id }) => done(id)).length : 0,
    due: aspects.length,
    recorded,
    refused: draft?.refused ?? null,
  };
}

/**
 * What this tablet still holds of runs before this one: it can no longer be handed in, and is the judge's to let go.
 * @param {number} run @param {(run: number) => string} keyOf @param {Held} held @returns {Draft[]}
 */
function earlierOf(run, keyOf, held) {
  const before = Array.from({ length: run - 1 }, (_, n) => keyOf(n + 1));
  return before.flatMap((key) => held.drafts.get(key) ?? []);
}

/** What the tablet must still do about a sheet comes before what is done with it. @returns {State} */
function stateOf(sheet, { draft, waiting, recorded }) {
  if (waiting) return "waiting";
  if (draft?.refused) return "refused";
  if (recorded) return "recorded";
  if (sheet.state !== "competing") return "not_competing";
  if (sheet.locked) return "locked";
  return draft ? "draft" : "todo";
}

/** The server's word counts; a receipt bridges the time until the work list has caught up. */
function recordedOf(work, sheet, receipt) {
  const told = sheet.submitted;
  const stood = receipt && stands(receipt.epoch, work.epoch) ? receipt : null;
  if (told && !(stood && stood.position > told.position)) {
    return { position: told.position, recordedAt: told.recorded_at, corrected: told.corrected };
  }
  // a receipt of another epoch speaks of a history that is gone
  return stood && { position: stood.position, recordedAt: stood.recordedAt, corrected: false };
}

/**
 * Receipts of sheets that the server no longer knows: it came back from an older copy. The judge may send them again.
 * A list that is merely older than the receipt proves nothing.
 * @param {any} work @param {Map<string, Receipt>} receipts @returns {Receipt[]}
 */
export function forgotten(work, receipts) {
  const known = new Map();
  for (const round of work.rounds) {
    for (const part of round.modules) {
      for (const sheet of part.sheets) {
        const { code, submitted, run } = sheet;
        const key = sheetKey(
          work.competition.id,
          work.judge.id,
          round.id,
          part.module.id,
          code,
          run,
          answersOf(sheet),
        );
        known.set(key, submitted !== null && submitted !== undefined);
      }
    }
  }
  return [...receipts.values()].filter(
    ({ sheet, epoch }) => known.get(sheet) === false && !stands(epoch, work.epoch),
  );
}

/**
 * What a judge goes on from where sheets came back: their own marks as a draft, for those that nothing is held of here.
 * @param {any} work @param {(key: string) => boolean} held @param {number} now @returns {Draft[]}
 */
export function draftsOfReturned(work, held, now) {
  const made = [];
  for (const round of work.rounds) {
    for (const part of round.modules) {
      for (const { code, run, returned } of part.sheets) {
        if (!returned) continue;
        const of = [work.competition.id, work.judge.id, round.id, part.module.id, code];
        const key = sheetKey(of[0], of[1], of[2], of[3], of[4], run, returned.position);
        const { comment } = returned;
        // What is in conference is marked anew, with a hand; the rest stands as it was.
        const again = new Set(returned.conference?.aspects ?? []);
        const marks = Object.fromEntries(Object.entries(returned.marks).filter(([id]) => !again.has(id)));
        if (!held(key)) made.push({ sheet: key, marks, comment, clocks: {}, touchedAt: now, refused: null });
      }
    }
  }
  return made;
}

/**
 * The sheets of a group by heat: the one that works now, then those after it, then those before. One part without a
 * heat where there are none.
 *
 * @param {Group} group
 * @param {Sheet[]} sheets those that are to be shown
 * @returns {{heat: number, title: any, starts_at: string, current: boolean, sheets: Sheet[]}[]}
 */
export function byHeat(group, sheets) {
  const heats = group.round.heats ?? [];
  if (heats.length === 0) return [{ heat: 0, title: null, starts_at: "", current: false, sheets }];
  const past = (one) => (group.heat > 0 && one.heat < group.heat ? 1 : 0);
  return [...heats]
    .sort((a, b) => past(a) - past(b) || a.heat - b.heat)
    .map((one) => ({
      ...one,
      current: one.heat === group.heat,
      sheets: sheets.filter(({ heat }) => heat === one.heat).sort((a, b) => a.station - b.station),
    }))
    .filter((one) => one.sheets.length > 0);
}

/**
 * The time a stopped station clock offers, cut to whole steps as a stop-watch's is.
 * @param {StationClock} clock @param {string} step seconds
 */
export const stationSeconds = (clock, step) => secondsText(Math.max(0, clock.used - clock.given), step);

/**
 * The sheet to do next in a group: the first one begun, else one of the heat that works now, else the first one still to
 * do after `after`, else from the top.
 * @param {Group} group @param {string} [after] a sheet's key @returns {Sheet | null}
 */
export function next(group, after = "") {
  const open = group.sheets.filter(
    ({ state, locked }) => !locked && (state === "draft" || state === "todo" || state === "refused"),
  );
  const at = group.sheets.find(({ key }) => key === after)?.order ?? 0;
  return (
    open.find(({ state, key }) => state === "draft" && key !== after) ??
    ofHeat(group, open).find(({ key }) => key !== after) ??
    open.find(({ order }) => order > at) ??
    open.find(({ key }) => key !== after) ??
    null
  );
}

/** The sheets of the heat that works now, by station: as a judge walks. @param {Group} group @param {Sheet[]} sheets */
const ofHeat = (group, sheets) =>
  sheets.filter(({ heat }) => heat > 0 && heat === group.heat).sort((a, b) => a.station - b.station);

/** How many sheets of a group are off the judge's hands, and how many there are to mark. @param {Group} group */
export function tally({ sheets }) {
  const due = sheets.filter(({ state }) => state !== "not_competing" && state !== "locked");
  const done = due.filter(({ state }) => state === "recorded" || state === "waiting");
  return { done: done.length, due: due.length };
}

/** Whether a round takes sheets, as far as this tablet knows; one about to open may be prepared. */
export const accepts = (phase) => phase === "open" || phase === "drawn" || phase === "planned";
