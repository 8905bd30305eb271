// How many tiles of a station wall, and how many heats, fit a screen; numbers only, no elements.

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

/** Heats that are shown with their stations, by the shape of the screen. */
const PANELS = { wide: 3, tall: 2, phone: 99 };
/** Units an upright screen has for other things, a panel for its head, and one line of it at least. */
const UPRIGHT = { around: 30, head: 10, line: 2.6 };

/**
 * How many heats are shown with their stations: below each other only as many as leave every line its height.
 *
 * @param {"wide" | "tall" | "phone"} shape
 * @param {number} fullest entries of the largest heat
 * @param {number} high the screen, in units
 * @returns {number}
 */
export function panelsIn(shape, fullest, high) {
  if (shape !== "tall") return PANELS[shape];
  const room = (high - UPRIGHT.around) / (UPRIGHT.head + UPRIGHT.line * fullest);
  return Math.max(1, Math.min(PANELS.tall, Math.floor(room)));
}
