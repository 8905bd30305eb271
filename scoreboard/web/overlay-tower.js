// The tower over a live picture: ranks with gaps; rows glide to their rank, and who was just marked says what it brought.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, say, t, tagOf } from "../../static/lib/i18n.js";
import { gainText, gapText, movedText, movedWay, statusText } from "./board-texts.js";
import { figure, titleOf } from "./overlay-texts.js";
import { setting } from "./standings-layout.js";

/** Rows are so high, in units of the picture; names have room for so many Chinese characters. */
const [ROW, CAPACITY] = [46, 9.6];
/** A name on one line loses no more than this; two lines of one that is longer are as large. */
const NAME_LEAST = 0.7;
/** Until a row that has left is out of sight, in milliseconds. */
const FADE = 400;

/** @param {import("./overlay-rules.js").Wish} _wish @returns {import("./overlay-graphics.js").Graphic} */
export function tower(_wish) {
  const heading = make("div.tower-title");
  const [status, gap] = [make("div.tower-state"), make("div.tower-gap")];
  const list = make("ol.tower-rows");
  const element = make("div.tower", {}, make("header.tower-head", {}, heading, status, gap), list);
  /** @type {Map<string, TowerRow>} */
  const rows = new Map();
  /** The newest sheet that was heard of; what was there before this page was opened is no news. */
  let known = Number.POSITIVE_INFINITY;
  return {
    element,
    draw(state, entries) {
      setText(heading, titleOf(state));
      setText(status, statusText(state, language()));
      setAttribute(status, "data-status", state.status);
      setText(gap, entries.length > 1 ? t("board.column.gap") : "");
      setStyle(list, { "--rows": entries.length });
      takeOut(rows, entries);
      bringIn(rows, entries, list);
      for (const [slot, id] of entries.entries()) rows.get(id)?.draw(state.rows[id], state, slot);
      const pinned = entries.length > 1 && state.rows[entries[1]].rank - state.rows[entries[0]].rank > 1;
      setAttribute(list, "data-pinned", pinned ? "yes" : null);
      for (const sheet of state.recent ?? [])
        if (sheet.position > known) rows.get(sheet.entry)?.say(sheet, state);
      known = state.recent?.[0]?.position ?? -1;
    },
  };
}

class TowerRow {
  constructor() {
    this.rank = make("span.tower-rank.figures");
    this.name = make("span.tower-name");
    this.total = make("span.tower-total.figures");
    this.moved = make("b");
    this.gained = make("span");
    this.news = make("span.tower-news.figures", {}, this.moved, this.gained);
    this.element = make("li.tower-row", {}, this.rank, this.name, this.total, this.news);
  }

  /** Where it stands, and so where it glides to. @param {number} slot */
  seat(slot) {
    setStyle(this.element, { transform: `translateY(calc(var(--v) * ${slot * ROW}))`, "--slot": slot });
  }

  /** @param {any} row @param {any} state @param {number} slot */
  draw(row, state, slot) {
    const name = say(row.name);
    this.seat(slot);
    this.element.classList.remove("away");
    setAttribute(this.element, "data-rank", row.rank);
    setAttribute(this.element, "data-withheld", row.withheld ? "yes" : null);
    setText(this.rank, String(row.rank));
    setText(this.name, name);
    setAttribute(this.name, "lang", tagOf(name));
    setAttribute(this.name, "data-setting", setting(name, CAPACITY, NAME_LEAST));
    const behind = slot > 0 && row.rank !== 1 ? gapText(row, state.result) : "";
    setText(this.total, row.withheld ? "?" : behind || figure(row, state));
  }

  /** What a sheet brought, for some seconds. @param {any} sheet @param {any} state */
  say({ moved, gained, position, corrected }, state) {
    const gain = gainText(gained, state.result);
    const texts = [movedText(moved), corrected && gain ? `${t("board.last_corrected")} ${gain}` : gain];
    if (!texts.some(Boolean)) return;
    setText(this.moved, texts[0]);
    setText(this.gained, texts[1]);
    setAttribute(this.element, "data-way", movedWay(moved));
    setAttribute(this.element, "data-news", position % 2 ? "a" : "b");
  }
}

/** Rows of who is not on the page any more fade where they stand. @param {Map<string, TowerRow>} rows @param {string[]} entries */
function takeOut(rows, entries) {
  for (const [id, { element }] of rows) {
    if (entries.includes(id)) continue;
    rows.delete(id);
    element.classList.add("away");
    setTimeout(() => element.remove(), FADE);
  }
}

/** New rows come in at their slot, one after the other. @param {Map<string, TowerRow>} rows @param {string[]} entries @param {Element} list */
function bringIn(rows, entries, list) {
  const fresh = entries.filter((id) => !rows.has(id));
  for (const id of fresh) {
    const row = new TowerRow();
    row.element.classList.add("away");
    row.seat(entries.indexOf(id));
    rows.set(id, row);
    list.append(row.element);
  }
  // One reading of the layout, so that their start is drawn and coming in becomes a transition.
  if (fresh.length) list.getBoundingClientRect();
}
