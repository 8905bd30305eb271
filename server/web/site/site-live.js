// Keeps boards current on a phone: over the socket with resume, and by asking where no socket comes through.

import { FeedSocket } from "../../../static/lib/feed-socket.js";

/** So often a board is asked for where no socket comes through; a hall of phones does not ask in step. */
const ASK_EVERY = 8_000;
const ASK_SPREAD = 4_000;
/** A network that swallows everything gives no answer at all. */
const ANSWER_WITHIN = 8_000;

/**
 * @param {string[]} boards
 * @param {(board: string, state: any) => void} show called with every new state
 * @param {(how: "live" | "poll" | "lost" | "late") => void} say how the page is kept current
 * @returns {{follow: (boards: string[]) => void}} asks for other boards from then on
 */
export function keepCurrent(boards, show, say) {
  const feed = new FeedSocket(boards);
  /** @type {Record<string, number>} the newest state shown of each board */
  let numbers = {};
  let epoch = "";
  const take = (/** @type {string} */ board, /** @type {number} */ number, /** @type {any} */ state) => {
    if (number < (numbers[board] ?? 0)) return;
    numbers[board] = number;
    show(board, state);
  };
  feed.addEventListener("board", (event) => {
    const { board, held } = /** @type {CustomEvent} */ (event).detail;
    take(board, held.changed, held.state);
  });
  feed.addEventListener("hello", (event) => {
    const { epoch: heard } = /** @type {CustomEvent} */ (event).detail;
    // Another history: its numbers are not later or earlier than those of the one before.
    if (epoch && heard !== epoch) numbers = {};
    epoch = heard;
  });
  feed.addEventListener("status", (event) => {
    const { status, late } = /** @type {CustomEvent} */ (event).detail;
    if (status === "live") say("live");
    else if (late) say("late");
    else if (status === "behind" || status === "lost") say("lost");
  });
  if (boards.length > 0) feed.open();
  const again = () => setTimeout(ask, ASK_EVERY + Math.random() * ASK_SPREAD);
  const ask = async () => {
    const asked = feed.boards;
    const { status, late } = feed.connection;
    // A server that is behind is not asked for more: it would say the same.
    if (asked.length > 0 && status !== "live" && !late && document.visibilityState === "visible") {
      say((await askAll(asked, take)) ? "poll" : "lost");
    }
    again();
  };
  again();
  return {
    follow(wanted) {
      // Whoever asks for nothing has no connection at all.
      if (wanted.length === 0) feed.close();
      feed.follow(wanted);
      if (wanted.length > 0) feed.open();
    },
  };
}

/**
 * The browser sends the ETag it holds: what has not changed costs a few bytes.
 *
 * @param {string[]} boards
 * @param {(board: string, number: number, state: any) => void} take
 */
async function askAll(boards, take) {
  try {
    for (const board of boards) {
      const answer = await fetch(`/api/v1/boards/${board}`, {
        cache: "no-cache",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      if (!answer.ok) return false;
      const { number, state } = await answer.json();
      take(board, number, state);
    }
    return true;
  } catch {
    return false;
  }
}
