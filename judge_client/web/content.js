// Pure: what a sheet says, as the one text that is signed, and its hash; server/core/evidence.py has the same.

import { sha256 } from "../../static/lib/sha256.js";

/**
 * @typedef {{file: string, what: "photo" | "drawing", aspect: string | null}} Evidence
 * @typedef {{round: string, module: string, code: string, marks: any, comment: string, evidence?: Evidence[],
 *   run?: number}} Said
 */

/** JSON as RFC 8785 writes it: keys in order, no blanks. @param {any} value @returns {string} */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/**
 * The hash of everything a sheet says but its signature.
 * @param {Said} said a command `submit_sheet`, or what is to become one @param {string} judge
 */
export function contentHash({ round, module, code, marks, comment, evidence = [], run = 1 }, judge) {
  const named = evidence.map(({ file, what, aspect }) => ({ file, what, aspect: aspect ?? null }));
  const content = { round, module, code, judge, marks, comment, evidence: named };
  return sha256(canonical(run === 1 ? content : { ...content, run }));
}

/** A hash as people compare it: its first twelve digits in groups. @param {string} hash */
export const shortHash = (hash) => (hash.slice(0, 12).match(/.{4}/g) ?? []).join(" ");
