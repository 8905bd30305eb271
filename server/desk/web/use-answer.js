// Asking for something when a view needs it, and again when that changes or somebody says so. No drawing.

import { Again } from "../../../static/lib/again.js";
import { useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { inOrder } from "./in-order.js";

/**
 * What rings no bell is looked at now and then, while somebody sees the page: never while the last look is under way.
 *
 * @param {(signal: AbortSignal) => Promise<any>} look the newest one is called
 * @param {number} every milliseconds from an answer to the next look; 0: never
 */
export function useLooking(look, every) {
  const newest = useRef(look);
  newest.current = look;
  useEffect(() => {
    if (!every) return undefined;
    const again = new Again(
      (signal) => document.visibilityState === "visible" && newest.current(signal),
      every,
    );
    return () => again.stop();
  }, [every]);
}

/**
 * Something asked for once, again on demand, and now and then where that is wanted.
 *
 * @param {(signal?: AbortSignal) => Promise<any>} load
 * @param {any[]} of asked again when one of these changes
 * @param {number} [every] looked at again so many milliseconds after an answer
 * @returns {{answer: any, problem: any, retry: () => void}}
 */
export function useAnswer(load, of, every = 0) {
  const answer = useSignal(/** @type {any} */ (null));
  const problem = useSignal(/** @type {any} */ (null));
  const again = useSignal(0);
  const questions = useRef(inOrder());
  useEffect(() => {
    const own = inOrder();
    questions.current = own;
    return own.leave;
  }, of);
  /** @param {AbortSignal} [signal] */
  async function look(signal) {
    const fresh = questions.current.ask();
    problem.value = null;
    try {
      const found = await load(signal);
      if (!fresh()) return;
      answer.value = found;
      problem.value = null;
    } catch (error) {
      if (fresh()) problem.value = error;
    }
  }
  useEffect(() => {
    look();
  }, [...of, again.value]);
  useLooking(look, every);
  return {
    answer: answer.value,
    problem: problem.value,
    retry: () => {
      again.value += 1;
    },
  };
}
