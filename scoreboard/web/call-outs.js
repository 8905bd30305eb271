// What a screen with sound calls out, and in which order: from two states of a board to words in a queue. Pure; the
// sound itself is speaker.js.

/** @typedef {import("../../static/lib/i18n.js").Language} Language */
/**
 * @typedef {{id: string, of?: string, text: string, params: Record<Language, Record<string, string>>, at: number}} Call
 *   id: what it says: it is called once; of: what it is about, where only the newest is true; text: a key of the texts,
 *   "" where nothing is true of it any more; at: ms of the server's time
 * @typedef {{waiting: Call[], said: {id: string, of?: string, at: number}[], speaking: boolean, endedAt: number}} Queue
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
  const where = `${roundOf(after)} ${after.module}`;
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
    const id = `official ${roundOf(after)} ${after.version ?? ""}`;
    return [
      // Who led while the list was live is no news beside it.
      {
        id,
        of: `leader ${roundOf(after)}`,
        text: `screen.call.${after.status}`,
        params: inBoth((one) => ({ title: title(one) })),
        at: now,
      },
    ];
  }
  const [was, is] = [before.led ?? leaderOf(before), leaderOf(after)];
  if (!was || was === is) return [];
  const of = `leader ${roundOf(after)}`;
  if (!is) return [{ id: of, of, text: "", params: inBoth(() => ({})), at: now }];
  const row = after.rows[is];
  const params = inBoth((one) => ({ who: who(row, one), title: title(one) }));
  return [{ id: `${of} ${is}`, of, text: "screen.call.leader", params, at: now }];
}

/**
 * A state as it is remembered until the next one: between two who lead alone others may have shared the first place.
 *
 * @param {any} before as it was remembered
 * @param {any} after
 */
export function remembered(before, after) {
  const led = leaderOf(after) ?? (isLive(after) ? before?.led : undefined);
  return { ...after, led };
}

/** Two competitions of a hall may call a round alike. @param {any} state */
const roundOf = ({ competition, round }) => `${competition?.id ?? ""} ${round.id}`;

/** @param {any} state */
const isLive = (state) => state.status === "provisional" && !state.withheld;

/** Who leads alone, while the list is live. @param {any} state @returns {string | undefined} */
function leaderOf(state) {
  if (!isLive(state)) return undefined;
  const first = (state.order ?? []).filter((/** @type {string} */ id) => state.rows[id].rank === 1);
  return first.length === 1 ? first[0] : undefined;
}

/**
 * The queue with more to call: each once, of a round's leaders only the one who leads now, not more than can be said in time.
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
    if (one.of) waiting = waiting.filter(({ of }) => of !== one.of);
    // Whoever leads again after another was called is called again; a heat is not.
    const known = one.of ? said.filter(({ of }) => of === one.of).slice(-1) : said;
    if (!one.text || [...known, ...waiting].some(({ id }) => id === one.id)) continue;
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
  const said = [...queue.said, { id: call.id, of: call.of, at: now }];
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
    const [kind, competition, round] = board.split(".");
    const ofRound = ["standings", "stations", "heats", "outlook"].includes(kind);
    return ofRound && round ? [`${competition}.${round}`] : [];
  });
  return [...new Set(rounds)].flatMap((round) => [`heats.${round}`, `standings.${round}`]);
}
