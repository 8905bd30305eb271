// The best results of every event, over all its rounds, and the best of each of its parts.

import { make } from "../../static/lib/html.js";
import { dotted, say, t } from "../../static/lib/i18n.js";
import { resultText } from "./board-texts.js";
import { sayBoth, twoTexts } from "./plain-board.js";
import { ResultsBoard } from "./results-board.js";

/** So many lines of an event; of a part the first. */
const FIRST = 3;

export class RecordsBoard extends ResultsBoard {
  constructor() {
    super();
    /** @type {Map<string, {line: any, of: any, form: any, first: boolean}>} */
    this.lines = new Map();
  }

  /** @param {any} state of a records board, true when it came */
  show(state) {
    this.lines = linesOf(state);
    super.show({ as_of: this.now(), ...state });
  }

  draw() {
    if (!this.firstChild) {
      const head = make("header.list-head-hall", {}, this.mark, make("div", {}, this.whose, this.heading));
      this.append(head, this.rows, this.note, this.page);
    }
    if (!this.state) return;
    sayBoth(this.whose, this.state.competition.title, this.both);
    sayBoth(this.heading, { zh: t("board.records", {}, "zh"), en: t("board.records", {}, "en") }, this.both);
    sayBoth(
      this.note,
      { zh: t("board.no_records", {}, "zh"), en: t("board.no_records", {}, "en") },
      this.both,
    );
    this.note.hidden = this.lines.size > 0;
    this.rows.hidden = this.lines.size === 0;
    this.fresh();
  }

  entries() {
    return [...this.lines.keys()];
  }

  /** @param {string} id */
  row(id) {
    const found = this.lines.get(id);
    if (!found) throw new Error(`no line ${id}`);
    const { line, of, form, first } = found;
    const name = twoTexts("div.results-name");
    sayBoth(name, line.name, this.both);
    const unit = twoTexts("div.results-unit");
    sayBoth(unit, line.delegation, this.both);
    return make(
      "li.results-row",
      { "data-rank": first && line.place <= 3 ? line.place : null },
      make("span.results-rank.figures", {}, String(line.place)),
      make("span.results-number.figures", {}, line.number ?? ""),
      name,
      unit,
      make("span.results-total.figures", {}, resultText(line.value, form)),
      make(
        "span.results-awards",
        {},
        make(first ? "span.results-award" : "span.results-chance", {}, say(of)),
      ),
    );
  }
}

/** The lines of a records board's state under ids of their own, event by event. @param {any} state */
function linesOf(state) {
  const lines = new Map();
  for (const { event, result, best, parts } of state.events) {
    for (const [index, line] of best.slice(0, FIRST).entries()) {
      lines.set(`${event.id} ${index}`, { line, of: event.title, form: result, first: true });
    }
    for (const part of parts) {
      const form = { ...result, unit: part.unit };
      lines.set(`${event.id} ${part.id}`, {
        line: part.best[0],
        of: ofPart(event.title, part.title),
        form,
        first: false,
      });
    }
  }
  return lines;
}

/** What a part is a part of is not left to guess. @param {any} event @param {any} part */
function ofPart(event, part) {
  return { zh: dotted([event.zh, part.zh], "zh"), en: dotted([event.en, part.en], "en") };
}

customElements.define("records-board", RecordsBoard);
