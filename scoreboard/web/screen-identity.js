// Which screen this browser is: its id and its token, kept across restarts. Says nothing to the server by itself.

const ID = "jinchui.display";
const TOKEN = "jinchui.display.token";
const BYTES = 16;

/** What stands where the browser keeps nothing: then the screen is a new one after each restart, and says so. */
const memory = new Map();

/** @returns {string} the id this screen had last, "" for a new one */
export function storedId() {
  return read(ID);
}

/** @param {string} id "" to be a new screen next time */
export function storeId(id) {
  write(ID, id);
}

/** 128 random bits only this browser knows, drawn once: with them it reports, and without them nobody does. */
export function screenToken() {
  const kept = read(TOKEN);
  if (/^[0-9a-f]{32}$/.test(kept)) return kept;
  const drawn = randomHex(BYTES);
  write(TOKEN, drawn);
  return drawn;
}

/** @param {number} bytes @returns {string} */
export function randomHex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** @param {string} key @returns {string} */
function read(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} key @param {string} value */
function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    memory.set(key, value);
  }
}
