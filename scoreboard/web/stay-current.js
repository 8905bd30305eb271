// After the server was upgraded a page that nobody touches loads itself again, once for each build; nothing else does.

const STORED_AS = "jinchui.build";
/** A hall's screens do not go dark together. Milliseconds. */
const SPREAD = 10_000;
/** The revision in the address of this very file: what the page was loaded with; "" in tests without a server. */
const OWN = /\/~([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

/**
 * @typedef {{own: string, storage: Pick<Storage, "getItem" | "setItem">, random: () => number,
 *   later: (act: () => void, wait: number) => void, reload: () => void}} World
 */

/** @param {EventTarget} feed a FeedSocket @param {Partial<World>} [world] replaceable in tests */
export function stayCurrent(feed, world = {}) {
  const { own = OWN, random = Math.random, later = setTimeout } = world;
  const reload = world.reload ?? (() => location.reload());
  let waiting = false;
  feed.addEventListener("hello", (event) => {
    const { build } = /** @type {CustomEvent} */ (event).detail;
    if (!build || !own || build === own || waiting) return;
    if (!firstTime(world.storage, build)) return;
    waiting = true;
    later(reload, random() * SPREAD);
  });
}

/**
 * Whether this build was not tried before: a cache that holds on to the old page must not make it load for ever.
 *
 * @param {World["storage"] | undefined} storage @param {string} build
 */
function firstTime(storage, build) {
  try {
    const kept = storage ?? sessionStorage;
    if (kept.getItem(STORED_AS) === build) return false;
    kept.setItem(STORED_AS, build);
    return true;
  } catch {
    return false; // Without storage nobody could tell the second time from the first.
  }
}
