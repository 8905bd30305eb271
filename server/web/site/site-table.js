// Draws a state of a standings board into the table the server drew, row by row; what is the same is left alone.

import { timeText } from "../../../static/lib/clock.js";
import { make, setAttribute, setText } from "../../../static/lib/html.js";
import { gapText, movedText, noteText, resultText, say, t, totalText } from "./words.js";

/**
 * @param {HTMLTableElement} table
 * @param {any} state of a standings board
 * @param {string} carry what every link of this page ends in
 * @param {string | null} mine the key of the followed entry
 */
export function drawTable(table, state, carry, mine) {
  const body = table.tBodies[0];
  const known = new Map([...body.rows].map((row) => [row.dataset.key ?? "", row]));
  const rows = state.order.map((/** @type {string} */ key) => known.get(key) ?? newRow(state, key, carry));
  for (const [index, key] of state.order.entries()) drawRow(rows[index], state, key, mine);
  const before = [...body.rows];
  if (rows.length !== before.length || rows.some((row, index) => row !== before[index])) {
    body.replaceChildren(...rows);
  }
}

/** @param {any} state @param {string} key @param {string} carry */
function newRow(state, key, carry) {
  const { competition, round } = state;
  const href = `/c/${competition.id}/rounds/${round.id}/entries/${encodeURIComponent(key)}${carry}`;
  return /** @type {HTMLTableRowElement} */ (
    make(
      "tr",
      { "data-key": key },
      make("td.rank", {}, make("b"), make("span.moved")),
      make("th.who", { scope: "row" }, make("a", { href }), make("span.site-unit")),
      ...state.modules.map(() => make("td.module")),
      make("td.total", {}, make("b"), make("span.gap")),
    )
  );
}

/** @param {HTMLTableRowElement} row @param {any} state @param {string} key @param {string | null} mine */
function drawRow(row, state, key, mine) {
  const data = state.rows[key];
  const [rank, who, total] = [row.cells[0], row.cells[1], row.cells[row.cells.length - 1]];
  setText(rank.children[0], String(data.rank ?? "–"));
  setText(rank.children[1], movedText(data.moved));
  setAttribute(rank.children[1], "data-way", (data.moved ?? 0) > 0 ? "up" : "down");
  setText(who.children[0], say(data.name));
  setText(who.children[1], [data.number, say(data.delegation)].filter(Boolean).join(" · "));
  for (const [index, module] of state.modules.entries()) {
    const form = module.max === undefined ? state.result : { unit: "points" };
    setText(row.cells[2 + index], resultText(data.modules[module.id]?.total, form));
  }
  setText(total.children[0], totalText(data, state));
  setText(total.children[1], noteText(data, state) || gapText(data, state.result));
  setAttribute(row, "data-mine", key === mine ? "yes" : null);
}

/** @param {Element} place @param {any} state what the table's state is, and of when */
export function drawState(place, state) {
  const line = place.querySelector(".site-state");
  if (!line) return;
  setAttribute(line, "data-status", state.status);
  const badge = line.querySelector(".site-badge");
  if (badge) setText(badge, statusText(state));
  const time = line.querySelector("time");
  if (time) {
    setText(time, timeText(state.as_of, { seconds: true }));
    setAttribute(time, "datetime", new Date(state.as_of).toISOString());
  }
  drawProgress(line, state);
}

/** The state of a list; of a corrected one, which version it is. @param {any} state */
function statusText({ status, version }) {
  const word = t(`common.status.${status}`);
  return status === "corrected" ? `${word} · ${t("common.version", { version })}` : word;
}

/** States in which it is told how many sheets are in. */
const UNDER_WAY = new Set(["provisional", "under_review", "frozen", "embargoed"]);

/** @param {Element} line @param {any} state */
function drawProgress(line, state) {
  const progress = line.querySelector(".site-progress");
  if (!(progress instanceof HTMLElement)) return;
  progress.hidden = !UNDER_WAY.has(state.status);
  const bar = progress.querySelector("progress");
  if (bar) [bar.max, bar.value] = [Math.max(1, state.progress.due), state.progress.in];
  if (progress.lastChild) progress.lastChild.textContent = ` ${state.progress.in} / ${state.progress.due}`;
}
