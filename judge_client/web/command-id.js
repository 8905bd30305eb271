// Makes ids of commands: 128 random bits as 32 lower-case hexadecimal digits.

/** @returns {string} */
export function newCommandId() {
  // getRandomValues works on plain http too, where crypto.randomUUID and crypto.subtle do not
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
