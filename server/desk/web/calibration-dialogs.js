// What a chief judge does with a calibration piece: sets one up, says what the experts find right, ends it.

import { html, useSignal } from "../../../static/lib/ui.js";
import { schemeOfEvent, sheetOf } from "./event-scheme.js";
import { useIntent } from "./intent.js";
import { MarkInputs } from "./mark-inputs.js";
import { Choice, Dialog, Fault, Field, Form, IntentButton, IntentNotice, Wait } from "./parts.js";
import { route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** @param {any} props */
export function NewCalibration({ event, round, ways }) {
  const able = event.modules.filter((/** @type {any} */ one) => round.panels[one.id]?.length > 0);
  const module = useSignal(able[0]?.id ?? "");
  const title = useSignal("");
  const tolerance = useSignal("10");
  const intent = useIntent();
  async function send() {
    const receipt = await intent.command(/** @type {string} */ (route.value.competition), {
      kind: "open_calibration",
      round: round.id,
      module: module.value,
      title: title.value.trim(),
      tolerance: Number(tolerance.value),
    });
    if (!receipt) return;
    toast(t("desk.calibration.opened"));
    ways.done();
  }
  return html`<${Dialog} title=${t("desk.calibration.open")} onClose=${ways.close}>
    ${
      able.length === 0
        ? html`<p>${t("desk.calibration.no_panel")}</p>`
        : html`<${Form} onSend=${send}>
          <p>${t("desk.calibration.open_text")}</p>
          <${Choice} id="calibration-module" label=${t("desk.calibration.module")} value=${module}
            options=${able.map((/** @type {any} */ one) => [one.id, say(one.title)])} />
          <${Field} label=${t("desk.calibration.title")} hint=${t("desk.calibration.title_hint")} value=${title} maxlength="60" />
          <${Field} label=${t("desk.calibration.tolerance")} hint=${t("desk.calibration.tolerance_hint")} value=${tolerance} type="number" min="0" max="50" step="1" required />
          <${IntentNotice} intent=${intent} />
          <div class="row dialog-acts">
            <${IntentButton} intent=${intent}>${t("desk.calibration.open")}<//>
            <button type="button" class="button" onClick=${ways.close}>${t("common.cancel")}</button>
          </div>
        <//>`
    }
  <//>`;
}

/** @param {any} props */
export function ReferenceDialog({ event, round, piece, ways }) {
  const competition = /** @type {string} */ (route.value.competition);
  const scheme = useAnswer(() => schemeOfEvent(competition, event), [event.scheme.hash]);
  const marks = useSignal(structuredClone(piece.reference ?? {}));
  const intent = useIntent();
  async function send() {
    const said = { kind: "set_calibration_reference", round: round.id, code: piece.code, marks: marks.value };
    if (!(await intent.command(competition, said))) return;
    toast(t("desk.calibration.reference_set"));
    ways.done();
  }
  return html`<${Dialog} title=${`${piece.code} · ${t("desk.calibration.reference")}`} onClose=${ways.close} wide>
    ${scheme.problem && html`<${Fault} problem=${scheme.problem} onRetry=${scheme.retry} />`}
    ${!scheme.problem && !scheme.answer && html`<${Wait} />`}
    ${
      scheme.answer &&
      html`<${Form} onSend=${send}>
        <p>${t("desk.calibration.reference_text")}</p>
        <${MarkInputs} aspects=${sheetOf(scheme.answer, piece.module).aspects} marks=${marks} before=${piece.reference ?? {}} />
        <${IntentNotice} intent=${intent} />
        <div class="row dialog-acts">
          <${IntentButton} intent=${intent}>${t("desk.calibration.send_reference")}<//>
          <button type="button" class="button" onClick=${ways.close}>${t("common.cancel")}</button>
        </div>
      <//>`
    }
  <//>`;
}

/** @param {any} props */
export function EndCalibration({ round, piece, ways }) {
  const intent = useIntent();
  const waiting = piece.judges.filter((/** @type {any} */ one) => one.position === null);
  async function send() {
    const said = { kind: "end_calibration", round: round.id, code: piece.code };
    if (!(await intent.command(/** @type {string} */ (route.value.competition), said))) return;
    toast(t("desk.calibration.ended_now", { code: piece.code }));
    ways.done();
  }
  return html`<${Dialog} title=${`${piece.code} · ${t("desk.calibration.end")}`} onClose=${ways.close}>
    <${Form} onSend=${send}>
      <p>${t("desk.calibration.end_text")}</p>
      ${waiting.length > 0 && html`<p class="notice" data-state="warn">${t("desk.calibration.end_waiting", { names: waiting.map((/** @type {any} */ one) => one.name).join(t("desk.calibration.comma")) })}</p>`}
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent}>${t("desk.calibration.end")}<//>
        <button type="button" class="button" onClick=${ways.close}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
