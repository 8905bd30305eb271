// What the desk knows: who is signed in, the competition that is open, its rounds' progress. It loads; it never draws.

import { FeedSocket } from "../../../static/lib/feed-socket.js";
import { batch, computed, signal } from "../../../static/lib/ui.js";
import { ask, away, inside, Problem, signInsEnded, Unreachable } from "./api.js";
import { pathOf, readPath } from "./routes.js";

/** @typedef {import("./routes.js").Route} Route */

/** "asking" until the server was asked, then "setup", "out" or "in". */
export const session = signal(/** @type {"asking" | "setup" | "out" | "in"} */ ("asking"));
/** The person who is signed in: an organiser, or an official, who belongs to one competition. */
export const me = signal(/** @type {any} */ (null));
/** An official is here by card: nothing of setting up and publishing. What else they have follows from `may`. */
export const isOfficial = computed(() => me.value !== null && me.value.role !== "organiser");
/** The officials who work at the desk; the others have pages of their own. */
export const DESK_ROLES = ["chief", "recorder", "encryption", "supervisor"];

/** Whether the person here may do this, by the server's table. @param {string} action as in `access.py` */
export const may = (action) => me.value?.may.includes(action) ?? false;
/** A sign-in ended while somebody worked: what is on the page stays until they sign in again. */
export const expired = signal(false);
/** Where we are. */
export const route = signal(/** @type {Route} */ (readPath("/desk/")));
/** The open competition's overview, null while it loads. */
export const overview = signal(/** @type {any} */ (null));
/** Why the overview could not be loaded. */
export const overviewProblem = signal(/** @type {any} */ (null));
/** The open round's progress, as the board says it. */
export const progress = signal(/** @type {any} */ (null));
/** The judges who were called, by id, with when they were and when they heard. */
export const calls = signal(/** @type {Record<string, {at: number, heard_at: number}>} */ ({}));
/** How well the live line does. */
export const line = signal(
  /** @type {import("../../../static/lib/feed-socket.js").Connection | null} */ (null),
);
/**
 * Cards made since the page was opened, until they are said to be printed. Nowhere else are their secrets kept, so they
 * outlive a look at another view.
 */
export const cards = signal(/** @type {{competition: string, card: any}[]} */ ([]));
/** Sentences at the foot of the page that go by themselves. */
export const toasts = signal(/** @type {{id: number, text: string, state: string}[]} */ ([]));

/** The open event and round, from the overview. */
export const here = computed(() => {
  const { event, round } = route.value;
  const events = overview.value?.events ?? [];
  const of = events.find((/** @type {any} */ e) =>
    round ? e.rounds.some((/** @type {any} */ r) => r.id === round) : e.id === event,
  );
  return { event: of ?? null, round: of?.rounds.find((/** @type {any} */ r) => r.id === round) ?? null };
});

/** Open an address. @param {Route} next @param {{replace?: boolean}} [options] */
export function go(next, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", pathOf(next));
  arrive();
  scrollTo(0, 0);
}

/** Show what the address says. */
export function arrive() {
  const next = readPath(location.pathname);
  batch(() => {
    if (next.competition !== route.value.competition) overview.value = null;
    if (next.round !== route.value.round) progress.value = null;
    overviewProblem.value = null;
    route.value = next;
  });
  if (session.value === "in") follow();
}

/** Ask who we are; goes on asking while the server is away. */
export async function begin() {
  try {
    const about = await ask("/api/v1/about");
    if (about.setup_needed) {
      session.value = "setup";
      return;
    }
    await signedIn();
  } catch (error) {
    if (error instanceof Unreachable) setTimeout(begin, 1_500);
    else session.value = "out";
  }
}

/** Somebody just signed in, or may have been all along. */
export async function signedIn() {
  try {
    const person = await ask("/api/v1/me");
    if (person.role !== "organiser" && !DESK_ROLES.includes(person.role))
      throw new Problem(403, { code: "not_allowed" });
    batch(() => {
      me.value = person;
      if (isOfficial.value && route.value.competition !== person.competition) enterOwn(person.competition);
      expired.value = false;
      session.value = "in";
    });
    follow();
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    session.value = "out";
  }
}

/** An official has one competition: wherever the address led, they are in it. @param {string} competition */
function enterOwn(competition) {
  route.value = { view: "home", competition };
  history.replaceState(null, "", pathOf(route.value));
}

