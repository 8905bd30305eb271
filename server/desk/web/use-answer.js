// Asking for something when a view needs it, and again when that changes or somebody says so. No drawing.

import { useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { inOrder } from "./in-order.js";

/**
 * Something asked for once, and again on demand.
 *
 * @param {() => Promise<any>} load
 * @param {any[]} of asked again when one of these changes
 * @returns {{answer: any, problem: any, retry: () => void}}
 */
export function useAnswer(load, of) {
  const answer = useSignal(/** @type {any} */ (null));
  const problem = useSignal(/** @type {any} */ (null));
  const again = useSignal(0);
  const questions = useRef(inOrder());
  useEffect(() => {
    const own = inOrder();
    questions.current = own;
    return own.leave;
  }, of);
  useEffect(() => {
    const fresh = questions.current.ask();
    problem.value = null;
    load().then(
      (found) => {
        if (!fresh()) return;
        answer.value = found;
        problem.value = null;
      },
      (error) => {
        if (fresh()) problem.value = error;
      },
    );
  }, [...of, again.value]);
  return {
    answer: answer.value,
    problem: problem.value,
    retry: () => {
      again.value += 1;
    },
  };
}
