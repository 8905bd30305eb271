// Typing in sheets from paper, as plain data: which sheet a code names. Draws nothing.

/**
 * @typedef {{competition: string, round: string, module: string, code: string, judge: string, run: number}} PaperName
 */

/**
 * The sheet that the QR code on paper names, as a scanner types it; null where the text names none. Sheets printed before
 * runs stood on them are of the first.
 *
 * @param {string} text
 * @returns {PaperName | null}
 */
export function readPaperText(text) {
  const [kind, ...parts] = text.trim().split("/").map(decoded);
  if (kind !== "jinchui-sheet" || parts.length < 5 || parts.length > 6 || parts.some((one) => !one))
    return null;
  const [competition, round, module, code, judge, run = "1"] = parts;
  if (!/^[1-9]\d?$/.test(run)) return null;
  return { competition, round, module, code, judge, run: Number(run) };
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
