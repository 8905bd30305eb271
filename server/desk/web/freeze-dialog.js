// Freezing a board: the whole of it, its first places or some modules; now or at a time, when the server does it by itself.

import { html, useSignal } from "../../../static/lib/ui.js";
import { atOf, coverOf, dayAndTime } from "./freeze-rules.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** @param {{event: any, round: any, onClose: () => void}} props */
export function FreezeDialog({ event, round, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const intent = useIntent();
  const wish = {
    how: useSignal("whole"),
    places: useSignal("3"),
    modules: useSignal(/** @type {string[]} */ ([])),
    when: useSignal(canNow(round) ? "now" : "later"),
    time: useSignal(dayAndTime(Date.now() + 60 * 60_000)),
  };
  const cover = coverOf(wish.how.value, wish.places.value, wish.modules.value, event.modules.length);
  const at = wish.when.value === "now" ? null : atOf(wish.time.value);
  const ready = cover !== null && (wish.when.value === "now" || at !== null);
  async function send() {
    if (!ready) return;
    const body =
      at === null
        ? { kind: "freeze_board", round: round.id, ...cover }
        : { kind: "plan_freeze", round: round.id, at, ...cover };
    if (!(await intent.command(competition, body))) return;
    await reload();
    const done = at === null ? "freeze_done" : "freeze_planned_done";
    toast(t(`desk.act.${done}`, { title: say(event.title), time: at === null ? "" : shownTime(at) }));
    onClose();
  }
  return html`<${Dialog} title=${`${t("desk.act.freeze")} · ${say(event.title)} ${say(round.title)}`} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${How} event=${event} round=${round} wish=${wish} />
      <${When} round=${round} wish=${wish} />
      ${at !== null && at <= Date.now() && html`<p class="notice" data-state="warn">${t("desk.freeze.over")}</p>`}
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || !ready}>
          ${t(wish.when.value === "now" ? "desk.act.freeze" : "desk.freeze.plan")}
        <//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}

/** How much of the board. A board that is frozen in part can only be frozen as a whole. @param {any} props */
function How({ event, round, wish }) {
  const ways = round.frozen
    ? ["whole"]
    : event.modules.length > 1
      ? ["whole", "places", "modules"]
      : ["whole", "places"];
  return html`<fieldset class="choice">
    <legend>${t("desk.freeze.how")}</legend>
    ${ways.map(
      (way) => html`<label key=${way}>
        <input type="radio" name="how" checked=${wish.how.value === way} onChange=${() => {
          wish.how.value = way;
        }} />
        <span><strong>${t(`desk.freeze.${way}`)}</strong><span class="quiet">${t(`desk.freeze.${way}_text`)}</span></span>
      </label>`,
    )}
    ${
      wish.how.value === "places" &&
      html`<${Field} label=${t("desk.freeze.places_count")} value=${wish.places} type="number" min="1" max="50" required />`
    }
    ${wish.how.value === "modules" && html`<${Modules} event=${event} chosen=${wish.modules} />`}
  </fieldset>`;
}

/** @param {any} props */
function Modules({ event, chosen }) {
  return event.modules.map(
    (/** @type {any} */ { id, title }) => html`<label class="tick" key=${id}>
      <input type="checkbox" checked=${chosen.value.includes(id)} onChange=${(/** @type {any} */ change) => {
        const rest = chosen.value.filter((/** @type {string} */ one) => one !== id);
        chosen.value = change.currentTarget.checked ? [...rest, id] : rest;
      }} />
      <span>${say(title)}</span>
    </label>`,
  );
}

/** @param {any} props */
function When({ round, wish }) {
  const whens = canNow(round) ? ["now", "later"] : ["later"];
  return html`<fieldset class="choice">
    <legend>${t("desk.freeze.when")}</legend>
    ${whens.map(
      (when) => html`<label key=${when}>
        <input type="radio" name="when" checked=${wish.when.value === when} onChange=${() => {
          wish.when.value = when;
        }} />
        <span><strong>${t(`desk.freeze.${when}`)}</strong></span>
      </label>`,
    )}
    ${
      wish.when.value === "later" &&
      html`<${Field} label=${t("desk.freeze.time")} value=${wish.time} type="datetime-local" required />`
    }
  </fieldset>`;
}

/** What is planned for a round, and taking it back. @param {{event: any, round: any, onClose: () => void}} props */
export function PlannedDialog({ event, round, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const intent = useIntent();
  // why: the plan is gone from the round before this dialog is
  const time = useSignal(shownTime(round.freeze_planned?.at ?? 0)).value;
  async function send() {
    if (!(await intent.command(competition, { kind: "plan_freeze", round: round.id, at: 0 }))) return;
    await reload();
    toast(t("desk.act.unplan_done", { title: say(event.title) }));
    onClose();
  }
  return html`<${Dialog} title=${`${t("desk.act.unplan")} · ${say(event.title)} ${say(round.title)}`} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t("desk.act.unplan_text", { time })}</p>
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent}>${t("desk.act.unplan")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}

/** A freeze in words: what it keeps back. @param {any} event @param {{places?: number, modules?: string[]}} cover */
export function coverText(event, { places = 0, modules = [] }) {
  const titles = event.modules.filter((/** @type {any} */ one) => modules.includes(one.id));
  const parts = [
    places ? t("desk.freeze.of_places", { count: places }) : "",
    titles.length
      ? t("desk.freeze.of_modules", {
          modules: titles.map((/** @type {any} */ one) => say(one.title)).join("、"),
        })
      : "",
  ].filter(Boolean);
  return parts.join(" · ") || t("desk.freeze.whole");
}

/** @param {number} at ms since 1970 UTC */
export function shownTime(at) {
  return dayAndTime(at).replace("T", " ");
}

/** @param {any} round */
function canNow(round) {
  return round.phase === "open" || round.phase === "closed";
}
