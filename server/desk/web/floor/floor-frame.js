// The floor page's frame: the bar, who works here, the choice of a round. What is done on the floor is floor-view.js.

import { timeText } from "../../../../static/lib/clock.js";
import { setLanguage } from "../../../../static/lib/i18n.js";
import { html, useEffect, useState } from "../../../../static/lib/ui.js";
import { away, readOnly } from "../api.js";
import { lineWord } from "../line-word.js";
import { Logo, useLook } from "../look.js";
import { otherLanguage, say, shown, t } from "../words.js";
import { FloorPair } from "./floor-pair.js";
import { choice, floor, leave, line, lost, me, open, place, session, wallNow } from "./floor-store.js";
import { FloorView } from "./floor-view.js";

const MARK = new URL("../../../../static/icons/mark.svg", import.meta.url).href;

/** The whole page. */
export function FloorFrame() {
  useEffect(() => {
    document.title = [t("floor.title"), say(floor.value?.round.title), t("common.product")]
      .filter(Boolean)
      .join(" · ");
  });
  return html`
    <${Bar} />
    <main class="floor-main" id="view">
      ${away.value && html`<p class="notice" data-state="warn" role="status">${t("floor.away")}</p>`}
      ${readOnly.value && html`<p class="notice" data-state="bad" role="alert">${t("desk.read_only")}</p>`}
      <${Middle} />
    </main>
  `;
}

function Middle() {
  if (session.value === "asking") return html`<p class="floor-wait" role="status">${t("common.loading")}</p>`;
  if (session.value === "out") return html`<${FloorPair} />`;
  if (lost.value) return html`<${Lost} />`;
  if (!place.value.round) return html`<${Choice} />`;
  if (!floor.value) return html`<p class="floor-wait" role="status">${t("common.loading")}</p>`;
  return html`<${FloorView} floor=${floor.value} />`;
}

function Bar() {
  const known = floor.value;
  useLook(place.value.competition);
  const said = lineWord(line.value, away.value);
  return html`<header class="floor-bar">
    <button type="button" class="button button-bare" aria-label=${t("floor.choose")} onClick=${() => open("", "")}>
      <${Logo} otherwise=${html`<img src=${MARK} alt="" />`} />
    </button>
    <div class="floor-titles">
      <h1 class="one-line">${known ? `${say(known.event.title)} · ${say(known.round.title)}` : t("floor.title")}</h1>
      <span class="one-line floor-who">${[t("floor.title"), me.value?.name].filter(Boolean).join(" · ")}</span>
    </div>
    <${Time} />
    ${said && html`<span class="tag" data-state=${said.state} role="status">${t(said.word)}</span>`}
    <button type="button" class="button" lang=${otherLanguage() === "zh" ? "zh-CN" : "en"}
      aria-label=${`${t("common.other_language")} · ${t("common.switch_language")}`}
      onClick=${() => setLanguage(shown.value === "zh" ? "en" : "zh")}>${t("common.other_language")}</button>
    ${session.value === "in" && html`<button type="button" class="button" onClick=${leave}>${t("floor.leave")}</button>`}
  </header>`;
}

function Time() {
  const [now, setNow] = useState(wallNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(wallNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return html`<time class="floor-time figures">${timeText(now)}</time>`;
}

/** Which round. */
function Choice() {
  if (!choice.value) return html`<p class="floor-wait" role="status">${t("common.loading")}</p>`;
  if (choice.value.every((one) => one.rounds.length === 0))
    return html`<section class="plate stack"><h2>${t("floor.choose")}</h2><p>${t("floor.no_rounds")}</p></section>`;
  return html`<div class="stack floor-choice">
    <h2>${t("floor.choose")}</h2>
    ${choice.value.map(
      (one) => html`<section class="plate stack" key=${one.id}>
        <h3>${say(one.title)}</h3>
        ${one.rounds.map(
          (
            /** @type {any} */ round,
          ) => html`<button type="button" class="button big floor-round" key=${round.id}
            onClick=${() => open(one.id, round.id)}>
            <span class="grow">${say(round.event)} · ${say(round.title)}</span>
            <span class="tag" data-state=${round.phase === "open" ? "busy" : ""}>${t(`common.phase.${round.phase}`)}</span>
          </button>`,
        )}
      </section>`,
    )}
  </div>`;
}

function Lost() {
  return html`<section class="plate stack">
    <h2>${t("floor.lost")}</h2>
    <p>${t("floor.lost_text")}</p>
    <button type="button" class="button big" onClick=${() => open("", "")}>${t("floor.choose")}</button>
  </section>`;
}
