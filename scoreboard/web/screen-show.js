// What a screen has to show now, from what the desk said and the server's time: pure, no elements.

/**
 * @typedef {{kind: string, board: string, options: Record<string, string | number | boolean>}} Zone
 * @typedef {{scene?: string, title?: any, seconds: number, layout: string, zones: Zone[]}} Step
 * @typedef {{kind: string, id: string, title?: any, since: number, steps: Step[]}} Show
 * @typedef {{name: string, board: string, options: any, identify: number, reload?: number, setting?: any,
 *   house?: string, groups?: string[], show?: Show, notice?: any, blank?: boolean, emergency?: any}} Told as docs/protocol.md has it
 */

/** Which kind of content draws a board that a screen was given by itself. @type {Record<string, string>} */
const DRAWN_BY = { overview: "welcome" };

/**
 * The step of a show at a time, and how long until the next one.
 *
 * @param {Show} show
 * @param {number} now the server's time
 * @returns {{index: number, left: number}} left in ms, Infinity where no other step comes
 */
export function stepAt({ steps, since }, now) {
  const whole = steps.reduce((sum, step) => sum + step.seconds * 1000, 0);
  if (steps.length < 2 || whole <= 0) return { index: 0, left: Number.POSITIVE_INFINITY };
  // A screen whose clock was not set yet may be before the start.
  let rest = (((now - since) % whole) + whole) % whole;
  for (const [index, { seconds }] of steps.entries()) {
    if (rest < seconds * 1000) return { index, left: seconds * 1000 - rest };
    rest -= seconds * 1000;
  }
  return { index: 0, left: whole };
}

/**
 * The show that stands for what was said: a scene or playlist that was taken, or the one board a screen was given.
 *
 * @param {Told} told
 * @returns {Show | null}
 */
export function showOf(told) {
  if (told.show?.steps.length) return told.show;
  if (!told.board) return null;
  const kind = told.board.split(".")[0];
  const { page_seconds } = told.options;
  /** @type {Record<string, number>} */
  const options = page_seconds === undefined ? {} : { page_seconds: Number(page_seconds) };
  const zone = { kind: DRAWN_BY[kind] ?? kind, board: told.board, options };
  return { kind: "board", id: "", since: 0, steps: [{ seconds: 0, layout: "full", zones: [zone] }] };
}

/** What covers the rest, "" where nothing does. @param {Told} told @returns {"" | "emergency" | "blank" | "notice"} */
export function overOf(told) {
  if (told.emergency) return "emergency";
  if (told.blank) return "blank";
  return told.notice ? "notice" : "";
}

/** What people see of its show now: nothing while it is covered. @param {Told} told @param {number} now @returns {Zone[]} */
export function seenOf(told, now) {
  const show = showOf(told);
  return show && !overOf(told) ? show.steps[stepAt(show, now).index].zones : [];
}

/** What it calls out with: nobody speaks of a contest while people have to leave. @param {Told} told @returns {string} */
export function soundOf(told) {
  return told.emergency ? "off" : (told.setting?.sound ?? "off");
}

/**
 * The board a zone draws: where the organiser named an entry, the one about that entry.
 *
 * @param {Zone} zone
 * @returns {string}
 */
export function boardOf({ kind, board, options }) {
  return kind === "stage" && board && options.entry ? `${board}.${options.entry}` : board;
}

/** Every board a show draws, each once. @param {Show | null} show @returns {string[]} */
export function boardsOf(show) {
  return [...new Set((show?.steps ?? []).flatMap((step) => step.zones.map(boardOf)))].filter(Boolean);
}
