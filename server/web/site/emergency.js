// What every screen of the hall says in an emergency, on top of a public page; nothing is asked or decided here.

import { timeText } from "../../../static/lib/clock.js";
import { make } from "../../../static/lib/html.js";
import { language, t } from "./words.js";

/** The board of it. */
export const EMERGENCY = "emergency";

/**
 * Drawn only where it is another one: whoever is read the page aloud hears it once.
 *
 * @param {HTMLElement} place
 * @param {{text?: Record<"zh" | "en", string>, since?: number}} state of the board; without a text it is over
 */
export function drawEmergency(place, { text, since }) {
  const now = String(since ?? "");
  if (place.dataset.since === now) return;
  place.dataset.since = now;
  if (!text || !since) {
    place.replaceChildren();
    return;
  }
  /** @type {("zh" | "en")[]} */
  const order = language === "en" ? ["en", "zh"] : ["zh", "en"];
  const time = make(
    "time",
    { datetime: `${new Date(since).toISOString().slice(0, 19)}Z`, "data-short": true },
    timeText(since),
  );
  place.replaceChildren(
    make("p", {}, make("strong", {}, t("screen.emergency")), " ", time),
    ...order
      .filter((tag) => text[tag])
      .map((tag) => make("p", { lang: tag === "en" ? "en" : "zh-CN" }, text[tag])),
  );
}
