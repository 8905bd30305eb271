// Starts whatever the page holds: one round's board, the list of boards, or a screen of the hall.

import { FeedSocket } from "../../static/lib/feed-socket.js";
import { find, make } from "../../static/lib/html.js";
import { loadTexts, onLanguage, otherLanguage, setLanguage, TAGS, t } from "../../static/lib/i18n.js";
import { showNote } from "./board-note.js";
import "./board-list.js";
import { competitionOf, wear } from "./brand.js";
import "./hall-display.js";
import { HeatsBoard } from "./heats-board.js";
import { lookAgain } from "./look-again.js";
import "./screen-preview.js";
import { StandingsBoard } from "./standings-board.js";
import { StationsBoard } from "./stations-board.js";
import { stayCurrent } from "./stay-current.js";
import { TableBoard } from "./table-board.js";

/** Below this width both languages side by side are too small to read. */
const BOTH_FROM = 700;

/** The boards of one address by the first part of their id; every other one is a table of teams or delegations. */
const BOARDS = { standings: StandingsBoard, stations: StationsBoard, heats: HeatsBoard };

/** One board, of a round, of teams or of delegations, for whoever opened its address. @param {HTMLElement} main */
function showBoard(main) {
  const { board = "", all = "/board/" } = main.dataset;
  const kind = board.split(".")[0];
  const Board = Object.hasOwn(BOARDS, kind) ? BOARDS[/** @type {keyof typeof BOARDS} */ (kind)] : TableBoard;
  const element = new Board();
  main.append(element);
  const look = `brand.${competitionOf(board)}`;
  const feed = new FeedSocket([board, look]);
  element.setSource(feed);
  element.setOptions({ both: innerWidth >= BOTH_FROM });
  const note = showNote(main, t("board.never"));
  feed.addEventListener("board", (event) => {
    const news = /** @type {CustomEvent} */ (event).detail;
    if (news.board === look) {
      wear(main, news.held.state, "dark");
      return;
    }
    note.hide();
    element.show(news.held.state);
  });
  feed.addEventListener("status", (event) => {
    const { status, code } = /** @type {CustomEvent} */ (event).detail;
    if (status === "ended") wait(endedText(code));
    element.tick();
  });
  feed.addEventListener("refusal", (event) => {
    if (/** @type {CustomEvent} */ (event).detail.board === board) wait(t("board.ended.missing"));
  });
  let stopLooking = () => {};
  const wait = (/** @type {string} */ text) => {
    note.show(text, t("board.ended.missing_note"));
    stopLooking();
    stopLooking = lookAgain(board, () => feed.reconnect());
  };
  stayCurrent(feed);
  feed.open();
  main.append(tools(all));
  addEventListener("keydown", (event) => actByKey(element, event));
}

/** @param {number | null} code */
function endedText(code) {
  return t(code === 4404 ? "board.ended.missing" : "board.ended.refused");
}

/** For a person at the board: arrows turn pages, L changes the language, F fills the screen. */
const KEYS = {
  ArrowRight: (/** @type {any} */ element) => element.turnTo?.(element.page + 1),
  ArrowLeft: (/** @type {any} */ element) => element.turnTo?.(element.page - 1),
  l: () => setLanguage(otherLanguage()),
  f: () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
};

/** @param {any} element one of `BOARDS` @param {KeyboardEvent} event */
function actByKey(element, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[/** @type {keyof typeof KEYS} */ (event.key)] : undefined;
  if (act && element.state) act(element);
}

/** Unseen on a wall, at hand on a phone and under a pointer. @param {string} all the address of the list */
function tools(all) {
  const list = make("a.button.button-small", { href: all });
  const language = make("button.button.button-small", {
    type: "button",
    onclick: () => setLanguage(otherLanguage()),
  });
  const label = () => {
    list.textContent = t("board.list_all");
    language.textContent = t("common.other_language");
    language.setAttribute("aria-label", t("common.switch_language"));
    language.lang = TAGS[otherLanguage()];
  };
  onLanguage(label);
  label();
  return make("nav.board-tools", {}, list, language);
}

/** @param {HTMLElement} main */
function showList(main) {
  const list = make("board-list", { "data-boards": main.dataset.boards });
  main.append(tools(""), list);
}

/** @param {HTMLElement} main */
function showDisplay(main) {
  main.append(make("hall-display", { "data-display": main.dataset.display }));
}

/** @param {HTMLElement} main */
function showPreview(main) {
  main.append(make("screen-preview"));
}

const PAGES = {
  standings: showBoard,
  floor: showBoard,
  list: showList,
  display: showDisplay,
  preview: showPreview,
};

const main = find("main[data-page]");
document.documentElement.dataset.theme = "hall";
await loadTexts(["common", "board", "screen"]);
PAGES[/** @type {keyof typeof PAGES} */ (main.dataset.page)](main);
document.body.dataset.ready = "yes";
