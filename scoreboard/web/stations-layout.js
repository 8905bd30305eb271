// How many tiles of a station wall fit a screen, in how many columns; numbers only, no elements.

/** @typedef {{columns: number, rows: number, pages: number}} Grid */

/** A tile is at its best this much wider than high; smaller than that many units it cannot be read across a hall. */
const BEST = 1.75;
const LEAST = { width: 24, height: 15 };

/**
 * The grid that makes the tiles largest; where not all fit at a size that can be read, they turn in pages.
 *
 * @param {number} count tiles
 * @param {number} width CSS pixels
 * @param {number} height
 * @param {number} unit in pixels, see standings-layout.js
 * @returns {Grid}
 */
export function gridOf(count, width, height, unit) {
  const widest = Math.max(1, Math.floor(width / (LEAST.width * unit)));
  const highest = Math.max(1, Math.floor(height / (LEAST.height * unit)));
  const shown = Math.min(Math.max(count, 1), widest * highest);
  let best = { columns: 1, rows: shown, size: 0 };
  for (let columns = 1; columns <= Math.min(widest, shown); columns += 1) {
    const rows = Math.ceil(shown / columns);
    if (rows > highest) continue;
    // The largest tile of the best shape that fits into a cell; holes in the grid count against it.
    const size = Math.min(width / columns, (height / rows) * BEST) * (shown / (columns * rows));
    if (size > best.size) best = { columns, rows, size };
  }
  const { columns, rows } = best;
  return { columns, rows, pages: Math.max(1, Math.ceil(count / (columns * rows))) };
}
