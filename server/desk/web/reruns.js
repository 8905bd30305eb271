// Modules that entries do again: the list, and the dialog that orders a re-run, recorded with a reason.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Field, Form, IntentButton, IntentNotice, Section } from "./parts.js";
import { may, reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** The re-runs of a round. @param {any} props */
export function Reruns({ event, round, answer, entries, onOpen }) {
  const titles = new Map(event.modules.map((/** @type {any} */ one) => [one.id, say(one.title)]));
  const who = new Map(entries.map((/** @type {any} */ one) => [one.entry, one]));
  const action = round.phase === "open" && may("command_chief") && t("desk.rerun.add");
  return html`<${Section} title=${t("desk.rerun.title")} action=${action} onAct=${() => onOpen({ kind: "rerun" })}>
    <p class="quiet">${t(answer.reruns.length ? "desk.rerun.text" : "desk.rerun.none")}${round.phase !== "open" && ` ${t("desk.rerun.closed")}`}</p>
    ${
      answer.reruns.length > 0 &&
      html`<ul class="plain stack">
        ${answer.reruns.map(
          (/** @type {any} */ one) => html`<li key=${`${one.entry} ${one.module} ${one.run}`}>
            <span class="code">${who.get(one.entry)?.code}</span> ${say(who.get(one.entry)?.name)} ·
            <strong> ${titles.get(one.module)} · ${t("desk.rerun.run", { n: one.run })}</strong>
            <span class="tag">${t(`desk.rerun.${one.counts}`)}</span> <q>${one.reason}</q>
            <span class="quiet"> ${t("desk.rerun.before", { n: one.before })}</span>
          </li>`,
        )}
      </ul>`
    }
  <//>`;
}

/** @param {any} props `entry`: for whom; without, one is chosen */
export function RerunDialog({ event, round, entry, entries, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const to = useSignal(entry ?? "");
  const chosen = useSignal(/** @type {string[]} */ ([]));
  const counts = useSignal("last");
  const reason = useSignal("");
  const intent = useIntent();
  const one = entries.find((/** @type {any} */ each) => each.entry === to.value);
  async function send() {
    const body = {
      kind: "order_rerun",
      round: round.id,
      entry: to.value,
      modules: chosen.value,
      reason: reason.value.trim(),
      counts: counts.value,
    };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.rerun.done", { code: one.code }));
    onClose();
  }
  const title =
    entry && one ? t("desk.rerun.who", { who: `${one.code} ${say(one.name)}` }) : t("desk.rerun.add");
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <${Form} onSend=${send}>
      ${
        !entry &&
        html`<${Choice} id="rerun-entry" label=${t("desk.penalty.entry")} value=${to} required
          options=${[["", t("desk.penalty.choose")], ...entries.map((/** @type {any} */ each) => [each.entry, `${each.code} ${say(each.name)}`])]} />`
      }
      <fieldset class="choice">
        <legend>${t("desk.rerun.modules")}</legend>
        ${event.modules.map(
          (/** @type {any} */ module) => html`<label key=${module.id}>
            <input type="checkbox" name="rerun-module" checked=${chosen.value.includes(module.id)} onChange=${() => {
              chosen.value = chosen.value.includes(module.id)
                ? chosen.value.filter((id) => id !== module.id)
                : [...chosen.value, module.id];
            }} />
            <span><strong>${say(module.title)}</strong></span>
          </label>`,
        )}
      </fieldset>
      <fieldset class="choice">
        <legend>${t("desk.rerun.counts")}</legend>
        ${["last", "best"].map(
          (which) => html`<label key=${which}>
            <input type="radio" name="rerun-counts" checked=${counts.value === which} onChange=${() => {
              counts.value = which;
            }} />
            <span><strong>${t(`desk.rerun.${which}`)}</strong><span class="quiet">${t(`desk.rerun.${which}_text`)}</span></span>
          </label>`,
        )}
      </fieldset>
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || chosen.value.length === 0}>${t("desk.rerun.add")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