/** Nobody is signed in any more, by choice. */
export function signedOut() {
  feed?.close();
  feed = null;
  batch(() => {
    me.value = null;
    overview.value = null;
    progress.value = null;
    cards.value = [];
    session.value = "out";
  });
}

signInsEnded.subscribe(() => {
  if (session.peek() === "in") expired.value = true;
});

/** @type {FeedSocket | null} */
let feed = null;

/** Load and watch what the address needs. */
function follow() {
  const { competition, round } = route.value;
  if (!competition || !may("read_competition")) {
    feed?.close();
    feed = null;
    line.value = null;
    return;
  }
  if (overview.value?.id !== competition) reload();
  const boards = [`work.${competition}`];
  if (may("call_judge")) boards.push(`calls.${competition}`);
  if (round) boards.push(`progress.${competition}.${round}`);
  watch(boards);
}

/** @param {string[]} boards */
function watch(boards) {
  if (feed && feed.connection.status !== "ended") {
    feed.follow(boards);
    return;
  }
  feed?.close();
  feed = new FeedSocket(boards);
  feed.addEventListener("board", (event) => heard(/** @type {CustomEvent} */ (event).detail));
  feed.addEventListener("status", (event) => {
    const status = /** @type {CustomEvent} */ (event).detail;
    line.value = status;
    if (status.code === 4401 && session.peek() === "in") expired.value = true;
    // A board may be a moment younger than the address that names it, a round just added: ask for it again.
    if (status.code === 4404) setTimeout(follow, 1_000);
  });
  feed.open();
}

/** @param {{board: string, held: {state: any}}} news */
function heard({ board, held }) {
  const { competition, round } = route.peek();
  if (board === `progress.${competition}.${round}`) progress.value = held.state;
  if (competition && board === `calls.${competition}`) readCalls(competition);
  if (board === `work.${competition}` && held.state.position > (overview.peek()?.position ?? 0)) reload();
}

/** @param {string} competition */
async function readCalls(competition) {
  try {
    const answer = await ask(inside(competition, "/calls"));
    if (route.peek().competition === competition) calls.value = answer.calls;
  } catch (error) {
    // The bell rings again after the next call; a mark beside a name is worth no more than that.
    if (!(error instanceof Unreachable) && !(error instanceof Problem)) throw error;
  }
}

const SWALLOWED = 20_000;
/** @type {Promise<void> | null} */
let reading = null;
let again = false;

/** Read the competition again; what changes meanwhile is read after it. Resolves when all of it is here. */
export function reload() {
  again = true;
  reading ??= readAll().finally(() => {
    reading = null;
  });
  return reading;
}

async function readAll() {
  while (again) {
    again = false;
    const { competition } = route.peek();
    if (competition) await readOverview(competition);
  }
}

/** @param {string} competition */
async function readOverview(competition) {
  try {
    // One reading at a time: one that a dead network swallowed must not stand in the way of all others.
    const answer = await ask(inside(competition), { signal: AbortSignal.timeout(SWALLOWED) });
    if (route.peek().competition !== competition) return;
    batch(() => {
      overview.value = answer;
      overviewProblem.value = null;
    });
  } catch (error) {
    if (error instanceof Unreachable) setTimeout(reload, 2_000);
    if (route.peek().competition === competition && !overview.peek()) overviewProblem.value = error;
  }
}

/** Nothing else asks while the server is away on a page without a live line: look whether it is back. */
away.subscribe((gone) => {
  if (gone) setTimeout(() => ask("/api/v1/about").catch(() => (away.peek() ? lookAgain() : null)), 1_500);
});

function lookAgain() {
  setTimeout(() => ask("/api/v1/about").catch(() => (away.peek() ? lookAgain() : null)), 2_500);
}

/** Cards that were not printed are lost with the page: ask before it goes. @param {BeforeUnloadEvent} event */
function stay(event) {
  if (cards.peek().length > 0) event.preventDefault();
}
addEventListener("beforeunload", stay);

let toastId = 0;

/** Say something that needs no answer. @param {string} text @param {"good" | "bad"} [state] */
export function toast(text, state = "good") {
  toastId += 1;
  const id = toastId;
  toasts.value = [...toasts.value.slice(-1), { id, text, state }];
  setTimeout(() => {
    toasts.value = toasts.value.filter((one) => one.id !== id);
  }, 4_000);
}
