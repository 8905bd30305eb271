// The awards of a round: which table, what it proposes and why, and the confirmation by a person.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Choice, Fault, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

const LEVELS = ["national_1", "national_2", "provincial", "municipal", "district", "enterprise"];

/** The awards below a round's standings. @param {any} props `position`: of the newest fact, so that nothing is old */
export function Awards({ event, round, position }) {
  const competition = /** @type {string} */ (route.value.competition);
  const changing = useSignal(false);
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition, `/rounds/${round.id}/awards`)),
    [round.id, position],
  );
  if (!answer) return problem && html`<${Fault} problem=${problem} onRetry=${retry} />`;
  async function done() {
    changing.value = false;
    await reload();
    retry();
  }
  const choose = changing.value || !answer.table;
  return html`<section class="plate stack awards">
    <div class="row spread">
      <h2>${t("desk.awards.title")}</h2>
      ${answer.confirmed && html`<${ConfirmedTag} confirmed=${answer.confirmed} />`}
    </div>
    ${
      choose
        ? html`<${TableForm} event=${event} now=${answer} onDone=${done} />`
        : html`<${Head} now=${answer} onChange=${() => {
            changing.value = true;
          }} />
            <${Proposal} key=${proposalKey(answer)} round=${round} now=${answer} onDone=${done} />`
    }
  </section>`;
}

/** @param {any} now @returns {string} another proposal is another form: what was ticked in the old one is gone */
function proposalKey(now) {
  const of = now.proposal.given.map((/** @type {any} */ one) => `${one.entry}/${one.award}`);
  return `${now.version} ${of.join(" ")}`;
}

/** @param {any} props */
function ConfirmedTag({ confirmed }) {
  const state = confirmed.holds ? "good" : "warn";
  const text = confirmed.holds ? "confirmed" : "lapsed";
  return html`<span class="tag" data-state=${state}>${t(`desk.awards.${text}`, { n: confirmed.version })}</span>`;
}

/** @param {any} props */
function Head({ now, onChange }) {
  const { table, level, contest, proposal } = now;
  return html`<div class="row spread">
      <p>
        <strong>${say(table.title)}</strong>${" "}
        <span class="quiet">${level ? t(`desk.awards.level.${level}`) : t("desk.awards.no_level")} · ${t(`desk.awards.contest.${contest}`)}</span>
      </p>
      <button class="button button-small" onClick=${onChange}>${t("desk.awards.change")}</button>
    </div>
    ${table.note && html`<p class="quiet">${say(table.note)}</p>`}
    <ul class="quiet">
      ${proposal.working.map((/** @type {any} */ line, /** @type {number} */ n) => html`<li key=${n}>${say(line)}</li>`)}
      ${proposal.subsidy && html`<li>${t("desk.awards.subsidy", { amount: proposal.subsidy })}</li>`}
    </ul>`;
}

