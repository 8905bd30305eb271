// An event's entries: the list, and taking a list from a file: looked at first, every fault by row, then taken or not.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { FileDrop } from "./file-drop.js";
import { useIntent } from "./intent.js";
import { Empty, IntentButton, IntentNotice } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { here, overview, reload, route, toast } from "./store.js";
import { say, sayProblem, shown, t } from "./words.js";

const KINDS = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The entries of the open event. */
export function EntriesView() {
  const { event } = here.value;
  const drawn = event.rounds.some((/** @type {any} */ round) => round.phase !== "planned");
  return html`<div>
    <${EventTabs} />
    ${drawn ? html`<p class="notice">${t("desk.entries.fixed")}</p>` : html`<${Import} event=${event} />`}
    <${EntryTable} event=${event} />
  </div>`;
}

/** @param {{event: any}} props */
function EntryTable({ event }) {
  if (event.entries.length === 0) return html`<${Empty} text=${t("desk.entries.none")} />`;
  const { delegations } = overview.value;
  return html`<div class="table-frame">
    <table class="table">
      <caption class="visually-hidden">${t("desk.view.entries")}</caption>
      <thead>
        <tr>
          <th class="number" scope="col">${t("desk.col.number")}</th>
          <th scope="col">${t("desk.col.name")}</th>
          <th scope="col">${t("desk.col.delegation")}</th>
        </tr>
      </thead>
      <tbody>
        ${event.entries.map(
          (/** @type {any} */ entry) => html`<tr key=${entry.entry}>
            <td class="number">${entry.number}</td>
            <th scope="row">${say(entry.name)}</th>
            <td>${say(delegations[entry.delegation])}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Choose or drop a file; see what is in it; take it. @param {{event: any}} props */
function Import({ event }) {
  const file = useSignal(/** @type {File | null} */ (null));
  const seen = useSignal(/** @type {any} */ (null));
  const problem = useSignal(/** @type {any} */ (null));
  const reading = useSignal(false);
  const intent = useIntent();
  const competition = /** @type {string} */ (route.value.competition);
  const address = inside(competition, `/events/${event.id}/roster`);

  /** @param {File | undefined} chosen */
  async function look(chosen) {
    if (!chosen) return;
    intent.forget();
    file.value = chosen;
    seen.value = null;
    problem.value = null;
    reading.value = true;
    // Another list may have been chosen meanwhile: then this answer is about the wrong one.
    const newest = () => file.value === chosen;
    try {
      const found = await ask(`${address}?confirm=no&lang=${shown.value}`, { form: formWith(chosen) });
      if (newest()) seen.value = found;
    } catch (error) {
      if (newest()) problem.value = error;
    }
    if (newest()) reading.value = false;
  }

  async function take() {
    const chosen = /** @type {File} */ (file.value);
    const what = { file: chosen.name, size: chosen.size, changed: chosen.lastModified };
    const answer = await intent.send(`${address}?confirm=yes&lang=${shown.value}`, what, {
      body: undefined,
      form: formWith(chosen),
    });
    if (!answer) return;
    if (answer.faults.length > 0) {
      seen.value = answer;
      return;
    }
    await reload();
    toast(t("desk.entries.taken", { n: answer.taken }));
    file.value = seen.value = null;
  }

  return html`<section class="import stack">
    <${FileDrop} title=${t("desk.entries.import")} text=${file.value?.name ?? t("desk.entries.drop")} choose=${t("desk.entries.choose")}
      kinds=${KINDS} onFile=${look}>
      <a class="button button-small" href="/api/v1/roster-template.xlsx" download>${t("desk.entries.template")} .xlsx</a>
      <a class="button button-small" href="/api/v1/roster-template.csv" download>.csv</a>
    <//>
    ${reading.value && html`<p class="quiet" role="status">${t("desk.entries.reading")}</p>`}
    ${problem.value && html`<p class="notice" data-state="bad" role="alert">${sayProblem(problem.value)}</p>`}
    ${
      seen.value &&
      html`<${Preview} seen=${seen.value} name=${file.value?.name}>
        <${IntentNotice} intent=${intent} />
        <div class="row">
          ${
            seen.value.faults.length === 0 &&
            html`<${IntentButton} intent=${intent} onClick=${take}>${t("desk.entries.take", { n: seen.value.rows.length })}<//>`
          }
          <button class="button" onClick=${() => {
            file.value = seen.value = null;
          }}>${t("common.cancel")}</button>
        </div>
      <//>`
    }
  </section>`;
}

/** @param {File} file */
function formWith(file) {
  const form = new FormData();
  form.append("file", file);
  return form;
}

const COLUMNS = [
  ...["number", "name", "name_en", "delegation", "delegation_en", "category", "members"],
  ...["team_number", "team", "role", "substitute"],
];

/** @param {any} props */
function Preview({ seen, name, children }) {
  const faults = seen.faults;
  const wrong = new Set(faults.map((/** @type {any} */ fault) => fault.row));
  const columns = COLUMNS.filter((column) => seen.rows.some((/** @type {any} */ row) => row[column]));
  return html`<div class="stack">
    <p class="notice" data-state=${faults.length ? "bad" : "good"} role="status">
      ${faults.length ? t("desk.entries.faults", { n: faults.length, file: name }) : t("desk.entries.clean", { n: seen.rows.length, file: name })}
    </p>
    ${seen.ignored?.length > 0 && html`<p class="quiet">${t("desk.entries.ignored", { columns: seen.ignored.join("、") })}</p>`}
    ${
      faults.length > 0 &&
      html`<div class="table-frame faults">
        <table class="table">
          <caption class="visually-hidden">${t("desk.entries.fault_list")}</caption>
          <thead><tr>
            <th class="number" scope="col">${t("desk.col.row")}</th>
            <th scope="col">${t("desk.col.column")}</th>
            <th scope="col">${t("desk.col.fault")}</th>
          </tr></thead>
          <tbody>
            ${faults.map(
              (/** @type {any} */ fault, /** @type {number} */ n) => html`<tr key=${n}>
                <td class="number">${fault.row}</td><td>${fault.column}</td><td>${fault.text}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    }
    ${children}
    ${
      seen.rows.length > 0 &&
      html`<div class="table-frame preview">
        <table class="table">
          <caption class="visually-hidden">${t("desk.entries.preview")}</caption>
          <thead><tr>
            <th class="number" scope="col">${t("desk.col.row")}</th>
            ${columns.map((column) => html`<th key=${column} scope="col">${t(`desk.col.${column}`)}</th>`)}
          </tr></thead>
          <tbody>
            ${seen.rows.map(
              (/** @type {any} */ row) => html`<tr key=${row.row} data-wrong=${wrong.has(row.row)}>
                <td class="number">${wrong.has(row.row) ? "✕ " : ""}${row.row}</td>
                ${columns.map((column) => html`<td key=${column}>${row[column]}</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    }
  </div>`;
}
