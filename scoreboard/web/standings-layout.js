// How many rows of a standings board fit a screen, and which entry stands where; numbers only, no elements.

/** @typedef {"wide" | "tall" | "phone"} Shape */
/**
 * @typedef {{count: number, rowHeight: number, pinned: number, turning: number, starts: number[]}} Fit
 *   rowHeight in pixels; the first `pinned` places stand on every page; below them page p shows `turning` places from
 *   starts[p] on (counted from 0); there are as many pages as starts
 */

/**
 * Heights of a row in units, by shape: a page of many has rows of `low`, a few grow up to `high`, and rows shrink to
 * `least` where that saves turning pages at all. Below that they cannot be read.
 */
const ROW = {
  wide: { least: 5.2, low: 5.9, high: 12 },
  tall: { least: 5, low: 5.7, high: 10 },
  phone: { least: 10.4, low: 10.4, high: 10.4 },
};

/**
 * Is it held upright, lying, or in a hand?
 *
 * @param {number} width CSS pixels
 * @param {number} height
 * @returns {Shape}
 */
export function shapeOf(width, height) {
  if (width < 700) return "phone";
  return width < height * 1.15 ? "tall" : "wide";
}

/**
 * The unit that all sizes on a board are multiples of: a hundredth of the height, less where the width is short.
 *
 * @param {number} width
 * @param {number} height
 * @param {Shape} shape
 * @returns {number} CSS pixels
 */
export function unitOf(width, height, shape) {
  if (shape === "wide") return Math.min(height / 100, width / 150);
  if (shape === "tall") return Math.min(height / 100, width / 64);
  return Math.min(Math.max(width / 52, 6.2), 9);
}

/** The form of a page that a person holds or sits before. @param {number} width @param {number} height */
export function formOf(width, height) {
  const shape = shapeOf(width, height);
  return { shape, unit: unitOf(width, height, shape), far: false };
}

/** Units of width below which the columns of a lying board do not fit side by side. */
const WIDE_LEAST = 124;
const TALL_LEAST = 52;

/**
 * The form on a screen in the hall: never a phone's, which scrolls. With larger type a board gives up columns before it
 * cuts anything: `far` shows rank, name and total.
 *
 * @param {number} width CSS pixels
 * @param {number} height
 * @param {number} zoom how much larger than usual type must be, from 1
 * @returns {{shape: Shape, unit: number, far: boolean}}
 */
export function hallForm(width, height, zoom) {
  const shape = width >= height * 1.15 ? "wide" : "tall";
  const unit = unitOf(width, height, shape) * zoom;
  if (shape === "tall") return { shape, unit: Math.min(unit, width / TALL_LEAST), far: zoom > 1.3 };
  return { shape, unit, far: width / unit < WIDE_LEAST };
}

/**
 * Rows of equal height that fill the list; where they do not all fit, the leaders stay and the rest turns in pages.
 * Every page is full: where the numbers do not come out even, neighbours share a few places rather than leave a hole.
 *
 * @param {number} count entries
 * @param {number} height of the list, in pixels
 * @param {number} unit in pixels
 * @param {Shape} shape a phone scrolls and has one page
 * @param {boolean} [pins] whether the leaders stand on every page
 * @returns {Fit}
 */
export function fit(count, height, unit, shape, pins = true) {
  // Whole pixels: text on a fraction of one is blurred while it stands, and it stands most of the time.
  const { least, low, high } = ROW[shape];
  const most = Math.max(1, Math.floor(height / (low * unit)));
  if (shape === "phone" || count <= most || count * least * unit <= height) {
    const rowHeight = Math.min(high * unit, height / Math.max(count, 1));
    return {
      count,
      rowHeight: Math.floor(Math.max(rowHeight, least * unit)),
      pinned: 0,
      turning: count,
      starts: [0],
    };
  }
  const pinned = pins ? leaders(most) : 0;
  const turning = most - pinned;
  const rest = count - pinned;
  const last = Math.ceil(rest / turning) - 1;
  const starts = Array.from(
    { length: last + 1 },
    (_, page) => pinned + Math.round(((rest - turning) * page) / last),
  );
  return { count, rowHeight: Math.floor(Math.min(high * unit, height / most)), pinned, turning, starts };
}

/** How many stand on every page that has room for so many. @param {number} most */
function leaders(most) {
  if (most >= 8) return 3;
  return most >= 4 ? 1 : 0;
}

/**
 * The entries on a page, in the order of their slots from the top.
 *
 * @param {string[]} order
 * @param {Fit} how
 * @param {number} page
 * @returns {string[]}
 */
export function onPage(order, how, page) {
  const from = how.starts[page];
  return [...order.slice(0, how.pinned), ...order.slice(from, from + how.turning)];
}

/** Marks that a Chinese face sets as wide as a character, and a Latin one as narrow as a stroke. */
const FULL_IN_CHINESE = new Set("·“”‘’—…×");

/**
 * How wide a text is, in widths of a Chinese character. One without any is set in the condensed face (see `tagOf`);
 * Latin letters among Chinese ones stand in the face of those, which is wider.
 *
 * @param {string} text
 */
export function widthOf(text) {
  const chinese = /[\u2e80-\uffef]/.test(text);
  let width = 0;
  for (const character of text) width += chinese ? widthAmongChinese(character) : widthCondensed(character);
  return width;
}

/** @param {string} character */
function widthAmongChinese(character) {
  if ((character.codePointAt(0) ?? 0) >= 0x2e80 || FULL_IN_CHINESE.has(character)) return 1;
  return /[ .,'-]/.test(character) ? 0.35 : 0.6;
}

/** Measured on the heavy weight, rounded up. @param {string} character */
function widthCondensed(character) {
  if (/[ .,'’]/.test(character)) return 0.26;
  return /\p{Lu}/u.test(character) ? 0.49 : 0.44;
}

/** Sizes of a text that does not fit, in parts of the full one. */
const SMALLER = /** @type {const} */ ([
  ["full", 1],
  ["small", 0.84],
  ["smaller", 0.7],
  ["smallest", 0.6],
]);

/** Two lines of a text are set in about this part of its full size; a line that ends at a word loses so many characters. */
const OF_TWO = 0.66;
const LOST = 4;

/**
 * Whether a text fills two lines of a column so far that its lines cannot end at words without losing some of it.
 *
 * @param {string} text
 * @param {number} capacity of the column, in widths of a Chinese character at full size
 */
export function isClose(text, capacity) {
  return widthOf(text) > (2 * capacity) / OF_TWO - LOST;
}

/**
 * How to set a text in a column: as it is, smaller, or on two lines; what still does not fit is cut by an ellipsis.
 *
 * @param {string} text
 * @param {number} capacity of the column, in widths of a Chinese character at full size
 * @param {number} [least] a text on one line is never set smaller than this part of the full size
 * @returns {"full" | "small" | "smaller" | "smallest" | "two-lines"}
 */
export function setting(text, capacity, least = 0.6) {
  const width = widthOf(text);
  const found = SMALLER.find(([, size]) => size >= least && width <= capacity / size);
  return found ? found[0] : "two-lines";
}
