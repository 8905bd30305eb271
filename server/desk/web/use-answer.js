// Asking for something when a view needs it, and again when that changes or somebody says so. No drawing.

import { useEffect, useSignal } from "../../../static/lib/ui.js";

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
  useEffect(() => {
    let left = false;
    problem.value = null;
    load().then(
      (found) => {
        if (!left) answer.value = found;
      },
      (error) => {
        if (!left) problem.value = error;
      },
    );
    return () => {
      left = true;
    };
  }, [...of, again.value]);
  return {
    answer: answer.value,
    problem: problem.value,
    retry: () => {
      again.value += 1;
    },
  };
}
