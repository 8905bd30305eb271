// The scheme library, one scheme read in full, and taking it into the competition. Also the rules of an event taken.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { schemeOfEvent } from "./event-scheme.js";
import { useIntent } from "./intent.js";
import { freeId } from "./next-step.js";
import {
  bothTexts,
  Fault,
  Field,
  Form,
  Head,
  IntentButton,
  IntentNotice,
  Link,
  TitleFields,
  Wait,
} from "./parts.js";
import { RoundFields, roundFields } from "./round-form.js";
import { EventTabs } from "./round-parts.js";
import { Basis, SchemeReader } from "./scheme-reader.js";
import { go, here, overview, reload, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** All schemes that an event can be made from. */
export function LibraryView() {
  const { answer, problem, retry } = useAnswer(() => ask("/api/v1/schemes"), []);
  if (problem) return html`<${Fault} problem=${problem} onRetry=${retry} />`;
  const { competition } = route.value;
  return html`<div>
    <${Head} title=${t("desk.view.library")} above=${t("desk.library.text")} />
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
      <a class="button button-small button-main" href="#take">${t("desk.library.take")}</a>
    <//>
    <${SchemeReader} scheme=${scheme} />
    <${TakeForm} scheme=${scheme} />
  </div>`;
}

/** @param {{scheme: any}} props */
function TakeForm({ scheme }) {
  const competition = /** @type {string} */ (route.value.competition);
  const events = overview.value.events;
  const suggested = freeId(
    scheme.id,
    events.map((/** @type {any} */ e) => e.id),
    "event",
  );
  const [id, zh, en] = [useSignal(""), useSignal(scheme.title.zh), useSignal(scheme.title.en)];
  const round = roundFields(useSignal);
  const [first, second] = [useIntent(), useIntent()];
  const taken = useSignal("");
  async function send() {
    const event = taken.value || id.value.trim() || suggested;
    // The event may be in and its round refused: then only the round is asked for again.
    if (!taken.value) {
      const title = bothTexts(zh.value, en.value);
      if (!(await first.command(competition, { kind: "add_event", event, title, scheme }))) return;
      taken.value = event;
    }
    const wish = { kind: "add_round", event, ...round.command(`${event}-1`) };
    if (!(await second.command(competition, wish))) return;
    await reload();
    toast(t("desk.library.taken", { title: zh.value }));
    go({ view: "entries", competition, event });
  }
  return html`<section class="plate plate-cut form-plate" id="take">
    <h2>${t("desk.library.take")}</h2>
    <p class="quiet">${t("desk.library.take_text")}</p>
    <${Form} onSend=${send}>
      <fieldset disabled=${taken.value !== ""} class="bare">
        <${TitleFields} label=${t("desk.library.title")} zh=${zh} en=${en} />
        <${Field} label=${t("desk.form.id")} value=${id} placeholder=${suggested} hint=${t("desk.library.id_hint")}
          pattern="[a-z0-9][a-z0-9_\\-]{0,39}" class="input narrow" />
      </fieldset>
      <${RoundFields} fields=${round} />
      <${IntentNotice} intent=${first} />
      <${IntentNotice} intent=${second} />
      <div class="row">
        <${IntentButton} intent=${first.state.value.busy ? first : second}>${t("desk.library.take_send")}<//>
      </div>
    <//>
  </section>`;
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
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${scheme ? html`<${SchemeReader} scheme=${scheme} />` : !problem && html`<${Wait} />`}
  </div>`;
}
