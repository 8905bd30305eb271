// What JavaScript adds to a public page: live figures, a followed entry on top, a picture to share. Without it all is there to read.

import { timeText } from "../../../static/lib/clock.js";
import { find, make, setText } from "../../../static/lib/html.js";
import { drawEmergency, EMERGENCY } from "./emergency.js";
import { follow, followed, saw } from "./followed.js";
import { drawMine } from "./my-entry.js";
import { keepCurrent } from "./site-live.js";
import { drawState, drawTable } from "./site-table.js";
import { t } from "./words.js";

/** So long after news a page that is drawn by the server asks for itself again, and so often without news. */
const AFTER_NEWS = 1_500;
const SPREAD = 3_000;
const NOW_AND_THEN = 30_000;
const ANSWER_WITHIN = 15_000;

const main = find("#main");
const { competition = "", page = "", board = "", carry = "" } = main.dataset;

/** Which entry is followed, with the rank it had when this page was opened. */
let mine = followed(competition);
/** The newest state of every board. @type {Record<string, any>} */
const seen = {};

const boardOf = (/** @type {typeof mine} */ entry) =>
  entry ? `standings.${competition}.${entry.round}` : "";
const boards = () => [...new Set([board, boardOf(mine)])].filter(Boolean);
/** With what every page watches: first, for where no socket comes through boards are asked for in this order. */
const watched = () => [EMERGENCY, ...boards()];

function start() {
  document.body.dataset.begun = "yes";
  setText(find("#live"), ""); // it may have been said that this module did not come
  dress();
  showPlace();
  const feed = keepCurrent(
    watched(),
    (of, state) => {
      if (of === EMERGENCY) {
        drawEmergency(find("#emergency"), state);
        return;
      }
      // A page out of a cache may be older than what the server says first.
      const news = seen[of] !== undefined || state.as_of > Number(main.dataset.asOf || "Infinity");
      seen[of] = state;
      if (of === boardOf(mine)) drawPinned();
      if (of === board) show(state, news);
    },
    (how) => setText(find("#live"), boards().length > 0 ? t(`public.js_${how}`) : ""),
  );
  const another = () => {
    const held = followed(competition);
    if (held?.round === mine?.round && held?.key === mine?.key) return;
    mine = held;
    feed.follow(watched());
    if (boards().length === 0) setText(find("#live"), "");
    drawPinned();
    if (page === "table" && seen[board]) show(seen[board], false);
    if (page === "entry") addActions();
  };
  // Chosen on this page; in another tab; or while this page lay in the browser's memory of pages left.
  for (const name of ["followed", "storage", "pageshow"]) addEventListener(name, another);
  // What moved stays told until the page is left: only then is the new rank the one last seen.
  addEventListener("pagehide", () => {
    const rank = mine && seen[boardOf(mine)]?.rows[mine.key]?.rank;
    if (mine && rank) saw(competition, { ...mine, rank });
  });
  document.addEventListener("visibilitychange", () => page !== "table" && refreshSoon(0));
  if (page !== "table") setInterval(refreshSoon, NOW_AND_THEN + Math.random() * SPREAD, 0);
}

/** Which page this is stands in sight; the page itself, which somebody may be reading by now, is not moved. */
function showPlace() {
  const here = /** @type {HTMLElement | null} */ (document.querySelector(".site-nav [aria-current]"));
  const bar = here?.parentElement;
  if (bar) bar.scrollLeft = here.offsetLeft - bar.offsetLeft - (bar.clientWidth - here.clientWidth) / 2;
}

function drawPinned() {
  drawMine(find("#mine"), competition, mine, seen[boardOf(mine)], carry);
}

/** @param {any} state @param {boolean} news */
function show(state, news) {
  const table = document.querySelector("#table");
  const drawn = page === "table" && table instanceof HTMLTableElement;
  // Another field, the first one after a draw, or another state with what is said of it: the whole page is another one.
  const head = document.querySelector(".site-state");
  const said = (/** @type {string} */ name) => head?.getAttribute(`data-${name}`) ?? "";
  const reveal = state.embargo ? `${state.embargo.until} ${state.embargo.ceremony}` : "";
  const alike = said("status") === state.status && said("reveal") === reveal;
  const same = drawn && alike && table.rows.length > 1 && state.order.length > 0;
  if (same) {
    drawTable(table, state, carry, mine?.round === state.round.id ? (mine?.key ?? null) : null);
    drawState(find("#state"), state);
  } else if (news) {
    refreshSoon(AFTER_NEWS);
  }
}

