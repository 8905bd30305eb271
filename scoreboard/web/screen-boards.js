// Which boards a screen watches, and which of those it should it cannot: pure, no elements.

import { ownerOf } from "./brand.js";
import { boardOf } from "./screen-show.js";

/** One connection watches at most 16 boards, and one of them says what the screen shows. */
export const BOARDS_MAX = 15;

/**
 * What a screen watches for a show, all steps at once: the next one is there before its turn. A board comes with the
 * look it has or not at all, so that nothing is ever shown in another's look; what does not fit is named.
 *
 * @param {{steps: import("./screen-show.js").Step[]} | null} show
 * @param {{house?: string, calls?: string[]}} [more] house: the competition whose look stands where none is named;
 *   calls: boards that are only listened to, the first to go without
 * @returns {{boards: string[], left: string[]}}
 */
export function carried(show, { house = "", calls = [] } = {}) {
  const zones = (show?.steps ?? []).flatMap((step) =>
    step.zones.map((zone) => [lookOf(ownerOf(zone, step, house)), boardOf(zone)]),
  );
  const boards = new Set();
  const left = new Set();
  for (const wanted of [[lookOf(house)], ...zones, ...calls.map((board) => [board])]) {
    const fresh = wanted.filter((board) => board && !boards.has(board));
    if (boards.size + fresh.length <= BOARDS_MAX) for (const board of fresh) boards.add(board);
    else left.add(wanted.at(-1) || wanted[0]);
  }
  return { boards: [...boards], left: [...left] };
}

/** The board that says how a competition looks, "" for none. @param {string} competition */
const lookOf = (competition) => competition && `brand.${competition}`;
