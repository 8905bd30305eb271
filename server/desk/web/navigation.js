// The list at the side: the competition's parts, its events and their rounds. It links; it decides nothing.

import { html } from "../../../static/lib/ui.js";
import { currentRound, nextStep } from "./next-step.js";
import { Link } from "./parts.js";
import { here, isOfficial, may, overview, route } from "./store.js";
import { say, t } from "./words.js";

/** The side list of a competition. */
export function Navigation() {
  const { competition, view } = route.value;
  const known = overview.value;
  const events = known?.events ?? [];
  return html`<nav class="side no-print" aria-label=${t("desk.nav.label")}>
    <ul>
      <${Item} to=${{ view: "home", competition }} current=${view === "home"}>${t("desk.view.home")}<//>
      ${!isOfficial.value && html`<${SettingUp} competition=${competition} view=${view} known=${known} />`}
      ${may("command_paper") && html`<${Item} to=${{ view: "entry", competition }} current=${view === "entry"}>${t("desk.view.entry")}<//>`}
      <${Item} to=${{ view: "access", competition }} current=${view === "access"}>${t("desk.view.access")}<//>
    </ul>
    <h2 class="side-head">${t("desk.nav.events")}</h2>
    <ul>
      ${events.map((/** @type {any} */ event) => html`<${EventItem} key=${event.id} event=${event} known=${known} />`)}
      ${
        !isOfficial.value &&
        html`<${Item} to=${{ view: "library", competition }} current=${view === "library" || view === "scheme"} add>
          ${t("desk.nav.add_event")}
        <//>`
      }
    </ul>
  </nav>`;
}

/** What belongs to the whole competition and is the organiser's. @param {any} props */
function SettingUp({ competition, view, known }) {
  return html`<${Item} to=${{ view: "judges", competition }} current=${view === "judges"} count=${known?.officials.length}>
        ${t("desk.view.judges")}
      <//>
      <${Item} to=${{ view: "screens", competition }} current=${view === "screens"}>${t("desk.view.screens")}<//>
      <${Item} to=${{ view: "brand", competition }} current=${view === "brand"}>${t("desk.view.brand")}<//>
      <${Item} to=${{ view: "delegations", competition }} current=${view === "delegations"}>${t("desk.view.delegations")}<//>
      <${Item} to=${{ view: "stream", competition }} current=${view === "stream"}>${t("desk.view.stream")}<//>
      <${Item} to=${{ view: "downloads", competition }} current=${view === "downloads"}>${t("desk.view.downloads")}<//>`;
}

/** @param {any} props */
function Item({ to, current, count, add, state, children }) {
  return html`<li>
    <${Link} to=${to} class=${add ? "side-link add" : "side-link"} aria-current=${current ? "page" : undefined}>
      ${state && html`<span class="dot" data-state=${state} aria-hidden="true"></span>`}
      <span class="grow">${children}</span>
      ${count > 0 && html`<span class="figures quiet">${count}</span>`}
    <//>
  </li>`;
}

/** @param {any} props */
function EventItem({ event, known }) {
  const { competition } = route.value;
  const round = currentRound(event);
  const open = here.value.event?.id === event.id;
  const step = nextStep(event, round, known.officials);
  const before = isOfficial.value
    ? { view: "home", competition }
    : { view: "entries", competition, event: event.id };
  const to = round ? { view: "live", competition, round: round.id } : before;
  const attention = !isOfficial.value && ["close", "publish", "publish_again"].includes(step);
  return html`<${Item} to=${to} current=${open} state=${attention ? "attention" : (round?.phase ?? "planned")}>
    ${say(event.title)}
  <//>`;
}
