// The entry on stage (场上选手): who, each judge's mark, the working, the total, the rank it glides to and how far it is.

import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, say, t } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { movedText, movedWay, resultText, sizeText, stateText } from "./board-texts.js";
import { fitNames } from "./fit-text.js";
import { ladderRows } from "./on-stage-ladder.js";
import { leadOf, lineOf, linesOf, pagesOf, rowsIn } from "./on-stage-rules.js";
import { workLines } from "./on-stage-work.js";
import { RoundBoard } from "./round-board.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/** The height of a line of the working, in units: as high as there is room; and the fewest lines that make sense. */
const LINE = { wide: 5.2, tall: 3.8, most: 8.4 };
/** An upright board has room for its neighbours only. */
const AROUND_TALL = 3;
const LINES_LEAST = 3;
/** Where a lying board is less wide, in units, neighbours and marks give room to what was marked. */
const NARROW = 150;

export class OnStageBoard extends RoundBoard {
  constructor() {
    super();
    this.rank = make("span.stage-rank-figure.figures");
    this.rankLabel = bilingual("span.stage-rank-label");
    this.moved = make("span.stage-moved.figures");
    this.name = bilingual("h2.stage-name");
    this.delegation = bilingual("p.stage-unit");
    this.tags = make("p.stage-tags");
    this.totalLabel = bilingual("span.stage-total-label");
    this.total = make("span.stage-total-figure.figures");
    this.gaps = make("ul.stage-gaps");
    this.plate = make("div.stage-rank", {}, this.rank, this.rankLabel, this.moved);
    this.hero = make(
      "section.stage-hero",
      {},
      this.plate,
      make("div.stage-who", {}, this.name, this.delegation, this.tags),
      make("div.stage-total", {}, this.totalLabel, this.total),
      this.gaps,
    );
    this.work = make("div.work-lines");
    this.legend = bilingual("p.work-legend");
    this.working = make("section.stage-work", {}, this.work, this.legend);
    this.ladder = make("ol.ladder");
    this.neighbours = make("section.stage-ladder", {}, this.ladder);
    this.room.append(this.hero, this.working, this.neighbours);
    /** Who and what was shown last: another one comes in, the same one is only written anew. */
    this.shownAs = "";
    this.drawnPage = "";
  }

  /** @param {Language} one */
  what(one) {
    return t("board.stage", {}, one);
  }

  connectedCallback() {
    super.connectedCallback();
    this.classList.add("on-stage");
  }

  /** @param {import("./board-frame.js").Form} form @override */
  arrange(form) {
    this.toggleAttribute("data-narrow", form.shape === "wide" && form.wide / form.unit < NARROW);
    super.arrange(form);
  }

  drawRoom() {
    const { state } = this;
    const there = state.entry !== undefined;
    this.room.hidden = !there;
    this.message.hidden = there;
    if (!there) {
      this.inPages(1);
      this.shownAs = "";
      setBilingual(this.message, (one) => t(absentText(state), {}, one), this.both);
      return;
    }
    // First what takes room from the working, then what fits into it.
    this.neighbours.hidden = state.around === undefined;
    this.toggleAttribute("data-alone", this.neighbours.hidden);
    this.drawHero();
    this.drawWork();
    this.drawLadder();
    this.shownAs = this.newest();
  }

  /** Changes with everything that is news on stage. */
  newest() {
    const { entry, module, row } = this.state;
    return JSON.stringify([entry, module, row.rank, row.total]);
  }

  drawHero() {
    const { state, both } = this;
    const { row, result } = state;
    const moved = state.rank_before === undefined ? 0 : state.rank_before - row.rank;
    this.hero.toggleAttribute("data-ranked", row.rank !== undefined);
    setAttribute(this.hero, "data-medal", row.rank <= 3 ? String(row.rank) : null);
    setText(this.rank, row.rank ?? "");
    setBilingual(this.rankLabel, (one) => t("board.stage.rank", { of: state.of ?? "" }, one), both);
    setText(this.moved, movedText(moved));
    setAttribute(this.moved, "data-way", movedWay(moved));
    setBilingual(this.name, (one) => say(row.name, one), both);
    setBilingual(this.delegation, (one) => (row.delegation ? say(row.delegation, one) : ""), both);
    this.tags.replaceChildren(...this.tagsOf().map((text) => make("span.stage-tag", {}, text)));
    const out = outText(state, language());
    setBilingual(
      this.totalLabel,
      (one) =>
        out ? "" : t(result.unit === "seconds" ? "board.column.time" : "board.column.total", {}, one),
      both,
    );
    setText(this.total, out || resultText(row.total, result) || t("board.stage.open"));
    setAttribute(this.total, "data-word", out || row.total === undefined ? "yes" : null);
    this.gaps.replaceChildren(...this.gapsOf());
    fitNames(this.hero, ".stage-name, .stage-unit");
  }

