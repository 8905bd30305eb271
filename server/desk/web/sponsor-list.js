// The list of sponsors as somebody at the desk changes it: pure. How it is drawn and kept stands in sponsors-part.js.

/** @typedef {{name: {zh: string, en: string}, tier: string, logo: string, small: string}} Sponsor */

/**
 * The list after one moved by a place within its tier.
 *
 * @param {Sponsor[]} sponsors by tier
 * @param {number} at
 * @param {1 | -1} by
 */
export function moved(sponsors, at, by) {
  const next = [...sponsors];
  if (sponsors[at + by]?.tier === sponsors[at].tier) [next[at], next[at + by]] = [next[at + by], next[at]];
  return next;
}

/**
 * The list with a sponsor in place of the one that was opened, wherever that stands by now: somebody else may have
 * moved or changed it meanwhile. One that is gone, or never was, comes last.
 *
 * @param {Sponsor[]} sponsors as it stands now
 * @param {Sponsor | null} opened null for a new one
 * @param {Sponsor} one
 */
export function put(sponsors, opened, one) {
  const at = opened ? placeOf(sponsors, opened) : -1;
  return at < 0 ? [...sponsors, one] : sponsors.with(at, one);
}

/** @param {Sponsor[]} sponsors @param {Sponsor} opened */
function placeOf(sponsors, opened) {
  const same = sponsors.findIndex((one) => JSON.stringify(one) === JSON.stringify(opened));
  if (same >= 0) return same;
  return sponsors.findIndex(({ name }) => name.zh === opened.name.zh && name.en === opened.name.en);
}
