// Where a ceremony's rows stand and how its winners are grouped: pure.

/**
 * Everyone's place in the list, the best on top: who is still to come (or an empty place for each), who is being
 * revealed, who is placed.
 *
 * @param {{size: number, placed: string[], current: string[], waiting?: string[]}} state
 * @returns {string[]} entries; `#1` and so on where nobody may be named
 */
export function arranged({ size, placed, current, waiting }) {
  const left = size - placed.length - current.length;
  const above = waiting ?? Array.from({ length: left }, (_, at) => `#${at + 1}`);
  return [...above, ...current, ...placed];
}

/**
 * The first row that is shown: whoever is being revealed stays in the lower half, and no room is left over.
 *
 * @param {number} rows in all
 * @param {number} left still to come: the place of whoever is being revealed
 * @param {number} shown that have room
 */
export function firstShown(rows, left, shown) {
  const wanted = left - Math.floor(shown / 2);
  return Math.max(0, Math.min(wanted, rows - shown));
}

/**
 * How people with a prize stand: into how many columns, how large (1: as large as one alone), and how many characters of a
 * name have room at that size.
 *
 * @param {number} many
 * @param {number} width of the zone, in units of it: 100 is its shorter side
 * @returns {{columns: number, size: number, most: number}}
 */
export function peopleLayout(many, width) {
  const known = width > 100 ? WIDE : UPRIGHT;
  const [columns, size] = known[Math.min(many, known.length) - 1] ?? known[0];
  const across = (width - 14) / columns - (columns > 1 ? 4 : 0);
  return { columns, size, most: across / (NAME * size) };
}

/** A name's size where one stands alone, in units of the zone. */
const NAME = 15;
/** @type {[number, number][]} columns and size for 1, 2, ... people */
const WIDE = [
  [1, 1],
  [2, 0.72],
  [3, 0.54],
  [2, 0.46],
  [3, 0.42],
  [3, 0.42],
  [4, 0.36],
  [4, 0.36],
];
/** @type {[number, number][]} */
const UPRIGHT = [
  [1, 1],
  [1, 0.82],
  [1, 0.7],
  [1, 0.58],
  [1, 0.48],
  [2, 0.42],
  [2, 0.42],
  [2, 0.42],
];
/** More than so many with one prize stand in a list. */
export const PEOPLE = 8;

/** @type {Record<string, number[]>} size of a person by how many share a step of the podium */
const ON_STEP = { wide: [0.54, 0.46, 0.36, 0.29, 0.24], upright: [0.42, 0.38, 0.32, 0.28, 0.24] };

/**
 * How large people stand on a step of the podium, how wide it is, and how many characters of a name have room.
 *
 * @param {number} many on this step
 * @param {boolean} first whether it is the highest
 * @param {number} width of the zone, in units of it
 * @param {number} steps that somebody stands on
 */
export function onStep(many, first, width, steps) {
  const sizes = ON_STEP[width > 100 ? "wide" : "upright"];
  const size = sizes[Math.min(many, sizes.length) - 1] * (first && many === 1 ? 1.15 : 1);
  const across = Math.min(width * 0.42, (width - 12) / steps, 76);
  return { size, across, most: (across - 2) / (NAME * size) };
}

/**
 * A list of winners: into how many columns, how high a line is, and how many characters of a name have room on it.
 *
 * @param {number} many
 * @param {number} lines that titles take besides
 * @param {{width: number, tall: number}} room in units of the zone
 * @param {(columns: number) => number} rows how many lines of names there are in so many columns
 */
export function listLayout(many, lines, { width, tall }, rows) {
  const columns = columnsFor(many, width > 100);
  const line = Math.min(14, (tall * 0.94) / Math.max(rows(columns) + lines, 4));
  const cell = (width - 10 - 2.4 * (columns - 1)) / columns;
  return { columns, line, most: cell / (0.44 * line) - 2.9 };
}

/** Into how many columns so many names go. @param {number} many @param {boolean} wide */
export function columnsFor(many, wide) {
  if (!wide) return many > 14 ? 2 : 1;
  return many > 36 ? 4 : many > 14 ? 3 : many > 4 ? 2 : 1;
}

/**
 * The prize list: for every award who holds it, in the order in which the best holders stand.
 *
 * @param {{lit: string[], rows: Record<string, {awards?: string[]}>}} state
 * @returns {{award: string, entries: string[]}[]}
 */
export function groupsOf({ lit, rows }) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const id of lit)
    for (const award of rows[id].awards ?? []) found.set(award, [...(found.get(award) ?? []), id]);
  return [...found].map(([award, entries]) => ({ award, entries }));
}
