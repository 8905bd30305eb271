// The draw, recomputed: the same rule as the server's, so that anybody's browser can check a published seed. Pure.

import { sha256 } from "../../../static/lib/sha256.js";

/**
 * Running order and codes from a seed.
 *
 * For each entry the SHA-256 of three lines is taken: the word `order` or `code`, the seed, the entry's id. Entries
 * stand in the order of their hashes; in the second list the n-th entry has the code n.
 *
 * @param {string} seed
 * @param {string[]} entries ids
 * @param {number} [stations] how many work at the same time; 0: no heats
 * @param {Map<string, string> | null} [apart] each entry's delegation, where they are spread over the heats
 * @returns {{entry: string, code: string, heat: number, station: number}[]} in running order
 */
export function draw(seed, entries, stations = 0, apart = null) {
  const digits = Math.max(2, String(entries.length).length);
  const codes = new Map(
    shuffled("code", seed, entries).map((id, n) => [id, String(n + 1).padStart(digits, "0")]),
  );
  const order = shuffled("order", seed, entries);
  const code = (/** @type {string} */ entry) => /** @type {string} */ (codes.get(entry));
  if (stations < 1) return order.map((entry) => ({ entry, code: code(entry), heat: 0, station: 0 }));
  const count = Math.ceil(order.length / stations);
  const heats = apart ? dealt(seed, order, count, apart) : cut(order, count);
  return heats.flatMap((heat, n) => {
    const places = shuffled("station", seed, heat);
    return heat.map((entry) => ({
      entry,
      code: code(entry),
      heat: n + 1,
      station: places.indexOf(entry) + 1,
    }));
  });
}

/** The running order in pieces of equal size, the first ones larger by one where it does not come out even.
 *  @param {string[]} order @param {number} count */
function cut(order, count) {
  const [size, larger] = [Math.floor(order.length / count), order.length % count];
  const start = (/** @type {number} */ heat) => heat * size + Math.min(heat, larger);
  return Array.from({ length: count }, (_, heat) => order.slice(start(heat), start(heat + 1)));
}

/** Each delegation's entries to the heats in turn; within a heat they stand in the running order.
 *  @param {string} seed @param {string[]} order @param {number} count @param {Map<string, string>} apart */
function dealt(seed, order, count, apart) {
  const place = new Map(order.map((entry, n) => [entry, n]));
  const of = (/** @type {string} */ entry) => apart.get(entry) ?? "";
  const key = (/** @type {string} */ entry) => `${sha256(`delegation\n${seed}\n${of(entry)}`)} ${of(entry)}`;
  const turn = [...order].sort((a, b) => {
    if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
    return Number(place.get(a)) - Number(place.get(b));
  });
  const first = Number(BigInt(`0x${sha256(`heat\n${seed}\n`)}`) % BigInt(count));
  /** @type {string[][]} */
  const heats = Array.from({ length: count }, () => []);
  turn.forEach((entry, n) => {
    heats[(first + n) % count].push(entry);
  });
  return heats.map((heat) => heat.sort((a, b) => Number(place.get(a)) - Number(place.get(b))));
}

/** @param {string} purpose @param {string} seed @param {string[]} entries */
function shuffled(purpose, seed, entries) {
  const keys = new Map(
    entries.map((entry) => [entry, `${sha256(`${purpose}\n${seed}\n${entry}`)} ${entry}`]),
  );
  const key = (/** @type {string} */ entry) => /** @type {string} */ (keys.get(entry));
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Whether two draws are the same.
 *
 * @typedef {{entry: string, code: string, heat?: number, station?: number}} Drawn
 * @param {Drawn[]} a
 * @param {Drawn[]} b
 */
export function sameDraw(a, b) {
  const text = (/** @type {Drawn} */ { entry, code, heat = 0, station = 0 }) =>
    `${entry} ${code} ${heat} ${station}`;
  return a.length === b.length && a.every((one, n) => text(one) === text(b[n]));
}
