// All competitions on this server, and beginning another. What happens inside one is another view's.

import { html, useEffect, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { useIntent } from "./intent.js";
import { daysBetween } from "./lists.js";
import { freeId } from "./next-step.js";
import {
  bothTexts,
  Empty,
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
import { go } from "./store.js";
import { say, t } from "./words.js";

/** The first page of the desk. */
export function CompetitionsView() {
  const list = useSignal(/** @type {any} */ (null));
  const problem = useSignal(/** @type {any} */ (null));
  const adding = useSignal(false);
  function load() {
    problem.value = null;
    ask("/api/v1/competitions").then(
      (answer) => {
        list.value = answer;
      },
      (error) => {
        problem.value = error;
      },
    );
  }
  useEffect(load, []);
  if (problem.value) return html`<${Fault} problem=${problem.value} onRetry=${load} />`;
  if (!list.value) return html`<${Wait} />`;
  const none = list.value.length === 0;
  return html`<div>
    <${Head} title=${t("desk.view.competitions")}>
      <${Link} class="button button-small" to=${{ view: "screens" }}>${t("desk.view.screens")}<//>
      ${
        !none &&
        html`<button class="button button-small button-main" onClick=${() => {
          adding.value = !adding.value;
        }} aria-expanded=${adding.value}>${t("desk.competitions.add")}</button>`
      }
    <//>
    ${none && html`<${Empty} text=${t("desk.competitions.none")} />`}
    ${(none || adding.value) && html`<${NewCompetition} taken=${list.value.map((/** @type {any} */ one) => one.id)} />`}
    <ul class="tiles">
      ${list.value.map(
        (/** @type {any} */ one) => html`<li key=${one.id}>
          <${Link} class="plate plate-lead tile" to=${{ view: "home", competition: one.id }}>
            <strong>${say(one.title)}</strong>
            <span class="quiet">
              ${t("desk.competitions.events", { n: one.events })} · ${t("desk.competitions.facts", { n: one.position })}
            </span>
          <//>
        </li>`,
      )}
    </ul>
  </div>`;
}

/** @param {{taken: string[]}} props */
function NewCompetition({ taken }) {
  const [zh, en, place, from, to] = [
    useSignal(""),
    useSignal(""),
    useSignal(""),
    useSignal(today()),
    useSignal(""),
  ];
  const intent = useIntent();
  const id = useSignal("");
  const suggested = freeId(en.value, taken, `c${(from.value || today()).replaceAll("-", "")}`);
  async function send() {
    const competition = id.value.trim() || suggested;
    const body = {
      id: competition,
      title: bothTexts(zh.value, en.value),
      place: place.value.trim(),
      days: daysBetween(from.value, to.value),
    };
    if (await intent.send("/api/v1/competitions", body)) go({ view: "home", competition });
  }
  return html`<section class="plate plate-cut form-plate">
    <h2>${t("desk.competitions.new")}</h2>
    <${Form} onSend=${send}>
      <${TitleFields} label=${t("desk.competitions.title")} zh=${zh} en=${en} />
      <div class="pair">
        <${Field} label=${t("desk.competitions.place")} value=${place} maxlength="120" />
        <div class="pair tight">
          <${Field} label=${t("desk.competitions.first_day")} value=${from} type="date" />
          <${Field} label=${t("desk.competitions.last_day")} value=${to} type="date" min=${from.value} />
        </div>
      </div>
      <${Field} label=${t("desk.form.id")} value=${id} placeholder=${suggested} hint=${t("desk.competitions.id_hint")}
        pattern="[a-z0-9][a-z0-9_\\-]{0,39}" class="input narrow" />
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent}>${t("desk.competitions.create")}<//></div>
    <//>
  </section>`;
}

/** The day it is here, as a date input has it. */
function today() {
  const now = new Date();
  const part = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
