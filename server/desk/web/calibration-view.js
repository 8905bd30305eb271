// Calibration pieces of a round, for the chief judge alone: set up, who has marked, how far the panel agrees.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { EndCalibration, NewCalibration, ReferenceDialog } from "./calibration-dialogs.js";
import { Empty, Fault, Section, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { signed } from "./statistics-chart.js";
import { here, progress, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** The calibration pieces of the open round. */
export function CalibrationView() {
  const { event, round } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  const open = useSignal(/** @type {any} */ (null));
  // Any fact about a piece is one of the positions the round's board tells.
  const newest = Math.max(0, ...Object.values(progress.value?.calibrations ?? {}));
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/rounds/${round.id}/calibration`)),
    [round.id, newest],
  );
  const ways = {
    open: open.value,
    close: () => {
      open.value = null;
    },
    done: () => {
      open.value = null;
      retry();
    },
    ask: (/** @type {any} */ what) => {
      open.value = what;
    },
  };
  const takes = round.phase !== "closed" && round.phase !== "published";
  return html`<div>
    <${EventTabs} />
    <div class="stack statistics calibration">
      <div class="row spread">
        <p class="quiet calibration-text">${t("desk.calibration.text")}</p>
        ${takes && html`<button class="button button-main" onClick=${() => ways.ask({ kind: "new" })}>${t("desk.calibration.open")}</button>`}
      </div>
      ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
      ${!answer && !problem && html`<${Wait} />`}
      ${answer && html`<${Pieces} event=${event} answer=${answer} ways=${ways} />`}
    </div>
    ${open.value?.kind === "new" && html`<${NewCalibration} event=${event} round=${round} ways=${ways} />`}
    ${open.value?.kind === "reference" && html`<${ReferenceDialog} event=${event} round=${round} piece=${open.value.piece} ways=${ways} />`}
    ${open.value?.kind === "end" && html`<${EndCalibration} round=${round} piece=${open.value.piece} ways=${ways} />`}
  </div>`;
}

/** @param {any} props */
function Pieces({ event, answer, ways }) {
  const { pieces, modules, sample_min } = answer;
  if (pieces.length === 0) return html`<${Empty} text=${t("desk.calibration.none")} />`;
  return html`
    ${pieces.map(
      (/** @type {any} */ piece) =>
        html`<${Piece} key=${piece.code} event=${event} piece=${piece} ways=${ways} />`,
    )}
    ${modules
      .filter((/** @type {any} */ one) => one.judges.length > 0)
      .map(
        (/** @type {any} */ one) =>
          html`<${Together} key=${one.module} event=${event} of=${one} few=${sample_min}
          many=${pieces.filter((/** @type {any} */ piece) => piece.module === one.module).length > 1} />`,
      )}
    <details class="plate method">
      <summary>${t("desk.statistics.method")}</summary>
      ${["deviation", "within", "concordance", "few"].map((name) => html`<p key=${name}>${t(`desk.calibration.${name}_text`, { n: sample_min })}</p>`)}
    </details>`;
}

/** @param {any} event @param {string} id */
const titleOf = (event, id) => say(event.modules.find((/** @type {any} */ one) => one.id === id)?.title);

/** One piece: who has marked it, and what they gave, aspect by aspect. @param {any} props */
function Piece({ event, piece, ways }) {
  const inNow = piece.judges.filter((/** @type {any} */ one) => one.position !== null).length;
  const whole = inNow === piece.judges.length;
  const state = piece.ended ? "ended" : whole ? "all_in" : "running";
  return html`<section class="plate stack calibration-piece" data-piece=${piece.code} data-state=${state}>
    <div class="row spread">
      <h2><span class="code">${piece.code}</span> ${piece.title || titleOf(event, piece.module)}</h2>
      <span class="row">
        <span class="tag" data-state=${{ ended: "", all_in: "good", running: "busy" }[state]}>${t(`desk.calibration.${state}`, { n: inNow, of: piece.judges.length })}</span>
        ${
          !piece.ended &&
          html`<button class="button button-small" onClick=${() => ways.ask({ kind: "reference", piece })}>${t(piece.reference ? "desk.calibration.change_reference" : "desk.calibration.set_reference")}</button>
          <button class="button button-small" onClick=${() => ways.ask({ kind: "end", piece })}>${t("desk.calibration.end")}</button>`
        }
      </span>
    </div>
    <p class="quiet">${piece.title ? `${titleOf(event, piece.module)} · ` : ""}${t("desk.calibration.tolerance_is", { n: piece.tolerance })} · ${t(piece.reference ? "desk.calibration.beside_reference" : "desk.calibration.beside_others")}</p>
    ${
      piece.aspects.length > 0
        ? html`<${Marks} piece=${piece} />`
        : html`<ul class="row calibration-due">${piece.judges.map(
            (/** @type {any} */ one) =>
              html`<li key=${one.id} class="tag" data-state=${one.position === null ? "" : "good"}>${one.name}${one.position === null ? "" : " ✓"}</li>`,
          )}</ul>`
    }
    ${piece.judges
      .filter((/** @type {any} */ one) => one.comment)
      .map(
        (/** @type {any} */ one) =>
          html`<p key=${one.id} class="quiet"><strong>${one.name}</strong> ${one.comment}</p>`,
      )}
  </section>`;
}

/** @param {any} props */
function Marks({ piece }) {
  const label = `${piece.code} ${t("desk.calibration.marks")}`;
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${label}><table class="table calibration-table">
    <caption class="visually-hidden">${label}</caption>
    <thead><tr>
      <th scope="col">${t("desk.statistics.aspect")}</th>
      ${piece.judges.map((/** @type {any} */ one) => html`<th key=${one.id} scope="col" class="number" data-shadow=${one.shadow}>${one.name}${one.shadow && html` <em class="quiet">${t("desk.panels.shadow")}</em>`}</th>`)}
      <th scope="col" class="number first">${t("desk.calibration.mean")}</th>
      <th scope="col" class="number">${t("desk.calibration.range")}</th>
      <th scope="col" class="number">${t("desk.calibration.reference")}</th>
    </tr></thead>
    <tbody>
      ${piece.aspects.map(
        (/** @type {any} */ one) => html`<tr key=${one.aspect}>
          <th scope="row">${say(one.title)}</th>
          ${piece.judges.map((/** @type {any} */ judge) => html`<td key=${judge.id} class="number"><${Given} one=${one.judges[judge.id]} /></td>`)}
          <td class="number first">${one.mean}</td>
          <td class="number">${one.lowest === one.highest ? "0" : `${one.lowest}–${one.highest}`} <span class="quiet">${one.range} %</span></td>
          <td class="number">${one.reference ?? "–"}</td>
        </tr>`,
      )}
    </tbody>
    <tfoot>
      <${Foot} name="deviation" piece=${piece} value=${(/** @type {any} */ one) => (one.marks ? `${signed(one.deviation)} %` : "–")} />
      <${Foot} name="within" piece=${piece} value=${(/** @type {any} */ one) => (one.marks ? `${one.within} / ${one.marks}` : "–")} />
    </tfoot>
  </table></div>`;
}

/** What a judge gave for an aspect, and how far that is off. @param {any} props */
function Given({ one }) {
  if (!one) return html`<span class="quiet">–</span>`;
  const out = one.percent !== null && !one.within;
  return html`<span class="given" data-out=${out}>
    <strong>${one.points}</strong>
    ${one.percent !== null && html`<span class="quiet">${out && html`<span aria-hidden="true">${Number(one.percent) > 0 ? "▲" : "▼"} </span>`}${signed(one.percent)} %</span>`}
    ${out && html`<span class="visually-hidden">${t("desk.calibration.out")}</span>`}
  </span>`;
}

/** @param {any} props */
function Foot({ name, piece, value }) {
  return html`<tr>
    <th scope="row">${t(`desk.calibration.${name}`)}</th>
    ${piece.judges.map((/** @type {any} */ one) => html`<td key=${one.id} class="number">${value(one)}</td>`)}
    <td class="first" colspan="3"></td>
  </tr>`;
}

/** All pieces of a module together. @param {any} props */
function Together({ event, of, few, many }) {
  return html`<${Section} title=${t("desk.calibration.together", { module: titleOf(event, of.module) })}>
    <p class="row">
      <strong>${t("desk.statistics.concordance")}</strong>
      <span class="figures">${of.concordance ?? "–"}</span>
      <span class="quiet">${t("desk.calibration.pieces", { n: of.pieces })}</span>
      ${of.few && html`<span class="tag" data-state="warn">${t("desk.calibration.few", { n: few })}</span>`}
    </p>
    ${
      many &&
      html`<ul class="calibration-judges">
      ${of.judges.map(
        (/** @type {any} */ one) => html`<li key=${one.id} data-judge=${one.id}>
          <strong>${one.name}</strong>${one.shadow && html` <span class="tag">${t("desk.panels.shadow")}</span>`}
          <span class="figures">${signed(one.deviation)} %</span>
          <span class="quiet">${t("desk.calibration.within_of", { n: one.within, of: one.marks })}</span>
        </li>`,
      )}
    </ul>`
    }
  <//>`;
}
