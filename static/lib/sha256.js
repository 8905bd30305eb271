// SHA-256 for pages on plain http, where the browser's own (crypto.subtle) is missing, and at once. Not for secrets.

const K = roundConstants();

/** The first 32 bits of the fractions of the cube roots of the first 64 primes, as the standard (FIPS 180-4) says. */
function roundConstants() {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return {
    words: primes.map((p) => fraction(Math.cbrt(p))),
    start: primes.slice(0, 8).map((p) => fraction(Math.sqrt(p))),
  };
}

/** @param {number} x */
function fraction(x) {
  return ((x - Math.floor(x)) * 2 ** 32) | 0;
}

/**
 * @param {string | Uint8Array} content a text is hashed as UTF-8
 * @returns {string} hexadecimal
 */
export function sha256(content) {
  const bytes = padded(typeof content === "string" ? new TextEncoder().encode(content) : content);
  const hash = Int32Array.from(K.start);
  for (let at = 0; at < bytes.length; at += 64) block(hash, new DataView(bytes.buffer, at, 64));
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** @param {Uint8Array} message */
function padded(message) {
  const bytes = new Uint8Array((Math.floor((message.length + 8) / 64) + 1) * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(bytes.length - 4, message.length << 3);
  return bytes;
}

/** @param {Int32Array} hash @param {DataView} view one block of 64 bytes */
function block(hash, view) {
  const w = new Int32Array(64);
  for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [w[i - 15], w[i - 2]];
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K.words[i] + w[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] += word;
  });
}

/** @param {number} word @param {number} by */
function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}
