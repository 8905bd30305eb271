// The graphics themselves: lower third, tower, ticker, versus, reveal, on stage. Each draws entries of a board of a round.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, otherLanguage, say, t, tagOf } from "../../static/lib/i18n.js";
import { sizeText, statusText } from "./board-texts.js";
import { setName } from "./overlay-names.js";
import { onStage } from "./overlay-on-stage.js";
import { figure, tag, titleOf } from "./overlay-texts.js";
import { tower } from "./overlay-tower.js";
import { sayBoth, twoTexts } from "./plain-board.js";

/**
 * @typedef {{element: HTMLElement, draw: (state: any, entries: string[], anew: boolean) => void}} Graphic
 *   anew: another entry or step than before: it comes in again
 * @typedef {import("./overlay-rules.js").Wish} Wish
 */

/** @param {Wish} wish @returns {Graphic} */
export function makeGraphic(wish) {
  return GRAPHICS[/** @type {keyof typeof GRAPHICS} */ (wish.graphic)](wish);
}

/** Places of names, in Chinese characters at full size: of a lower third, a versus and a reveal. */
const NAME = { third: 20, unit: 36, versus: 10, versusUnit: 17, reveal: 15 };

/** Start the coming-in again by changing its name. @param {HTMLElement} element @param {boolean} anew */
function comeIn(element, anew) {
  if (!anew) return;
  const next = element.dataset.turn === "a" ? "b" : "a";
  setAttribute(element, "data-turn", next);
}

/** @param {Wish} wish @returns {Graphic} */
function lowerThird({ both }) {
  const rank = make("span.third-rank.figures");
  const [name, unit, what] = [twoTexts("div.third-name"), twoTexts("div.third-unit"), make("div.third-what")];
  const total = make("span.third-total.figures");
  const state_ = make("span.third-state");
  const plate = make(
    "div.third-plate",
    {},
    rank,
    make("div.third-who", {}, name, unit),
    make("div.third-side", {}, total, state_),
  );
  const element = make("div.lower-third", {}, what, plate);
  return {
    element,
    draw(state, [id], anew) {
      const row = state.rows[id];
      comeIn(plate, anew);
      setText(what, titleOf(state));
      setText(rank, row.rank === undefined ? (row.number ?? "") : String(row.rank));
      setAttribute(rank, "data-rank", row.rank <= 3 ? row.rank : null);
      setAttribute(rank, "data-number", row.rank === undefined ? "yes" : null);
      setName(name, row.name, both, NAME.third);
      setName(unit, row.delegation, false, NAME.unit);
      setText(total, row.rank === undefined ? "" : figure(row, state));
      setText(state_, statusText(state, language()));
    },
  };
}

/** A strip runs so many characters a second; still, it stands so long on each part. */
const [STRIP_SPEED, STRIP_STANDS] = [5, 5_000];

/** @param {Wish} wish @returns {Graphic} */
function ticker({ zh, en, both }) {
  const label = make("span.strip-label");
  const track = make("div.strip-track", {}, make("span.strip-text"), make("span.strip-text"));
  const element = make("div.strip", {}, label, make("div.strip-window", {}, track));
  let written = "";
  return {
    element,
    draw(state, entries) {
      const said = language() === "zh" ? [zh, en] : [en, zh];
      const words = (both ? said : said.slice(0, 1)).filter(Boolean);
      setText(label, words.length || !state ? t("screen.news") : statusText(state, language()));
      const items = words.length
        ? words.map((one) => ["", one, ""])
        : entries.map((id) => [
            String(state.rows[id].rank),
            say(state.rows[id].name),
            figure(state.rows[id], state),
          ]);
      // Still, it shows one part after the other: running is all that a strip moves by.
      const at = Math.floor(performance.now() / STRIP_STANDS) % Math.max(1, items.length);
      for (const part of track.children)
        for (const [n, one] of [...part.children].entries())
          setAttribute(one, "data-turn", n === at ? "now" : null);
      if (JSON.stringify(items) === written) return;
      written = JSON.stringify(items);
      for (const part of track.children) part.replaceChildren(...items.map(stripItem));
      const length = items.flat().join("").length + items.length * 6;
      setStyle(track, { "--run": `${Math.max(12, Math.round(length / STRIP_SPEED))}s` });
    },
  };
}

