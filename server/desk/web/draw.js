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
 * @returns {{entry: string, code: string}[]} in running order
 */
export function draw(seed, entries) {
  const digits = Math.max(2, String(entries.length).length);
  const codes = new Map(
    shuffled("code", seed, entries).map((id, n) => [id, String(n + 1).padStart(digits, "0")]),
  );
  return shuffled("order", seed, entries).map((entry) => ({
    entry,
    code: /** @type {string} */ (codes.get(entry)),
  }));
}

/** @param {string} purpose @param {string} seed @param {string[]} entries */
function shuffled(purpose, seed, entries) {
  const keys = new Map(
    entries.map((entry) => [entry, `${sha256(`${purpose}\n${seed}\n${entry}`)} ${entry}`]),
  );
  const key = (/** @type {string} */ entry) => /** @type {string} */ (keys.get(entry));
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Whether two draws are the same. @param {{entry: string, code: string}[]} a @param {{entry: string, code: string}[]} b */
export function sameDraw(a, b) {
  return a.length === b.length && a.every((one, n) => one.entry === b[n].entry && one.code === b[n].code);
}
