// Conflict of interest (回避) as the desk reckons it: where too few judges are left for an entry. Draws nothing.

/**
 * The modules in which fewer judges than the marking scheme drops and keeps are left for some entries, once those stay
 * out who belong to the entry's delegation; `left` is the least there is.
 *
 * @param {any} event
 * @param {any} round
 * @param {Record<string, Set<string>>} wanted judges by module
 * @param {{id: string, delegation?: string}[]} officials
 * @returns {{module: any, left: number, needed: number, numbers: string[]}[]}
 */
export function thinPanels(event, round, wanted, officials) {
  const home = new Map(officials.map((one) => [one.id, one.delegation]));
  const drawn = new Set(round.order.map((/** @type {any} */ one) => one.entry));
  const field = event.entries.filter((/** @type {any} */ one) => drawn.size === 0 || drawn.has(one.entry));
  return event.modules.flatMap((/** @type {any} */ module) => {
    const panel = [...wanted[module.id]];
    const needed = module.judges_min ?? 1;
    const few = field
      .map((/** @type {any} */ { number, delegation }) => ({
        number,
        left: panel.filter((judge) => home.get(judge) !== delegation).length,
      }))
      .filter((/** @type {any} */ { left }) => left < panel.length && left < needed);
    if (few.length === 0) return [];
    const left = Math.min(...few.map((/** @type {any} */ one) => one.left));
    return [{ module, left, needed, numbers: few.map((/** @type {any} */ one) => one.number) }];
  });
}
