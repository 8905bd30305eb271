// Asks the server: JSON over HTTP with a time limit; an answer or null, never an exception, and no rules.

import { Lines } from "./lines.js";

/**
 * @typedef {{status: number, body: any, etag: string}} Answer `body` is null where no JSON came
 */

/** Long enough for a busy server on a poor radio, short enough that a lost answer is asked for again soon. */
const PATIENCE_MS = 6000;

/** Where the server is asked. */
export const lines = new Lines(globalThis.location?.origin ?? "");

/** @type {Set<AbortController>} */
const underWay = new Set();

/** Give up every question that is under way: after a sleep its answer will not come any more. */
export function abandon() {
  for (const stop of underWay) stop.abort();
}

/**
 * @param {string} method @param {string} path
 * @param {{token?: string, headers?: {[name: string]: string}, body?: string | FormData, at?: string}} [options]
 * @returns {Promise<Answer | null>} null: nobody answered
 */
export async function ask(method, path, { token, headers = {}, body, at = lines.at } = {}) {
  const stop = new AbortController();
  underWay.add(stop);
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(`${at}${path}`, {
      method,
      body,
      cache: "no-store",
      credentials: "omit",
      signal: stop.signal,
      headers: {
        ...(typeof body === "string" ? { "Content-Type": "application/json" } : {}),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
    });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text), etag: answer.headers.get("ETag") ?? "" };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    underWay.delete(stop);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} card @param {string} pin @param {string} device what this tablet calls itself */
export const pair = (card, pin, device) =>
  ask("POST", "/api/v1/pair", { body: JSON.stringify({ card, pin, device }) });

/** @param {string} token @param {string} etag of the list that is held */
export const readWork = (token, etag) =>
  ask("GET", "/api/v1/judge/work", { token, headers: etag ? { "If-None-Match": etag } : {} });

/** How a competition looks, as everyone may see it. @param {string} competition @param {string} etag of what is held */
export const readLook = (competition, etag) =>
  ask("GET", `/api/v1/boards/brand.${encodeURIComponent(competition)}`, {
    headers: etag ? { "If-None-Match": etag } : {},
  });

/** The small logo of a look; null where it cannot be had now. @param {string} id @returns {Promise<Blob | null>} */
export async function readLogo(id) {
  const path = `${lines.at}/api/v1/screen-pictures/${encodeURIComponent(id)}`;
  try {
    const answer = await fetch(path, { credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}

/** @param {string} token @param {number} at which call was heard */
export const sendHeard = (token, at) =>
  ask("POST", "/api/v1/judge/call/heard", { token, body: JSON.stringify({ at }) });

/** @param {string} token @param {{id: string, competition: string, body: string}} command */
export const sendCommand = (token, { id, competition, body }) =>
  ask("POST", `/api/v1/competitions/${encodeURIComponent(competition)}/commands`, {
    token,
    body,
    headers: { "Idempotency-Key": id },
  });

/**
 * A picture that a recorded sheet names; its sheet's key says which: competition/judge/round/module/code, of whichever run.
 * @param {string} token @param {{sheet: string, type: string, data: ArrayBuffer}} picture
 */
export function sendPicture(token, { sheet, type, data }) {
  const [competition, , round, module, codeAndRun] = sheet.split("/").map(encodeURIComponent);
  const [code] = codeAndRun.split("~");
  const body = new FormData();
  body.set("file", new Blob([data], { type }), "picture");
  return ask("POST", `/api/v1/competitions/${competition}/rounds/${round}/sheets/${module}/${code}/files`, {
    token,
    body,
  });
}

/**
 * A picture of a level; null where it cannot be had now.
 * @param {string} token @param {string} competition @param {string} file @returns {Promise<ArrayBuffer | null>}
 */
export async function readPicture(token, competition, file) {
  const path = `${lines.at}/api/v1/competitions/${encodeURIComponent(competition)}/files/${file}`;
  try {
    const answer = await fetch(path, {
      credentials: "omit",
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}

/** @param {string} token */
export const signOut = (token) => ask("POST", "/api/v1/sign-out", { token });

/** Whether a server answers at an address, and which history of the ledger it holds. @param {string} at */
export const about = (at) => ask("GET", "/api/v1/about", { at });
