// The scheme library, one scheme read in full, a scheme of one's own, and the rules of an event taken.

import { html } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { schemeOfEvent } from "./event-scheme.js";
import { ExcelLink, OwnScheme, OwnSchemeFound, useOwnScheme } from "./own-scheme.js";
import { Fault, Head, Link, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { Basis, SchemeReader } from "./scheme-reader.js";
import { here, route } from "./store.js";
import { TakeForm } from "./take-scheme.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** All schemes that an event can be made from. */
export function LibraryView() {
  const { answer, problem, retry } = useAnswer(() => ask("/api/v1/schemes"), []);
  const own = useOwnScheme();
  if (problem) return html`<${Fault} problem=${problem} onRetry=${retry} />`;
  const { competition } = route.value;
  if (own.found.value?.scheme) {
    return html`<div>
      <${Head} title=${say(own.found.value.scheme.title)} above=${t("desk.own.title")}>
        <a class="button button-small button-main" href="#take">${t("desk.library.take")}</a>
      <//>
      <${OwnSchemeFound} own=${own} />
    </div>`;
  }
  return html`<div>
    <${Head} title=${t("desk.view.library")} above=${t("desk.library.text")} />
    <${OwnScheme} own=${own} />
    ${
      !answer
        ? html`<${Wait} />`
        : html`<ul class="tiles">
            ${answer.map(
              (/** @type {any} */ scheme) => html`<li key=${scheme.id}>
                <${Link} class="plate plate-lead tile" to=${{ view: "scheme", competition, scheme: scheme.id }}>
                  <strong>${say(scheme.title)}</strong>
                  <span class="quiet">${say(scheme.trade)} · ${t("desk.scheme.version")} ${scheme.version}</span>
                  <span class="row"><${Basis} basis=${scheme.basis} /></span>
                  <span class="quiet source">${scheme.source}</span>
                <//>
              </li>`,
            )}
          </ul>`
    }
  </div>`;
}

/** One scheme of the library, and the form that takes it. */
export function SchemeView() {
  const { scheme: id } = route.value;
  const { answer: scheme, problem, retry } = useAnswer(() => ask(`/api/v1/schemes/${id}`), [id]);
  if (problem) return html`<${Fault} problem=${problem} onRetry=${retry} />`;
  if (!scheme) return html`<${Wait} />`;
  return html`<div>
    <${Head} title=${say(scheme.title)} above=${t("desk.view.library")}>
      <${ExcelLink} path=${`/api/v1/schemes/${id}.xlsx`} />
      <a class="button button-small button-main" href="#take">${t("desk.library.take")}</a>
    <//>
    <${SchemeReader} scheme=${scheme} />
    <${TakeForm} scheme=${scheme} />
  </div>`;
}

/** The scheme an event was taken with. */
export function RulesView() {
  const { event } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  const {
    answer: scheme,
    problem,
    retry,
  } = useAnswer(() => schemeOfEvent(competition, event), [event.scheme.hash]);
  return html`<div>
    <${EventTabs} />
    <div class="row"><${ExcelLink} path=${inside(competition, `/events/${event.id}/scheme.xlsx`)} /></div>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${scheme ? html`<${SchemeReader} scheme=${scheme} />` : !problem && html`<${Wait} />`}
  </div>`;
}
