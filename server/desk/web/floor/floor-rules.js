// Pure: what can be done on the floor as it stands: whose clocks start together, which heat is next; no drawing, no asking.

/**
 * @typedef {import("../../../../static/lib/station-clock.js").StationClock} StationClock
 * @typedef {{code: string, heat: number, station: number, state: string,
 *   modules: Record<string, {clock: StationClock, judged: boolean, attendance?: string, notes?: any[]}>}} Row
 */

/** The rows of a heat, in order of their stations. @param {any} floor @param {number} heat @returns {Row[]} */
export function rowsOf(floor, heat) {
  const rows = floor.order.map((/** @type {string} */ code) => floor.rows[code]);
  const here = rows.filter((/** @type {Row} */ row) => row.heat === heat);
  return here.sort((/** @type {Row} */ a, /** @type {Row} */ b) => a.station - b.station);
}

/** The codes whose clocks the act can be done to at once. @param {Row[]} rows @param {string} module
 *  @param {"start" | "resume" | "pause" | "stop"} act */
export function ready(rows, module, act) {
  return rows.filter((row) => fits(row, row.modules[module], act)).map((row) => row.code);
}

/** @param {Row} row @param {Row["modules"][string]} at @param {string} act */
function fits(row, { clock, attendance }, act) {
  if (act === "start") {
    return clock.state === "planned" && row.state === "competing" && attendance !== "absent";
  }
  if (act === "resume") return clock.state === "paused" && row.state === "competing";
  if (act === "pause") return clock.state === "running";
  return clock.state === "running" || clock.state === "paused";
}

/** The state of a heat in a module: working · done · called · open. @param {any} floor @param {string} module @param {number} heat */
export function heatState(floor, module, heat) {
  const clocks = rowsOf(floor, heat).map((row) => row.modules[module].clock.state);
  if (clocks.some((state) => state === "running" || state === "paused")) return "working";
  if (clocks.includes("stopped")) return "done";
  return floor.now[module] === heat ? "called" : "open";
}

/** The heat to look at first: the one called or started last, else the first that is not over. @param {any} floor @param {string} module */
export function firstHeat(floor, module) {
  if (floor.now[module] !== undefined) return floor.now[module];
  const open = floor.heats.find((/** @type {any} */ one) => heatState(floor, module, one.heat) !== "done");
  return open?.heat ?? floor.heats[0]?.heat ?? 0;
}

/** How many were noted absent, and how many nobody has looked for yet. @param {Row[]} rows @param {string} module */
export function calls(rows, module) {
  const told = rows.map((row) => row.modules[module].attendance);
  return { absent: told.filter((one) => one === "absent").length, open: told.filter((one) => !one).length };
}

/** Seconds from "m" or "m:ss"; null for what is neither. @param {string} text */
export function secondsOf(text) {
  const [, minutes, seconds = "0"] = /^(\d{1,3})(?:[:：](\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (minutes === undefined || Number(seconds) > 59) return null;
  return Number(minutes) * 60 + Number(seconds);
}
