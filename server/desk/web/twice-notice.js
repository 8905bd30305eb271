// Whose card is in use on more than one device now: perhaps two persons mark as one. It warns and ends nothing.

import { html } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { listed, t } from "./words.js";

const LOOK_EVERY = 15_000;

/** One line for each of them; nothing where there is none. */
export function TwiceNotice() {
  const competition = /** @type {string} */ (route.value.competition);
  // Sign-ins are no facts and ring no bell: look now and then.
  const { answer } = useAnswer(
    (signal) => ask(inside(competition, "/officials/on-several-devices"), { signal }),
    [competition],
    LOOK_EVERY,
  );
  return html`${(answer?.officials ?? []).map(
    (
      /** @type {any} */ one,
    ) => html`<p key=${one.id} class="notice twice-notice" data-state="bad" role="alert" data-twice=${one.id}>
      <span><strong>${t("desk.judges.twice", { name: one.name })}</strong> ${listed(one.devices.filter(Boolean))} · ${t("desk.live.twice_text")}</span>
    </p>`,
  )}`;
}
