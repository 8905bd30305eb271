// Asks the server and gives back what it said: answers, refusals, or that it is away. No drawing, no state of a view.

import { backoff } from "../../../static/lib/backoff.js";
import { language, TAGS } from "../../../static/lib/i18n.js";
import { signal } from "../../../static/lib/ui.js";

/** Whether the server answered the last time it was asked. */
export const away = signal(false);
/** Whether the server said that it cannot write; it can again only after a restart, and then takes a command. */
export const readOnly = signal(false);
/** Counts up when the server says that nobody is signed in (any more). */
export const signInsEnded = signal(0);

/** The server said no, with a reason. */
export class Problem extends Error {
  /** @param {number} status @param {any} body Problem Details, as far as it is there */
  constructor(status, body) {
    super(body?.detail || `HTTP ${status}`);
    this.status = status;
    /** @type {string} */
    this.code = body?.code ?? "internal";
    /** @type {string} */
    this.detail = body?.detail ?? "";
    /** @type {Record<string, string | number>} */
    this.params = body?.params ?? {};
    /** What some params that are ids are called. @type {Record<string, import("../../../static/lib/i18n.js").Text>} */
    this.names = body?.names ?? {};
    this.retry = body?.retry === true;
  }
}

/** Nobody answered. */
export class Unreachable extends Error {}

/**
 * @typedef {{method?: string, body?: any, form?: FormData, key?: string, signal?: AbortSignal, raw?: boolean}} Asking
 *   body: sent as JSON · form: sent as it is · key: the command's id · raw: the answer is wanted as a Response
 */

/**
 * Ask once.
 *
 * @param {string} path from the root, "/api/v1/about"
 * @param {Asking} [asking]
 * @returns {Promise<any>} the JSON answer, null where there is none
 * @throws {Problem} the server refused
 * @throws {Unreachable} it did not answer
 */
export async function ask(path, { method, body, form, key, signal: stop, raw = false } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": TAGS[language()] };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const sent = body === undefined ? form : JSON.stringify(body);
  const answer = await reach(path, {
    method: method ?? (sent ? "POST" : "GET"),
    headers,
    body: sent,
    signal: stop,
  });
  if (!answer.ok) throw await refusalIn(answer);
  if (raw) return answer;
  const kind = answer.headers.get("content-type") ?? "";
  return kind.includes("json") ? answer.json().catch((error) => unheard(error, stop)) : null;
}

/**
 * An answer that never came, or broke off on its way: whether it was done, nobody here knows.
 *
 * @param {any} error
 * @param {AbortSignal} [stop]
 * @returns {never}
 */
function unheard(error, stop) {
  // Who gave up because it took too long was not answered; who stopped wanting to know says nothing of the server.
  if (stop?.aborted && stop.reason?.name !== "TimeoutError") throw error;
  away.value = true;
  readOnly.value = false;
  throw new Unreachable(String(error));
}

/** @param {string} path @param {RequestInit} init */
async function reach(path, init) {
  let answer;
  try {
    answer = await fetch(path, { ...init, cache: "no-cache", credentials: "same-origin" });
  } catch (error) {
    return unheard(error, init.signal ?? undefined);
  }
  away.value = false;
  // why: what writes and succeeds has written; a restart nobody here noticed ends the notice too
  if (answer.ok && init.method && init.method !== "GET") readOnly.value = false;
  return answer;
}

/** @param {Response} answer */
async function refusalIn(answer) {
  const body = await answer.json().catch(() => null);
  const problem = new Problem(answer.status, body);
  if (problem.code === "sign_in_needed") signInsEnded.value += 1;
  if (problem.code === "read_only") readOnly.value = true;
  return problem;
}

/**
 * Ask until somebody answers: the same request, with the same key, after growing random waits. A refusal that a
 * retry can help (busy, read-only) is asked again too, a few times.
 *
 * @param {string} path
 * @param {Asking} asking
 * @param {AbortSignal} [stop] ends the waiting for another try; what is under way is never cut off, because nobody would
 *   know whether it was recorded
 * @param {(waiting: boolean) => void} [tell] hears when the server is waited for and when it is back
 * @returns {Promise<any>}
 */
export async function askUntilAnswered(path, asking, stop, tell = () => {}) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await ask(path, asking);
      tell(false);
      return answer;
    } catch (error) {
      const refused = error instanceof Problem;
      const hopeless = refused
        ? !error.retry || error.status === 429 || attempt >= 4
        : !(error instanceof Unreachable);
      if (hopeless) {
        tell(false);
        throw error;
      }
      tell(true);
      await pause(300 + backoff(attempt, { base: 400, cap: 5_000 }), stop);
    }
  }
}

/** @param {number} wait milliseconds @param {AbortSignal} [stop] */
function pause(wait, stop) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, wait);
    stop?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(stop.reason);
    });
  });
}

/** A command's id: 128 random bits. `randomUUID` would be shorter but is missing on plain http. */
export function newKey() {
  return randomHex(16);
}

/** @param {number} bytes @returns {string} that many random bytes, from the system's own source, in hexadecimal */
export function randomHex(bytes) {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} competition @param {string} [rest] the path inside the competition, "/officials" */
export function inside(competition, rest = "") {
  return `/api/v1/competitions/${encodeURIComponent(competition)}${rest}`;
}