/** Which table, at which level. @param {any} props */
function TableForm({ event, now, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { answer: tables, problem, retry } = useAnswer(() => ask("/api/v1/award-tables"), []);
  const chosen = useSignal(now.table?.id ?? "");
  const level = useSignal(now.level ?? "");
  const contest = useSignal(now.contest);
  const whole = useAnswer(
    async () => (chosen.value ? ask(`/api/v1/award-tables/${chosen.value}`) : null),
    [chosen.value],
  );
  const intent = useIntent();
  if (!tables) return problem && html`<${Fault} problem=${problem} onRetry=${retry} />`;
  async function send() {
    const body = { kind: "set_award_rules", event: event.id, table: whole.answer, contest: contest.value };
    if (!(await intent.command(competition, level.value ? { ...body, level: level.value } : body))) return;
    toast(t("desk.awards.set_done"));
    await onDone();
  }
  return html`<${Form} onSend=${send}>
    <fieldset class="choice">
      <legend>${t("desk.awards.choose")}</legend>
      ${tables.map(
        (/** @type {any} */ table) => html`<label key=${table.id}>
          <input type="radio" name="award-table" required checked=${chosen.value === table.id} onChange=${() => {
            chosen.value = table.id;
          }} />
          <span><strong>${say(table.title)}</strong><span class="quiet">${table.source}</span></span>
        </label>`,
      )}
    </fieldset>
    <div class="pair">
      <${Choice} id="award-level" label=${t("desk.awards.level")} value=${level}
        options=${[["", t("desk.awards.no_level")], ...LEVELS.map((one) => [one, t(`desk.awards.level.${one}`)])]} />
      <${Choice} id="award-contest" label=${t("desk.awards.contest")} value=${contest}
        options=${["person", "team"].map((one) => [one, t(`desk.awards.contest.${one}`)])} />
    </div>
    ${whole.problem && html`<${Fault} problem=${whole.problem} onRetry=${whole.retry} />`}
    <${IntentNotice} intent=${intent} />
    <div class="row"><${IntentButton} intent=${intent} disabled=${intent.state.value.busy || whole.answer?.id !== chosen.value}>${t("desk.awards.set")}<//></div>
  <//>`;
}

/** The list to confirm: what is proposed is ticked, what is left open is not. @param {any} props */
function Proposal({ round, now, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { given, undecided, withheld } = now.proposal;
  const open = undecided.flatMap((/** @type {any} */ tie) =>
    tie.entries.map((/** @type {any} */ one) => ({
      ...one,
      award: tie.award,
      title: tie.title,
      why: tie.why,
      open: true,
    })),
  );
  const lines = [...given, ...open];
  const ticked = useSignal(new Set(given.map(lineKey)));
  const reason = useSignal("");
  const intent = useIntent();
  const changed = lines.some(
    (/** @type {any} */ line) => ticked.value.has(lineKey(line)) === Boolean(line.open),
  );
  async function send() {
    const chosen = lines.filter((/** @type {any} */ line) => ticked.value.has(lineKey(line)));
    const body = {
      kind: "confirm_awards",
      round: round.id,
      version: now.version,
      given: chosen.map((/** @type {any} */ line) => ({ entry: line.entry, award: line.award })),
      reason: reason.value.trim(),
    };
    if (!(await intent.command(competition, body))) return;
    toast(t("desk.awards.confirm_done", { n: chosen.length }));
    await onDone();
  }
  /** @param {any} line */
  function tick(line) {
    const next = new Set(ticked.value);
    if (!next.delete(lineKey(line))) next.add(lineKey(line));
    ticked.value = next;
  }
  return html`<${Form} onSend=${send}>
    ${lines.length === 0 ? html`<p class="notice">${t("desk.awards.none")}</p>` : html`<${Lines} lines=${lines} ticked=${ticked.value} onTick=${tick} />`}
    ${withheld.length > 0 && html`<${Withheld} lines=${withheld} />`}
    ${changed && html`<${Field} label=${t("desk.form.reason")} hint=${t("desk.awards.reason_hint")} value=${reason} required maxlength="500" />`}
    <${IntentNotice} intent=${intent} />
    ${!now.official && html`<p class="notice">${t("desk.awards.publish_first")}</p>`}
    <div class="row">
      <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || !now.official}>${t("desk.awards.confirm")}<//>
    </div>
  <//>`;
}

/** @param {any} line */
function lineKey(line) {
  return `${line.entry}/${line.award}`;
}

/** @param {any} props */
function Lines({ lines, ticked, onTick }) {
  return html`<div class="table-frame"><table class="table">
    <caption class="visually-hidden">${t("desk.awards.title")}</caption>
    <thead><tr>
      <th scope="col">${t("desk.awards.give")}</th>
      <th scope="col">${t("desk.awards.award")}</th>
      <th class="number" scope="col">${t("desk.col.rank")}</th>
      <th class="number" scope="col">${t("desk.col.number")}</th>
      <th scope="col">${t("desk.col.name")}</th>
      <th class="number" scope="col">${t("desk.awards.money")}</th>
      <th scope="col">${t("desk.awards.why")}</th>
    </tr></thead>
    <tbody>
      ${lines.map(
        (/** @type {any} */ line) => html`<tr key=${lineKey(line)}>
          <td><input type="checkbox" checked=${ticked.has(lineKey(line))} onChange=${() => onTick(line)}
            aria-label=${`${say(line.title)} · ${line.number} ${say(line.name)}`} /></td>
          <td><strong>${say(line.title)}</strong></td>
          <td class="number rank">${line.rank ?? ""}</td>
          <td class="number">${line.number}</td>
          <th scope="row">${say(line.name)}</th>
          <td class="number">${line.money ?? ""}</td>
          <td>
            <span class="quiet">${say(line.why)}</span>
            ${line.open && html` <span class="tag" data-state="warn">${t("desk.awards.open")}</span>`}
            ${line.check && html` <span class="tag" data-state="warn">${say(line.check)}</span>`}
          </td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

/** @param {any} props */
function Withheld({ lines }) {
  return html`<details>
    <summary>${t("desk.awards.withheld", { n: lines.length })}</summary>
    <ul>${lines.map(
      (/** @type {any} */ line) => html`<li key=${lineKey(line)}>
        ${line.number} ${say(line.name)}${line.title ? ` · ${say(line.title)}` : ""}: <span class="quiet">${say(line.why)}</span>
      </li>`,
    )}</ul>
  </details>`;
}
