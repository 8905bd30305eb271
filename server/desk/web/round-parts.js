// What stands above every view of an event: its title, its rounds, the tabs, and the strip that controls the round.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { freeId } from "./next-step.js";
import { Dialog, Form, Head, IntentButton, IntentNotice, Link } from "./parts.js";
import { RoundControl } from "./round-control.js";
import { RoundFields, roundFields } from "./round-form.js";
import { go, here, isOfficial, may, overview, reload, route } from "./store.js";
import { say, t } from "./words.js";

const ROUND_TABS = ["draw", "seals", "panels", "paper", "live", "rulings", "standings", "ceremony"];
/** About the judges themselves: for the chief judge alone. */
const JUDGES_TABS = ["calibration", "statistics"];
const OFFICIALS_TABS = ["live", "rulings", "standings", "calibration", "statistics", "seals"];

/** Title, rounds and tabs of the open event. */
export function EventTabs() {
  const { event, round } = here.value;
  const { view, competition } = route.value;
  const shownRound = round ?? event.rounds[0];
  const every = [
    { view: "entries", to: { view: "entries", competition, event: event.id } },
    ...ROUND_TABS.map((one) => ({
      view: one,
      to: shownRound && { view: one, competition, round: shownRound.id },
    })),
    ...JUDGES_TABS.map((one) => ({
      view: one,
      to: shownRound && { view: one, competition, round: shownRound.id },
    })),
    { view: "teams", to: { view: "teams", competition, event: event.id } },
    { view: "rules", to: { view: "rules", competition, event: event.id } },
    { view: "sheets", to: { view: "sheets", competition, event: event.id } },
  ];
  const tabs = every
    .filter((tab) => !isOfficial.value || OFFICIALS_TABS.includes(tab.view))
    .filter((tab) => !JUDGES_TABS.includes(tab.view) || may("read_judge_statistics"))
    .filter((tab) => tab.view !== "seals" || !isOfficial.value || shownRound?.blind);
  return html`<div class="event-head">
    <${Head} title=${say(event.title)} above=${`${t("desk.home.entries", { n: event.entries.length })} · ${t("desk.view.rules")} ${t("desk.scheme.version_n", { n: event.scheme.version })}`}>
      <${Rounds} event=${event} round=${shownRound} />
    <//>
    <nav class="tabs" aria-label=${t("desk.nav.tabs")}>
      ${tabs.map(
        (tab) =>
          tab.to &&
          html`<${Link} key=${tab.view} to=${tab.to} aria-current=${tab.view === view ? "page" : undefined}>
            ${t(`desk.view.${tab.view}`)}
          <//>`,
      )}
    </nav>
    ${shownRound && round && html`<${RoundControl} event=${event} round=${round} />`}
  </div>`;
}

/** Which round of the event is meant, and adding another. @param {any} props */
function Rounds({ event, round }) {
  const adding = useSignal(false);
  const { competition, view } = route.value;
  const tab = ROUND_TABS.includes(view) ? view : "live";
  return html`<div class="row rounds">
    ${event.rounds.map(
      (
        /** @type {any} */ one,
      ) => html`<${Link} key=${one.id} class="chip" to=${{ view: tab, competition, round: one.id }}
        aria-current=${one.id === round?.id ? "true" : undefined}>${say(one.title)}<//>`,
    )}
    ${
      !isOfficial.value &&
      html`<button class="button button-small" onClick=${() => {
        adding.value = true;
      }}>${t("desk.round.add")}</button>`
    }
    ${
      adding.value &&
      html`<${NewRound} event=${event} onClose=${() => {
        adding.value = false;
      }} />`
    }
  </div>`;
}

/** @param {any} props */
function NewRound({ event, onClose }) {
  const intent = useIntent();
  const competition = /** @type {string} */ (route.value.competition);
  const taken = overview.value.events.flatMap((/** @type {any} */ e) =>
    e.rounds.map((/** @type {any} */ r) => r.id),
  );
  const id = freeId(`${event.id}-${event.rounds.length + 1}`, taken, "round");
  const fields = roundFields(useSignal);
  async function send() {
    const body = { kind: "add_round", event: event.id, ...fields.command(id) };
    if (!(await intent.command(competition, body))) return;
    await reload();
    onClose();
    go({ view: "draw", competition, round: id });
  }
  return html`<${Dialog} title=${t("desk.round.add")} onClose=${onClose} wide>
    <${Form} onSend=${send}>
      <${RoundFields} fields=${fields} />
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent}>${t("desk.round.add")}<//></div>
    <//>
  <//>`;
}
