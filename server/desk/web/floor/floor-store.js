// What the floor page knows: who works it, which round, the floor as the board says it, the steady clock. It never draws.

import { FeedSocket } from "../../../../static/lib/feed-socket.js";
import { batch, signal } from "../../../../static/lib/ui.js";
import { ask, inside, Unreachable } from "../api.js";

/** "asking" until the server was asked, then "out" or "in". */
export const session = signal(/** @type {"asking" | "out" | "in"} */ ("asking"));
/** Who is signed in: an organiser or a floor judge. */
export const me = signal(/** @type {any} */ (null));
/** The competition and round in the address; either may be "". */
export const place = signal(readPlace());
/** The rounds there are to choose from, of one competition: `{id, title, rounds: [{id, title, event, phase}]}`. */
export const choice = signal(/** @type {any[] | null} */ (null));
/** The floor of the round, as its board says it; null until it is here. */
export const floor = signal(/** @type {any} */ (null));
/** How well the live line does; null before there is one. */
export const line = signal(
  /** @type {import("../../../../static/lib/feed-socket.js").Connection | null} */ (null),
);
/** Entries by code, with names where the round is not blind; for organisers only: judges of any kind know codes alone. */
export const names = signal(/** @type {Map<string, any>} */ (new Map()));
/** The address named a round that is not there, or is not for us. */
export const lost = signal(false);

/** @type {FeedSocket | null} */
let feed = null;

/** What the server's steady clock reads now; null before it was heard. */
export const steadyNow = () => feed?.steady?.now() ?? null;
/** The server's time of day. */
export const wallNow = () => feed?.clock.now() ?? Date.now();

function readPlace() {
  const [, competition = "", round = ""] = /^\/floor\/([^/]*)\/?([^/]*)/.exec(location.pathname) ?? [];
  return { competition: decodeURIComponent(competition), round: decodeURIComponent(round) };
}

/** Open a round. @param {string} competition @param {string} round */
export function open(competition, round) {
  history.pushState(null, "", round ? `/floor/${competition}/${round}` : "/floor/");
  arrive();
}

/** Show what the address says. */
export function arrive() {
  batch(() => {
    place.value = readPlace();
    floor.value = null;
    lost.value = false;
  });
  if (session.value === "in") follow();
}

/** Ask who we are; goes on asking while the server is away. */
export async function begin() {
  try {
    const person = await ask("/api/v1/me");
    if (person.role !== "organiser" && person.role !== "floor") throw new Error("not for them");
    batch(() => {
      me.value = person;
      session.value = "in";
    });
    follow();
  } catch (error) {
    if (error instanceof Unreachable) setTimeout(begin, 1_500);
    else session.value = "out";
  }
}

/** Nobody works here any more, by choice. */
export async function leave() {
  await ask("/api/v1/sign-out", { method: "POST" }).catch(() => null);
  feed?.close();
  feed = null;
  batch(() => {
    me.value = null;
    floor.value = null;
    choice.value = null;
    session.value = "out";
  });
}

function follow() {
  const { competition, round } = place.value;
  if (!competition || !round) {
    feed?.close();
    feed = null;
    line.value = null;
    readChoice();
    return;
  }
  const board = `floor.${competition}.${round}`;
  feed?.close();
  feed = new FeedSocket([board]);
  feed.measure();
  feed.addEventListener("board", (event) => {
    floor.value = /** @type {CustomEvent} */ (event).detail.held.state;
  });
  feed.addEventListener("refusal", () => {
    lost.value = true;
  });
  feed.addEventListener("status", (event) => {
    line.value = /** @type {CustomEvent} */ (event).detail;
    if (line.value?.code === 4401) session.value = "out";
  });
  feed.open();
  if (me.value?.role === "organiser") readNames(competition, round);
}

/** The rounds to choose from: those of the floor judge's competition, or of every one. */
async function readChoice() {
  try {
    const own = me.value.competition;
    const competitions = own ? [{ id: own }] : await ask("/api/v1/competitions");
    const outlines = await Promise.all(
      competitions.map(async (/** @type {any} */ { id }) => {
        const { state } = await ask(`/api/v1/boards/overview.${encodeURIComponent(id)}`);
        return { id, title: state.title, rounds: state.events.flatMap(roundsOf) };
      }),
    );
    choice.value = outlines.reverse();
  } catch (error) {
    if (error instanceof Unreachable) setTimeout(() => !place.peek().round && readChoice(), 2_000);
    else choice.value = [];
  }
}

/** @param {any} event of an overview board */
function roundsOf(event) {
  return event.rounds.map((/** @type {any} */ round) => ({ ...round, event: event.title }));
}

/** @param {string} competition @param {string} round */
async function readNames(competition, round) {
  const overview = await ask(inside(competition)).catch(() => null);
  const event = overview?.events.find((/** @type {any} */ one) =>
    one.rounds.some((/** @type {any} */ of) => of.id === round),
  );
  if (!event || place.peek().round !== round) return;
  const entries = new Map(event.entries.map((/** @type {any} */ entry) => [entry.entry, entry]));
  const { order, identity } = event.rounds.find((/** @type {any} */ of) => of.id === round);
  // A tablet on the floor is seen by everyone: where a round is blind it shows codes, to organisers too.
  const known = (/** @type {string} */ entry) => (identity === "name" ? entries.get(entry) : {});
  names.value = new Map(
    order.map((/** @type {any} */ drawn) => [drawn.code, { ...known(drawn.entry), entry: drawn.entry }]),
  );
}
