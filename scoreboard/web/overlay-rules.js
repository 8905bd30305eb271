// What a graphic over a live picture is about, from its address, its channel and its board: pure, no elements.

/**
 * @typedef {{graphic: string, board: string, channel: string, entry: string, other: string, count: number,
 *   position: string, scale: number, still: boolean | null, follow: boolean, always: boolean, both: boolean, zh: string, en: string, lost: number}} Wish
 *   lost: seconds after which it goes out while its data is not live, 0: never
 * @typedef {{shown: boolean, step: number, entry?: string}} Channel
 */

const COUNT = { tower: 10, reveal: 3, ticker: 20, lower_third: 0, versus: 0, on_stage: 0 };

/**
 * What the address asks for; whatever is missing or wrong is as usual.
 *
 * @param {string} graphic
 * @param {URLSearchParams} query
 * @returns {Wish}
 */
export function readWish(graphic, query) {
  const usual = COUNT[/** @type {keyof typeof COUNT} */ (graphic)] ?? 0;
  return {
    graphic,
    board: query.get("board") ?? "",
    channel: query.get("channel") ?? graphic,
    entry: query.get("entry") ?? "",
    other: query.get("other") ?? "",
    count: within(query.get("count"), 1, 40, usual),
    position: query.get("position") === "right" ? "right" : "left",
    scale: within(query.get("scale"), 50, 200, 100) / 100,
    still: { still: true, full: false }[query.get("motion") ?? ""] ?? null,
    follow: query.get("follow") === "recent",
    always: query.get("on") === "1",
    both: query.get("both") !== "0",
    zh: query.get("zh") ?? "",
    en: query.get("en") ?? "",
    lost: within(query.get("lost"), 2, 600, 0),
  };
}

/**
 * Whether a graphic goes out because what it shows was not known to be true for longer than its address allows. Of itself
 * it stays, with a mark: one that leaves in the middle of a shot is seen by everybody, the mark by who looks for it.
 *
 * @param {Wish} wish
 * @param {import("../../static/lib/feed-socket.js").Connection} connection
 * @param {number} now the server's time
 */
export function isTooOld({ lost }, { status, heardAt }, now) {
  return lost > 0 && status !== "live" && heardAt !== null && now - heardAt >= lost * 1000;
}

/**
 * What a preview at the desk is told behind its address, as it follows no channel: whoever follows one is on air.
 *
 * @param {string} hash of the address
 * @returns {Channel}
 */
export function toldBehind(hash) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  return { shown: true, step: Number(told.get("step")) || 0, entry: told.get("entry") ?? "" };
}

/** @param {string | null} text @param {number} low @param {number} high @param {number} usual */
function within(text, low, high, usual) {
  const number = Number(text);
  return text === null || !Number.isFinite(number) || number === 0
    ? usual
    : Math.min(high, Math.max(low, number));
}

/**
 * The board a graphic draws. The entry on stage has one beside the round's standings: about who is named, else who is on.
 *
 * @param {Wish} wish
 * @param {Channel} channel
 */
export function boardFor({ graphic, board, entry }, channel) {
  if (graphic !== "on_stage" || !board) return board;
  const named = channel.entry || entry;
  return [board.replace(/^standings\./, "stage."), ...(named ? [named] : [])].join(".");
}

/** Entries in their order that have a rank. @param {any} state of a standings board @returns {string[]} */
export function ranked(state) {
  return state.order.filter((/** @type {string} */ id) => state.rows[id].rank !== undefined);
}

/**
 * The row that is named, by its id or by the number the entry wears: whoever sits at a control surface knows that one.
 *
 * @param {any} state of a standings board
 * @param {string | undefined} named
 * @returns {string[]} one id, or none
 */
function rowOf(state, named) {
  if (!named) return [];
  if (state.rows[named]) return [named];
  return state.order
    .filter((/** @type {string} */ id) => state.rows[id].number?.toLowerCase() === named.toLowerCase())
    .slice(0, 1);
}

/**
 * The entries a graphic is about now.
 *
 * @param {Wish} wish
 * @param {Channel} channel
 * @param {any} state of a standings board
 * @returns {string[]}
 */
export function chosen(wish, channel, state) {
  if (wish.graphic === "on_stage") return state.entry ? [state.entry] : [];
  if (!state.rows) return [];
  const there = (/** @type {string | undefined} */ named) => rowOf(state, named);
  const list = ranked(state);
  switch (wish.graphic) {
    case "lower_third": {
      // Who is asked for by name and is not there is nobody: not another one under a wrong picture.
      if (channel.entry || wish.entry) return there(channel.entry || wish.entry);
      if (wish.follow) return there(state.recent?.[0]?.entry);
      return there(state.order[channel.step % Math.max(state.order.length, 1)]);
    }
    case "versus": {
      if (channel.entry || wish.entry)
        return pair(list, there(channel.entry || wish.entry), wish.other && there(wish.other));
      const at = list.length > 1 ? channel.step % (list.length - 1) : 0;
      return list.slice(at, at + 2);
    }
    case "tower": {
      return towerPage(list, wish.count, channel.step);
    }
    case "reveal": {
      // Only what is out anyway: a reveal over the stream is for the picture, not for secrets.
      if (state.status !== "official" && state.status !== "corrected") return [];
      const first = list.slice(0, wish.count);
      return first.slice(Math.max(0, first.length - 1 - channel.step)).slice(0, 1);
    }
  }
  return list.slice(0, wish.count);
}

/**
 * An entry against another that is named, or against the one in the list before it (the first: against the next).
 *
 * @param {string[]} list of ranked entries
 * @param {string[]} one @param {string[] | ""} other "": none is named
 */
function pair(list, [one], other) {
  if (!one) return [];
  if (other) return other.length ? [one, ...other] : [];
  const at = list.indexOf(one);
  const beside = at < 0 ? undefined : list[at > 0 ? at - 1 : 1];
  return beside ? [one, beside] : [];
}

/**
 * The entries of a tower's page: on the first the first ones, on the others the leader and those whose turn it is.
 *
 * @param {string[]} list of ranked entries
 * @param {number} count of rows
 * @param {number} step
 */
function towerPage(list, count, step) {
  const pinned = count > 1 ? 1 : 0;
  const turning = count - pinned;
  const pages = Math.max(1, Math.ceil((list.length - pinned) / turning));
  const at = pinned + (step % pages) * turning;
  return [...list.slice(0, pinned), ...list.slice(at, at + turning)];
}
