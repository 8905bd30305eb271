// The tables of delegations: which there are, each with its rule, its rows and files; ready ones to choose from.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { DelegationTableForm, READ } from "./delegation-table-form.js";
import { freeId } from "./delegation-table-values.js";
import { useIntent } from "./intent.js";
import { Dialog, Empty, Fault, Form, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { Faults, OwnFile } from "./rule-fields.js";
import { overview, reload, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, shown, t } from "./words.js";

/** The tables of the open competition. */
export function DelegationsView() {
  const competition = /** @type {string} */ (route.value.competition);
  const { tables, position } = overview.value;
  const chosen = useSignal("");
  const changing = useSignal(false);
  const open = tables.some((/** @type {any} */ one) => one.id === chosen.value) ? chosen.value : "";
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/delegations?table=${open}`)),
    [open, position],
  );
  const close = () => {
    changing.value = false;
  };
  return html`<div>
    <${Head} title=${t("desk.view.delegations")} above=${t("desk.delegations.text")}>
      <button class="button button-small" onClick=${() => {
        changing.value = true;
      }}>${t("desk.delegations.choose")}</button>
    <//>
    ${
      tables.length > 1 &&
      html`<nav class="row chips" aria-label=${t("desk.view.delegations")}>
        ${tables.map(
          (
            /** @type {any} */ one,
            /** @type {number} */ n,
          ) => html`<button key=${one.id} class="chip" aria-current=${one.id === open || (!open && n === 0) ? "true" : undefined}
            onClick=${() => {
              chosen.value = one.id;
            }}>${say(one.title)}</button>`,
        )}
      </nav>`
    }
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer && html`<${Table} state=${answer} chosen=${open} />`}
    ${changing.value && html`<${ChooseTables} onClose=${close} />`}
  </div>`;
}

/** @param {any} props */
function Table({ state, chosen }) {
  const competition = /** @type {string} */ (route.value.competition);
  const file = (/** @type {string} */ kind) =>
    inside(competition, `/delegations.${kind}?lang=${shown.value}&table=${chosen}`);
  return html`<div class="stack">
    <div class="row spread">
      <p class="quiet"><strong>${say(state.table.title)}</strong> · ${say(state.rule)} · ${t("desk.delegations.published", state)}</p>
      <div class="row">
        <a class="button button-small" href=${`/board/${competition}/delegations/${chosen || "main"}`} target="_blank" rel="noopener">${t("desk.standings.public")}</a>
        <a class="button button-small" href=${file("xlsx")} download>Excel</a>
        <a class="button button-small" href=${file("csv")} download>CSV</a>
      </div>
    </div>
    ${state.best?.length > 0 && html`<p class="notice" data-state="good">${t("desk.delegations.best", { who: state.best.map(bestText).join("、") })}</p>`}
    ${state.order.length === 0 ? html`<${Empty} text=${t("desk.delegations.none")} />` : html`<${Rows} state=${state} />`}
  </div>`;
}

/** @param {any} one */
function bestText(one) {
  return `${say(one.name)} ${one.scale} (${say(one.event_title)})`;
}

/** @param {any} props */
function Rows({ state }) {
  const events = new Map(overview.value.events.map((/** @type {any} */ one) => [one.id, one]));
  const scale = state.by === "scale";
  return html`<div class="table-frame"><table class="table">
    <caption class="visually-hidden">${t("desk.view.delegations")}</caption>
    <thead><tr>
      <th class="number" scope="col">${t("desk.col.rank")}</th>
      <th scope="col">${t("desk.col.delegation")}</th>
      ${state.awards.map((/** @type {any} */ award) => html`<th key=${award.id} class="number" scope="col">${say(award.title)}</th>`)}
      <th class="number" scope="col">${t("desk.delegations.value")}</th>
      <th class="number" scope="col">${t("desk.delegations.people")}</th>
      ${scale && html`<th scope="col">${t("desk.delegations.best_of")}</th>`}
      <th scope="col">${t("desk.delegations.counted")}</th>
    </tr></thead>
    <tbody>
      ${state.order.map((/** @type {string} */ id) => {
        const row = state.rows[id];
        return html`<tr key=${id} data-rank=${row.rank ?? ""}>
          <td class="number rank">${row.rank ?? ""}${row.shared ? html`<span class="quiet" title=${t("desk.standings.shared")}>=</span>` : ""}</td>
          <th scope="row">${say(row.name)}</th>
          ${state.awards.map((/** @type {any} */ award) => html`<td key=${award.id} class="number">${row.awards[award.id] ?? html`<span class="quiet">–</span>`}</td>`)}
          <td class="number"><strong>${row.value ?? "–"}</strong></td>
          <td class="number">${row.entries}</td>
          ${scale && html`<td>${row.best?.map(bestText).join("、") ?? ""}</td>`}
          <td><${Counted} lines=${row.counted} events=${events} /></td>
        </tr>`;
      })}
    </tbody>
  </table></div>`;
}

/** Where the figure comes from, line by line. @param {any} props */
function Counted({ lines, events }) {
  return html`<details>
    <summary>${t("desk.delegations.lines", { n: lines.filter((/** @type {any} */ one) => one.counts).length })}</summary>
    <ul class="team-members">
      ${lines.map((/** @type {any} */ one) => {
        const event = events.get(one.event);
        const entry = event?.entries.find((/** @type {any} */ each) => each.entry === one.entry);
        return html`<li key=${`${one.event} ${one.entry}`} data-counts=${one.counts === true}>
          <span>${say(event?.title)} · ${entry?.number} ${say(entry?.name)}${one.rank ? ` · ${t("desk.delegations.place", { n: one.rank })}` : ""}</span>
          ${one.value !== undefined && html` <span class="figures">${one.counts ? one.value : `(${one.value})`}</span>`}
        </li>`;
      })}
    </ul>
  </details>`;
}

/** Which tables the competition has: ready ones and those that are set, the first ticked one is the main one. @param {any} props */
function ChooseTables({ onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { answer, problem, retry } = useAnswer(
    () => Promise.all([ask("/api/v1/delegation-tables"), ask(inside(competition, "/delegation-tables"))]),
    [competition],
  );
  return html`<${Dialog} title=${t("desk.delegations.choose")} onClose=${onClose} wide>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${answer ? html`<${Tables} ready=${answer[0]} set=${answer[1]} onClose=${onClose} />` : html`<${Wait} />`}
  <//>`;
}

