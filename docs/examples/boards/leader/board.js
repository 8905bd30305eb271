// Who leads a round, as large as the screen; below it who follows, and by how much.

/**
 * Called whenever the board, an option or the language changed. Draw the whole state: a screen may come at any time.
 *
 * @param {HTMLElement} place empty at the first call, as it was left at every other
 * @param {{state: any, options: any, language: "zh" | "en", both: boolean, status: string,
 *   now: () => number}} given
 */
export function draw(place, { state, options, language, status }) {
  const say = (text) => text?.[language] ?? "";
  place.className = `leader ${options.colour ?? "gold"}`;
  if (!state) return;
  const [first, second] = state.order.map((id) => state.rows[id]).filter((row) => row.rank !== undefined);
  place.replaceChildren(
    line("what", `${say(state.event.title)} · ${say(state.round.title)}`),
    line("name", first ? say(first.name) : "–"),
    line("total", first?.total ?? ""),
    line("second", second && options.with_second !== false ? `${say(second.name)}  ${second.total}` : ""),
    line("status", status),
  );
}

/** Text goes in as text, never as markup. @param {string} name @param {string} text */
function line(name, text) {
  const element = document.createElement("p");
  element.className = name;
  element.textContent = text;
  return element;
}
