// Waits for a board that is not there yet: asks for it now and then, over HTTP, which caches can answer.

import { Again } from "../../static/lib/again.js";

const EVERY = 10_000;

/**
 * @param {string} board
 * @param {() => void} found called once, when the server has the board
 * @returns {() => void} call it to stop waiting
 */
export function lookAgain(board, found) {
  const again = new Again(async (signal) => {
    const there = await fetch(`/api/v1/boards/${encodeURIComponent(board)}`, { signal }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!there || again.stopped) return;
    again.stop();
    found();
  }, EVERY);
  return () => again.stop();
}
