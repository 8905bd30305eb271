// The public list of live boards, from the overview board of every competition.

import { FeedSocket } from "../../static/lib/feed-socket.js";
import { make } from "../../static/lib/html.js";
import { onLanguage, say, t } from "../../static/lib/i18n.js";

const MARK = new URL("../../static/icons/mark.svg", import.meta.url).href;
/** How a phase looks as a tag, see base.css. */
const TAG = { planned: "", drawn: "", open: "busy", closed: "warn", published: "good" };

class BoardList extends HTMLElement {
  constructor() {
    super();
    /** @type {FeedSocket | null} */
    this.feed = null;
    this.stopLanguage = () => {};
  }

  connectedCallback() {
    const boards = (this.dataset.boards ?? "").split(" ").filter(Boolean);
    this.classList.add("board-list-page");
    this.stopLanguage = onLanguage(() => this.draw());
    if (boards.length) {
      this.feed = new FeedSocket(boards);
      this.feed.addEventListener("board", () => this.draw());
      this.feed.open();
    }
    this.draw();
  }

  disconnectedCallback() {
    this.feed?.close();
    this.stopLanguage();
  }

  draw() {
    const held = this.feed ? this.feed.boards.flatMap((board) => this.feed?.feed.boards[board] ?? []) : [];
    const empty = make("p.quiet", {}, t("board.list_empty"));
    this.replaceChildren(
      make(
        "header.list-head",
        {},
        make("img", { src: MARK, alt: "" }),
        make("h1", {}, t("board.list_title")),
        make("p.quiet", {}, t("common.product_long")),
      ),
      ...(held.length ? held.map(({ state }) => this.competition(state)) : [empty]),
    );
  }

  /** @param {any} state of an overview board */
  competition(state) {
    return make(
      "section.list-competition",
      {},
      make("h2", {}, say(state.title)),
      make(
        "div.list-events",
        {},
        ...state.events.map((/** @type {any} */ event) => this.event(event)),
        ...this.tables(state),
      ),
    );
  }

  /** Boards over several events. @param {any} state */
  tables(state) {
    if (!state.tables?.length) return [];
    const links = state.tables.map((/** @type {any} */ table) => {
      const [competition, id] = table.board.split(".").slice(1);
      return tableLink(`/board/${competition}/delegations/${id}`, say(table.title));
    });
    return [make("section.plate.plate-cut.list-event", {}, make("h3", {}, t("board.delegations")), ...links)];
  }

  /** @param {any} event */
  event(event) {
    const rounds = event.rounds.map((/** @type {any} */ round) =>
      make(
        "a.list-round",
        { href: `/board/${round.board.split(".").slice(1).join("/")}` },
        make("span.grow", {}, say(round.title)),
        make(
          "span.tag",
          { "data-state": TAG[/** @type {keyof typeof TAG} */ (round.phase)] },
          t(`common.phase.${round.phase}`),
        ),
      ),
    );
    const [competition, id] = (event.teams ?? "").split(".").slice(1);
    const teams = event.teams ? [tableLink(`/board/${competition}/teams/${id}`, t("board.teams"))] : [];
    return make(
      "section.plate.plate-cut.list-event",
      {},
      make("h3", {}, say(event.title)),
      ...rounds,
      ...teams,
    );
  }
}

/** @param {string} href @param {string} text */
function tableLink(href, text) {
  return make("a.list-round", { href }, make("span.grow", {}, text));
}

customElements.define("board-list", BoardList);
