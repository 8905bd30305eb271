// What drives the hall's screens, as the desk knows it: read every two seconds while somebody looks. Nothing is drawn here.

import { signal, useEffect } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { inOrder } from "./in-order.js";
import { FRAMES_LOW } from "./screen-rules.js";
import { overview, route } from "./store.js";
import { useAnswer, useLooking } from "./use-answer.js";
import { say, t } from "./words.js";

const LOOK_EVERY = 2_000;

/** The answer of `/api/v1/fleet`; null before the first. @type {import("../../../static/lib/ui.js").Signal<any>} */
export const fleet = signal(/** @type {any} */ (null));
/** Kinds, layouts and faults; they change only with a restart of the server. */
export const kinds = signal(/** @type {any} */ (null));
/** Why the fleet could not be read. */
export const fleetProblem = signal(/** @type {any} */ (null));

const questions = inOrder();

/** Ask now, as after a change of one's own. */
export const readFleet = () => look();

/** @param {AbortSignal} [signal] */
async function look(signal) {
  const fresh = questions.ask();
  try {
    if (!kinds.peek()) kinds.value = await ask("/api/v1/board-kinds", { signal });
    const found = await ask("/api/v1/fleet", { signal });
    // What was asked for before the newest change is no news beside what was asked for after it.
    if (!fresh()) return;
    fleet.value = found;
    fleetProblem.value = null;
  } catch (error) {
    if (fresh()) fleetProblem.value = error;
  }
}

/** Keep the fleet current while a view is open. */
export function useFleet() {
  useEffect(() => {
    readFleet();
  }, []);
  useLooking(look, LOOK_EVERY);
}

/**
 * @typedef {{id: string, text: string, group: string}} BoardChoice
 */

/** What follows the competition in a board's id. @type {Record<string, "" | "round" | "event">} */
const OF = {
  standings: "round",
  outlook: "round",
  stage: "round",
  scoring: "round",
  stations: "round",
  heats: "round",
  ceremony: "round",
  teams: "event",
  overview: "",
  schedule: "",
  brand: "",
  delegations: "",
  records: "",
};

/**
 * Every board of a kind, of the open competition or of all.
 *
 * @returns {(kind: string) => BoardChoice[]}
 */
export function useBoards() {
  const { competition } = route.value;
  const { answer } = useAnswer(async () => {
    if (competition) return [];
    const list = await ask("/api/v1/competitions");
    return Promise.all(list.map((/** @type {any} */ one) => ask(inside(one.id))));
  }, [competition]);
  const all = (competition ? [overview.value] : (answer ?? [])).filter(Boolean);
  return (kind) => all.flatMap((/** @type {any} */ known) => boardsOf(known, kind));
}

/** The main table, then each that is set. @param {any} known @param {string} group @returns {BoardChoice[]} */
function delegationBoards(known, group) {
  const set = known.tables.map((/** @type {any} */ table) => ({
    id: `delegations.${known.id}.${table.id}`,
    text: say(table.title),
    group,
  }));
  return [{ id: `delegations.${known.id}`, text: t("desk.delegations.main"), group }, ...set];
}

/** @param {any} known a competition's overview @param {string} kind @returns {BoardChoice[]} */
function boardsOf(known, kind) {
  const group = say(known.title);
  if (kind === "delegations") return delegationBoards(known, group);
  if (kind === "ceremony") return [ceremonyOn(known), ...roundBoards(known, kind)];
  if (OF[kind] === "") return [{ id: `${kind}.${known.id}`, text: group, group }];
  if (OF[kind] === "event") {
    const there =
      kind === "teams" ? known.events.filter((/** @type {any} */ one) => one.teams) : known.events;
    return there.map((/** @type {any} */ event) => ({
      id: `${kind}.${known.id}.${event.id}`,
      text: say(event.title),
      group,
    }));
  }
  return roundBoards(known, kind);
}

/** One scene is enough for every ceremony of a day. @param {any} known @returns {BoardChoice} */
function ceremonyOn(known) {
  return { id: `ceremony.${known.id}`, text: t("desk.screens.ceremony_on"), group: say(known.title) };
}

/** @param {any} known @param {string} kind @returns {BoardChoice[]} */
function roundBoards(known, kind) {
  const group = say(known.title);
  return known.events.flatMap((/** @type {any} */ event) =>
    event.rounds.map((/** @type {any} */ round) => ({
      id: `${kind}.${known.id}.${round.id}`,
      text: `${say(event.title)} · ${say(round.title)}`,
      group,
    })),
  );
}

/** What goes on a screen now and why: for its tag. @param {any} screen @returns {{text: string, state: string}} */
export function healthOf(screen) {
  if (screen.silent === undefined) return { text: t("desk.screens.never_seen"), state: "" };
  if (screen.silent) {
    const seconds = Math.round((fleet.value.now - screen.seen_at) / 1000);
    return { text: t("desk.screens.silent", { ago: agoText(seconds) }), state: "bad" };
  }
  const { state, fps } = screen.report;
  // A server that is behind is no fault of this screen, and its cables are good.
  if (state === "late") return { text: t("common.late"), state: "warn" };
  if (state !== "live") return { text: t("desk.screens.not_live"), state: "warn" };
  if (screen.pages > 1) return { text: t("desk.screens.twice", { n: screen.pages }), state: "warn" };
  return { text: t("desk.screens.fps", { fps }), state: fps < FRAMES_LOW ? "warn" : "good" };
}

/** @param {number} seconds */
function agoText(seconds) {
  if (seconds < 120) return t("desk.screens.seconds", { n: seconds });
  if (seconds < 7200) return t("desk.screens.minutes", { n: Math.round(seconds / 60) });
  return t("desk.screens.hours", { n: Math.round(seconds / 3600) });
}

/** What is on air on a screen, by name. @param {any} screen */
export function onAirText(screen) {
  if (screen.emergency) return t("desk.screens.emergency");
  if (screen.blank) return t("desk.screens.blank");
  if (screen.notice) return t("desk.screens.notice");
  if (screen.show) return say(screen.show.title);
  return screen.board ? contentText(screen.board) : t("desk.screens.nothing");
}

/** A board that a screen was given by itself: what it is called, and of what. @param {string} board */
function contentText(board) {
  const [kind, , ...of] = board.split(".");
  const title = kinds.value?.kinds.find((/** @type {any} */ one) => one.board === kind)?.title;
  return [say(title) || kind, ...of].join(" · ");
}
