// What an organiser does next, from the overview alone: pure, so that the checklist can be tested as rules.

import { endsAfter } from "./freeze-rules.js";

/**
 * The steps of a round, in the order a first-time organiser takes them.
 *
 * @typedef {"entries" | "round" | "draw" | "judges" | "panels" | "open" | "marking" | "close" | "publish"
 *   | "seal" | "decode" | "publish_again" | "done"} Step
 */

/** The steps shown as a chain on an event's card. */
export const CHAIN = /** @type {const} */ (["entries", "draw", "panels", "open", "marking", "publish"]);

/**
 * The step an event's round waits for.
 *
 * @param {any} event of the overview
 * @param {any} round of the event; undefined when it has none
 * @param {any[]} officials of the overview
 * @returns {Step}
 */
export function nextStep(event, round, officials) {
  if (event.entries.length === 0) return "entries";
  if (!round) return "round";
  if (round.phase === "planned") return round.blind ? "seal" : "draw";
  if (round.phase === "drawn") return beforeOpening(event, round, officials);
  if (round.phase === "open")
    return round.sheets_due > 0 && round.sheets_in >= round.sheets_due ? "close" : "marking";
  if (round.phase === "closed") return isSealed(round) ? "decode" : "publish";
  return round.stale ? "publish_again" : "done";
}

/** Whether a layer of blind numbers has still to be opened: nothing is published before. @param {any} round */
export function isSealed(round) {
  return Boolean(round.blind?.layers.some((/** @type {any} */ one) => !one.open));
}

/** @param {any} event @param {any} round @param {any[]} officials @returns {Step} */
function beforeOpening(event, round, officials) {
  if (modulesWithoutJudges(event, round).length === 0) return "open";
  return officials.length === 0 ? "judges" : "panels";
}

/** @param {any} event @param {any} round @returns {any[]} the modules nobody would mark */
export function modulesWithoutJudges(event, round) {
  return event.modules.filter((/** @type {any} */ module) => (round?.panels[module.id] ?? []).length === 0);
}

/**
 * How far each step of the chain is.
 *
 * @param {any} event
 * @param {any} round
 * @returns {Record<typeof CHAIN[number], boolean>} done or not
 */
export function stepsDone(event, round) {
  const phase = round?.phase ?? "planned";
  const begun = ["open", "closed", "published"].includes(phase);
  return {
    entries: event.entries.length > 0,
    draw: phase !== "planned",
    panels: Boolean(round) && modulesWithoutJudges(event, round).length === 0,
    open: begun,
    marking: ["closed", "published"].includes(phase),
    publish: phase === "published" && !round.stale,
  };
}

/**
 * Where a step is done.
 *
 * @param {Step} step
 * @param {string} competition
 * @param {any} event
 * @param {any} round
 * @returns {import("./routes.js").Route}
 */
export function placeOf(step, competition, event, round) {
  if (step === "judges") return { view: "judges", competition };
  if (step === "entries" || !round) return { view: "entries", competition, event: event.id };
  const views = {
    draw: "draw",
    seal: "seals",
    decode: "seals",
    panels: "panels",
    publish: "standings",
    publish_again: "standings",
    done: "standings",
  };
  const view = views[/** @type {keyof typeof views} */ (step)] ?? "live";
  return { view, competition, round: round.id };
}

/** The round of an event that matters now: the first that is not finished, else the last. @param {any} event */
export function currentRound(event) {
  const rounds = event.rounds;
  return rounds.find((/** @type {any} */ r) => r.phase !== "published" || r.stale) ?? rounds.at(-1);
}

/**
 * An id that is free, from a name.
 *
 * @param {string} wish any text, best English
 * @param {Iterable<string>} taken
 * @param {string} otherwise where nothing of the wish can stand in an id
 */
export function freeId(wish, taken, otherwise) {
  const plain = wish
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 30)
    .replace(/-+$/, "");
  const base = plain || otherwise;
  const all = new Set(taken);
  let id = base;
  for (let n = 2; all.has(id); n += 1) id = `${base}-${n}`;
  return id;
}

