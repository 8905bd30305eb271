// How a round's judges mark beside their colleagues, for the chief judge alone. What it says is reckoned by the server.

import { html } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { Empty, Fault, Section, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { DeviationStrip, scaleOf, signed } from "./statistics-chart.js";
import { here, progress, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** The judges of the open round. */
export function StatisticsView() {
  const { event, round } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  // A sheet that comes in, is returned or corrected changes one of the two.
  const newest = progress.value?.recent[0]?.position;
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/rounds/${round.id}/judge-statistics`)),
    [round.id, newest, progress.value?.sheets_in],
  );
  return html`<div>
    <${EventTabs} />
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer && html`<${Judges} event=${event} answer=${answer} />`}
  </div>`;
}

/** @param {any} props */
function Judges({ event, answer }) {
  const { judges, panels, sample_min } = answer;
  if (judges.length === 0) return html`<${Empty} text=${t("desk.statistics.none")} />`;
  const scale = scaleOf(judges);
  return html`<div class="stack statistics">
    <p class="quiet">${t("desk.statistics.text")}</p>
    <details class="plate method">
      <summary>${t("desk.statistics.method")}</summary>
      ${["severity", "spread", "drift", "own", "concordance"].map(
        (name) =>
          html`<p key=${name}><strong>${t(`desk.statistics.${name}`)}</strong> ${t(`desk.statistics.${name}_text`)}</p>`,
      )}
      <p>${t("desk.statistics.few_text", { n: sample_min })}</p>
    </details>
    <ul class="judge-figures">
      ${judges.map(
        (/** @type {any} */ judge) =>
          html`<${Judge} key=${judge.id} judge=${judge} scale=${scale} few=${sample_min} />`,
      )}
    </ul>
    ${panels
      .filter((/** @type {any} */ panel) => panel.aspects.length > 0)
      .map(
        (/** @type {any} */ panel) =>
          html`<${Panel} key=${panel.module} event=${event} panel=${panel} few=${sample_min} />`,
      )}
  </div>`;
}

/** Too few entries for the figures beside it to say much. @param {{n: number}} props */
function Few({ n }) {
  return html`<span class="tag" data-state="warn">${t("desk.statistics.few", { n })}</span>`;
}

/** @param {any} props */
function Judge({ judge, scale, few }) {
  const { severity, spread, drift, entries, own } = judge;
  return html`<li class="plate stack judge-figure" data-judge=${judge.id}>
    <div class="row spread">
      <h2>${judge.name}${judge.shadows && html` <span class="tag">${t("desk.panels.shadow")}</span>`}</h2>
      <span class="row">
        <span class="quiet">${t("desk.statistics.sample", { entries: entries.length, marks: judge.marks })}</span>
        ${judge.few && html`<${Few} n=${few} />`}
      </span>
    </div>
    <dl class="figure-row">
      <${Figure} name="severity" value=${`${signed(severity)} %`} word=${leaning(severity)} />
      <${Figure} name="spread" value=${`${spread} %`} />
      <${Figure} name="drift" value=${drift === null ? "–" : `${signed(drift)} %`} />
      ${own && html`<${Figure} name="own" value=${`${signed(own.own)} % / ${signed(own.others)} %`} word=${own.few && t("desk.statistics.few", { n: few })} />`}
    </dl>
    <${DeviationStrip} judge=${judge} scale=${scale} />
  </li>`;
}

/** @param {any} props */
function Figure({ name, value, word }) {
  return html`<div>
    <dt>${t(`desk.statistics.${name}`)}</dt>
    <dd><span class="figures">${value}</span>${word && html` <span class="quiet">${word}</span>`}</dd>
  </div>`;
}

/** Which way a judge leans. @param {string} severity */
function leaning(severity) {
  const value = Number(severity);
  return t(`desk.statistics.${value > 0 ? "higher" : value < 0 ? "lower" : "level"}`);
}

/** How far the panel of a module agrees. @param {any} props */
function Panel({ event, panel, few }) {
  const module = event.modules.find((/** @type {any} */ one) => one.id === panel.module);
  const most = Math.max(25, ...panel.aspects.map((/** @type {any} */ one) => Number(one.range)));
  return html`<${Section} title=${say(module?.title)}>
    <p class="row">
      <strong>${t("desk.statistics.concordance")}</strong>
      <span class="figures">${panel.concordance ?? "–"}</span>
      <span class="quiet">${t("desk.statistics.panel", { judges: panel.judges, entries: panel.entries })}</span>
      ${panel.few && html`<${Few} n=${few} />`}
    </p>
    <div class="table-frame" tabindex="0" role="region" aria-label=${say(module?.title)}><table class="table agreement">
      <thead><tr>
        <th scope="col">${t("desk.statistics.aspect")}</th>
        <th scope="col" class="number">${t("desk.statistics.compared")}</th>
        <th scope="col" class="number">${t("desk.statistics.alike")}</th>
        <th scope="col" class="number">${t("desk.statistics.range")}</th>
        <th scope="col" class="range-col"><span class="visually-hidden">${t("desk.statistics.range")}</span></th>
      </tr></thead>
      <tbody>
        ${panel.aspects.map(
          (/** @type {any} */ one) => html`<tr key=${one.aspect}>
            <th scope="row">${say(one.title)}</th>
            <td class="number">${one.entries}</td>
            <td class="number">${one.alike}</td>
            <td class="number">${one.range} %</td>
            <td class="range-col"><span class="range-bar" aria-hidden="true" style=${{ "--share": String(Number(one.range) / most) }}></span></td>
          </tr>`,
        )}
      </tbody>
    </table></div>
  <//>`;
}
