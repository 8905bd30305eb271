// The desk's addresses: what each path means and how it is written. Nothing is drawn or loaded here.

/**
 * @typedef {{view: string, competition?: string, event?: string, round?: string, scheme?: string,
 *   screen?: string}} Route
 *   view: competitions · screens · screen · stream · brand · home · library · scheme · judges · access · entry · downloads · delegations · entries · rules · sheets · teams · draw · panels ·
 *   paper · seals · live · rulings · statistics · calibration · standings · ceremony · script · lost
 */

const ROUND_VIEWS = [
  "draw",
  "seals",
  "panels",
  "paper",
  "live",
  "rulings",
  "statistics",
  "calibration",
  "standings",
  "ceremony",
  "script",
];
const EVENT_VIEWS = ["entries", "rules", "sheets", "teams"];
const COMPETITION_VIEWS = [
  "library",
  "judges",
  "screens",
  "stream",
  "brand",
  "downloads",
  "delegations",
  "access",
  "entry",
];

/**
 * What an address shows.
 *
 * @param {string} path as in `location.pathname`
 * @returns {Route}
 */
export function readPath(path) {
  const [first, ...rest] = path
    .replace(/^\/desk\/?/, "")
    .split("/")
    .filter(Boolean)
    .map(decode);
  if (first === undefined) return { view: "competitions" };
  if (first === "screens" && rest.length === 0) return { view: "screens" };
  if (first === "screens" && rest.length === 1) return { view: "screen", screen: rest[0] };
  if (first === "c" && rest.length) return inCompetition(rest[0], rest.slice(1));
  return { view: "lost" };
}

/** @param {string} competition @param {string[]} rest @returns {Route} */
function inCompetition(competition, [kind, id, view, ...more]) {
  if (more.length) return { view: "lost" };
  if (kind === undefined) return { view: "home", competition };
  if (kind === "library" && id && !view) return { view: "scheme", competition, scheme: id };
  if (COMPETITION_VIEWS.includes(kind) && !id) return { view: kind, competition };
  if (kind === "e" && id && EVENT_VIEWS.includes(view)) return { view, competition, event: id };
  if (kind === "r" && id && ROUND_VIEWS.includes(view)) return { view, competition, round: id };
  return { view: "lost", competition };
}

/**
 * The address of a view.
 *
 * @param {Route} route
 * @returns {string}
 */
export function pathOf({ view, competition, event, round, scheme, screen }) {
  if (view === "competitions") return "/desk/";
  if (view === "screen") return `/desk/screens/${screen}`;
  if (!competition) return `/desk/${view}`;
  const top = `/desk/c/${competition}`;
  if (view === "home") return top;
  if (view === "scheme") return `${top}/library/${scheme}`;
  if (event && EVENT_VIEWS.includes(view)) return `${top}/e/${event}/${view}`;
  if (round) return `${top}/r/${round}/${view}`;
  return `${top}/${view}`;
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A broken escape names nothing we have.
  }
}
