// Keeping a round's results from the public: until when, putting that off, and lifting it with a reason.

import { html, useSignal } from "../../../static/lib/ui.js";
import { shownTime } from "./freeze-dialog.js";
import { atOf, dayAndTime, endsAfter } from "./freeze-rules.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** Laying an embargo, or putting off its end. @param {{event: any, round: any, onClose: () => void}} props */
export function EmbargoDialog({ event, round, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const intent = useIntent();
  // why: what was laid is another as soon as this dialog has done its work
  const before = useSignal(round.embargo).value;
  const ends = endsAfter(before);
  const end = useSignal(ends[0]);
  const time = useSignal(dayAndTime(Math.max(Date.now(), before?.until ?? 0) + 60 * 60_000));
  const until = end.value === "time" ? atOf(time.value) : 0;
  const act = before ? "put_off" : "embargo";
  async function send() {
    if (until === null) return;
    const body = { kind: "lay_embargo", round: round.id, until, ceremony: end.value === "ceremony" };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.act.embargo_done", { title: say(event.title) }));
    onClose();
  }
  return html`<${Dialog} title=${`${t(`desk.act.${act}`)} · ${say(event.title)} ${say(round.title)}`} onClose=${onClose}>
    <${Form} onSend=${send}>
      ${!before && html`<p>${t("desk.embargo.text")}</p>`}
      <fieldset class="choice">
        <legend>${t("desk.embargo.when")}</legend>
        ${ends.map(
          (one) => html`<label key=${one}>
            <input type="radio" name="end" checked=${end.value === one} onChange=${() => {
              end.value = one;
            }} />
            <span><strong>${t(`desk.embargo.${one}`)}</strong><span class="quiet">${t(`desk.embargo.${one}_text`)}</span></span>
          </label>`,
        )}
        ${end.value === "time" && html`<${Field} label=${t("desk.embargo.until")} value=${time} type="datetime-local" required />`}
      </fieldset>
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || until === null}>${t(`desk.act.${act}`)}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}

/** Ending it now, by hand. @param {{event: any, round: any, onClose: () => void}} props */
export function LiftDialog({ event, round, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const intent = useIntent();
  const reason = useSignal("");
  const published = useSignal(round.version > 0).value;
  async function send() {
    const body = { kind: "lift_embargo", round: round.id, reason: reason.value.trim() };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.act.lift_done", { title: say(event.title) }));
    onClose();
  }
  return html`<${Dialog} title=${`${t("desk.act.lift")} · ${say(event.title)} ${say(round.title)}`} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t(published ? "desk.embargo.lift_published" : "desk.embargo.lift_text")}</p>
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" autofocus />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} kind="button-main">${t("desk.act.lift")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}

/** When an embargo ends, in words. @param {{until: number, ceremony: boolean, asked: boolean}} embargo */
export function endText({ until, ceremony, asked }) {
  if (until) return t("desk.embargo.ends_at", { time: shownTime(until) });
  if (asked) return t("desk.embargo.ends_official");
  return t(ceremony ? "desk.embargo.ends_ceremony" : "desk.embargo.ends_hand");
}
