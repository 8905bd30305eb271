// The rule by which an event's teams are ranked: a ready one, a file, or every field by hand. The server checks it.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { useIntent } from "./intent.js";
import { Dialog, Fault, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { choices, Faults, Line, MODES, OwnFile, Pick, Ready, Whole } from "./rule-fields.js";
import { overview, route, toast } from "./store.js";
import { needsReason } from "./team-dialog.js";
import { ruleFrom, valuesOf } from "./team-rule-values.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

const TIES = ["best_member", "ranks", "seconds", "own"];
const AREA = "teams";

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
        <${Ready} label=${t("desk.teams.ready")} none=${t("desk.teams.by_hand")} chosen=${rule.value.id}
          ready=${(ready ?? []).map((/** @type {any} */ one) => ({ ...one, label: say(one.title) }))} onTake=${(/** @type {any} */ one) => put(valuesOf(one))} />
        <${OwnFile} label=${t("desk.teams.own_file")} path="/api/v1/team-rules/read" faults=${faults} onTake=${(/** @type {any} */ one) => put(valuesOf(one))} />
      </div>
      <${Faults} lines=${faults.value} />
      <${Fields} event=${event} rule=${rule.value} put=${put} />
      ${needsReason(event) && html`<${Field} label=${t("desk.form.reason")} value=${reason} required maxlength="500" />`}
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent}>${t("desk.teams.set_rule")}<//></div>
    <//>
  <//>`;
}

/** @param {any} props */
function Fields({ event, rule, put }) {
  const choice = (/** @type {string} */ name, /** @type {string[]} */ values) => choices(AREA, name, values);
  const events = overview.value.events.filter((/** @type {any} */ one) => one.id !== event.id);
  return html`<div class="pair">
      <${Pick} area=${AREA} name="of" values=${rule} put=${put} options=${choice("of", ["total", "rank_points", "award_points", "place"])} />
      <${Pick} area=${AREA} name="take" values=${rule} put=${put} options=${choice("take", ["sum", "mean"])} />
    </div>
    ${rule.of === "rank_points" && html`<${Line} area=${AREA} name="points" values=${rule} put=${put} required hint=${t("desk.teams.points_hint")} />`}
    ${
      rule.of === "place" &&
      html`<div class="pair">
        <${Whole} area=${AREA} name="absent_places" values=${rule} put=${put} />
        <${Whole} area=${AREA} name="disqualified_places" values=${rule} put=${put} />
      </div>`
    }
    <div class="pair">
      <${Whole} area=${AREA} name="best" values=${rule} put=${put} empty hint=${t("desk.teams.best_hint")} />
      <${Whole} area=${AREA} name="members_min" values=${rule} put=${put} />
    </div>
    <div class="pair">
      <${Whole} area=${AREA} name="substitutes" values=${rule} put=${put} />
      <${Line} area=${AREA} name="must_count" values=${rule} put=${put} hint=${t("desk.teams.must_count_hint")} />
    </div>
    <div class="pair">
      <${Pick} area=${AREA} name="own_event" values=${rule} put=${put} options=${[["", t("desk.teams.no_own_event")], ...events.map((/** @type {any} */ one) => [one.id, say(one.title)])]} />
      ${rule.own_event ? html`<${Line} area=${AREA} name="own_weight" values=${rule} put=${put} required />` : html`<span></span>`}
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
      <${Pick} area=${AREA} name="round" values=${rule} put=${put} options=${[["", t("desk.teams.last_round")], ...event.rounds.map((/** @type {any} */ one) => [one.id, say(one.title)])]} />
      <label class="tick">
        <input type="checkbox" checked=${rule.mixed} onChange=${() => put({ mixed: !rule.mixed })} />
        <span>${t("desk.teams.mixed")}</span>
      </label>
    </div>
    <div class="pair">
      <${Whole} area=${AREA} name="places" values=${rule} put=${put} />
      <${Pick} area=${AREA} name="mode" values=${rule} put=${put} options=${choice("mode", MODES)} />
    </div>`;
}

/** In the order they were ticked: that is the order they are looked at. @param {string[]} ties @param {string} tie */
function toggled(ties, tie) {
  return ties.includes(tie) ? ties.filter((one) => one !== tie) : [...ties, tie];
}
