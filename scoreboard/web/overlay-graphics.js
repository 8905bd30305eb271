// The graphics themselves: lower third, tower, ticker, versus, reveal, on stage. Each draws entries of a board of a round.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, otherLanguage, say, t, tagOf } from "../../static/lib/i18n.js";
import { gapText, resultText, stateText, statusText } from "./board-texts.js";
import { onStage } from "./overlay-on-stage.js";
import { sayBoth, twoTexts } from "./plain-board.js";
import { widthOf } from "./standings-layout.js";

/**
 * @typedef {{element: HTMLElement, draw: (state: any, entries: string[], anew: boolean) => void}} Graphic
 *   anew: another entry or step than before: it comes in again
 * @typedef {import("./overlay-rules.js").Wish} Wish
 */

/** @param {Wish} wish @returns {Graphic} */
export function makeGraphic(wish) {
  return GRAPHICS[/** @type {keyof typeof GRAPHICS} */ (wish.graphic)](wish);
}

/** Event and round; the Chinese dot has its space built in. @param {any} state */
function titleOf(state) {
  return [state.event, state.round].map(({ title }) => say(title)).join(language() === "zh" ? "·" : " · ");
}

/** A figure of a row: the result, or why there is none. @param {any} row @param {any} state */
function figure(row, state) {
  return stateText(row, state.phase, language()) || resultText(row.total, state.result) || "–";
}

/** The list's state as a word: no graphic passes for official that is not. @param {any} state */
function tag(state) {
  return make("span.over-tag", { "data-status": state.status }, statusText(state, language()));
}

/** Start the coming-in again by changing its name. @param {HTMLElement} element @param {boolean} anew */
function comeIn(element, anew) {
  if (!anew) return;
  const next = element.dataset.turn === "a" ? "b" : "a";
  setAttribute(element, "data-turn", next);
}

/** @param {any} row @returns {string} long names are set narrower */
function long(row) {
  return widthOf(say(row.name)) > 14 ? "yes" : "no";
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
      sayBoth(name, row.name, both);
      setAttribute(name, "data-long", long(row));
      sayBoth(unit, row.delegation, false);
      setText(total, row.rank === undefined ? "" : figure(row, state));
      setText(state_, statusText(state, language()));
    },
  };
}

/** Rows of the tower are so high, in units of the picture. */
const TOWER_ROW = 46;

/** @param {Wish} _wish @returns {Graphic} */
function tower(_wish) {
  const heading = make("div.tower-title");
  const status = make("div.tower-state");
  const list = make("ol.tower-rows");
  const element = make("div.tower", {}, make("header.tower-head", {}, heading, status), list);
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  return {
    element,
    draw(state, entries) {
      setText(heading, titleOf(state));
      setText(status, statusText(state, language()));
      setAttribute(status, "data-status", state.status);
      setStyle(list, { "--rows": entries.length });
      for (const [id, row] of rows) {
        if (entries.includes(id)) continue;
        row.remove();
        rows.delete(id);
      }
      for (const [slot, id] of entries.entries()) {
        const data = state.rows[id];
        let row = rows.get(id);
        if (!row) {
          row = make(
            "li.tower-row",
            {},
            make("span.tower-rank.figures"),
            make("span.tower-name"),
            make("span.tower-total.figures"),
          );
          rows.set(id, row);
          list.append(row);
        }
        setStyle(row, { transform: `translateY(calc(var(--v) * ${slot * TOWER_ROW}))` });
        setAttribute(row, "data-rank", data.rank);
        setText(row.children[0], String(data.rank));
        setText(row.children[1], say(data.name));
        setAttribute(row.children[1], "lang", tagOf(say(data.name)));
        const wide = widthOf(say(data.name));
        setAttribute(row.children[1], "data-long", wide > 13 ? "very" : wide > 9 ? "yes" : "no");
        setText(
          row.children[2],
          slot === 0 || data.rank === 1
            ? figure(data, state)
            : gapText(data, state.result) || figure(data, state),
        );
        setAttribute(row, "data-withheld", data.withheld ? "yes" : null);
        if (data.withheld) setText(row.children[2], "?");
      }
    },
  };
}

/** @param {Wish} wish @returns {Graphic} */
function ticker({ zh, en, both }) {
  const label = make("span.strip-label");
  const track = make("div.strip-track", {}, make("span.strip-text"), make("span.strip-text"));
  const element = make("div.strip", {}, label, track);
  return {
    element,
    draw(state, entries) {
      const said = language() === "zh" ? [zh, en] : [en, zh];
      const words = (both ? said : said.slice(0, 1)).filter(Boolean);
      const ranks = entries.map((id) => {
        const row = state.rows[id];
        return `${row.rank}  ${say(row.name)}  ${figure(row, state)}`;
      });
      const text = (words.length ? words : ranks).join("　◆　");
      setText(label, words.length || !state ? t("screen.news") : statusText(state, language()));
      for (const part of track.children) setText(part, `${text}　◆　`);
      setStyle(track, { "--run": `${Math.max(12, Math.round(text.length / 5))}s` });
    },
  };
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
  const middle = make("div.versus-middle.figures", {}, "VS");
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
        setText(side.rank, row.rank === undefined ? "" : String(row.rank));
        sayBoth(side.name, row.name, both);
        setAttribute(side.name, "data-long", long(row));
        sayBoth(side.unit, row.delegation, false);
        setText(side.total, figure(row, state));
      }
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
      sayBoth(name, row.name, both);
      setAttribute(name, "data-long", long(row));
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
