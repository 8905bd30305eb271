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

/** Into how many columns so many names go. @param {number} many @param {boolean} wide */
export function columnsFor(many, wide) {
  if (!wide) return many > 16 ? 2 : 1;
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
