// One intent of a person, from the press of a button to its receipt: one command id, however often it is sent.

import { useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { askUntilAnswered, inside, newKey } from "./api.js";

/**
 * @typedef {{busy: boolean, waiting: boolean, problem: any}} IntentState
 *   busy: sent and not answered · waiting: the server is away, it is sent again by itself · problem: why not
 * @typedef {{state: import("../../../static/lib/ui.js").Signal<IntentState>,
 *   send: (path: string, body: any, asking?: import("./api.js").Asking) => Promise<any>,
 *   command: (competition: string, body: any) => Promise<any>, forget: () => void}} Intent
 */

/** The refusal of a change to what somebody else changed meanwhile. */
export const CHANGED_MEANWHILE = "look_changed_meanwhile";
const IDLE = { busy: false, waiting: false, problem: null };

/**
 * What a form or button needs to send something and to show how it goes.
 *
 * `send` gives the answer, or null when it was refused or given up: then `state` says why, and what was typed
 * stays where it is.
 *
 * @returns {Intent}
 */
export function useIntent() {
  const state = useSignal(/** @type {IntentState} */ (IDLE));
  const held = useRef({ of: "", key: "" });
  const stop = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => () => stop.current?.abort(), []);

  /** @type {Intent["send"]} */
  async function send(path, body, asking = {}) {
    if (state.value.busy) return null;
    const own = new AbortController();
    stop.current = own;
    state.value = { busy: true, waiting: false, problem: null };
    // Another content is another intent: a key belongs to the very bytes it was made for.
    const of = `${path} ${JSON.stringify(body)}`;
    if (held.current.of !== of) held.current = { of, key: newKey() };
    try {
      const answer = await askUntilAnswered(
        path,
        { method: "POST", body, key: held.current.key, ...asking },
        own.signal,
        (waiting) => {
          if (state.value.waiting !== waiting) state.value = { ...state.value, waiting };
        },
      );
      held.current = { of: "", key: "" };
      // Who left the form does not want to be taken anywhere by its answer.
      if (own.signal.aborted) return null;
      state.value = IDLE;
      return answer ?? {};
    } catch (error) {
      if (!own.signal.aborted) state.value = { busy: false, waiting: false, problem: error };
      return null;
    }
  }

  return {
    state,
    send,
    command: (competition, body) => send(inside(competition, "/commands"), body),
    forget: () => {
      stop.current?.abort();
      state.value = IDLE;
    },
  };
}
