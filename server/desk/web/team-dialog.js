// Making a team or changing one: number, name, delegation, and its members with role and whether they are substitutes.

import { html, useSignal } from "../../../static/lib/ui.js";
import { inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { overview, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** Whether a change has to say why: results are out. @param {any} event */
export const needsReason = (event) => event.rounds.some((/** @type {any} */ round) => round.version > 0);

/** @param {any} props `team`: null to make one */
export function TeamDialog({ event, answer, team, onClose, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { delegations } = overview.value;
  const number = useSignal(team?.number ?? nextNumber(answer.teams));
  const name = useSignal(team?.name.zh ?? "");
  const english = useSignal(team && team.name.en !== team.name.zh ? team.name.en : "");
  const delegation = useSignal(team?.delegation ?? Object.keys(delegations)[0] ?? "");
  const members = useSignal(/** @type {any[]} */ (team?.members ?? []));
  const reason = useSignal("");
  const intent = useIntent();
  const mixed = answer.rule?.mixed ?? false;
  const elsewhere = new Set(
    answer.teams
      .filter((/** @type {any} */ one) => one.team !== team?.team)
      .flatMap((/** @type {any} */ one) => one.members.map((/** @type {any} */ member) => member.entry)),
  );
  const free = event.entries.filter(
    (/** @type {any} */ one) =>
      !elsewhere.has(one.entry) &&
      !members.value.some((member) => member.entry === one.entry) &&
      (mixed || one.delegation === delegation.value),
  );
  async function send() {
    const body = {
      team: team?.team ?? "",
      number: number.value.trim(),
      name: name.value.trim(),
      name_en: english.value.trim(),
      delegation: delegation.value,
      members: members.value,
      reason: reason.value.trim(),
    };
    if (!(await intent.send(inside(competition, `/events/${event.id}/teams`), body))) return;
    toast(t("desk.teams.kept", { name: body.name }));
    await onDone();
  }
  return html`<${Dialog} title=${team ? t("desk.teams.edit") : t("desk.teams.add")} onClose=${onClose} wide>
    <${Form} onSend=${send}>
      <div class="pair">
        <${Field} label=${t("desk.teams.number")} value=${number} required maxlength="20" />
        <${Choice} id="team-delegation" label=${t("desk.col.delegation")} value=${delegation}
          options=${Object.entries(delegations).map(([id, text]) => [id, say(text)])} />
      </div>
      <div class="pair">
        <${Field} label=${t("desk.form.in_chinese", { label: t("desk.teams.name") })} value=${name} required maxlength="60" />
        <${Field} label=${t("desk.form.in_english", { label: t("desk.teams.name") })} value=${english} maxlength="60"
          hint=${t("desk.form.english_empty")} />
      </div>
      <${Members} event=${event} members=${members} free=${free} />
      ${needsReason(event) && html`<${Field} label=${t("desk.form.reason")} value=${reason} required maxlength="500" />`}
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent}>${t("desk.teams.keep")}<//></div>
    <//>
  <//>`;
}

/** The lowest number nobody has. @param {any[]} teams */
function nextNumber(teams) {
  const taken = new Set(teams.map(({ number }) => Number(number)));
  let free = 1;
  while (taken.has(free)) free += 1;
  return String(free).padStart(2, "0");
}

/** @param {any} props `members` a signal */
function Members({ event, members, free }) {
  const entries = new Map(event.entries.map((/** @type {any} */ one) => [one.entry, one]));
  const chosen = useSignal("");
  /** @param {number} at @param {any} more */
  const put = (at, more) => {
    members.value = members.value.map((/** @type {any} */ one, /** @type {number} */ n) =>
      n === at ? { ...one, ...more } : one,
    );
  };
  const who = (/** @type {any} */ one) => `${one?.number ?? ""} ${say(one?.name)}`;
  return html`<fieldset class="stack team-editor">
    <legend>${t("desk.col.members")}</legend>
    ${members.value.length === 0 && html`<p class="quiet">${t("desk.teams.no_members")}</p>`}
    ${members.value.map(
      (/** @type {any} */ one, /** @type {number} */ at) => html`<div key=${one.entry} class="row">
        <strong class="grow one-line">${who(entries.get(one.entry))}</strong>
        <input class="input" placeholder=${t("desk.teams.role")} aria-label=${`${t("desk.teams.role")} ${who(entries.get(one.entry))}`}
          maxlength="40" value=${one.role} onInput=${(/** @type {any} */ e) => put(at, { role: e.currentTarget.value })} />
        <label class="tick">
          <input type="checkbox" checked=${one.substitute} onChange=${(/** @type {any} */ e) => put(at, { substitute: e.currentTarget.checked })} />
          <span>${t("desk.teams.substitute")}</span>
        </label>
        <button type="button" class="button button-small" aria-label=${t("desk.teams.take_out", { who: who(entries.get(one.entry)) })}
          onClick=${() => {
            members.value = members.value.filter((/** @type {any} */ other) => other !== one);
          }}>✕</button>
      </div>`,
    )}
    <div class="field">
      <label for="team-member">${t("desk.teams.add_member")}</label>
      <select id="team-member" class="input" value=${chosen.value} onChange=${(/** @type {any} */ e) => {
        const entry = e.currentTarget.value;
        if (entry) members.value = [...members.value, { entry, role: "", substitute: false }];
        e.currentTarget.value = "";
      }}>
        <option value="">${free.length ? t("desk.teams.choose_member") : t("desk.teams.nobody_free")}</option>
        ${free.map((/** @type {any} */ one) => html`<option key=${one.entry} value=${one.entry}>${who(one)}</option>`)}
      </select>
    </div>
  </fieldset>`;
}

/** @param {any} props */
export function RemoveTeamDialog({ event, team, onClose, onDone }) {
  const competition = /** @type {string} */ (route.value.competition);
  const reason = useSignal("");
  const intent = useIntent();
  async function send() {
    const body = { kind: "remove_teams", event: event.id, teams: [team.team], reason: reason.value.trim() };
    if (!(await intent.command(competition, body))) return;
    toast(t("desk.teams.removed", { name: say(team.name) }));
    await onDone();
  }
  return html`<${Dialog} title=${t("desk.teams.remove")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t("desk.teams.remove_text", { name: say(team.name) })}</p>
      ${needsReason(event) && html`<${Field} label=${t("desk.form.reason")} value=${reason} required maxlength="500" />`}
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent} kind="button-danger">${t("desk.teams.remove")}<//></div>
    <//>
  <//>`;
}
