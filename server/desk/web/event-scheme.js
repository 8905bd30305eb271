// The very scheme an event was taken with, wherever it is to be had, kept once found. No drawing.

import { ask, inside } from "./api.js";

/** @type {Map<string, Promise<any>>} by content hash: a scheme never changes under its hash */
const known = new Map();

/**
 * The scheme of an event of the overview.
 *
 * @param {string} competition
 * @param {any} event
 * @returns {Promise<any>}
 */
export function schemeOfEvent(competition, event) {
  const { hash } = event.scheme;
  const found = known.get(hash) ?? find(competition, event);
  known.set(hash, found);
  // A failure is not kept: the next look asks again.
  found.catch(() => known.delete(hash));
  return found;
}

/** @param {string} competition @param {any} event */
async function find(competition, { id, scheme }) {
  const library = await ask("/api/v1/schemes");
  const same = library.find((/** @type {any} */ one) => one.id === scheme.id && one.hash === scheme.hash);
  // The library may have moved on since the event was taken; the ledger holds the scheme that counts.
  return same ? ask(`/api/v1/schemes/${scheme.id}`) : schemeInLedger(competition, id);
}

/** @param {string} competition @param {string} event */
async function schemeInLedger(competition, event) {
  const stop = new AbortController();
  const answer = await ask(inside(competition, "/facts?after=0"), { raw: true, signal: stop.signal });
  for await (const line of linesOf(answer.body)) {
    const fact = JSON.parse(line).body;
    if (fact?.kind !== "event_added" || fact.event !== event) continue;
    stop.abort();
    return fact.scheme;
  }
  throw new Error(`no event ${event} in the ledger`);
}

/** @param {ReadableStream<Uint8Array>} stream */
async function* linesOf(stream) {
  const reader = stream.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : /** @type {string} */ (lines.pop());
    yield* lines.filter(Boolean);
    if (done) return;
  }
}

/**
 * The aspects of a module, in the order of the sheet.
 *
 * @param {any} scheme
 * @param {string} module
 * @returns {{module: any, aspects: any[]}}
 */
export function sheetOf(scheme, module) {
  const found = scheme.modules.find((/** @type {any} */ one) => one.id === module);
  return { module: found, aspects: found.sub_criteria.flatMap((/** @type {any} */ sub) => sub.aspects) };
}
