// Every screen of the hall at the desk: found by name, code, group and state, ticked together.

import { html, useSignal } from "../../../static/lib/ui.js";
import { readFleet } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Empty, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { ScreenCard } from "./screen-card.js";
import { found, wantsCare } from "./screen-rules.js";
import { say, t } from "./words.js";

/** With fewer screens nobody searches. */
const MANY = 8;
const CARE = "care";

/** @param {any} props */
export function ScreensWall({ known, picked }) {
  const [text, choice] = [useSignal(""), useSignal("")];
  const many = known.screens.length > MANY;
  const care = choice.value === CARE;
  const screens = found(known.screens, {
    text: text.value,
    group: care ? "" : choice.value,
    care,
  });
  return html`<section>
    <h2 class="visually-hidden">${t("desk.screens.all")}</h2>
    ${many && html`<${Finder} known=${known} text=${text} choice=${choice} screens=${screens} picked=${picked} />`}
    ${known.screens.length === 0 && html`<${Empty} text=${t("desk.screens.none")} />`}
    ${known.screens.length > 0 && screens.length === 0 && html`<${Empty} text=${t("desk.screens.none_found")} />`}
    <ul class="screens" data-many=${many}>
      ${screens.map((screen) => html`<li key=${screen.id}><${ScreenCard} screen=${screen} known=${known} picked=${picked} /></li>`)}
    </ul>
    <${AddScreen} />
  </section>`;
}

/** @param {any} props */
function Finder({ known, text, choice, screens, picked }) {
  const waiting = known.screens.filter(wantsCare).length;
  const all = screens.length > 0 && screens.every((/** @type {any} */ one) => picked.value.has(one.id));
  function pick() {
    const next = new Set(picked.value);
    for (const { id } of screens) all ? next.delete(id) : next.add(id);
    picked.value = next;
  }
  return html`<div class="row screens-find">
    <input class="input" type="search" aria-label=${t("desk.screens.find")} placeholder=${t("desk.screens.find")} value=${text.value}
      onInput=${(/** @type {any} */ event) => {
        text.value = event.currentTarget.value;
      }} />
    <select class="input" aria-label=${t("desk.screens.which")} onChange=${(/** @type {any} */ event) => {
      choice.value = event.currentTarget.value;
    }}>
      <option value="">${t("desk.screens.count", { n: known.screens.length })}</option>
      <option value=${CARE} selected=${choice.value === CARE}>${t("desk.screens.care", { n: waiting })}</option>
      ${known.groups.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${choice.value === one.id}>${say(one.title)}</option>`)}
    </select>
    <button class="button button-small" disabled=${!screens.length} aria-pressed=${all} onClick=${pick}>
      ${t(all ? "desk.screens.pick_none" : "desk.screens.pick_all", { n: screens.length })}
    </button>
  </div>`;
}

function AddScreen() {
  const name = useSignal("");
  const intent = useIntent();
  async function send() {
    if (!(await intent.send("/api/v1/displays", { name: name.value.trim() }))) return;
    name.value = "";
    readFleet();
  }
  return html`<details class="add-screen">
    <summary>${t("desk.screens.new")}</summary>
    <${Form} onSend=${send} class="row">
      <${Field} label=${t("desk.screens.name")} value=${name} required maxlength="60" placeholder=${t("desk.screens.new_hint")} />
      <${IntentButton} intent=${intent} kind="">${t("desk.screens.add")}<//>
    <//>
    <${IntentNotice} intent=${intent} />
  </details>`;
}
