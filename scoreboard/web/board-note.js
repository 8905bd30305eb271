// A plate over a board that has nothing to show: the hammer and a sentence in the middle of the screen.

import { make, setText } from "../../static/lib/html.js";

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;

/**
 * @param {Element} place
 * @param {string} first shown at once
 */
export function showNote(place, first) {
  const main = make("p.main", {}, first);
  const second = make("p.second");
  const element = make(
    "div.board-note",
    { role: "status" },
    make("img", { src: MARK, alt: "" }),
    main,
    second,
  );
  place.append(element);
  return {
    /** @param {string} text @param {string} [more] */
    show(text, more = "") {
      element.hidden = false;
      setText(main, text);
      setText(second, more);
    },
    hide() {
      element.hidden = true;
    },
  };
}
