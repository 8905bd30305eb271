// Which screens somebody at the desk means, and what is wrong with what they are driven with: pure, no elements, no texts.

/** Below this many frames a second a picture is seen to stumble. */
export const FRAMES_LOW = 25;

/** A screen that nobody has named yet. @param {any} screen */
export function isNew(screen) {
  return screen.name === screen.id.toUpperCase();
}

/** Somebody should look after it: new, silent, cut off, slow, or shown by two browsers. @param {any} screen */
export function wantsCare(screen) {
  if (isNew(screen)) return true;
  if (screen.silent !== false) return screen.silent === true;
  const { state, fps } = screen.report;
  return state !== "live" || screen.pages > 1 || fps < FRAMES_LOW;
}

/**
 * The screens that are looked for, new ones first: somebody stands before one of them.
 *
 * @param {any[]} screens
 * @param {{text?: string, group?: string, care?: boolean}} [wanted] text: part of a name or code; group: an id;
 *   care: only those somebody should look after
 */
export function found(screens, { text = "", group = "", care = false } = {}) {
  const said = text.trim().toLowerCase();
  return screens
    .filter((one) => !said || `${one.name} ${one.id}`.toLowerCase().includes(said))
    .filter((one) => !group || one.groups?.includes(group))
    .filter((one) => !care || wantsCare(one))
    .sort((one, other) => Number(isNew(other)) - Number(isNew(one)) || byName(one, other));
}

/** Screen 2 stands before screen 10. @param {any} one @param {any} other */
export function byName(one, other) {
  return one.name.localeCompare(other.name, "zh-CN", { numeric: true });
}

/**
 * The screens an action is for.
 *
 * @param {any[]} screens
 * @param {string} target "everyone", "picked", or the id of a group
 * @param {Set<string>} picked
 */
export function meant(screens, target, picked) {
  if (target === "everyone") return screens;
  if (target === "picked") return screens.filter((one) => picked.has(one.id));
  return screens.filter((one) => one.groups?.includes(target));
}

/**
 * @typedef {{width: number, height: number, setting: Record<string, any>, count: number, name: string}} Shape
 *   a picture as some screens show it; of a wall the whole one. name: of the first of them
 */

/**
 * The different pictures that some screens would make of one scene, that of most screens first.
 *
 * @param {any[]} screens
 * @returns {Shape[]} at least one: the usual wall where no screen has said how large it is
 */
export function shapesOf(screens) {
  /** @type {Map<string, Shape>} */
  const shapes = new Map();
  for (const { report, setting = {}, name } of screens) {
    if (!report?.width) continue;
    const { column, row, columns = 1, rows = 1, bezel, brightness, sound, ...rest } = setting;
    const height = rest.height ? { height: rest.height * rows } : {};
    const shape = {
      width: report.width * columns,
      height: report.height * rows,
      setting: { ...rest, ...height, theme: report.theme },
    };
    const key = JSON.stringify(shape);
    const known = shapes.get(key) ?? { ...shape, count: 0, name };
    shapes.set(key, { ...known, count: known.count + 1 });
  }
  const all = [...shapes.values()].sort((one, other) => other.count - one.count);
  return all.length ? all : [{ width: 1920, height: 1080, setting: {}, count: 0, name: "" }];
}

/**
 * What names a scene, playlist or group that is not there any more.
 *
 * @param {any} item a playlist or a line of the programme
 * @param {any} known the fleet
 * @returns {number} how many steps or cues point nowhere
 */
export function lostParts(item, known) {
  const has = (/** @type {string} */ list, /** @type {string} */ id) =>
    known[list].some((/** @type {any} */ one) => one.id === id);
  const steps = (item.steps ?? []).filter((/** @type {any} */ step) => !has("scenes", step.scene));
  const cues = (item.cues ?? []).filter(
    (/** @type {any} */ cue) =>
      !(cue.playlist ? has("playlists", cue.playlist) : has("scenes", cue.scene)) ||
      cue.groups.some((/** @type {string} */ group) => !has("groups", group)),
  );
  return steps.length + cues.length;
}

/**
 * Playlists and lines of the programme that need an item, before it is deleted.
 *
 * @param {string} kind "scenes", "playlists" or "groups"
 * @param {string} id
 * @param {any} known the fleet
 * @returns {any[]}
 */
export function usersOf(kind, id, known) {
  const without = { ...known, [kind]: known[kind]?.filter((/** @type {any} */ one) => one.id !== id) };
  return [...known.playlists, ...known.programme].filter(
    (item) => item.id !== id && lostParts(item, without) > lostParts(item, known),
  );
}

/**
 * An order in which two have changed places; the same where one of them is not in it.
 *
 * @param {string[]} order
 * @param {string} one
 * @param {string} other
 */
export function swapped(order, one, other) {
  if (!order.includes(one)) return order;
  return order.map((id) => (id === one ? other : id === other ? one : id));
}

/**
 * The option that gives all screens of a wall one language: that of its first screen, as it says it speaks.
 *
 * @param {any[]} screens
 * @param {string} first
 * @returns {{language?: string}} empty where they agree
 */
export function oneLanguage(screens, first) {
  const spoken = screens.map((one) => one.report?.language ?? one.options?.language);
  const language = spoken[screens.findIndex((one) => one.id === first)];
  return language && new Set(spoken).size > 1 ? { language } : {};
}

/** Lowest and highest value of what is set on a screen, as the server has them. @type {Record<string, [number, number]>} */
export const LIMITS = {
  distance: [0, 100],
  height: [0, 2000],
  brightness: [30, 100],
  margin: [0, 10],
  columns: [1, 12],
  rows: [1, 12],
  column: [1, 12],
  row: [1, 12],
  bezel: [0, 100],
};

/**
 * The rectangles so many screens can fill, the one nearest to a square first; of two the wider one.
 *
 * @param {number} screens
 * @returns {{columns: number, rows: number}[]}
 */
export function wallShapes(screens) {
  const [, most] = LIMITS.columns;
  return Array.from({ length: most }, (_, number) => ({ columns: number + 1, rows: screens / (number + 1) }))
    .filter(({ rows }) => Number.isInteger(rows) && rows <= most)
    .sort(
      (one, other) =>
        Math.abs(one.columns - one.rows) - Math.abs(other.columns - other.rows) ||
        other.columns - one.columns,
    );
}
