// Which line of the announcer's script is to be read, and how a name stands in its English one: pure.

/**
 * The line that is being revealed or was last; -1 before the first.
 *
 * @param {{from: number}[]} lines in their order
 * @param {number} step taken so far
 */
export function lineAt(lines, step) {
  return lines.filter((line) => line.from <= step).length - 1;
}

/**
 * A name for who reads no Chinese: the one the roster has, else how it is said.
 *
 * @param {{en: string}} name
 * @param {string} pinyin
 */
export function inLatin(name, pinyin) {
  return /\p{Script=Han}/u.test(name.en) ? pinyin : name.en;
}
