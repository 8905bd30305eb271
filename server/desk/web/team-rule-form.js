// The rule by which an event's teams are ranked: a ready one, a file, or every field by hand. The server checks it.

import { html, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Fault, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { overview, route, toast } from "./store.js";
import { needsReason } from "./team-dialog.js";
import { ruleFrom, valuesOf } from "./team-rule-values.js";
import { useAnswer } from "./use-answer.js";
import { say, sayProblem, t } from "./words.js";

const TIES = ["best_member", "ranks", "seconds", "own"];
const MODES = ["half_up", "half_even", "down", "floor", "ceiling"];

/** @param {any} props `now`: the rule that is set, undefined before the first */
export function TeamRuleForm({ event, now, onClose, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { answer: ready, problem, retry } = useAnswer(() => ask("/api/v1/team-rules"), []);
  const rule = useSignal(valuesOf(now ?? {}));
  const reason = useSignal("");
  const intent = useIntent();
  const faults = useSignal(/** @type {string[]} */ ([]));
  /** @param {any} more */
  const put = (more) => {
    rule.value = { ...rule.value, ...more };
  };
  async function send() {
    const body = {
      kind: "set_team_rule",
      event: event.id,
      rule: ruleFrom(rule.value),
      reason: reason.value.trim(),
    };
    if (!(await intent.command(competition, body))) return;
    toast(t("desk.teams.rule_set"));
    await onDone();
  }
  return html`<${Dialog} title=${t("desk.teams.rule")} onClose=${onClose} wide>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    <${Form} onSend=${send} class="stack team-rule">
      <div class="row">
        <${Ready} ready=${ready ?? []} chosen=${rule.value.id} onTake=${(/** @type {any} */ one) => put(valuesOf(one))} />
        <${OwnFile} faults=${faults} onTake=${(/** @type {any} */ one) => put(valuesOf(one))} />
      </div>
      ${faults.value.length > 0 && html`<ul class="notice" data-state="bad" role="alert">${faults.value.map((line) => html`<li key=${line}>${line}</li>`)}</ul>`}
      <${Fields} event=${event} rule=${rule.value} put=${put} />
      ${needsReason(event) && html`<${Field} label=${t("desk.form.reason")} value=${reason} required maxlength="500" />`}
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent}>${t("desk.teams.set_rule")}<//></div>
    <//>
  <//>`;
}

/** @param {any} props */
function Ready({ ready, chosen, onTake }) {
  return html`<div class="field grow">
    <label for="ready-rule">${t("desk.teams.ready")}</label>
    <select id="ready-rule" class="input" onChange=${(/** @type {any} */ e) => {
      const one = ready.find((/** @type {any} */ rule) => rule.id === e.currentTarget.value);
      if (one) onTake(one);
    }}>
      <option value="" selected=${!chosen}>${t("desk.teams.by_hand")}</option>
      ${ready.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${one.id === chosen}>${say(one.title)}</option>`)}
    </select>
  </div>`;
}

/** @param {any} props `faults` a signal: what is wrong with the file */
function OwnFile({ faults, onTake }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {File | undefined} file */
  async function read(file) {
    if (!file) return;
    const form = new FormData();
    form.append("file", file);
    try {
      const { found, problems } = await ask("/api/v1/team-rules/read", { form });
      faults.value = problems;
      if (found) onTake(found);
    } catch (error) {
      faults.value = [sayProblem(error)];
    }
  }
  return html`<div>
    <button type="button" class="button button-small" onClick=${() => input.current?.click()}>${t("desk.teams.own_file")}</button>
    <input ref=${input} type="file" hidden accept=".yaml,.yml" aria-label=${t("desk.teams.own_file")} onChange=${(
      /** @type {any} */ e,
    ) => {
      read(e.currentTarget.files[0]);
      e.currentTarget.value = "";
    }} />
  </div>`;
}

/** @param {any} props */
function Fields({ event, rule, put }) {
  const choice = (/** @type {string} */ name, /** @type {string[]} */ values) =>
    values.map((one) => [one, t(`desk.teams.${name}.${one}`)]);
  const events = overview.value.events.filter((/** @type {any} */ one) => one.id !== event.id);
  return html`<div class="pair">
      <${Pick} name="of" rule=${rule} put=${put} options=${choice("of", ["total", "rank_points", "award_points", "place"])} />
      <${Pick} name="take" rule=${rule} put=${put} options=${choice("take", ["sum", "mean"])} />
    </div>
    ${rule.of === "rank_points" && html`<${Text} name="points" rule=${rule} put=${put} required hint=${t("desk.teams.points_hint")} />`}
    ${
      rule.of === "place" &&
      html`<div class="pair">
        <${Number_} name="absent_places" rule=${rule} put=${put} />
        <${Number_} name="disqualified_places" rule=${rule} put=${put} />
      </div>`
    }
    <div class="pair">
      <${Number_} name="best" rule=${rule} put=${put} empty hint=${t("desk.teams.best_hint")} />
      <${Number_} name="members_min" rule=${rule} put=${put} />
    </div>
    <div class="pair">
      <${Number_} name="substitutes" rule=${rule} put=${put} />
      <${Text} name="must_count" rule=${rule} put=${put} hint=${t("desk.teams.must_count_hint")} />
    </div>
    <div class="pair">
      <${Pick} name="own_event" rule=${rule} put=${put} options=${[["", t("desk.teams.no_own_event")], ...events.map((/** @type {any} */ one) => [one.id, say(one.title)])]} />
      ${rule.own_event ? html`<${Text} name="own_weight" rule=${rule} put=${put} required />` : html`<span></span>`}
    </div>
    <fieldset class="row">
      <legend>${t("desk.teams.ties")}</legend>
      ${TIES.map(
        (tie) => html`<label key=${tie} class="tick">
          <input type="checkbox" checked=${rule.ties.includes(tie)} onChange=${() => put({ ties: toggled(rule.ties, tie) })} />
          <span>${rule.ties.includes(tie) ? `${rule.ties.indexOf(tie) + 1}. ` : ""}${t(`desk.teams.tie.${tie}`)}</span>
        </label>`,
      )}
    </fieldset>
    <div class="pair">
      <${Pick} name="round" rule=${rule} put=${put} options=${[["", t("desk.teams.last_round")], ...event.rounds.map((/** @type {any} */ one) => [one.id, say(one.title)])]} />
      <label class="tick">
        <input type="checkbox" checked=${rule.mixed} onChange=${() => put({ mixed: !rule.mixed })} />
        <span>${t("desk.teams.mixed")}</span>
      </label>
    </div>
    <div class="pair">
      <${Number_} name="places" rule=${rule} put=${put} />
      <${Pick} name="mode" rule=${rule} put=${put} options=${choice("mode", MODES)} />
    </div>`;
}

/** In the order they were ticked: that is the order they are looked at. @param {string[]} ties @param {string} tie */
function toggled(ties, tie) {
  return ties.includes(tie) ? ties.filter((one) => one !== tie) : [...ties, tie];
}

/** @param {any} props */
function Pick({ name, rule, put, options }) {
  const value = {
    get value() {
      return rule[name];
    },
    set value(next) {
      put({ [name]: next });
    },
  };
  return html`<${Choice} id=${`rule-${name}`} label=${t(`desk.teams.field.${name}`)} value=${value} options=${options} />`;
}

/** @param {any} props */
function Text({ name, rule, put, hint, ...rest }) {
  return html`<div class="field">
    <label for=${`rule-${name}`}>${t(`desk.teams.field.${name}`)}</label>
    <input id=${`rule-${name}`} class="input" value=${rule[name]} autocomplete="off" onInput=${(/** @type {any} */ e) => put({ [name]: e.currentTarget.value })} ...${rest} />
    ${hint && html`<span class="hint">${hint}</span>`}
  </div>`;
}

/** @param {any} props `empty`: may be left out */
function Number_({ name, empty = false, ...rest }) {
  return html`<${Text} name=${name} inputmode="numeric" pattern=${empty ? "[0-9]*" : "[0-9]+"} required=${!empty} ...${rest} />`;
}