/** @type {any} */
let waiting = null;

/** @param {number} wait */
function refreshSoon(wait) {
  if (document.visibilityState === "hidden") return;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, wait + Math.random() * SPREAD);
}

let asking = false;

/** Take the page's body from the server again; a document asked for as such is parsed without running anything. */
function refresh() {
  // In a network that swallows everything questions would pile up until the browser asks nothing any more.
  if (asking) return;
  asking = true;
  const request = new XMLHttpRequest();
  request.responseType = "document";
  request.timeout = ANSWER_WITHIN;
  request.addEventListener("loadend", () => (asking = false));
  request.open("GET", location.href);
  request.setRequestHeader("Cache-Control", "no-cache"); // what the browser holds may be half a minute old
  request.addEventListener("load", () => {
    const fresh = request.status === 200 ? request.responseXML?.querySelector("#main") : null;
    if (fresh) replace(fresh);
  });
  request.send();
}

/** Everything but what this module added; never under the hands of somebody who types. @param {Element} fresh */
function replace(fresh) {
  if (document.activeElement instanceof HTMLInputElement) return;
  const place = document.activeElement?.id;
  const mine = find("#mine");
  main.replaceChildren(mine, ...[...fresh.children].filter((child) => child.id !== "mine"));
  dress();
  if (place) document.getElementById(place)?.focus({ preventScroll: true });
}

/** What the server drew, with times of this phone's zone and with buttons. */
function dress() {
  for (const time of document.querySelectorAll("time"))
    setText(time, timeText(Date.parse(time.dateTime), { seconds: !("short" in time.dataset) }));
  if (page === "entry") addActions();
}

function addActions() {
  const entry = find("#entry").dataset;
  const is = mine?.round === entry.round && mine?.key === entry.key;
  const words = `${is ? "★" : "☆"} ${t(is ? "public.js_following" : "public.js_follow")}`;
  const star = make("button", { type: "button", id: "follow", "aria-pressed": String(is) }, words);
  star.addEventListener("click", () => {
    const [round, key] = [entry.round ?? "", entry.key ?? ""];
    follow(competition, is ? null : { round, key, rank: Number(entry.rank) || undefined });
    dispatchEvent(new Event("followed"));
    document.getElementById("follow")?.focus({ preventScroll: true });
  });
  // Only an entry's page needs it; fetched before it is pressed, as a browser shares only at once after a press.
  const drawing = import("./share-image.js");
  drawing.catch(() => (share.hidden = true));
  const share = make("button.plain", { type: "button", id: "share" }, t("public.js_share"));
  share.addEventListener("click", async () => shareImage(entry, share, await drawing));
  find("#actions").replaceChildren(star, share);
}

/** The competition's look on dark, as the page has it; the product's without one. */
async function look() {
  const logo = /** @type {HTMLImageElement | null} */ (document.querySelector(".site-logo"));
  // A logo that did not come is no reason to have no picture.
  await logo?.decode().catch(() => {});
  const dark = make("i", { "data-theme": "hall", hidden: true });
  document.body.append(dark);
  const set = getComputedStyle(dark);
  const read = (/** @type {string} */ name) => set.getPropertyValue(name).trim();
  const found = { first: read("--brand"), second: read("--brand-second"), words: read("--brand-text") };
  dark.remove();
  return { logo: logo?.naturalWidth ? logo : null, ...found };
}

/**
 * @param {DOMStringMap} entry
 * @param {HTMLElement} button
 * @param {typeof import("./share-image.js")} drawing
 */
async function shareImage(entry, button, { pictureOf, send }) {
  const labels = { rank: t("public.js_rank"), total: t("public.js_total") };
  const text = (/** @type {string} */ name) => entry[name] ?? "";
  const picture = await pictureOf({
    title: text("title"),
    event: text("event"),
    name: text("name"),
    unit: text("unit"),
    rank: text("rank"),
    of: text("of"),
    total: text("total"),
    status: text("status"),
    labels,
    look: await look(),
    address: `${location.host}/c/${competition}`,
  });
  if ((await send(picture, text("title"))) === "saved") setText(button, t("public.js_saved"));
}

start();
document.body.dataset.ready = "yes";
