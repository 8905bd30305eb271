// Lists that people type or need read out: names, days, who owes sheets. Pure; no drawing, no texts.

/** One name a line, however they were pasted. @param {string} text */
export function namesIn(text) {
  return text
    .split(/[\n,，、;；\t]+/)
    .map((name) => name.trim())
    .filter(Boolean);
}

/**
 * Every day from the first to the last, at most a month; one day where there is no last.
 *
 * @param {string} from ISO
 * @param {string} to ISO
 */
export function daysBetween(from, to) {
  if (!from) return [];
  const days = [from];
  const day = new Date(`${from}T00:00:00Z`);
  while (to && days.at(-1) !== undefined && /** @type {string} */ (days.at(-1)) < to && days.length < 31) {
    day.setUTCDate(day.getUTCDate() + 1);
    days.push(day.toISOString().slice(0, 10));
  }
  return days;
}

/**
 * Whether an entry's mark is not this judge's to give: who has left the panel owes nothing, and who came owes nothing
 * where those before them on the seat have marked.
 *
 * @param {Record<string, any> | undefined} cells the entry's in the module, by judge
 * @param {any} judge of a round's progress
 * @param {string} module
 */
export function takenByOthers(cells, judge, module) {
  if (judge.left?.includes(module)) return true;
  const before = judge.replaces?.[module] ?? [];
  return before.some((/** @type {string} */ one) => cells?.[one] && !cells[one].returned);
}

/**
 * The judges who owe sheets, those who owe most first.
 *
 * @param {any} of a round's progress, or null
 * @returns {{name: string, n: number}[]}
 */
export function owing(of) {
  if (!of) return [];
  const competing = of.order
    .map((/** @type {string} */ id) => of.rows[id])
    .filter((/** @type {any} */ row) => row.state === "competing");
  return of.judges
    .map((/** @type {any} */ judge) => ({
      name: judge.name,
      n: competing.reduce(
        (/** @type {number} */ sum, /** @type {any} */ row) =>
          sum +
          judge.modules.filter(
            (/** @type {string} */ module) =>
              !row.cells[module]?.[judge.id] && !takenByOthers(row.cells[module], judge, module),
          ).length,
        0,
      ),
    }))
    .filter((/** @type {any} */ one) => one.n > 0)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => b.n - a.n);
}