/** @param {string[]} item rank, words, figure @param {number} n */
function stripItem([rank, words, total], n) {
  return make(
    "span.strip-item",
    { "data-rank": rank, "data-turn": n === 0 ? "now" : undefined },
    rank && make("b.strip-rank.figures", {}, rank),
    make("span", { lang: tagOf(words) }, words),
    total && make("b.figures", {}, total),
  );
}

/** Whether one of two is before the other by what is known. @param {number} at @param {string[]} entries @param {any} state */
function leads(at, entries, state) {
  const [own, other] = [state.rows[entries[at]]?.rank, state.rows[entries[1 - at]]?.rank];
  return own !== undefined && other !== undefined && own < other;
}

/** How far two results are apart, "" where that is not known. @param {string[]} entries @param {any} state */
function difference(entries, state) {
  const [one, other] = entries.map((id) => state.rows[id]?.gap);
  if (one === undefined || other === undefined) return "";
  // In whole units of the last place: a difference of two decimals has a tail in binary.
  const places = one.split(".")[1]?.length ?? 0;
  const units = [one, other].map((gap) => Math.round(Number(gap) * 10 ** places));
  const apart = Math.abs(units[0] - units[1]);
  return apart ? sizeText((apart / 10 ** places).toFixed(places), state.result) : "=";
}

/** @param {Wish} wish @returns {Graphic} */
function versus({ both }) {
  const sides = ["one", "two"].map((side) => {
    const [name, unit] = [twoTexts("div.versus-name"), twoTexts("div.versus-unit")];
    const [rank, total] = [make("span.versus-rank.figures"), make("span.versus-total.figures")];
    return {
      name,
      unit,
      rank,
      total,
      element: make("div.versus-side", { "data-side": side }, rank, name, unit, total),
    };
  });
  const between = make("span.versus-between.figures");
  const middle = make("div.versus-middle.figures", {}, "VS", between);
  const foot = make("div.versus-foot");
  const element = make(
    "div.versus",
    {},
    make("div.versus-sides", {}, sides[0].element, middle, sides[1].element),
    foot,
  );
  return {
    element,
    draw(state, entries, anew) {
      comeIn(element, anew);
      for (const [at, side] of sides.entries()) {
        const row = state.rows[entries[at]];
        side.element.hidden = !row;
        if (!row) continue;
        setText(side.rank, String(row.rank ?? row.number ?? ""));
        setAttribute(side.rank, "data-number", row.rank === undefined ? "yes" : null);
        setName(side.name, row.name, both, NAME.versus);
        setName(side.unit, row.delegation, false, NAME.versusUnit);
        setText(side.total, figure(row, state));
        setAttribute(side.rank, "data-rank", row.rank <= 3 ? row.rank : null);
        setAttribute(side.element, "data-leads", leads(at, entries, state) ? "yes" : null);
      }
      setText(between, difference(entries, state));
      foot.replaceChildren(make("span", {}, titleOf(state)), tag(state));
    },
  };
}

/** @param {Wish} wish @returns {Graphic} */
function reveal({ both }) {
  const rank = make("div.reveal-rank.figures");
  const award = twoTexts("div.reveal-award");
  const name = twoTexts("h1.reveal-name");
  const unit = twoTexts("div.reveal-unit");
  const total = make("div.reveal-total.figures");
  const foot = make("div.reveal-foot");
  const card = make("div.reveal-card", {}, rank, award, name, unit, total, foot);
  const element = make("div.reveal", {}, card);
  return {
    element,
    draw(state, [id], anew) {
      const row = state.rows[id];
      comeIn(card, anew);
      setText(rank, String(row.rank));
      setAttribute(rank, "data-rank", row.rank <= 3 ? row.rank : null);
      sayBoth(award, row.awards?.[0]?.title, both);
      setName(name, row.name, both, NAME.reveal);
      sayBoth(unit, row.delegation, both);
      setText(total, figure(row, state));
      const titles = titleOf(state);
      foot.replaceChildren(
        make("span", { lang: otherLanguage() === "zh" ? "en" : "zh-CN" }, titles),
        tag(state),
      );
    },
  };
}

const GRAPHICS = { lower_third: lowerThird, tower, ticker, versus, reveal, on_stage: onStage };
