// Which line of the announcer's script is to be read: pure.

/**
 * The line that is being revealed or was last; -1 before the first.
 *
 * @param {{from: number}[]} lines in their order
 * @param {number} step taken so far
 */
export function lineAt(lines, step) {
  return lines.filter((line) => line.from <= step).length - 1;
}
