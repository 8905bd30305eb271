// Typing in sheets from paper, as plain data: which sheet a code names. Draws nothing.

/**
 * @typedef {{competition: string, round: string, module: string, code: string, judge: string, run: number,
 *   answers?: number}} PaperName answers: the return it was printed after, 0 for none; nothing where no paper said it
 */

/**
 * The sheet that the QR code on paper names, as a scanner types it; null where the text names none. Sheets printed before
 * runs stood on them are of the first, and one on which no return stands was printed before any.
 *
 * @param {string} text
 * @returns {PaperName | null}
 */
export function readPaperText(text) {
  const [kind, ...parts] = text.trim().split("/").map(decoded);
  if (kind !== "jinchui-sheet" || parts.length < 5 || parts.length > 7 || parts.some((one) => !one))
    return null;
  const [competition, round, module, code, judge, run = "1", answers = "0"] = parts;
  if (!/^[1-9]\d?$/.test(run) || !/^\d{1,12}$/.test(answers)) return null;
  return { competition, round, module, code, judge, run: Number(run), answers: Number(answers) };
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
