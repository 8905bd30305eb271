// What a screen with sound calls out, and in which order: from two states of a board to words in a queue. Pure; the
// sound itself is speaker.js.

/** @typedef {import("../../static/lib/i18n.js").Language} Language */
/**
 * @typedef {{id: string, text: string, params: Record<Language, Record<string, string>>, at: number}} Call
 *   id: what it is about: it is called once; text: a key of the texts; at: ms of the server's time
 * @typedef {{waiting: Call[], said: {id: string, at: number}[], speaking: boolean, endedAt: number}} Queue
 */

/** Called out too late is worse than not at all. Milliseconds. */
const STALE = 45_000;
/** The same is not called out again for so long. */
const ONCE = 120_000;
/** Between the end of one and the beginning of the next. */
const PAUSE = 2_500;
const WAITING_MAX = 5;
/** So many entries of a heat are named; of more only their heat is called. */
const NAMED_MAX = 6;

/** @type {Queue} */
export const SILENT = { waiting: [], said: [], speaking: false, endedAt: 0 };

/** @param {any} text @param {Language} one @returns {string} */
const inWords = (text, one) => text?.[one] || text?.zh || text?.en || "";

/** An entry as it may be called: in a blind round by its code and by nothing else. @param {any} entry @param {Language} one */
function who(entry, one) {
  return entry.code !== undefined
    ? String(entry.code)
    : inWords(entry.name, one) || String(entry.number ?? "");
}

/** @param {(one: Language) => Record<string, string>} of @returns {Call["params"]} */
function inBoth(of) {
  return { zh: of("zh"), en: of("en") };
}

/**
 * What is to be called when a board goes from one state to the next. What was there when the screen began to look is
 * no news.
 *
 * @param {any} before of the same board, undefined at first
 * @param {any} after
 * @param {number} now
 * @returns {Call[]}
 */
export function callsOf(before, after, now) {
  if (!before || !after) return [];
  return after.kind === "heats" ? heatCalls(before, after, now) : listCalls(before, after, now);
}

/** @param {any} before @param {any} after @param {number} now @returns {Call[]} */
function heatCalls(before, after, now) {
  const where = `${after.round.id} ${after.module}`;
  return after.order.flatMap((/** @type {string} */ id) => {
    const [row, earlier] = [after.rows[id], before.rows?.[id]];
    if (!earlier || earlier.state === row.state) return [];
    if (row.state === "next")
      return [call(`next ${where} ${id}`, "next", (one) => ({ heat: heatName(row, one) }))];
    if (row.state !== "called") return [];
    const named = row.entries.length <= NAMED_MAX;
    const list = (/** @type {Language} */ one) =>
      row.entries.map((/** @type {any} */ entry) => stationed(entry, one)).join(one === "zh" ? "；" : "; ");
    return [
      call(`heat ${where} ${id}`, named ? "heat_entries" : "heat", (one) => ({
        heat: heatName(row, one),
        ...(named ? { entries: list(one) } : {}),
      })),
    ];
  });

  /** @param {string} id @param {string} text @param {(one: Language) => Record<string, string>} of @returns {Call} */
  function call(id, text, of) {
    return { id, text: `screen.call.${text}`, params: inBoth(of), at: now };
  }
}

/** @param {any} row @param {Language} one */
function heatName(row, one) {
  return inWords(row.title, one) || (one === "zh" ? `第${row.heat}场` : `heat ${row.heat}`);
}

/** @param {any} entry @param {Language} one */
function stationed(entry, one) {
  return one === "zh"
    ? `${who(entry, one)}，${entry.station}号工位`
    : `${who(entry, one)}, station ${entry.station}`;
}

/** @param {any} before @param {any} after @param {number} now @returns {Call[]} */
function listCalls(before, after, now) {
  if (!after.status || before.round?.id !== after.round?.id) return [];
  const title = (/** @type {Language} */ one) =>
    [after.event, after.round].map((part) => inWords(part?.title, one)).join(one === "zh" ? "" : ", ");
  const out = (/** @type {any} */ state) => state.status === "official" || state.status === "corrected";
  if (out(after)) {
    if (out(before) && before.version === after.version) return [];
    const id = `official ${after.round.id} ${after.version ?? ""}`;
    return [
      { id, text: `screen.call.${after.status}`, params: inBoth((one) => ({ title: title(one) })), at: now },
    ];
  }
  const [was, is] = [leaderOf(before), leaderOf(after)];
  if (!was || !is || was === is) return [];
  const row = after.rows[is];
  const params = inBoth((one) => ({ who: who(row, one), title: title(one) }));
  return [{ id: `leader ${after.round.id} ${is}`, text: "screen.call.leader", params, at: now }];
}

/** Who leads alone, while the list is live. @param {any} state @returns {string | undefined} */
function leaderOf(state) {
  if (state.status !== "provisional" || state.withheld) return undefined;
  const first = (state.order ?? []).filter((/** @type {string} */ id) => state.rows[id].rank === 1);
  return first.length === 1 ? first[0] : undefined;
}

/**
 * The queue with more to call: each once, a newer leader in place of an older one, not more than can be said in time.
 *
 * @param {Queue} queue
 * @param {Call[]} calls
 * @param {number} now
 * @returns {Queue}
 */
export function enqueue(queue, calls, now) {
  const said = queue.said.filter(({ at }) => now - at < ONCE);
  let waiting = queue.waiting.filter(({ at }) => now - at < STALE);
  for (const one of calls) {
    if ([...said, ...waiting].some(({ id }) => id === one.id)) continue;
    if (one.text === "screen.call.leader") waiting = waiting.filter(({ text }) => text !== one.text);
    waiting = [...waiting, one];
  }
  return { ...queue, said, waiting: waiting.slice(-WAITING_MAX) };
}

/**
 * What is to be said now, and the queue while it is; null while somebody speaks, pauses, or nothing waits.
 *
 * @param {Queue} queue
 * @param {number} now
 * @returns {{call: Call, queue: Queue} | null}
 */
export function nextCall(queue, now) {
  if (queue.speaking || now - queue.endedAt < PAUSE) return null;
  const [call, ...waiting] = queue.waiting.filter(({ at }) => now - at < STALE);
  if (!call) return null;
  const said = [...queue.said, { id: call.id, at: now }];
  return { call, queue: { ...queue, waiting, said, speaking: true } };
}

/** The queue after what was said has ended, or failed. @param {Queue} queue @param {number} now @returns {Queue} */
export function ended(queue, now) {
  return { ...queue, speaking: false, endedAt: now };
}

/**
 * Boards that tell a screen with sound what to call: of every round it shows.
 *
 * @param {string[]} boards that it shows
 * @returns {string[]}
 */
export function callBoards(boards) {
  const rounds = boards.flatMap((board) => {
    const [kind, competition, round, more] = board.split(".");
    const ofRound = ["standings", "stations", "heats", "outlook"].includes(kind);
    return ofRound && round && !more ? [`${competition}.${round}`] : [];
  });
  return [...new Set(rounds)].flatMap((round) => [`heats.${round}`, `standings.${round}`]);
}
