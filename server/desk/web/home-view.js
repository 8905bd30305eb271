// A competition's home: every event with how far it is and what comes next. The rules of "next" stand in next-step.js.

import { html } from "../../../static/lib/ui.js";
import { ApprovedCount } from "./approval-parts.js";
import { CHAIN, currentRound, nextStep, placeOf, stepsDone } from "./next-step.js";
import { Bar, Empty, Head, Link, PhaseTag } from "./parts.js";
import { overview, reload, route } from "./store.js";
import { useLooking } from "./use-answer.js";
import { say, t } from "./words.js";

const LOOK_EVERY = 5_000;

/** The home of the open competition. */
export function HomeView() {
  // The line tells of changes to rounds, not of every sheet; here the counts of all events are wanted.
  useLooking(reload, LOOK_EVERY);
  const known = overview.value;
  const { competition } = route.value;
  const about = [known.place, daysText(known.days)].filter(Boolean).join(" · ");
  return html`<div>
    <${Head} title=${say(known.title)} above=${about}>
      <${Link} class="button button-small" to=${{ view: "library", competition }}>${t("desk.nav.add_event")}<//>
    <//>
    <${Preparations} known=${known} competition=${competition} />
    ${
      known.events.length === 0
        ? html`<${Empty} text=${t("desk.home.no_events")}>
            <${Link} class="button button-main" to=${{ view: "library", competition }}>${t("desk.view.library")}<//>
          <//>`
        : html`<ul class="event-cards">
            ${known.events.map(
              (/** @type {any} */ event) =>
                html`<li key=${event.id}><${EventCard} event=${event} known=${known} /></li>`,
            )}
          </ul>`
    }
  </div>`;
}

/** @param {string[]} days */
function daysText(days) {
  return days.length > 1 ? `${days[0]} – ${days.at(-1)}` : (days[0] ?? "");
}

/** What belongs to the whole competition, until it is done. @param {any} props */
function Preparations({ known, competition }) {
  const steps = [
    { key: "events", done: known.events.length > 0, view: "library" },
    { key: "judges", done: known.officials.length > 0, view: "judges" },
    {
      key: "screens",
      done: known.events.some((/** @type {any} */ e) => e.rounds.some(isBegun)),
      view: "screens",
    },
  ];
  if (steps.every((step) => step.done)) return null;
  const next = steps.find((step) => !step.done);
  return html`<section class="preparations" aria-label=${t("desk.home.prepare")}>
    <ol>
      ${steps.map(
        (step) => html`<li key=${step.key} data-done=${step.done} data-next=${step === next}>
          <${Link} to=${{ view: step.view, competition }}>
            <span class="step-mark" aria-hidden="true">${step.done ? "✓" : "·"}</span>
            <span>
              <strong>${t(`desk.home.prepare_${step.key}`)}</strong>
              <span class="quiet">${t(`desk.home.prepare_${step.key}_text`)}</span>
            </span>
          <//>
        </li>`,
      )}
    </ol>
  </section>`;
}

/** @param {any} round */
function isBegun(round) {
  return round.phase !== "planned" && round.phase !== "drawn";
}

/** States that say that something is kept from the public. */
const HELD = ["frozen", "embargoed"];

/** @param {any} props */
function EventCard({ event, known }) {
  const { competition } = route.value;
  const round = currentRound(event);
  const step = nextStep(event, round, known.officials);
  const done = stepsDone(event, round);
  const at = CHAIN.find((one) => !done[one]);
  return html`<article class="plate event-card" data-phase=${round?.phase ?? "planned"}>
    <header>
      <div class="grow">
        <h2>
          <${Link} to=${placeOf(step, /** @type {string} */ (competition), event, round)}>${say(event.title)}<//>
        </h2>
        <p class="quiet">
          ${round ? `${say(round.title)} · ` : ""}${t("desk.home.entries", { n: event.entries.length })}
          ${event.rounds.length > 1 ? ` · ${t("desk.home.rounds", { n: event.rounds.length })}` : ""}
        </p>
      </div>
      <div class="tags">
        <${PhaseTag} phase=${round?.phase ?? "planned"} />
        ${HELD.includes(round?.shown) && html`<span class="tag" data-state="warn">${t(`common.status.${round.shown}`)}</span>`}
        ${round?.stale && html`<span class="tag" data-state="warn">${t("desk.round.stale")}</span>`}
      </div>
    </header>
    <ol class="chain" aria-label=${t("desk.home.steps")}>
      ${CHAIN.map(
        (one) => html`<li key=${one} data-done=${done[one]} aria-current=${one === at ? "step" : undefined}>
          <span>${t(`desk.step.${one}`)}</span>
        </li>`,
      )}
    </ol>
    ${
      round &&
      isBegun(round) &&
      html`<${Bar} done=${round.sheets_in} of=${round.sheets_due} label=${t("desk.live.sheets")} />
      <${ApprovedCount} round=${round} />`
    }
    <footer>
      <p>${t(`desk.next.${step}_text`)}</p>
      <${Link} class="button button-small" to=${placeOf(step, /** @type {string} */ (competition), event, round)}>
        ${t(`desk.next.${step}`)}
      <//>
    </footer>
  </article>`;
}
