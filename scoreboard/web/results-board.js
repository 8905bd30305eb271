// The result list of a finished round with its prizes; before publication it says that there is none yet.

import { timeText } from "../../static/lib/clock.js";
import { make, setAttribute, setStyle, setText } from "../../static/lib/html.js";
import { language, otherLanguage, say, t } from "../../static/lib/i18n.js";
import { resultText, stateText, statusText } from "./board-texts.js";
import { fitNames, UNIT_LEAST } from "./fit-text.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;
/** Heights in units of the zone. */
const ROW = { low: 7.6, high: 11 };

export class ResultsBoard extends PlainBoard {
  constructor() {
    super();
    this.whose = twoTexts("p.list-whose");
    this.heading = twoTexts("h1.list-title");
    this.status = twoTexts("p.results-status");
    this.rows = make("ol.results-rows");
    this.note = twoTexts("p.plain-note");
    this.page = make("p.results-page.figures");
    this.drawn = "";
    this.resized = new ResizeObserver(() => this.fresh());
    this.mark = make("img.list-mark", { src: MARK, alt: "" });
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized.observe(this);
    // The head grows when its font arrives: then the rows have another room.
    this.resized.observe(this.rows);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  draw() {
    if (!this.firstChild) {
      const head = make(
        "header.list-head-hall",
        {},
        this.mark,
        make("div", {}, this.whose, this.heading),
        this.status,
      );
      this.append(head, this.rows, this.note, this.page);
    }
    const { state } = this;
    if (!state) return;
    const official = state.status === "official" || state.status === "corrected";
    sayBoth(this.whose, state.competition.title, this.both);
    sayBoth(
      this.heading,
      inBoth((one) =>
        [state.event, state.round].map(({ title }) => say(title, one)).join(one === "zh" ? "·" : " · "),
      ),
      this.both,
    );
    sayBoth(
      this.status,
      inBoth((one) => statusText(state, one)),
      this.both,
    );
    setAttribute(this, "data-status", state.status);
    sayBoth(
      this.note,
      inBoth((one) => t(`board.${state.status === "embargoed" ? "embargoed" : "hidden"}_note`, {}, one)),
      this.both,
    );
    this.note.hidden = official;
    this.rows.hidden = !official;
    this.fresh();
  }

  fresh() {
    this.drawn = "";
    this.tick();
  }

  /** The entries this list shows, in their order. @returns {string[]} */
  entries() {
    const { order, rows } = this.state;
    return this.options.awarded_only
      ? order.filter((/** @type {string} */ id) => rows[id].awards?.length)
      : order;
  }

  tick() {
    if (!this.state || this.rows.hidden || !this.clientHeight) return;
    const unit = (Math.min(this.clientWidth, this.clientHeight) / 100) * this.zoom;
    const entries = this.entries();
    const room = this.rows.clientHeight / unit;
    const most = Math.max(1, Math.floor(room / ROW.low));
    const pages = Math.max(1, Math.ceil(entries.length / most));
    const seconds = Number(this.options.page_seconds ?? 12);
    const page = Math.floor(this.now() / 1000 / seconds) % pages;
    const each = Math.ceil(entries.length / pages);
    const key = `${page} ${pages} ${each} ${language()}`;
    if (key === this.drawn) return;
    this.drawn = key;
    setStyle(this, { "--row": String(Math.min(ROW.high, room / Math.max(each, 1))) });
    const seen = entries.slice(page * each, page * each + each);
    this.rows.replaceChildren(...seen.map((id) => this.row(id)));
    fitNames(this.rows, ".results-name");
    fitNames(this.rows, ".results-unit", UNIT_LEAST);
    this.toggleAttribute("data-no-awards", !this.rows.querySelector(".results-awards > *"));
    setText(this.page, pages > 1 ? t("board.page", { page: page + 1, pages }) : timeText(this.state.as_of));
  }

  /** @param {string} id */
  row(id) {
    const row = this.state.rows[id];
    const name = twoTexts("div.results-name");
    sayBoth(name, row.name, this.both);
    const unit = twoTexts("div.results-unit");
    sayBoth(unit, row.delegation, this.both);
    const out = stateText(row, this.state.phase, language());
    const awards = (row.awards ?? []).map((/** @type {any} */ award) => say(award.title));
    return make(
      "li.results-row",
      { "data-rank": row.rank <= 3 ? row.rank : null },
      make("span.results-rank.figures", {}, row.rank === undefined ? "–" : String(row.rank)),
      make("span.results-number.figures", {}, row.number ?? ""),
      name,
      unit,
      make(
        "span.results-total.figures",
        { "data-out": out ? "yes" : null },
        out || resultText(row.total, this.state.result) || "–",
      ),
      make(
        "span.results-awards",
        {},
        ...awards.map((/** @type {string} */ one) => make("span.results-award", {}, one)),
      ),
    );
  }
}

/** @param {(language: import("../../static/lib/i18n.js").Language) => string} text */
function inBoth(text) {
  const [one, other] = [language(), otherLanguage()];
  return { [one]: text(one), [other]: text(other) };
}

customElements.define("results-board", ResultsBoard);
