// Pure: what an answer of the server (or none) means for a command that waits on this tablet.

/**
 * @typedef {{means: "recorded", receipt: {position: number, epoch: string, recordedAt: number}}
 *   | {means: "refused", code: string, params: {[name: string]: string | number}, detail: string}
 *   | {means: "signed_out", code: string}
 *   | {means: "later", reached: boolean, code: string}} Meaning
 */

/** These speak of the tablet's sign-in, not of the sheet: the sheet waits until the judge has paired again. */
const SIGNED_OUT = new Set(["sign_in_needed", "pairing_revoked"]);

/** Nobody answered: no connection, or none in time. @returns {Meaning} */
export const unanswered = () => ({ means: "later", reached: false, code: "" });

/**
 * Only a receipt lets a command go, only a refusal of ours that no retry can help gives it back to the judge;
 * everything else (a proxy's page, an answer cut short, a server in trouble) means: keep it and try again.
 *
 * @param {number} status @param {any} body parsed JSON, or null where it was none @returns {Meaning}
 */
export function understand(status, body) {
  if (status === 200 && isReceipt(body)) {
    const { position, epoch, recorded_at } = body;
    return { means: "recorded", receipt: { position, epoch, recordedAt: recorded_at } };
  }
  const code = typeof body?.code === "string" ? body.code : "";
  if (SIGNED_OUT.has(code)) return { means: "signed_out", code };
  if (code && body.retry === false && status >= 400 && status < 500) {
    return { means: "refused", code, params: body.params ?? {}, detail: String(body.detail ?? "") };
  }
  return { means: "later", reached: code !== "", code };
}

/** @param {any} body */
function isReceipt(body) {
  return Number.isSafeInteger(body?.position) && typeof body.epoch === "string" && body.epoch !== "";
}
