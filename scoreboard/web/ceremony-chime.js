// When a ceremony on a screen with sound chimes: at every step once, in time, and never for one that is long gone. Pure; the
// sound itself is speaker.js.

/**
 * @typedef {{boards: Record<string, {run: number, step: number}>, sounded: string}} Heard
 *   boards: the farthest step of its ceremony that each board has shown; sounded: the step that chimed last
 */

/** A step that was taken longer ago was missed, while the line was lost or the page slept. Milliseconds. */
const LATE = 5_000;
/** Steps at which a prize is given. */
const PRIZES = ["award", "call_up"];

/** @type {Heard} */
export const UNHEARD = { boards: {}, sounded: "" };

/**
 * What was heard after a board of a ceremony says something new, and which sound that is worth. What was there when the
 * screen began to look is no news; after a step back the way on again is none either.
 *
 * @param {Heard} heard
 * @param {string} board
 * @param {any} state of the board
 * @param {string} wish `awards`, `ranks` (these, too) or `none`
 * @param {number} now the server's time
 * @returns {{heard: Heard, sound: "award" | "rank" | ""}}
 */
export function afterStep(heard, board, state, wish, now) {
  const { run, step, at, beat } = state;
  if (run === undefined) return { heard, sound: "" };
  const before = heard.boards[board];
  const same = before?.run === run;
  const boards = { ...heard.boards, [board]: { run, step: same ? Math.max(step, before.step) : step } };
  const key = `${state.competition.id} ${state.round.id} ${run} ${step}`;
  const news = same && step > before.step && now - at < LATE && key !== heard.sounded;
  const sound = news ? soundOf(state, beat, wish) : "";
  return { heard: { boards, sounded: sound ? key : heard.sounded }, sound };
}

/** @param {any} state @param {string} beat @param {string} wish @returns {"award" | "rank" | ""} */
function soundOf({ lit, rows }, beat, wish) {
  if (wish === "none") return "";
  // Without a stop at prizes they stand beside the rank at once.
  const prize = beat === "place" && lit.some((/** @type {string} */ entry) => rows[entry].awards?.length);
  if (prize || PRIZES.includes(beat)) return "award";
  return beat === "place" && wish === "ranks" ? "rank" : "";
}
