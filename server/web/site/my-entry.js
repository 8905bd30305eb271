// The followed entry on top of every page of the site: its rank, how it moved since it was last seen, its total.

import { make } from "../../../static/lib/html.js";
import { movedText, say, t, totalText } from "./words.js";

/**
 * @param {Element} place
 * @param {string} competition
 * @param {import("./followed.js").Followed | null} mine with the rank it was seen with on an earlier page
 * @param {any} state of the standings board of the followed entry's round
 * @param {string} carry what every link of this page ends in
 */
export function drawMine(place, competition, mine, state, carry) {
  const row = mine && state?.rows[mine.key];
  if (!mine || !row) {
    const places = mine && state?.withheld?.places;
    place.replaceChildren(
      ...(places ? [make("p.site-note", {}, t("public.js_mine_withheld", { count: places }))] : []),
    );
    return;
  }
  const moved = (mine.rank && row.rank ? mine.rank - row.rank : 0) || (row.moved ?? 0);
  const href = `/c/${competition}/rounds/${mine.round}/entries/${encodeURIComponent(mine.key)}${carry}`;
  const name = row.rank === undefined ? t("public.js_no_rank") : t("public.js_place", { rank: row.rank });
  place.replaceChildren(
    make(
      "a.site-mine",
      { href, "aria-label": `${t("public.js_mine")}: ${say(row.name)}, ${name}` },
      make("b", {}, String(row.rank ?? "–")),
      make(
        "span",
        {},
        say(row.name),
        " ",
        make("span.moved", { "data-way": moved > 0 ? "up" : "down" }, movedText(moved)),
        make("span.site-unit", {}, `${t("public.js_mine")} · ${say(state.event.title)}`),
      ),
      make("span.figures", {}, totalText(row, state)),
    ),
  );
}
