// What a client knows of its boards and how a frame changes it: pure, without sockets, clocks or drawing.

/**
 * @typedef {{number: number, changed: number, state: any}} Held a board's state, the newest ledger position it is
 *   true at, and the position of the frame that made it (heartbeats raise the first and leave the second)
 */
/** @typedef {{epoch: string | null, boards: Record<string, Held>}} FeedState */
/**
 * @typedef {{type: "hello", epoch: string, build?: string, now: number, heartbeat: number, boards: string[]}
 *   | {type: "snapshot", board: string, number: number, state: any}
 *   | {type: "patch", board: string, after: number, number: number, patch: any}
 *   | {type: "heartbeat", board: string, number: number, changed?: number, now: number, late?: boolean}
 *   | {type: "refusal", board: string, code: string}
 *   | {type: "pong", t: number, now: number, run: string, ticks: number}} Frame a message of the server, as docs/protocol.md has them
 */

/** @type {FeedState} knows nothing yet */
export const NOTHING = Object.freeze({ epoch: null, boards: Object.freeze({}) });

/**
 * The feed after a frame. A frame that says nothing new gives back the same object.
 *
 * @param {FeedState} feed
 * @param {Frame} frame
 * @returns {FeedState | "gap"} "gap" asks the caller for a snapshot of the frame's board, not for a page reload
 */
export function receive(feed, frame) {
  switch (frame.type) {
    case "hello":
      // Another history: nothing held is worth anything, and numbers cannot be compared.
      return frame.epoch === feed.epoch ? feed : { epoch: frame.epoch, boards: {} };
    case "snapshot":
      return taken(feed, frame);
    case "patch":
      return patched(feed, frame);
    case "heartbeat":
      return beaten(feed, frame);
    default:
      // Refusals and what a newer server may say change no board.
      return feed;
  }
}

/**
 * Where a returning client goes on: the newest number of each board, or null where a snapshot is needed.
 *
 * @param {FeedState} feed
 * @param {string[]} boards
 * @returns {{epoch: string, after: number[]} | null}
 */
export function resumeFrom(feed, boards) {
  if (feed.epoch === null || boards.length === 0) return null;
  const held = boards.map((board) => feed.boards[board]);
  // One board without a state means snapshots for all: asking for a mixture is not in the protocol.
  if (held.some((one) => one === undefined)) return null;
  return { epoch: feed.epoch, after: held.map((one) => one.number) };
}

/**
 * JSON Merge Patch (RFC 7396), without touching either argument. What the patch leaves alone stays the same
 * object, so a drawing can skip it by identity.
 *
 * @param {any} target
 * @param {any} patch
 * @returns {any}
 */
export function mergePatch(target, patch) {
  if (!isObject(patch)) return patch;
  /** @type {Record<string, any>} */
  const merged = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else setOwn(merged, key, mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value));
  }
  return merged;
}

/** @param {any} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key called "__proto__" is data like any other. @param {object} into @param {string} key @param {any} value */
function setOwn(into, key, value) {
  Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
}

/** @param {FeedState} feed @param {Extract<Frame, {type: "patch"}>} frame */
function patched(feed, { board, after, number, patch }) {
  const held = feed.boards[board];
  if (held === undefined) return "gap";
  if (number <= held.number) return feed; // a repeat after a reconnect
  if (after > held.number) return "gap";
  const state = mergePatch(held.state, patch);
  // A change of a row that is not held would show half a row.
  return isWhole(state) ? hold(feed, board, { number, changed: number, state }) : "gap";
}

/** Whether just the rows are there that the order of the board names. @param {any} state */
function isWhole(state) {
  if (!isObject(state) || !Array.isArray(state.order) || !isObject(state.rows)) return true;
  const { order, rows } = state;
  return order.length === Object.keys(rows).length && order.every((key) => Object.hasOwn(rows, key));
}

/** @param {FeedState} feed @param {Extract<Frame, {type: "snapshot"}>} frame */
function taken(feed, { board, number, state }) {
  const held = feed.boards[board];
  if (held === undefined) return hold(feed, board, { number, changed: number, state });
  // A screen never goes backwards: a snapshot that was overtaken on its way is no news. It is measured by what
  // changed, as a snapshot carries the last fact that touched the board while heartbeats count all facts.
  if (number < held.changed) return feed;
  return hold(feed, board, { number: Math.max(number, held.number), changed: number, state });
}

/** @param {FeedState} feed @param {Extract<Frame, {type: "heartbeat"}>} frame */
function beaten(feed, { board, number, changed = 0 }) {
  const held = feed.boards[board];
  if (held === undefined) return feed;
  if (changed > held.number) return "gap"; // to count on from here would pass an old state for the newest
  return number <= held.number ? feed : hold(feed, board, { ...held, number });
}

/** @param {FeedState} feed @param {string} board @param {Held} held @returns {FeedState} */
function hold(feed, board, held) {
  return { ...feed, boards: { ...feed.boards, [board]: held } };
}