/** @param {any} props */
function Tables({ ready, set, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const own = useSignal(/** @type {any[]} */ (set));
  const chosen = useSignal(/** @type {string[]} */ (set.map((/** @type {any} */ one) => one.id)));
  const editing = useSignal(/** @type {any} */ (null));
  const faults = useSignal(/** @type {string[]} */ ([]));
  const intent = useIntent();
  // What is set stands for itself: its figures may differ from the ready one of the same id.
  const isOwn = (/** @type {string} */ id) => own.value.some((one) => one.id === id);
  const all = [...own.value, ...ready.filter((/** @type {any} */ one) => !isOwn(one.id))];
  const edit = (/** @type {any} */ table) => {
    editing.value = table;
    faults.value = [];
  };
  function take(/** @type {any} */ table) {
    const { id } = table;
    own.value = isOwn(id) ? own.value.map((one) => (one.id === id ? table : one)) : [...own.value, table];
    if (!chosen.value.includes(id)) chosen.value = [...chosen.value, id];
    edit(null);
  }
  async function send() {
    const tables = chosen.value.map((id) => {
      const { text, ...table } = all.find((/** @type {any} */ one) => one.id === id);
      return table;
    });
    if (!(await intent.command(competition, { kind: "set_delegation_tables", tables }))) return;
    toast(t("desk.delegations.set_done"));
    await reload();
    onClose();
  }
  if (editing.value) {
    return html`<${DelegationTableForm} now=${editing.value} ready=${ready} onTake=${take} onBack=${() => edit(null)} />`;
  }
  return html`<${Form} onSend=${send}>
    <p class="quiet">${t("desk.delegations.choose_text")}</p>
    <div class="row">
      <button type="button" class="button button-small" onClick=${() => edit({ id: freeId(all.map((one) => one.id)) })}>${t("desk.delegations.own")}</button>
      <${OwnFile} label=${t("desk.delegations.own_file")} path=${READ} faults=${faults} onTake=${take} />
    </div>
    <${Faults} lines=${faults.value} />
    <fieldset class="choice">
      <legend class="visually-hidden">${t("desk.delegations.choose")}</legend>
      ${all.map(
        (/** @type {any} */ one) => html`<${Row} key=${one.id} table=${one} chosen=${chosen}>
          ${isOwn(one.id) && html`<button type="button" class="button button-small" onClick=${() => edit(one)}>${t("desk.delegations.change")}<span class="visually-hidden"> ${say(one.title)}</span></button>`}
        <//>`,
      )}
    </fieldset>
    <${IntentNotice} intent=${intent} />
    <div class="row"><${IntentButton} intent=${intent}>${t("desk.delegations.set")}<//></div>
  <//>`;
}

/** One table to be ticked, with its place among those that are. @param {any} props `chosen`: a signal */
function Row({ table, chosen, children }) {
  const at = chosen.value.indexOf(table.id);
  return html`<div class="row">
    <label class="grow">
      <input type="checkbox" checked=${at >= 0} onChange=${() => {
        chosen.value =
          at >= 0
            ? chosen.value.filter((/** @type {string} */ id) => id !== table.id)
            : [...chosen.value, table.id];
      }} />
      <span><strong>${at >= 0 ? `${at + 1}. ` : ""}${say(table.title)}</strong><span class="quiet">${say(table.text)}</span></span>
    </label>
    ${children}
  </div>`;
}