  /** Number or nothing, heat and station, cards and awards: short plates below the name. @returns {string[]} */
  tagsOf() {
    const { row, heat, station, working } = this.state;
    const cards = working.penalties.filter((/** @type {any} */ one) => one.amount === undefined);
    return [
      row.number && row.number !== say(row.name) ? row.number : "",
      row.category ?? "",
      heat ? t("board.stage.heat", { heat }) : "",
      station ? t("board.stage.station", { station }) : "",
      ...cards.map((/** @type {any} */ one) => say(one.title)),
      ...(row.awards ?? []).map((/** @type {any} */ one) => say(one.title)),
    ].filter(Boolean);
  }

  gapsOf() {
    const { state } = this;
    const { row, result } = state;
    const lead = leadOf(state);
    const line = lineOf(state, Number(this.options.cut ?? 0));
    const found = [];
    if (lead !== null) found.push(gap(t("board.stage.leads"), `+${sizeText(lead, result)}`, "in"));
    else if (row.gap !== undefined && row.rank > 1)
      found.push(gap(t("board.stage.to_lead"), sizeText(row.gap, result), "out"));
    if (line) {
      const name = line.award ? say(line.award.title) : t("board.stage.cut", { rank: line.rank });
      const words = t(line.inside ? "board.stage.within" : "board.stage.to_line", { line: name });
      const sign = line.inside ? "+" : "";
      found.push(gap(words, `${sign}${sizeText(line.gap, result)}`, line.inside ? "in" : "out"));
    }
    return found;
  }

  drawWork() {
    const { state, both } = this;
    const lines = linesOf(state.working);
    this.working.hidden = lines.length === 0;
    const high = this.work.clientHeight / this.unit;
    const least = this.dataset.shape === "wide" ? LINE.wide : LINE.tall;
    const pages = pagesOf(lines, Math.max(LINES_LEAST, Math.floor(high / least)));
    const shown = pages[this.inPages(pages.length)];
    const seats = Math.max(0, ...lines.map((line) => line.seats?.length ?? 0));
    const longest = Math.max(...pages.map((page) => page.length));
    const line = Math.min(LINE.most, Math.max(least, high / Math.max(longest, 1)));
    setStyle(this.work, { "--seats-most": seats, "--line-tall": line.toFixed(2) });
    const fresh = this.shownAs !== this.newest();
    this.work.replaceChildren(...workLines(shown, state, { both, fresh }));
    const drops = shown.some((line) => line.high?.length || line.low?.length);
    setBilingual(this.legend, (one) => (drops ? t("board.stage.dropped", {}, one) : ""), both);
  }

  drawLadder() {
    if (this.neighbours.hidden) return;
    const high = this.neighbours.clientHeight / this.unit;
    const most = this.dataset.shape === "wide" ? rowsIn(this.state.around, high) : AROUND_TALL;
    this.ladder.replaceChildren(...ladderRows(this.state, this.shownAs !== this.newest(), most));
    fitNames(this.ladder, ".ladder-name");
  }
}

/** @param {string} words @param {string} figure @param {"in" | "out"} side */
function gap(words, figure, side) {
  return make(
    "li.stage-gap",
    { "data-side": side },
    make("span.stage-gap-words", {}, words),
    make("span.stage-gap-figure.figures", {}, figure),
  );
}

/** Why nobody is on stage. @param {any} state */
function absentText(state) {
  if (state.status === "hidden") return "board.hidden_note";
  if (state.status === "embargoed") return "board.embargoed_note";
  if (state.chosen) return "board.stage.unknown";
  return state.withheld && "goes_on" in state.withheld ? "board.stage.withheld" : "board.stage.none";
}

/** The word in place of a total. @param {any} state @param {Language} one */
function outText(state, one) {
  if (state.row.under_review) return t("board.under_review", {}, one);
  return stateText(state.row, state.phase, one);
}

customElements.define("on-stage-board", OnStageBoard);
