// Printed sheets of a round: one for each entry and judge, by code, with a QR code that names the sheet.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { QrCode } from "./cards.js";
import { schemeOfEvent, sheetOf } from "./event-scheme.js";
import { Logo, onPaper } from "./look.js";
import { mayBeNotAttempted } from "./mark-fields.js";
import { paperBoxes, paperSheets, paperText } from "./paper-rules.js";
import { Choice, Empty, Fault, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { ruleWords, titleIn } from "./scheme-words.js";
import { here, overview, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** As many QR codes as the server draws in one request; whoever prints more chooses a part. */
const SHEETS_MAX = 200;

/** The sheets of the open round, to be printed. */
export function PaperView() {
  const { event, round } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  const module = useSignal(event.modules[0]?.id ?? "");
  const [judge, code] = [useSignal(""), useSignal("")];
  const { answer, problem, retry } = useAnswer(() => schemeOfEvent(competition, event), [event.scheme.hash]);
  const only = { module: module.value, judge: judge.value, code: code.value };
  const sheets = paperSheets(event, round, overview.value.officials, only);
  return html`<div class="stack">
    <div class="no-print stack">
      <${EventTabs} />
      <p class="quiet">${t("desk.paper.text")}</p>
      <${Chooser} event=${event} round=${round} module=${module} judge=${judge} code=${code} />
      ${sheets.length === 0 && html`<${Empty} text=${t("desk.paper.none")} />`}
      ${sheets.length > SHEETS_MAX && html`<p class="notice" data-state="warn">${t("desk.paper.too_many", { n: sheets.length, max: SHEETS_MAX })}</p>`}
    </div>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${
      answer &&
      sheets.length > 0 &&
      sheets.length <= SHEETS_MAX &&
      html`<${Sheets} competition=${competition} event=${event} round=${round} scheme=${answer} sheets=${sheets} />`
    }
  </div>`;
}

/** Which sheets. @param {any} props */
function Chooser({ event, round, module, judge, code }) {
  const names = new Map(overview.value.officials.map((/** @type {any} */ one) => [one.id, one.name]));
  const judges = [
    ...new Set([...Object.values(round.panels), ...Object.values(round.shadows ?? {})].flat()),
  ].map((id) => [id, names.get(id) ?? id]);
  const every = ["", t("desk.paper.all")];
  return html`<div class="row">
    <${Choice} id="paper-module" label=${t("desk.paper.module")} value=${module}
      options=${[...event.modules.map((/** @type {any} */ one) => [one.id, say(one.title)]), every]} />
    <${Choice} id="paper-judge" label=${t("desk.col.judge")} value=${judge} options=${[every, ...judges]} />
    <${Choice} id="paper-code" label=${t("desk.col.code")} value=${code}
      options=${[every, ...round.order.map((/** @type {any} */ one) => [one.code, one.code])]} />
  </div>`;
}

/** @param {any} props */
function Sheets({ competition, event, round, scheme, sheets }) {
  const texts = sheets.map((/** @type {any} */ one) => paperText(competition, round.id, one));
  const { answer, problem, retry } = useAnswer(() => ask("/desk/qr", { body: { texts } }), [texts.join()]);
  if (problem) return html`<${Fault} problem=${problem} onRetry=${retry} />`;
  if (!answer || answer.length !== sheets.length) return html`<${Wait} />`;
  return html`<div class="stack">
    <div class="row no-print">
      <button class="button button-main" onClick=${() => print()}>${t("desk.paper.print", { n: sheets.length })}</button>
    </div>
    ${sheets.map((/** @type {any} */ sheet, /** @type {number} */ n) => html`<${Sheet} key=${texts[n]} sheet=${sheet} drawing=${answer[n]} event=${event} round=${round} scheme=${scheme} />`)}
  </div>`;
}

/** One sheet. Its head stands in the head of the table, so that it is on every page. @param {any} props */
function Sheet({ sheet, drawing, event, round, scheme }) {
  const { module } = sheetOf(scheme, sheet.module);
  const judge = overview.value.officials.find((/** @type {any} */ one) => one.id === sheet.judge)?.name ?? "";
  return html`<article class="paper-sheet" ...${onPaper()}>
    <table>
      <thead>
        <tr><th colspan="2"><div class="paper-head">
          <div class="paper-of">
            <p class="paper-whose"><${Logo} large /><span>${say(overview.value.title)}</span></p>
            <h2>${say(event.title)} · ${say(round.title)}</h2>
            <h3>${say(module.title)}</h3>
            <p>${t("desk.col.judge")} <strong>${judge}</strong>${sheet.shadow && html` · ${t("desk.paper.shadow")}`}</p>
          </div>
          <div class="paper-code">
            <p>${t("desk.col.code")}</p>
            <strong class="code">${sheet.code}</strong>
            ${sheet.run > 1 && html`<p><strong>${t("desk.paper.run", { n: sheet.run })}</strong></p>`}
            ${sheet.answers > 0 && html`<p><strong>${t("desk.paper.answers", { position: sheet.answers })}</strong></p>`}
            ${sheet.heat > 0 && html`<p>${t("desk.paper.place", { heat: sheet.heat, station: sheet.station })}</p>`}
          </div>
          <${QrCode} drawing=${drawing} label=${t("desk.paper.qr", { code: sheet.code, judge })} />
        </div></th></tr>
        <tr class="paper-columns"><th scope="col">${t("desk.paper.aspect")}</th><th scope="col">${t("desk.paper.mark")}</th></tr>
      </thead>
      ${module.sub_criteria.map(
        (/** @type {any} */ sub) => html`<tbody key=${sub.id}>
          <tr class="paper-part"><th colspan="2" scope="rowgroup">${say(sub.title)}</th></tr>
          ${sub.aspects.map((/** @type {any} */ aspect) => html`<${Line} key=${aspect.id} aspect=${aspect} scheme=${scheme} />`)}
        </tbody>`,
      )}
    </table>
    <footer>
      <p class="paper-write">${t("desk.paper.comment")}</p>
      <p class="paper-write">${t("desk.paper.signature")}</p>
      <p class="paper-write">${t("desk.paper.time")}</p>
    </footer>
  </article>`;
}

/** @param {any} props */
function Line({ aspect, scheme }) {
  const of = { titleOf: (/** @type {string} */ id) => titleIn(scheme, id), unit: scheme.result.unit };
  const boxes = paperBoxes(aspect);
  const max = aspect.max !== null && Number(aspect.max) !== 0 && t(`desk.unit.${of.unit}`, { n: aspect.max });
  return html`<tr>
    <td>
      <p><strong>${say(aspect.title)}</strong> ${max && html`<span class="figures">${max}</span>`}</p>
      ${aspect.note && html`<p class="paper-small">${say(aspect.note)}</p>`}
      <ul class="paper-small">${ruleWords(aspect, of).map((text, n) => html`<li key=${n}>${text}</li>`)}</ul>
    </td>
    <td>
      ${boxes.map((box) => html`<${Box} key=${box.id} box=${box} named=${boxes.length > 1} kind=${aspect.rule.kind} />`)}
      ${mayBeNotAttempted(aspect) && html`<p class="paper-small"><i class="paper-tick"></i> ${t("desk.sheet.not_attempted")}</p>`}
    </td>
  </tr>`;
}

/** @param {any} props */
function Box({ box, named, kind }) {
  return html`<div class="paper-box">
    ${named && html`<span class="paper-small">${box.title}</span>`}
    ${box.way === "ring" && box.choices.map((/** @type {string} */ one) => html`<span key=${one} class="paper-ring">${one}</span>`)}
    ${
      box.way === "tick" &&
      box.choices.map(
        (/** @type {string} */ one) =>
          html`<span key=${one}><i class="paper-tick"></i> ${t(kind === "veto" ? `common.veto.${one}` : `common.${one}`)}</span>`,
      )
    }
    ${box.way === "write" && html`<i class="paper-blank"></i> <span class="paper-small">${box.unit} ${box.range}</span>`}
  </div>`;
}
