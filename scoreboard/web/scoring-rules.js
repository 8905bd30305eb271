// How much of something is in, as a share and in words; numbers only, no elements.

/** @typedef {{in: number, due: number}} Count */

/** How much is in, from 0 to 1. @param {Count} count */
export function shareOf({ in: there, due }) {
  return due ? there / due : 0;
}

/** Whole per cent, downwards: 100 % is said when everything is in and not before. @param {Count} count */
export function shareText({ in: there, due }) {
  return `${due ? Math.floor((there * 100) / due) : 0}%`;
}

/**
 * Columns for so many cards: as few empty places as can be, then as wide as there is room.
 *
 * @param {number} cards
 * @param {number} most columns that are wide enough
 * @param {number} rows that are high enough
 * @returns {number}
 */
export function columnsOf(cards, most, rows) {
  const able = Array.from({ length: most }, (_, at) => at + 1).filter((columns) => columns * rows >= cards);
  const empty = (/** @type {number} */ columns) => Math.ceil(cards / columns) * columns - cards;
  const tried = able.length ? able : [most];
  return tried.reduce((best, one) => (empty(one) <= empty(best) ? one : best), tried[0]);
}

/** A seat's line, in units: its least height and width, and how large its words are at most. */
const SEAT = { height: 3.4, width: 22, size: 3.2 };

/**
 * How the seats of a panel stand in a card: in one column while they fit below each other, else in as many as it takes.
 *
 * @param {number} seats
 * @param {number} wide the card, in units
 * @param {number} high what is left of it for seats, in units
 * @returns {{seatColumns: number, size: number}} `size` of their words in units
 */
export function seatsIn(seats, wide, high) {
  const below = Math.max(1, Math.floor(high / SEAT.height));
  const most = Math.max(1, Math.floor(wide / SEAT.width));
  const seatColumns = Math.min(most, Math.max(1, Math.ceil(seats / below)));
  const rows = Math.max(1, Math.ceil(seats / seatColumns));
  return { seatColumns, size: Math.min(SEAT.size, Math.max(1.6, (high / rows) * 0.62)) };
}

/**
 * The heats that matter when not all can be shown: from the one before the first that is not done.
 *
 * @template {{entries: {complete: number, of: number}}} Heat
 * @param {Heat[]} heats in their order
 * @param {number} most
 * @returns {Heat[]}
 */
export function goingOn(heats, most) {
  const open = heats.findIndex(({ entries: { complete, of } }) => complete < of);
  const from = open < 0 ? heats.length : open - 1;
  const start = Math.max(0, Math.min(from, heats.length - most));
  return heats.slice(start, start + most);
}
