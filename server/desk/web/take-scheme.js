// The form that takes a marking scheme into the competition as an event with its first round. Where it comes from is not known here.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { freeId } from "./next-step.js";
import { bothTexts, Field, Form, IntentButton, IntentNotice, TitleFields } from "./parts.js";
import { RoundFields, roundFields } from "./round-form.js";
import { go, overview, reload, route, toast } from "./store.js";
import { t } from "./words.js";

/** @param {{scheme: any}} props a scheme, whole */
export function TakeForm({ scheme }) {
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
