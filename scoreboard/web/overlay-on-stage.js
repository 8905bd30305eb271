// The entry on stage over a live picture: a lower third with the judges' marks of the module that was completed last.

import { make, setAttribute, setText } from "../../static/lib/html.js";
import { dotted, language, say, t } from "../../static/lib/i18n.js";
import { movedText, resultText, stateText, statusText } from "./board-texts.js";
import { evenly, linesOf } from "./on-stage-rules.js";
import { setName } from "./overlay-names.js";
import { twoTexts } from "./plain-board.js";

/** More parts than this stand on no strip. */
const PARTS_MAX = 5;
/** Places of name and unit, in Chinese characters at full size. */
const [NAME, UNIT] = [20, 36];

/** @param {import("./overlay-rules.js").Wish} wish @returns {import("./overlay-graphics.js").Graphic} */
export function onStage({ both }) {
  const rank = make("span.third-rank.figures");
  const [name, unit] = [twoTexts("div.third-name"), twoTexts("div.third-unit")];
  const [what, strip] = [make("div.third-what"), make("div.third-marks")];
  const [total, state_] = [make("span.third-total.figures"), make("span.third-state")];
  const plate = make(
    "div.third-plate",
    {},
    rank,
    make("div.third-who", {}, name, unit),
    make("div.third-side", {}, total, state_),
  );
  return {
    element: make("div.lower-third", {}, what, plate, strip),
    draw(state, _, anew) {
      const { row } = state;
      if (anew) setAttribute(plate, "data-turn", plate.dataset.turn === "a" ? "b" : "a");
      setText(what, dotted([say(state.event.title), say(state.round.title)]));
      const moved = state.rank_before === undefined ? 0 : state.rank_before - row.rank;
      rank.replaceChildren(
        String(row.rank ?? row.number ?? ""),
        make("span.third-moved", {}, movedText(moved)),
      );
      setAttribute(rank, "data-rank", row.rank <= 3 ? row.rank : null);
      setName(name, row.name, both, NAME);
      setName(unit, row.delegation, false, UNIT);
      const out = row.under_review ? t("board.under_review") : stateText(row, state.phase, language());
      setText(total, out || resultText(row.total, state.result));
      setText(state_, statusText(state, language()));
      const inside = stripOf(state);
      strip.hidden = inside.length === 0;
      strip.replaceChildren(...inside);
    },
  };
}

/** The marks of the module of one aspect, the parts of one of several; nothing of one that is not complete. @param {any} state */
function stripOf(state) {
  const lines = linesOf(state.working).filter(
    (line) => line.module === state.module && line.value !== undefined,
  );
  const head = lines.find((line) => line.kind === "module");
  if (!head) return [];
  const parts = lines.filter((line) => line.kind === "aspect").slice(0, PARTS_MAX);
  return [
    make("span.third-module", {}, say(head.title)),
    ...(head.marks ? marksOf(head, head.marks) : parts.map(partOf)),
    make("span.third-sum.figures", {}, head.value),
  ];
}

/** @param {import("./on-stage-rules.js").Line} line @param {string[]} marks */
function marksOf({ high = [], low = [] }, marks) {
  return evenly(marks).map((mark, at) =>
    make(
      "span.third-mark.figures",
      { "data-drop": high.includes(at) ? "high" : low.includes(at) ? "low" : null },
      mark || "–",
    ),
  );
}

/** @param {import("./on-stage-rules.js").Line} line */
function partOf({ title, value }) {
  return make("span.third-part", {}, say(title), make("b.figures", {}, value));
}
