// Where a line of Chinese may end: after a dot between parts and between words, never within one. The text itself stays as it is.

import { make, setAttribute } from "../../static/lib/html.js";

/** Below this many characters nothing is ever broken well. */
const SHORT = 4;
/** Belongs to what follows: a line ends before it. */
const OPENS = /^[（(《〈「『“‘[【]$/u;
/** Stands alone: a line may end before it and behind it. */
const JOINS = /^[与和及暨或]$/u;
/** Belongs to what is before: no line begins with it. */
const CLOSES = /^[\p{P}\s]+$/u;

/** Chinese words, as the browser's own dictionary knows them; older browsers break at dots alone. */
const WORDS = "Segmenter" in Intl ? new Intl.Segmenter("zh", { granularity: "word" }) : null;

/** @type {Map<string, string[]>} a hall has some hundred texts, drawn again with every change */
const known = new Map();
const KNOWN_MOST = 4_000;

/**
 * The pieces of a text that stay whole on a line; put together they are the text. A text without Chinese is one piece: its
 * words have spaces.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function piecesOf(text) {
  if (text.length < SHORT || !/[\u2e80-\uffef]/.test(text)) return [text];
  const found = known.get(text);
  if (found) return found;
  if (known.size >= KNOWN_MOST) known.clear();
  const pieces = joined(segmentsOf(text));
  known.set(text, pieces);
  return pieces;
}

/** @param {string} text */
function segmentsOf(text) {
  if (!WORDS) return text.split(/(?<=·)/u);
  return [...WORDS.segment(text)].map(({ segment }) => segment);
}

/**
 * A dictionary does not know names and trades: what it leaves as single characters in a row is one word; one alone ends
 * the word before it, or begins the one behind it where nothing is before.
 *
 * @param {string[]} segments
 */
function joined(segments) {
  /** @type {string[]} */
  const pieces = [];
  let single = false;
  let opened = false;
  for (const [at, segment] of segments.entries()) {
    const before = pieces.at(-1) ?? "";
    const alone = isSingle(segment);
    const first = before === "" || /[\p{P}\s]$/u.test(before);
    const ends = CLOSES.test(segment) && !OPENS.test(segment);
    const tail = alone && (single || (!first && !isSingle(segments[at + 1] ?? "")));
    const latin = /[!-~]$/.test(before) && /^[!-~]/.test(segment);
    if (before && (opened || ends || tail || latin)) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
    single = alone;
    opened = OPENS.test(segment) || (alone && first && !isSingle(segments[at + 1] ?? ""));
  }
  return pieces;
}

/** A character that is neither a mark nor joins two words. @param {string} segment */
function isSingle(segment) {
  return [...segment].length === 1 && ![CLOSES, OPENS, JOINS].some((mark) => mark.test(segment));
}

/**
 * Set a text that may need several lines, only when it differs; `data-words` tells the styles that it says itself where it
 * may be broken.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setWords(element, text) {
  if (element.textContent === text) return;
  const pieces = piecesOf(text);
  // No wbr: it ends a line also where the styles want one line only.
  element.replaceChildren(...pieces.flatMap((piece, at) => (at ? [make("i"), piece] : [piece])));
  setAttribute(element, "data-words", pieces.length > 1 ? "yes" : null);
}
