// One sheet: the marks as the judge typed them, what they were before, and correcting them with a reason.

import { html, useEffect, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { LockedNotice } from "./approval-parts.js";
import { schemeOfEvent, sheetOf } from "./event-scheme.js";
import { FloorRecord } from "./floor-record.js";
import { useIntent } from "./intent.js";
import { differences, markWords } from "./mark-fields.js";
import { MarkInputs } from "./mark-inputs.js";
import { Dialog, Fault, Field, Form, IntentButton, IntentNotice, Wait } from "./parts.js";
import { SheetEvidence } from "./sheet-evidence.js";
import { ReturnForm, Returns } from "./sheet-return.js";
import { may, overview, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t, whenText } from "./words.js";

/** @param {any} props */
export function SheetDialog({ event, round, state, module, judge, entry, code, shadow, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const address = inside(competition, `/rounds/${round.id}/sheets/${module}/${code}/${judge}`);
  /** The sheet as it stood when its correction began: what others write meanwhile is told and touches nothing typed. */
  const correcting = useSignal(/** @type {any} */ (null));
  const renewed = useSignal(false);
  // The position the board knows: when it moves on, somebody corrected the sheet while we look at it.
  const newest = state?.rows[entry]?.cells[module]?.[judge]?.position;
  const scheme = useAnswer(() => schemeOfEvent(competition, event), [event.scheme.hash]);
  const sheet = useAnswer(() => ask(address), [newest]);
  useEffect(() => {
    if (!renewed.value || sheet.answer?.position !== newest) return;
    correcting.value = sheet.answer;
    renewed.value = false;
  }, [renewed.value, sheet.answer, newest]);
  const problem = scheme.problem ?? sheet.problem;
  const name = overview.value.officials.find((/** @type {any} */ one) => one.id === judge)?.name ?? judge;
  const title = `${t("desk.sheet.title", { code })} · ${name}`;
  return html`<${Dialog} title=${title} onClose=${onClose} wide>
    ${
      problem &&
      html`<${Fault} problem=${problem} onRetry=${() => {
        scheme.retry();
        sheet.retry();
      }} />`
    }
    ${!problem && !(scheme.answer && sheet.answer) && html`<${Wait} />`}
    ${
      scheme.answer &&
      sheet.answer &&
      (correcting.value
        ? html`<${Correction} key=${correcting.value.position} of=${{ event, round, module, judge, code }} sheet=${correcting.value}
            scheme=${scheme.answer} newest=${newest} onReload=${() => {
              renewed.value = true;
            }} onDone=${() => {
              correcting.value = null;
              sheet.retry();
            }} />`
        : html`<${Reading} row=${state?.rows[entry]} module=${module} judge=${judge} code=${code} shadow=${shadow} sheet=${sheet.answer} scheme=${scheme.answer} round=${round} onReturned=${onClose} onCorrect=${() => {
            correcting.value = sheet.answer;
          }} />`)
    }
  <//>`;
}

/** @param {any} props */
function Reading({ row, module: id, judge, code, shadow, sheet, scheme, round, onCorrect, onReturned }) {
  const returning = useSignal(false);
  const { module, aspects } = sheetOf(scheme, id);
  return html`<div class="stack">
    <p class="quiet">
      ${say(module.title)} · ${t("desk.live.position", { position: sheet.position })} · ${whenText(sheet.recorded_at)}
      ${shadow && html` <span class="tag">${t("desk.panels.shadow")}</span>`}
      ${sheet.corrected && html` <span class="tag" data-state="warn">${t("desk.live.correction")}</span>`}
    </p>
    ${!shadow && html`<${LockedNotice} row=${row} />`}
    <${FloorRecord} round=${round.id} module=${id} code=${code} position=${sheet.position} />
    <div class="table-frame">
      <table class="table marks">
        <caption class="visually-hidden">${t("desk.sheet.marks")}</caption>
        <tbody>
          ${aspects.map(
            (aspect) => html`<tr key=${aspect.id}>
              <th scope="row">${say(aspect.title)}</th>
              <td>
                ${markWords(aspect, sheet.marks[aspect.id]).map(
                  (line, n, all) => html`<span class="mark-line" key=${n}>
                    ${(all.length > 1 || aspect.rule.kind === "measurement") && html`<span class="quiet">${line.title}</span>`}
                    <strong class="figures">${line.text}</strong>
                  </span>`,
                )}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${sheet.comment && html`<p class="notice"><span><strong>${t("desk.sheet.comment")}</strong> ${sheet.comment}</span></p>`}
    <${SheetEvidence} sheet=${sheet} aspects=${aspects} code=${code} />
    ${sheet.history.length > 1 && html`<${History} history=${sheet.history} aspects=${aspects} />`}
    <${Returns} sheet=${sheet} />
    ${
      returning.value
        ? html`<${ReturnForm} of=${{ round, module: id, code, judge }} sheet=${sheet} onDone=${onReturned} onCancel=${() => {
            returning.value = false;
          }} />`
        : !sheet.returned &&
          may("command_chief") &&
          !shadow &&
          !row?.approved &&
          html`<div class="row">
            <button class="button" onClick=${onCorrect}>${t("desk.sheet.correct")}</button>
            ${
              round.phase === "open" &&
              html`<button class="button" onClick=${() => {
                returning.value = true;
              }}>${t("desk.sheet.return")}</button>`
            }
          </div>`
    }
  </div>`;
}

/** What was corrected, when, by whom and why; the newest first. @param {any} props */
function History({ history, aspects }) {
  const people = new Map(overview.value.officials.map((/** @type {any} */ one) => [one.id, one.name]));
  const steps = history.slice(1).map((/** @type {any} */ version, /** @type {number} */ n) => ({
    ...version,
    changes: differences(aspects, history[n].marks, version.marks),
  }));
  return html`<section>
    <h3>${t("desk.sheet.history")}</h3>
    <ol class="history">
      ${steps.reverse().map(
        (/** @type {any} */ step) => html`<li key=${step.position}>
          <p><strong>${t("desk.live.position", { position: step.position })}</strong> · ${whenText(step.recorded_at)} ·
            ${people.get(step.by) ?? t("desk.sheet.organiser")} · ${step.run ? t("desk.sheet.run", { run: step.run }) : step.reason || t("desk.sheet.again")}</p>
          <${Changes} changes=${step.changes} />
        </li>`,
      )}
    </ol>
  </section>`;
}

/** @param {{changes: any[]}} props */
function Changes({ changes }) {
  return html`<ul class="changes">
    ${changes.map(
      (one) => html`<li key=${one.id}>
        <span>${one.title}</span> <del class="figures">${one.before}</del> → <ins class="figures">${one.after}</ins>
      </li>`,
    )}
  </ul>`;
}

/** @param {any} props */
function Correction({ of, sheet, scheme, newest, onReload, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { aspects } = sheetOf(scheme, of.module);
  const marks = useSignal(structuredClone(sheet.marks));
  const reason = useSignal("");
  const intent = useIntent();
  const changes = differences(aspects, sheet.marks, marks.value);
  const changed = newest !== undefined && newest !== sheet.position;
  async function send() {
    const body = {
      kind: "correct_sheet",
      round: of.round.id,
      module: of.module,
      code: of.code,
      judge: of.judge,
      marks: marks.value,
      reason: reason.value.trim(),
      replaces: sheet.position,
    };
    const receipt = await intent.command(competition, body);
    if (!receipt) return;
    toast(t("desk.sheet.corrected", { position: receipt.position }));
    onDone();
  }
  return html`<${Form} onSend=${send}>
    <p>${t("desk.sheet.correct_text")}</p>
    ${
      changed &&
      html`<div class="notice" data-state="bad" role="alert">
        <span class="grow">${t("desk.sheet.changed_meanwhile", { position: newest })}</span>
        <button type="button" class="button button-small" onClick=${onReload}>${t("desk.sheet.show_newest")}</button>
      </div>`
    }
    <${MarkInputs} aspects=${aspects} marks=${marks} before=${sheet.marks} />
    <section class="change-box" aria-live="polite">
      <h3>${t("desk.sheet.changes", { n: changes.length })}</h3>
      ${changes.length > 0 ? html`<${Changes} changes=${changes} />` : html`<p class="quiet">${t("desk.sheet.no_changes")}</p>`}
    </section>
    <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || changes.length === 0}>${t("desk.sheet.correct_send")}<//>
      <button type="button" class="button" onClick=${onDone}>${t("common.cancel")}</button>
    </div>
  <//>`;
}
