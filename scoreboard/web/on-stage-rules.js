// What the board of the entry on stage shows, from its state: lines, pages, distances. Pure: no elements, no texts.

/**
 * @typedef {{id: string, title: any, kind: string, points: string, max?: string, marks?: string[], high?: number[],
 *   low?: number[], agreed?: boolean}} Aspect
 * @typedef {{id: string, title: any, in: number, due: number, total?: string, max?: string, weight?: string, void?: any[],
 *   seats?: number[], parts?: {id: string, title: any, points: string, aspects?: Aspect[]}[], after?: any[]}} Module
 * @typedef {{kind: "seats" | "module" | "part" | "aspect" | "after" | "void", module: string, title?: any,
 *   value?: string, seats?: number[], marks?: string[], high?: number[], low?: number[], agreed?: boolean,
 *   pending?: {in: number, due: number}, after?: any}} Line `module` is "" for what comes after all modules
 */

/** More marks than this stand in no line that can be read. */
export const SEATS_MAX = 15;

/**
 * The working in lines, from the first module down to what is added to their sum.
 *
 * @param {{modules: Module[], after: any[]}} working
 * @returns {Line[]}
 */
export function linesOf(working) {
  let seats = "";
  const lines = working.modules.flatMap((module) => {
    const own = seatsOf(module);
    const before = String(own) !== seats && own.length ? [seatsLine(module)] : [];
    if (own.length) seats = String(own);
    return [...before, ...moduleLines(module)];
  });
  return [...lines, ...working.after.map((one) => afterLine("", one))];
}

/** @param {Module} module @returns {number[]} */
function seatsOf({ seats = [] }) {
  return seats.length > SEATS_MAX ? [] : seats;
}

/** @param {Module} module @returns {Line} */
function seatsLine(module) {
  return { kind: "seats", module: module.id, seats: seatsOf(module) };
}

/** @param {Module} module @returns {Line[]} */
function moduleLines(module) {
  const { id, title, total: value, parts = [], after = [], void: voids = [] } = module;
  if (value === undefined) {
    return [{ kind: "module", module: id, title, pending: { in: module.in, due: module.due } }];
  }
  const below = [
    ...voids.map((/** @type {any} */ why) => /** @type {Line} */ ({ kind: "void", module: id, title: why })),
    ...after.filter((one) => one.kind !== "void").map((one) => afterLine(id, one)),
  ];
  const aspects = parts.flatMap((part) => part.aspects ?? []);
  // A module of one aspect is one line: the marks stand beside what they come to.
  if (aspects.length === 1 && parts.length === 1) {
    const { title: _, points: __, ...marked } = aspectLine(module, aspects[0]);
    return [{ ...marked, kind: "module", title, value }, ...below];
  }
  const inside = parts.flatMap((part) => [
    ...(parts.length > 1 ? [partLine(module, part)] : []),
    ...(part.aspects ?? []).map((aspect) => aspectLine(module, aspect)),
  ]);
  return [{ kind: "module", module: id, title, value }, ...inside, ...below];
}

/** @param {Module} module @param {any} part @returns {Line} */
function partLine(module, { title, points: value }) {
  return { kind: "part", module: module.id, title, value };
}

/** @param {Module} module @param {Aspect} aspect @returns {Line & {points?: string}} */
function aspectLine(module, { title, points: value, marks, high = [], low = [], agreed = false }) {
  const shown = seatsOf(module).length ? { marks, high, low } : {};
  return { kind: "aspect", module: module.id, title, value, agreed, ...shown };
}

/** @param {string} module @param {any} after @returns {Line} */
function afterLine(module, after) {
  return { kind: "after", module, title: after.title, value: after.value, after };
}

/**
 * Lines in pages of at most `room`: a module that fits stays together, one that does not begins each page by its name;
 * above the marks of a page stands whose they are.
 *
 * @param {Line[]} lines
 * @param {number} room lines on a page, at least 3
 * @returns {Line[][]}
 */
export function pagesOf(lines, room) {
  /** @type {Line[][]} */
  const pages = [[]];
  /** @type {Line[]} */
  let seats = [];
  for (const block of blocksOf(lines)) {
    if (block[0].kind === "seats") seats = [block[0]];
    const above = block.some(({ marks }) => marks) ? seats : [];
    const page = pages[pages.length - 1];
    if (page.length && page.length + block.length > room)
      pages.push(above.includes(block[0]) ? [] : [...above]);
    fill(pages, block, above, room);
  }
  return pages;
}

