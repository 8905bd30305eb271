// How a graphic over a live picture sets a name: as large as it has room for, on two lines before it cannot be read.

import { setAttribute } from "../../static/lib/html.js";
import { language, otherLanguage, say } from "../../static/lib/i18n.js";
import { sayBoth } from "./plain-board.js";
import { setting, widthOf } from "./standings-layout.js";

/** On one line a name loses no more than this: a picture is seen small, and compressed. */
const NAME_LEAST = 0.7;
/** The other language beside a name: the gap before it, and how large it is, in parts of the name. */
const BESIDE = { gap: 0.4, size: 0.6 };

/**
 * Write a name, and below or beside it the one in the other language where that has room.
 *
 * @param {Element} element made by `twoTexts`
 * @param {{zh?: string, en?: string} | undefined} name
 * @param {boolean} both
 * @param {number} capacity of its place, in Chinese characters at full size
 */
export function setName(element, name, both, capacity) {
  sayBoth(element, name, both);
  const main = say(name);
  const other = main === name?.[language()] ? (name?.[otherLanguage()] ?? "") : "";
  setAttribute(element, "data-setting", setting(main, capacity, NAME_LEAST));
  const wide = widthOf(main) + BESIDE.gap + widthOf(other) * BESIDE.size;
  setAttribute(element, "data-below", wide > capacity ? "yes" : null);
}
