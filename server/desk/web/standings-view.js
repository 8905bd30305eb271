// A round's standings as the organiser sees them, with the way from every total to its working.

import { durationText } from "../../../static/lib/clock.js";
import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { Awards } from "./awards-view.js";
import { StandingsFiles } from "./downloads-view.js";
import { RulingsNotice } from "./part-rulings.js";
import { Choice, Empty, Fault, Wait } from "./parts.js";
import { penaltyMark } from "./penalty-words.js";
import { EventTabs } from "./round-parts.js";
import { here, isOfficial, overview, progress, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, shown, stateWord, statusWord, t } from "./words.js";
import { WorkingDialog } from "./working-dialog.js";

/** The standings of the open round. */
export function StandingsView() {
  const { event, round } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  const open = useSignal(/** @type {any} */ (null));
  const newest = progress.value?.recent[0]?.position ?? 0;
  // A sheet, a state or a phase may move them; the overview's position covers what the stream does not show.
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/rounds/${round.id}/standings`)),
    [round.id, newest, overview.value.position],
  );
  return html`<div>
    <${EventTabs} />
    <${RulingsNotice} round=${round} />
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${
      answer &&
      html`<div class="stack">
        <div class="row spread">
          <p class="quiet">${stateText(answer)}</p>
          <div class="row">
            <a class="button button-small" href=${`/board/${competition}/${round.id}`} target="_blank" rel="noopener">${t("desk.standings.public")}</a>
            <${StandingsFiles} competition=${competition} round=${round} lang=${shown.value} />
          </div>
        </div>
        ${
          answer.order.length === 0
            ? html`<${Empty} text=${t("desk.standings.none")} />`
            : html`<${Table} state=${answer} onWhy=${(/** @type {any} */ what) => {
                open.value = what;
              }} />`
        }
        ${answer.order.length > 0 && !isOfficial.value && html`<${Awards} event=${event} round=${round} position=${`${newest} ${overview.value.position}`} />`}
      </div>`
    }
    ${
      open.value &&
      html`<${WorkingDialog} ...${open.value} event=${event} round=${round} onClose=${() => {
        open.value = null;
      }} />`
    }
  </div>`;
}

/** What the list is; before it is official nobody but the desk sees its newest order. @param {any} answer */
function stateText({ status, version }) {
  const final = status === "official" || status === "corrected";
  return final
    ? statusWord(status, version)
    : `${statusWord(status, version)} · ${t("desk.standings.newest")}`;
}

/** A total in the event's unit. @param {string | undefined} total @param {any} result */
export function totalText(total, result) {
  if (total === undefined) return "–";
  return result.unit === "seconds" ? durationText(total) : total;
}

/** @param {any} props */
function Table({ state, onWhy }) {
  const categories = [
    ...new Set(state.order.map((/** @type {string} */ id) => state.rows[id].category)),
  ].filter(Boolean);
  const category = useSignal("");
  const order = state.order.filter(
    (/** @type {string} */ id) => !category.value || state.rows[id].category === category.value,
  );
  const rankOf = (/** @type {any} */ row) => (category.value ? row.category_rank : row.rank);
  return html`<div class="stack">${
    categories.length > 0 &&
    html`<${Choice} id="standings-category" label=${t("desk.standings.category")} value=${category}
      options=${[["", t("desk.standings.all_categories")], ...categories.map((one) => [one, one])]} />`
  }<div class="table-frame">
    <table class="table standings">
      <caption class="visually-hidden">${t("desk.view.standings")}</caption>
      <thead><tr>
        <th class="number" scope="col">${t("desk.col.rank")}</th>
        <th class="number" scope="col">${t("desk.col.number")}</th>
        <th scope="col">${t("desk.col.name")}</th>
        <th scope="col">${t("desk.col.delegation")}</th>
        ${state.modules.map((/** @type {any} */ module) => html`<th key=${module.id} class="number" scope="col">${say(module.title)}</th>`)}
        <th class="number" scope="col">${t("desk.col.total")}</th>
        <th class="number" scope="col">${t("desk.col.gap")}</th>
        <th scope="col">${t("desk.col.state")}</th>
      </tr></thead>
      <tbody>
        ${order.map((/** @type {string} */ id) => {
          const row = state.rows[id];
          return html`<tr key=${id} data-rank=${rankOf(row) ?? ""}>
            <td class="number rank">${rankOf(row) ?? ""}${row.shared ? html`<span class="quiet" title=${t("desk.standings.shared")}>=</span>` : ""}</td>
            <td class="number">${row.number}</td>
            <th scope="row">${say(row.name)}</th>
            <td>${say(row.delegation)}</td>
            ${state.modules.map((/** @type {any} */ { id: module }) => {
              const one = row.modules?.[module];
              return html`<td key=${module} class="number">${one?.total ?? html`<span class="quiet">–</span>`}
                ${one && one.in < one.due && html` <span class="quiet small">${one.in}/${one.due}</span>`}</td>`;
            })}
            <td class="number">
              ${
                row.state === "waiting"
                  ? html`<span class="quiet">–</span>`
                  : html`<button class="figure-button" aria-label=${t("desk.live.why", { total: row.total ?? "…", code: row.number })}
                      onClick=${() => onWhy({ entry: id, row })}>${totalText(row.total, state.result)}</button>`
              }
            </td>
            <td class="number quiet">${row.gap ?? ""}</td>
            <td>
              <span class="quiet state-word">${stateWord(row.state, state.phase)}</span>
              ${row.under_review && html` <span class="tag" data-state="busy">${t("common.status.under_review")}</span>`}
              ${row.penalty && html` <span class="tag" data-state="warn">${penaltyMark(row.penalty, state.result.unit)}</span>`}
              ${row.awards?.map((/** @type {any} */ award) => html` <span key=${award.id} class="tag" data-state="gold">${say(award.title)}</span>`)}
              ${row.decided_by && html` <span class="tag">${t("desk.standings.decided_by", { by: say(row.decided_by) || row.decided_by })}</span>`}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div></div>`;
}