/** @param {Line[]} lines @returns {Line[][]} the lines of each module, with the seats above it; then the rest */
function blocksOf(lines) {
  /** @type {Line[][]} */
  const blocks = [];
  for (const line of lines) {
    const last = blocks[blocks.length - 1];
    if (last && last[0].module === line.module) last.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

/** @param {Line[][]} pages @param {Line[]} block @param {Line[]} above @param {number} room */
function fill(pages, block, above, room) {
  const heads = [...above, ...block.filter(({ kind }) => kind === "module")];
  for (const line of block) {
    if (pages[pages.length - 1].length >= room) pages.push([...heads]);
    pages[pages.length - 1].push(line);
  }
}

/**
 * How far it is to the line that matters: that of those who go on, else the next prize; where all are reached, to the first
 * who has none of it.
 *
 * @param {any} state
 * @param {number} cut how many go on; 0: the borders of prizes count
 * @returns {{rank: number, award: any, gap: string, inside: boolean} | null}
 */
export function lineOf(state, cut) {
  const { rank, total } = state.row ?? {};
  const { totals = [], lines = [] } = state;
  if (rank === undefined || total === undefined) return null;
  const borders = (cut > 0 ? [{ rank: cut }] : lines).filter((/** @type {any} */ one) => one.rank > 0);
  const missed = borders.filter((/** @type {any} */ one) => one.rank < rank);
  const line = missed.length
    ? missed.reduce((/** @type {any} */ a, /** @type {any} */ b) => (b.rank > a.rank ? b : a))
    : borders.reduce((/** @type {any} */ a, /** @type {any} */ b) => (a && a.rank < b.rank ? a : b), null);
  if (!line) return null;
  const inside = line.rank >= rank;
  const other = totals[inside ? line.rank : line.rank - 1];
  if (other === undefined) return null;
  return { rank: line.rank, award: line.award ?? null, gap: apart(total, other), inside };
}

/** How far the leader is ahead of who comes next; null for everybody else. @param {any} state @returns {string | null} */
export function leadOf(state) {
  const { rank, shared, total } = state.row ?? {};
  const next = state.totals?.[1];
  return rank === 1 && !shared && total !== undefined && next !== undefined ? apart(total, next) : null;
}

/** The distance between two figures, exact, without a sign. @param {string} one @param {string} other */
export function apart(one, other) {
  const places = Math.max(...[one, other].map((figure) => (figure.split(".")[1] ?? "").length));
  const whole = [one, other].map((figure) => {
    const [front, back = ""] = figure.split(".");
    return BigInt(front + back.padEnd(places, "0"));
  });
  const size = whole[0] > whole[1] ? whole[0] - whole[1] : whole[1] - whole[0];
  const digits = String(size).padStart(places + 1, "0");
  return places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
}

/**
 * Figures that stand beside each other, with as many places as the longest of them needs.
 *
 * @param {string[]} figures as they were given; others stay as they are
 * @returns {string[]}
 */
export function evenly(figures) {
  const parts = figures.map((figure) => /^(-?\d+)(?:\.(\d*?)0*)?$/.exec(figure));
  const places = Math.max(0, ...parts.map((part) => part?.[2]?.length ?? 0));
  return figures.map((figure, at) => {
    const [, front, back = ""] = parts[at] ?? [];
    return front === undefined || places === 0 ? (front ?? figure) : `${front}.${back.padEnd(places, "0")}`;
  });
}

/**
 * The neighbours that are shown where not all can be: the entry with those around it.
 *
 * @template {{entry: string}} Neighbour
 * @param {Neighbour[]} around in order of rank
 * @param {string} entry
 * @param {number} most
 * @returns {Neighbour[]}
 */
export function nearest(around, entry, most) {
  const at = around.findIndex((one) => one.entry === entry);
  const from = Math.max(0, Math.min(at - 1, around.length - most));
  return around.slice(from, from + most);
}

/** Heights in units on a lying board: a row that can be read with the gap below it, and what sets off a skipped rank. */
const ROW = { least: 5.6, gap: 0.6, skip: 1.8, fewest: 3 };

/** Whether ranks between this row and the one above are left out. @param {{rank: number}[]} around @param {number} at */
export function skipsAt(around, at) {
  return at > 0 && around[at].rank > around[at - 1].rank + 1;
}

/** How many rows round the entry have room. @param {{rank: number}[]} around @param {number} high units */
export function rowsIn(around, high) {
  const skips = around.filter((_, at) => skipsAt(around, at)).length;
  return Math.max(ROW.fewest, Math.floor((high + ROW.gap - skips * ROW.skip) / ROW.least));
}

/**
 * Where neighbours stand before they glide: the entry comes from below, who it passed gives way by one place.
 *
 * @param {{entry: string}[]} around in order of rank
 * @param {string} entry
 * @param {number} gained places, as far as is known
 * @returns {number[]} places below where each ends, negative above
 */
export function glideOf(around, entry, gained) {
  const at = around.findIndex((one) => one.entry === entry);
  const below = around.length - 1 - at;
  const from = Math.max(0, Math.min(gained, below));
  return around.map((_, index) => (index === at ? from : index > at && index <= at + from ? -1 : 0));
}
