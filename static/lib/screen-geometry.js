// Where the picture lies on a screen: turned, inside its margins, its part of a wall; and how large type must be.
// Numbers only, no elements.

/**
 * @typedef {{distance?: number, height?: number, theme?: string, brightness?: number, margin?: number, turn?: number,
 *   columns?: number, rows?: number, column?: number, row?: number, bezel?: number}} Setting
 *   as in docs/screens.md; what is absent is as usual
 * @typedef {{width: number, height: number, turn: number, left: number, top: number, inner: {width: number,
 *   height: number}, picture: {width: number, height: number, left: number, top: number}}} Place
 *   width and height: of the screen as people see it, in CSS pixels; left and top: its margins; inner: between them;
 *   picture: the whole picture, of which the screen shows its part
 */

/** Capital letters are this much of the distance high: AVIXA V202.01, basic decision making. */
const OF_DISTANCE = 1 / 200;
/** A capital letter's height in ems, and the smallest size a board sets names in, in units of a hundredth of its height. */
const CAP_HEIGHT = 0.7;
const NAME_SIZE = 2.6;
/** Larger than this a table has fewer than five rows: the screen is too small for the distance, and the desk says so. */
export const ZOOM_MAX = 2.2;
/** What is no table is set so much larger anyway. */
const OF_WORDS = 0.62;

/**
 * @param {Setting} setting
 * @param {number} width of the window, CSS pixels
 * @param {number} height
 * @returns {Place}
 */
export function placeOf(setting, width, height) {
  const { turn = 0, margin = 0, columns = 1, rows = 1, column = 1, row = 1, bezel = 0 } = setting;
  const [wide, high] = turn % 180 === 0 ? [width, height] : [height, width];
  const [left, top] = [Math.round((wide * margin) / 100), Math.round((high * margin) / 100)];
  const inner = { width: wide - 2 * left, height: high - 2 * top };
  const gap = (inner.width * bezel) / 1000;
  const picture = {
    width: columns * inner.width + (columns - 1) * gap,
    height: rows * inner.height + (rows - 1) * gap,
    left: -(column - 1) * (inner.width + gap),
    top: -(row - 1) * (inner.height + gap),
  };
  return { width: wide, height: high, turn, left, top, inner, picture };
}

/**
 * How much larger than usual type must be to be read from the farthest place; 1 where size and distance are not known.
 *
 * A capital letter must be `distance / 200` high. On a picture `height` high a board's smallest name is 2.6 hundredths
 * of it, and a capital letter 0.7 of that.
 *
 * @param {Setting} setting distance in m, height of one screen's picture in cm
 */
export function zoomOf(setting) {
  return Math.min(Math.max(neededZoom(setting), 1), ZOOM_MAX);
}

/** The same without the limits of what fits: below 1 there is room to spare. @param {Setting} setting */
export function neededZoom({ distance = 0, height = 0, rows = 1 }) {
  if (!distance || !height) return 1;
  const needed = distance * 100 * OF_DISTANCE;
  const usual = ((height * rows) / 100) * NAME_SIZE * CAP_HEIGHT;
  return needed / usual;
}

/** How much larger words, clocks and short lists must be. @param {number} zoom of tables */
export function zoomOfWords(zoom) {
  return Math.max(1, zoom * OF_WORDS);
}

/** From so many times its side a phone still reads a code; from half of that it does so at once. */
const CODE_REACH = 20;
/** People stand so many heights of the picture away where nobody has said how many. */
const USUAL_REACH = 3;
/** A module is at least so many dots of the screen wide: fewer run into each other. */
const DOTS = 2;

/** How far the farthest reader is, in heights of the whole picture; 0 where it is not known. @param {Setting} setting */
export function reachOf({ distance = 0, height = 0, rows = 1 }) {
  return height ? (distance * 100) / (height * rows) : 0;
}

/**
 * How large a code is drawn in a zone: beside its words in a wide one, above them in the others.
 *
 * @param {number} width of the zone
 * @param {number} height
 */
export function codeSide(width, height) {
  return Math.floor(
    width > height ? Math.min(height * 0.84, width * 0.46) : Math.min(width * 0.84, height * 0.52),
  );
}

/**
 * Whether a code can be scanned from where the farthest people are.
 *
 * @param {number} side in CSS pixels, with the free modules around it
 * @param {{picture: number, modules: number, reach?: number, dots?: number}} seen picture: height of the whole picture in
 *   CSS pixels; modules: of a side; reach: see `reachOf`; dots: of the screen in a CSS pixel
 */
export function isScannable(side, { picture, modules, reach = 0, dots = 1 }) {
  return (side * dots) / modules >= DOTS && side * CODE_REACH >= picture * (reach || USUAL_REACH);
}
