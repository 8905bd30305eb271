// What the tag of the live line says: the key of its word and how grave it is. No drawing, no asking.

/** @typedef {import("../../../static/lib/feed-socket.js").Connection} Connection */

/** @type {Record<string, {word: string, state: string}>} */
const SAID = {
  live: { word: "common.live", state: "good" },
  connecting: { word: "common.connecting", state: "busy" },
  behind: { word: "common.behind", state: "warn" },
  late: { word: "common.late", state: "warn" },
  lost: { word: "common.lost", state: "bad" },
  ended: { word: "common.lost", state: "bad" },
};

/**
 * @param {Connection | null} line
 * @param {boolean} away whether the server did not answer the last time it was asked
 * @returns {{word: string, state: string} | null} null where there is no line
 */
export function lineWord(line, away) {
  if (away) return SAID.lost;
  return line && SAID[line.status === "behind" && line.late ? "late" : line.status];
}
