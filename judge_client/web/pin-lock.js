// What a tablet keeps of a PIN, so that its judge can be let in again with the server away. Pure but for WebCrypto.
//
// Six digits can be tried out by whoever copies the storage: this keeps a neighbour out, not a laboratory. What it
// guards is who marks at this tablet; the marks on the server are guarded by the token, which the server can end.

/**
 * PBKDF2 over HMAC-SHA-256 (RFC 8018); salt and hash in hexadecimal.
 * @typedef {{salt: string, rounds: number, hash: string}} Verifier
 * Wrong tries in a row, and the time (milliseconds since 1970) before which none is taken.
 * @typedef {{wrong: number, until: number}} Tries
 */

const ROUNDS = 300_000;
const BITS = 256;
export const TRIES_MAX = 5;
/** So many in all and only the card lets the judge in again. */
export const TRIES_END = 15;
const WAIT_MS = 60_000;

/** Whether this page can keep a PIN at all: browsers offer WebCrypto on https and on the server's own machine only. */
export const canLock = () => globalThis.crypto?.subtle !== undefined;

/** @param {string} pin @returns {Promise<Verifier | null>} null where the browser cannot */
export async function keepPin(pin) {
  if (!canLock()) return null;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt: hex(salt), rounds: ROUNDS, hash: await derive(pin, salt, ROUNDS) };
}

/** @param {Verifier} kept @param {string} pin */
export async function fits(kept, pin) {
  const salt = Uint8Array.from(kept.salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return (await derive(pin, salt, kept.rounds)) === kept.hash;
}

/** After a wrong PIN: every fifth one costs a minute. @param {Tries} tries @param {number} now @returns {Tries} */
export function wrong(tries, now) {
  const count = tries.wrong + 1;
  return { wrong: count, until: count % TRIES_MAX === 0 ? now + WAIT_MS : 0 };
}

/** Whole seconds until the next try, 0 when it may be now; a clock that was set back does not lock for ever. */
export function pause(/** @type {Tries} */ tries, /** @type {number} */ now) {
  return Math.ceil(Math.min(Math.max(0, tries.until - now), WAIT_MS) / 1000);
}

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} pin @param {Uint8Array} salt @param {number} iterations */
async function derive(pin, salt, iterations) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: /** @type {BufferSource} */ (salt), iterations };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, BITS)));
}
