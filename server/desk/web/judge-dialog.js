// A judge of the matrix: who they are on the panel, and putting somebody else in their place.

import { timeText } from "../../../static/lib/clock.js";
import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { calls, may, overview, reload, route, toast } from "./store.js";
import { say, sayProblem, t } from "./words.js";

/** @param {any} props a judge of a module's column */
export function JudgeDialog({ judge, module, round, onClose }) {
  const left = judge.left?.includes(module.id);
  const word = judge.shadow ? "desk.panels.shadow" : left ? "desk.judge.left" : "desk.judge.on_panel";
  const replaceable = round.phase === "open" && !judge.shadow && !left && may("command_chief");
  return html`<${Dialog} title=${judge.name} onClose=${onClose}>
    <div class="stack">
      <p>${say(module.title)} <span class="tag">${t(word)}</span></p>
      ${!left && may("call_judge") && html`<${CallJudge} judge=${judge} />`}
      ${replaceable && html`<${Replace} judge=${judge} module=${module} round=${round} onDone=${onClose} />`}
    </div>
  <//>`;
}

/** Letting the judge's tablet ring, and whether they heard. @param {any} props */
function CallJudge({ judge }) {
  const competition = /** @type {string} */ (route.value.competition);
  const problem = useSignal(/** @type {any} */ (null));
  const call = calls.value[judge.id];
  async function send() {
    problem.value = null;
    try {
      await ask(inside(competition, `/officials/${judge.id}/call`), { method: "POST" });
    } catch (error) {
      problem.value = error;
    }
  }
  return html`<div class="row">
    <button type="button" class="button" onClick=${send}>${t("desk.judge.call")}</button>
    <span role="status" data-call=${call ? (call.heard_at ? "heard" : "waiting") : "none"}>
      ${call && (call.heard_at ? t("desk.judge.heard", { at: timeText(call.heard_at) }) : t("desk.judge.called", { at: timeText(call.at) }))}
    </span>
    ${problem.value && html`<p class="notice" data-state="bad" role="alert">${sayProblem(problem.value)}</p>`}
  </div>`;
}

/** @param {any} props */
function Replace({ judge, module, round, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const by = useSignal("");
  const reason = useSignal("");
  const intent = useIntent();
  const seated = new Set(round.panels[module.id] ?? []);
  const spare = overview.value.officials.filter(
    (/** @type {any} */ one) => one.role === "judge" && !seated.has(one.id),
  );
  async function send() {
    const receipt = await intent.command(competition, {
      kind: "replace_judge",
      round: round.id,
      module: module.id,
      judge: judge.id,
      by: by.value,
      reason: reason.value.trim(),
    });
    if (!receipt) return;
    toast(t("desk.judge.replaced", { name: judge.name }));
    await reload();
    onDone();
  }
  if (spare.length === 0) return html`<p class="quiet">${t("desk.judge.nobody")}</p>`;
  return html`<${Form} onSend=${send}>
    <h3>${t("desk.judge.replace")}</h3>
    <p class="quiet">${t("desk.judge.replace_text")}</p>
    <div class="field">
      <label for="judge-by">${t("desk.judge.by")}</label>
      <select id="judge-by" class="input" required value=${by.value} onChange=${(/** @type {any} */ e) => {
        by.value = e.currentTarget.value;
      }}>
        <option value="">${t("desk.judge.choose")}</option>
        ${spare.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id}>${one.name}</option>`)}
      </select>
    </div>
    <${Field} label=${t("desk.form.reason")} value=${reason} required maxlength="500" />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts"><${IntentButton} intent=${intent}>${t("desk.judge.replace")}<//></div>
  <//>`;
}
