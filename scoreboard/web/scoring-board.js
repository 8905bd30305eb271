// How far judging is (评分进度): sheets in and due of every module, seat by seat, and the entries that are through.

import { make, setStyle, setText } from "../../static/lib/html.js";
import { language, otherLanguage, say, t, tagOf } from "../../static/lib/i18n.js";
import { bilingual, setBilingual } from "./bilingual.js";
import { fitNames } from "./fit-text.js";
import { heatText } from "./floor-frame.js";
import { RoundBoard } from "./round-board.js";
import { columnsOf, goingOn, seatsIn, shareOf, shareText } from "./scoring-rules.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */
/** @typedef {{in: number, due: number}} Count */

/** The least height of a module's card in units; read from far away, or without seats, it says its count and no more. */
const CARD = { wide: 22, tall: 17, short: 11 };
/** So many units wide a card is at least. */
const COLUMN = 44;
/** A seat narrower than so many units says its count without a bar: what is left of one tells nothing. */
const BAR_LEAST = 36;
/** What a card's title and bar take of its height, in units. */
const CARD_HEAD = 12;
/** More heats than this stand in no line: those that go on are shown. */
const HEATS = { wide: 5, tall: 4 };
/** The seats of a larger panel would be too small to read. */
const SEATS_MAX = 16;

export class ScoringBoard extends RoundBoard {
  constructor() {
    super();
    this.share = make("span.scoring-share.figures");
    this.through = bilingual("span.scoring-through");
    this.throughFigure = make("span.scoring-through-figure.figures");
    this.sheets = make("span.scoring-sheets.figures");
    this.bar = make("div.scoring-bar", { "aria-hidden": "true" }, make("div"));
    this.cards = make("div.scoring-cards");
    this.heats = make("ol.scoring-heats");
    this.room.append(
      make(
        "section.scoring-whole",
        {},
        this.share,
        make("div.scoring-words", {}, this.throughFigure, this.through),
        this.sheets,
        this.bar,
      ),
      this.cards,
      this.heats,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.classList.add("scoring");
  }

  /** @param {Language} one */
  what(one) {
    return t("board.scoring", {}, one);
  }

  drawRoom() {
    const { state, both } = this;
    const there = state.modules.length > 0;
    this.room.hidden = !there;
    this.message.hidden = there;
    if (!there) {
      this.inPages(1);
      const text = state.status === "hidden" ? "board.scoring.hidden" : "board.no_entries";
      setBilingual(this.message, (one) => t(text, {}, one), both);
      return;
    }
    setText(this.share, shareText(state.progress));
    const { complete, of } = state.entries;
    setText(this.throughFigure, `${complete} / ${of}`);
    setBilingual(this.through, (one) => t("board.scoring.through", {}, one), both);
    setText(this.sheets, t("board.sheets", state.progress));
    setStyle(this.bar, { "--share": shareOf(state.progress).toFixed(4) });
    this.drawCards();
    this.drawHeats();
  }

  /** The modules in as many columns as they need; more than fit turn in pages. */
  drawCards() {
    const { state, both } = this;
    const tall = this.dataset.shape !== "wide";
    const short = this.hasAttribute("data-far") || !state.modules.some(seated);
    const least = (short ? CARD.short : CARD[tall ? "tall" : "wide"]) * this.unit;
    this.cards.toggleAttribute("data-short", short);
    const wide = this.cards.clientWidth / this.unit;
    const rows = Math.max(1, Math.floor(this.cards.clientHeight / least));
    const columns = columnsOf(state.modules.length, Math.max(1, Math.floor(wide / COLUMN)), rows);
    const size = columns * rows;
    const page = this.inPages(Math.ceil(state.modules.length / size));
    const shown = state.modules.slice(page * size, (page + 1) * size);
    const used = Math.ceil(shown.length / columns);
    const high = this.cards.clientHeight / this.unit / used - CARD_HEAD;
    const { seatColumns, size: seatSize } = seatsIn(
      Math.max(0, ...shown.map((/** @type {any} */ module) => module.seats?.length ?? 0)),
      wide / columns,
      high,
    );
    setStyle(this.cards, {
      "--columns": columns,
      "--rows": used,
      "--seat-columns": seatColumns,
      "--seat-size": seatSize,
    });
    this.cards.toggleAttribute("data-no-bars", wide / columns / seatColumns < BAR_LEAST);
    this.cards.replaceChildren(...shown.map((/** @type {any} */ module) => card(module, both)));
    fitNames(this.cards, ".scoring-card-title");
  }

  drawHeats() {
    const { heats } = this.state;
    const tall = this.dataset.shape !== "wide";
    this.heats.hidden = heats.length === 0;
    this.heats.replaceChildren(
      ...goingOn(heats, HEATS[tall ? "tall" : "wide"]).map((/** @type {any} */ heat) => {
        const { complete, of } = heat.entries;
        return make(
          "li.scoring-heat",
          { "data-done": of > 0 && complete === of ? "yes" : null },
          make("span.scoring-heat-title.one-line", {}, heatText(heat, language())),
          make("span.figures", {}, `${complete} / ${of}`),
        );
      }),
    );
  }
}

/** Whether the seats of a module's panel can be told one by one. @param {any} module */
function seated({ seats }) {
  return seats !== undefined && seats.length > 0 && seats.length <= SEATS_MAX;
}

/** @param {any} module @param {boolean} both */
function card(module, both) {
  const [main, second] = [language(), otherLanguage()].map((one) => say(module.title, one));
  const done = module.due > 0 && module.in >= module.due;
  return make(
    "section.scoring-card",
    { "data-done": done ? "yes" : null },
    make(
      "header.scoring-card-head",
      {},
      make(
        "h2.scoring-card-title",
        {},
        make("span.main", { lang: tagOf(main, language()) }, main),
        both && second !== main && make("span.second", { lang: tagOf(second, otherLanguage()) }, second),
      ),
      make(
        "span.scoring-card-count.figures",
        {},
        done ? t("board.scoring.done") : `${module.in} / ${module.due}`,
      ),
    ),
    make(
      "div.scoring-bar",
      { "aria-hidden": "true", style: { "--share": shareOf(module).toFixed(4) } },
      make("div"),
    ),
    seated(module) &&
      make(
        "ol.scoring-seats",
        {},
        ...module.seats.map((/** @type {Count} */ seat, /** @type {number} */ at) =>
          seatElement(seat, at + 1),
        ),
      ),
  );
}

/** @param {Count} seat @param {number} number */
function seatElement(seat, number) {
  return make(
    "li.scoring-seat",
    {
      "data-done": seat.due > 0 && seat.in >= seat.due ? "yes" : null,
      style: { "--share": shareOf(seat).toFixed(4) },
    },
    make("span.scoring-seat-number.figures", {}, t("board.scoring.seat", { n: number })),
    make("div.scoring-seat-bar", { "aria-hidden": "true" }),
    make("span.scoring-seat-count.figures", {}, `${seat.in} / ${seat.due}`),
  );
}

customElements.define("scoring-board", ScoringBoard);
