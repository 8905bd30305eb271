// Waits for a board that is not there yet: asks for it now and then, over HTTP, which caches can answer.

const EVERY = 10_000;

/**
 * @param {string} board
 * @param {() => void} found called once, when the server has the board
 * @returns {() => void} call it to stop waiting
 */
export function lookAgain(board, found) {
  /** @type {any} */
  let timer = setTimeout(look, EVERY);

  async function look() {
    const there = await fetch(`/api/v1/boards/${encodeURIComponent(board)}`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (timer === null) return;
    if (there) found();
    else timer = setTimeout(look, EVERY);
  }

  return () => {
    clearTimeout(timer);
    timer = null;
  };
}
