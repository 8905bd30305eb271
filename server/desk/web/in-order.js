// Which of several answers to the same question is shown, when they overtake each other. No drawing.

/**
 * Every answer is shown that was asked for after the one that stands: a slow server is seen late, never not at all,
 * however often a page asks before the last answer is in.
 */
export function inOrder() {
  let asked = 0;
  let shown = 0;
  return {
    /** One more question. @returns {() => boolean} called with its answer: may it be shown? */
    ask() {
      const mine = ++asked;
      return () => {
        if (mine <= shown) return false;
        shown = mine;
        return true;
      };
    },
    /** Nobody wants to know any more: no answer is shown. */
    leave() {
      shown = Number.POSITIVE_INFINITY;
    },
  };
}
