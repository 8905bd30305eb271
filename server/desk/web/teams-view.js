// The teams of an event: their table as it is now, who is in each, and the way to the rule and to every change.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { Empty, Fault, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { here, overview, progress, reload, route } from "./store.js";
import { RemoveTeamDialog, TeamDialog } from "./team-dialog.js";
import { TeamRuleForm } from "./team-rule-form.js";
import { TeamWorking } from "./team-working.js";
import { useAnswer } from "./use-answer.js";
import { say, shown, statusWord, t } from "./words.js";

/** The teams of the open event. */
export function TeamsView() {
  const { event } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  const open = useSignal(/** @type {any} */ (null));
  const newest = progress.value?.recent[0]?.position ?? 0;
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/events/${event.id}/teams`)),
    [event.id, newest, overview.value.position],
  );
  const close = () => {
    open.value = null;
  };
  async function done() {
    close();
    await reload();
    retry();
  }
  const onOpen = (/** @type {any} */ what) => {
    open.value = what;
  };
  return html`<div>
    <${EventTabs} />
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer && html`<${Content} event=${event} answer=${answer} onOpen=${onOpen} />`}
    ${open.value?.kind === "team" && html`<${TeamDialog} event=${event} answer=${answer} team=${open.value.team} onClose=${close} onDone=${done} />`}
    ${open.value?.kind === "remove" && html`<${RemoveTeamDialog} event=${event} team=${open.value.team} onClose=${close} onDone=${done} />`}
    ${open.value?.kind === "rule" && html`<${TeamRuleForm} event=${event} now=${answer.rule} onClose=${close} onDone=${done} />`}
    ${open.value?.kind === "working" && html`<${TeamWorking} event=${event} team=${open.value.team} onClose=${close} />`}
  </div>`;
}

/** @param {any} props */
function Content({ event, answer, onOpen }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { rule, table, missing_own: missing = [] } = answer;
  return html`<div class="stack teams">
    <section class="plate row spread">
      <div class="grow">
        <h2>${t("desk.teams.rule")}</h2>
        <p>${rule ? say(rule.text) : t("desk.teams.no_rule")}</p>
        ${rule?.note && html`<p class="quiet">${say(rule.note)}</p>`}
      </div>
      <button class=${rule ? "button" : "button button-main"} onClick=${() => onOpen({ kind: "rule" })}>
        ${rule ? t("desk.teams.change_rule") : t("desk.teams.set_rule")}
      </button>
    </section>
    ${missing.length > 0 && html`<p class="notice" data-state="warn">${t("desk.teams.missing_own", { numbers: missing.join("、") })}</p>`}
    <div class="row spread">
      <p class="quiet">${table ? statusWord(table.status, table.version) : t("desk.teams.text")}</p>
      <div class="row">
        ${
          table &&
          html`<a class="button button-small" href=${`/board/${competition}/teams/${event.id}`} target="_blank" rel="noopener">${t("desk.standings.public")}</a>
          ${["xlsx", "csv"].map(
            (kind) => html`<a key=${kind} class="button button-small" download
              href=${inside(competition, `/events/${event.id}/teams.${kind}?lang=${shown.value}`)}>${kind === "xlsx" ? "Excel" : "CSV"}</a>`,
          )}`
        }
        <button class="button button-small button-main" onClick=${() => onOpen({ kind: "team", team: null })}>${t("desk.teams.add")}</button>
      </div>
    </div>
    ${answer.teams.length === 0 ? html`<${Empty} text=${t("desk.teams.none")} />` : html`<${Table} event=${event} answer=${answer} onOpen=${onOpen} />`}
  </div>`;
}

/** @param {any} props */
function Table({ event, answer, onOpen }) {
  const { table, teams } = answer;
  const { delegations } = overview.value;
  const place = (/** @type {string} */ id) => table?.order.indexOf(id) ?? 0;
  const ordered = [...teams].sort((one, other) => place(one.team) - place(other.team));
  return html`<div class="table-frame"><table class="table">
    <caption class="visually-hidden">${t("desk.view.teams")}</caption>
    <thead><tr>
      <th class="number" scope="col">${t("desk.col.rank")}</th>
      <th class="number" scope="col">${t("desk.teams.number")}</th>
      <th scope="col">${t("desk.teams.team")}</th>
      <th scope="col">${t("desk.col.delegation")}</th>
      <th scope="col">${t("desk.col.members")}</th>
      ${table?.own && html`<th class="number" scope="col">${say(table.own.title)}</th>`}
      <th class="number" scope="col">${t("desk.col.total")}</th>
      <th scope="col">${t("desk.col.acts")}</th>
    </tr></thead>
    <tbody>
      ${ordered.map((team) => {
        const row = table?.rows[team.team];
        return html`<tr key=${team.team} data-rank=${row?.rank ?? ""}>
          <td class="number rank">${row?.rank ?? ""}${row?.shared ? html`<span class="quiet" title=${t("desk.standings.shared")}>=</span>` : ""}</td>
          <td class="number">${team.number}</td>
          <th scope="row">${say(team.name)}</th>
          <td>${say(delegations[team.delegation])}</td>
          <td><${Members} event=${event} team=${team} row=${row} /></td>
          ${table?.own && html`<td class="number">${row?.own ?? "–"}</td>`}
          <td class="number">
            ${
              row
                ? html`<button class="figure-button" aria-label=${t("desk.teams.why", { number: team.number })}
                    onClick=${() => onOpen({ kind: "working", team })}>${row.total ?? "–"}</button>`
                : "–"
            }
            ${row?.decided_by && html` <span class="tag">${t("desk.standings.decided_by", { by: say(row.decided_by) })}</span>`}
          </td>
          <td><span class="row">
            <button class="button button-small" onClick=${() => onOpen({ kind: "team", team })}>${t("desk.teams.edit")}</button>
            <button class="button button-small button-danger" onClick=${() => onOpen({ kind: "remove", team })}>${t("desk.teams.remove")}</button>
          </span></td>
        </tr>`;
      })}
    </tbody>
  </table></div>`;
}

/** Who is in it, each with what they give. @param {any} props */
function Members({ event, team, row }) {
  const entries = new Map(event.entries.map((/** @type {any} */ one) => [one.entry, one]));
  return html`<ul class="team-members">
    ${team.members.map((/** @type {any} */ one, /** @type {number} */ n) => {
      const share = row?.members[n];
      const counts = !share || share.part === "counts";
      return html`<li key=${one.entry} data-counts=${counts}>
        <span>${entries.get(one.entry)?.number} ${say(entries.get(one.entry)?.name)}</span>
        ${one.role && html` <span class="tag">${one.role}</span>`}
        ${one.substitute && html` <span class="tag">${t("desk.teams.substitute")}</span>`}
        ${share?.value !== undefined && html` <span class="figures">${counts ? share.value : `(${share.value})`}</span>`}
      </li>`;
    })}
  </ul>`;
}
