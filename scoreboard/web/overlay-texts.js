// What graphics over a live picture say alike: the list's title and state, and an entry's figure.

import { make } from "../../static/lib/html.js";
import { dotted, language, say } from "../../static/lib/i18n.js";
import { resultText, stateText, statusText } from "./board-texts.js";

/** Event and round. @param {any} state */
export function titleOf(state) {
  return dotted([say(state.event.title), say(state.round.title)]);
}

/** A figure of a row: the result, or why there is none. @param {any} row @param {any} state */
export function figure(row, state) {
  return stateText(row, state.phase, language()) || resultText(row.total, state.result) || "–";
}

/** The list's state as a word: no graphic passes for official that is not. @param {any} state */
export function tag(state) {
  return make("span.over-tag", { "data-status": state.status }, statusText(state, language()));
}
