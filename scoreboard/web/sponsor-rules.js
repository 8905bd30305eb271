// How sponsors stand on a screen: by tier, in pages that turn by the server's time, in a grid of equal plates. Pure.

/** @typedef {import("./brand.js").Sponsor} Sponsor */
/** @typedef {{tier: string, sponsors: Sponsor[]}} Page */

/** So many of a tier stand at once: the greater the tier, the larger its plates. @type {Record<string, number>} */
const AT_ONCE = { title: 2, partner: 6, sponsor: 9, supporter: 12 };
/** A plate is so much wider than high. */
const SHAPE = 16 / 9;
/** The same of a plate in a strip. */
const STRIP_SHAPE = 2.4;

/**
 * Pages of a sponsors board: one tier after another, each tier's pages evenly filled.
 *
 * @param {Sponsor[]} sponsors the greatest tier first
 * @returns {Page[]}
 */
export function pagesOf(sponsors) {
  const tiers = [...new Set(sponsors.map(({ tier }) => tier))];
  return tiers.flatMap((tier) => {
    const all = sponsors.filter((one) => one.tier === tier);
    const count = Math.ceil(all.length / (AT_ONCE[tier] ?? AT_ONCE.supporter));
    const each = Math.ceil(all.length / count);
    return Array.from({ length: count }, (_, page) => ({
      tier,
      sponsors: all.slice(page * each, (page + 1) * each),
    }));
  });
}

/**
 * Columns with which plates of one shape are largest in a box, and how wide a plate is then.
 *
 * @param {number} count
 * @param {{width: number, height: number, gap: number, words: number}} box gap: between plates; words: below each one
 * @returns {{columns: number, plate: number}}
 */
export function gridOf(count, { width, height, gap, words }) {
  let best = { columns: 1, plate: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const wide = (width - (columns - 1) * gap) / columns;
    const high = (height - (rows - 1) * gap) / rows - words;
    const plate = Math.floor(Math.max(0, Math.min(wide, high * SHAPE)));
    if (plate > best.plate) best = { columns, plate };
  }
  return best;
}

/**
 * The sponsors of a strip at a time: as many as stand beside each other, then the next ones, round and round.
 *
 * @param {Sponsor[]} sponsors
 * @param {number} width
 * @param {number} height
 * @param {number} turn which turn it is, from 0
 * @returns {Sponsor[]}
 */
export function stripOf(sponsors, width, height, turn) {
  const fit = Math.max(1, Math.floor(width / Math.max(1, height * STRIP_SHAPE)));
  if (sponsors.length <= fit) return sponsors;
  const from = (turn * fit) % sponsors.length;
  return Array.from({ length: fit }, (_, at) => sponsors[(from + at) % sponsors.length]);
}
