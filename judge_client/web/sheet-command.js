// Pure: a draft as the command that hands it in, its signature bound to the content; neither page nor storage.

import { contentHash } from "./content.js";
import { tidy } from "./marking.js";

/**
 * @param {import("./sheets.js").Group} group @param {{round: string, module: string, code: string, run: number,
 *   answers?: number}} sheet
 * @param {import("./database.js").Draft} draft @param {string} judge
 * @param {{image: string, way: "hand" | "typed"} | null} [signed] the picture of the signature, where there is one
 */
export function sheetCommand(group, sheet, draft, judge, signed = null) {
  const said = {
    kind: "submit_sheet",
    round: sheet.round,
    module: sheet.module,
    code: sheet.code,
    marks: tidy(group.module, group.fields, draft.marks),
    comment: draft.comment,
    ...(sheet.run > 1 ? { run: sheet.run } : {}),
    ...(sheet.answers ? { answers: sheet.answers } : {}),
    ...(draft.evidence?.length ? { evidence: draft.evidence } : {}),
  };
  return signed ? { ...said, signature: { content: contentHash(said, judge), ...signed } } : said;
}