/**
 * What can be done with a round now, in the order it is offered.
 *
 * @param {any} event
 * @param {any} round
 * @returns {{act: string, main?: boolean, danger?: boolean, off?: string}[]} off: why it cannot be done yet, a key
 */
export function actsOf(event, round) {
  const frozen = freezes(round);
  const unmanned = modulesWithoutJudges(event, round).length > 0;
  switch (round.phase) {
    case "planned":
      return [{ act: "open", main: true, off: round.blind ? "desk.act.needs_seal" : "desk.act.needs_draw" }];
    case "drawn":
      return [{ act: "open", main: true, off: unmanned ? "desk.act.needs_panels" : undefined }, ...frozen];
    case "open":
      return [{ act: "close", main: round.sheets_due > 0 && round.sheets_in >= round.sheets_due }, ...frozen];
    case "closed":
      return [
        { act: "publish", main: true, off: isSealed(round) ? "desk.act.needs_decode" : undefined },
        ...frozen,
        ...reopening(round),
      ];
    default:
      return [
        ...(round.stale ? [{ act: "publish", main: true }] : []),
        ...(round.embargo ? frozen : []),
        ...reopening(round),
      ];
  }
}

/** Nobody marks any more what is known: with a layer open a round does not open again. @param {any} round */
function reopening(round) {
  const known = round.blind?.layers.some((/** @type {any} */ one) => one.open);
  return known ? [] : [{ act: "reopen" }];
}

/**
 * What can be done about a freeze or an embargo: a board that is frozen in part can be frozen as a whole, an embargo be put off.
 *
 * @param {any} round
 */
function freezes(round) {
  if (round.embargo)
    return [...(endsAfter(round.embargo).length > 0 ? [{ act: "put_off" }] : []), { act: "lift" }];
  const acts = [];
  if (!round.frozen || round.withheld) acts.push({ act: "freeze" });
  if (round.frozen) acts.push({ act: "unfreeze" });
  if (round.freeze_planned) acts.push({ act: "unplan" });
  if ((round.phase === "open" || round.phase === "closed") && !round.version) acts.push({ act: "embargo" });
  return acts;
}

/**
 * The modules whose panel is to be changed, with the judges in the competition's order.
 *
 * @param {any} event
 * @param {any} round
 * @param {Record<string, Set<string>>} wanted judges by module
 * @param {any[]} officials
 * @param {Record<string, Set<string>>} [shadows] shadow judges by module, without them those there are
 * @returns {{module: string, judges: string[], shadows: string[]}[]}
 */
export function changedPanels(event, round, wanted, officials, shadows = {}) {
  return event.modules
    .map((/** @type {any} */ { id }) => {
      const before = round.panels[id] ?? [];
      const beside = round.shadows?.[id] ?? [];
      const named = (/** @type {Set<string>} */ some) =>
        officials.map((one) => one.id).filter((one) => some.has(one));
      const judges = named(wanted[id]);
      const learning = named(shadows[id] ?? new Set(beside));
      const same = sameNames(judges, before) && sameNames(learning, beside);
      return same ? null : { module: id, judges, shadows: learning };
    })
    .filter(Boolean);
}

/** Whether two lists name the same, in any order. @param {string[]} some @param {string[]} others */
const sameNames = (some, others) =>
  some.length === others.length && others.every((one) => some.includes(one));

/**
 * The modules whose panel has another size than the marking scheme asks for.
 *
 * @param {{modules: {id: string, title: any, panel_size: number}[]}} event
 * @param {{panels: Record<string, string[]>}} round
 */
export function oddPanels(event, round) {
  return event.modules
    .map(({ id, title, panel_size: wanted }) => ({ id, title, wanted, have: round.panels[id]?.length ?? 0 }))
    .filter(({ have, wanted }) => have !== wanted);
}
