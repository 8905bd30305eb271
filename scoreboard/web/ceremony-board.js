// A ceremony in the hall: rows that are revealed from the last to the first, stops at prizes, call-ups, podium and list.

import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { language, otherLanguage, say, t } from "../../static/lib/i18n.js";
import { moduleText, resultText } from "./board-texts.js";
import {
  arranged,
  firstShown,
  groupsOf,
  listLayout,
  onStep,
  PEOPLE,
  peopleLayout,
} from "./ceremony-rules.js";
import { PlainBoard, sayBoth, twoTexts } from "./plain-board.js";
import { widthOf } from "./standings-layout.js";

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;
/** Heights in units of the zone: what stands above and below the rows, and a row. */
const AROUND = 22;
const ROW = { wide: 9.6, upright: 15.6 };
/** The height of the plate with a prize above a list, in units of the zone. */
const PLATE = 24;
const RESOLVER = new Set(["start", "call", "module", "place"]);

export class CeremonyBoard extends PlainBoard {
  constructor() {
    super();
    this.whose = twoTexts("p.list-whose");
    this.heading = twoTexts("h1.list-title");
    this.rehearsal = twoTexts("p.ceremony-rehearsal");
    this.stage = make("section.ceremony-stage");
    /** @type {Map<string, HTMLElement>} rows of the resolver by entry, and by number where nobody is known yet */
    this.rows = new Map();
    this.list = make("ol.ceremony-rows");
    this.upright = false;
    /** Room for rows, in units of the zone. */
    this.tall = 0;
    this.width = 0;
    this.resized = new ResizeObserver(() => this.draw());
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  draw() {
    if (!this.firstChild)
      this.append(
        make("header.ceremony-head", {}, make("div", {}, this.whose, this.heading), this.rehearsal),
        this.stage,
      );
    const { state } = this;
    if (!state || !this.clientHeight) return;
    setAttribute(this, "data-beat", state.beat);
    this.upright = this.clientHeight > this.clientWidth;
    setAttribute(this, "data-upright", this.upright ? "yes" : null);
    const unit = (Math.min(this.clientWidth, this.clientHeight) / 100) * this.zoom;
    this.tall = this.clientHeight / unit - AROUND;
    this.width = this.clientWidth / unit;
    sayBoth(this.whose, state.competition.title, this.both);
    sayBoth(
      this.heading,
      inBoth(
        (one) =>
          `${state.event ? say(state.event.title, one) + (one === "zh" ? "·" : " · ") : ""}${t("board.ceremony", {}, one)}`,
      ),
      this.both,
    );
    this.rehearsal.hidden = !state.rehearsal;
    sayBoth(
      this.rehearsal,
      inBoth((one) => t("board.ceremony_rehearsal", {}, one)),
      this.both,
    );
    if (RESOLVER.has(state.beat)) this.drawRows();
    else this.drawScene();
  }

  /** A picture of its own: made once for its step, so that it comes in once. */
  drawScene() {
    const { state } = this;
    const key = `${state.run} ${state.step} ${state.beat} ${language()} ${this.both} ${JSON.stringify(state.rows)}`;
    if (this.stage.dataset.scene === key) return;
    this.rows.clear();
    this.list.replaceChildren();
    this.stage.dataset.scene = key;
    const makers = {
      waiting: () => this.soon(),
      award: () => this.award(),
      call_up: () => this.callUp(),
      podium: () => this.podium(),
      list: () => this.winners(groupsOf(state)),
    };
    this.stage.replaceChildren(makers[/** @type {keyof typeof makers} */ (state.beat)]?.() ?? this.soon());
  }

  soon() {
    return make(
      "div.plain-middle",
      {},
      make("img.welcome-mark", { src: MARK, alt: "" }),
      this.say(
        "h2.ceremony-soon",
        inBoth((one) => t("board.ceremony_soon", {}, one)),
      ),
    );
  }

  award() {
    const { state } = this;
    const titles = [...new Set(state.lit.flatMap((/** @type {string} */ id) => state.rows[id].awards ?? []))];
    return this.honoured(
      /** @type {string[]} */ (titles).map((id) => state.awards[id]),
      titles[0],
    );
  }

  /** Everyone with one prize comes onto the stage. */
  callUp() {
    const { state } = this;
    const picture = this.honoured([state.awards[state.of]], state.of);
    picture.prepend(
      this.say(
        "p.ceremony-kicker",
        inBoth((one) => t("board.ceremony_call_up", {}, one)),
      ),
    );
    return picture;
  }

  /** Prizes on their metal, and under them whoever holds them. @param {any[]} titles @param {any} award */
  honoured(titles, award) {
    const { state } = this;
    const many = state.lit.length;
    return make(
      "div.ceremony-award",
      { "data-prize": state.prizes[award] ?? null, "data-many": many > PEOPLE ? "yes" : null },
      make(
        "div.ceremony-prizes",
        {},
        ...titles.map((title, at) => this.say(at ? "p.ceremony-title-too" : "p.ceremony-prize", title)),
      ),
      many > PEOPLE ? this.winners([{ award, entries: state.lit }], 0) : this.people(),
    );
  }

  people() {
    const rows = this.state.lit.map((/** @type {string} */ id) => this.state.rows[id]);
    const { columns, size, most } = peopleLayout(rows.length, this.width);
    const people = rows.map((/** @type {any} */ row) => this.person(row, most));
    const box = make("div.ceremony-people", { "data-count": rows.length }, ...people);
    setStyle(box, { "--columns": columns, "--person": size });
    return box;
  }

  /** @param {any} row @param {number} most characters of a name that have room */
  person(row, most) {
    const form = this.state.result;
    return make(
      "div.ceremony-person",
      {},
      this.fitted("p.ceremony-name", row.name, most),
      this.fitted("p.ceremony-unit", row.delegation, most * 2.5),
      make(
        "p.ceremony-facts.figures",
        {},
        make("span", {}, this.rankText(row, language())),
        row.total !== undefined && make("span.ceremony-total", {}, resultText(row.total, form)),
      ),
    );
  }

  /** Only the steps somebody stands on; the second to the left of the first. */
  podium() {
    const { state } = this;
    const rows = state.lit.map((/** @type {string} */ id) => state.rows[id]);
    const places = [2, 1, 3]
      .map((rank) => ({ rank, here: rows.filter((/** @type {any} */ row) => row.rank === rank) }))
      .filter(({ here }) => here.length);
    const crowd = Math.max(0, ...places.map(({ here }) => here.length));
    const box = make(
      "div.ceremony-podium",
      { "data-crowd": crowd > 2 ? "yes" : null },
      ...places.map(({ rank, here }) => {
        const { size, most } = onStep(here.length, rank === 1, this.width, places.length);
        const step = make(
          "div.ceremony-step",
          { "data-rank": rank, "data-count": here.length },
          make("div.ceremony-standing", {}, ...here.map((/** @type {any} */ row) => this.person(row, most))),
          make("div.ceremony-block.figures", {}, String(rank)),
        );
        setStyle(step, { "--person": size });
        return step;
      }),
    );
    const { across } = onStep(1, false, this.width, places.length);
    setStyle(box, { "--steps": places.length, "--across": across.toFixed(1) });
    return box;
  }

  /** @param {{award: string, entries: string[]}[]} groups @param {number} [titled] lines that a title takes */
  winners(groups, titled = 1.2) {
    const { state } = this;
    const many = groups.reduce((sum, one) => sum + one.entries.length, 0);
    const tall = titled ? this.tall : this.tall - PLATE;
    const { columns, line, most } = listLayout(
      many,
      groups.length * titled,
      { width: this.width, tall },
      (into) => groups.reduce((sum, one) => sum + Math.ceil(one.entries.length / into), 0),
    );
    const box = make("div.ceremony-winners", {});
    setStyle(box, { "--columns": columns, "--line-z": line.toFixed(3) });
    box.append(
      ...groups.map(({ award, entries }) =>
        make(
          "section.ceremony-group",
          { "data-prize": state.prizes[award] ?? null },
          titled > 0 && this.say("h2.ceremony-group-title", state.awards[award]),
          make("ul", {}, ...entries.map((id) => this.winner(state.rows[id], most))),
        ),
      ),
    );
    return box;
  }

  /** @param {any} row @param {number} most characters of a name that have room */
  winner(row, most) {
    return make(
      "li.ceremony-winner",
      {},
      make("span.ceremony-winner-rank.figures", {}, String(row.rank)),
      make(
        "div.ceremony-winner-who",
        {},
        this.onLine("p.ceremony-winner-name", row.name, most),
        this.onLine("p.ceremony-winner-unit", row.delegation, most * 1.6),
      ),
    );
  }

  /** A text on a line, beside it the other language where that has room, too. @param {string} name @param {any} text @param {number} most */
  onLine(name, text, most) {
    const element = this.fitted(name, text, most);
    const both =
      widthOf(element.children[0].textContent) + 0.7 * widthOf(element.children[1].textContent) + 1;
    setAttribute(element, "data-alone", both > most ? "yes" : null);
    return element;
  }

  drawRows() {
    const { state } = this;
    if (!this.stage.contains(this.list)) {
      delete this.stage.dataset.scene;
      this.stage.replaceChildren(this.list);
    }
    const shown = Math.max(2, Math.floor(this.tall / ROW[this.upright ? "upright" : "wide"]));
    const order = arranged(state);
    const first = firstShown(order.length, state.size - state.placed.length - state.current.length, shown);
    setStyle(this, { "--modules": state.modules.length });
    const kept = new Set(order);
    for (const [key, row] of this.rows)
      if (!kept.has(key)) {
        row.remove();
        this.rows.delete(key);
      }
    for (const [at, key] of order.entries()) this.drawRow(key, at - first, at >= first && at < first + shown);
  }

  /** @param {string} key @param {number} at @param {boolean} inside */
  drawRow(key, at, inside) {
    const { state } = this;
    let row = this.rows.get(key);
    const fresh = !row;
    if (!row) {
      row = make("li.ceremony-row");
      this.rows.set(key, row);
      this.list.append(row);
    }
    setStyle(row, { "--at": at });
    setAttribute(row, "data-inside", inside ? "yes" : null);
    const data = state.rows[key];
    const phase = !data
      ? "empty"
      : state.current.includes(key)
        ? "current"
        : state.placed.includes(key)
          ? "placed"
          : "waiting";
    setAttribute(row, "data-phase", phase);
    setAttribute(row, "data-lit", state.lit.includes(key) ? "yes" : null);
    setAttribute(row, "data-rank", data?.rank <= 3 ? data.rank : null);
    const drawn = JSON.stringify([
      data,
      language(),
      this.both,
      state.beat === "module" && state.lit.includes(key) && state.of,
    ]);
    if (!fresh && row.dataset.drawn === drawn) return;
    row.dataset.drawn = drawn;
    row.replaceChildren(...(data ? this.cells(data, key) : []));
  }

  /** @param {any} data @param {string} key */
  cells(data, key) {
    const { state } = this;
    const turned = state.beat === "module" && state.lit.includes(key) ? state.of : "";
    const titles = (data.awards ?? []).map((/** @type {string} */ id) => say(state.awards[id]));
    const prize = make("span.ceremony-row-award", {}, titles[0] ?? "");
    prize.hidden = !titles.length;
    return [
      make("span.ceremony-row-rank.figures", {}, data.rank === undefined ? "" : String(data.rank)),
      make(
        "div.ceremony-row-who",
        {},
        this.fitted("p.ceremony-row-name", data.name, titles.length ? 8 : 11),
        this.fitted("p.ceremony-row-unit", data.delegation, 22),
      ),
      prize,
      make(
        "div.ceremony-modules",
        {},
        ...state.modules.map((/** @type {any} */ module) => {
          const value = data.modules[module.id];
          return make(
            "div.ceremony-module",
            {
              "data-turned": turned === module.id ? "yes" : null,
              "data-open": value === undefined ? null : "yes",
            },
            make("span.ceremony-module-title", {}, say(module.title)),
            make("span.figures", {}, value === undefined ? "" : moduleText(value, module, state.result)),
          );
        }),
      ),
      make("span.ceremony-row-total.figures", {}, resultText(data.total, state.result)),
    ];
  }

  /** @param {any} row @param {import("../../static/lib/i18n.js").Language} one */
  rankText(row, one) {
    return t(row.shared ? "board.ceremony_shared_rank" : "board.ceremony_rank", { rank: row.rank }, one);
  }

  /** @param {string} name @param {any} text */
  say(name, text) {
    const element = twoTexts(name);
    sayBoth(element, text, this.both);
    return element;
  }

  /** A text that is set smaller where it is longer than so many characters. @param {string} name @param {any} text @param {number} most */
  fitted(name, text, most) {
    const element = this.say(name, text);
    const long = Math.max(widthOf(say(text)), 1);
    setAttribute(element, "data-long", most / long < 0.6 ? "yes" : null);
    setStyle(element, { "--fit": Math.max(0.42, Math.min(1, most / long)).toFixed(3) });
    return element;
  }
}

/** @param {(language: import("../../static/lib/i18n.js").Language) => string} text */
function inBoth(text) {
  const [one, other] = [language(), otherLanguage()];
  return { [one]: text(one), [other]: text(other) };
}

customElements.define("ceremony-board", CeremonyBoard);
