// The judges of a competition: adding them, their tablets, and their cards, which are shown once and kept nowhere.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { CardSheet } from "./cards.js";
import { DelegationChoice, DelegationDialog } from "./delegation-dialog.js";
import { useIntent } from "./intent.js";
import { namesIn } from "./lists.js";
import { Dialog, Empty, Fault, Form, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { cards, overview, reload, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { listed, say, t, whenText } from "./words.js";

const NAMES_MAX = 60;
const LOOK_EVERY = 15_000;
const ROLES = ["judge", "floor", "chief", "recorder", "encryption", "supervisor"];

/** Judges and their cards. */
export function JudgesView() {
  const competition = /** @type {string} */ (route.value.competition);
  const held = cards.value.filter((one) => one.competition === competition).map((one) => one.card);
  // Who was seen when is no fact: nothing tells us, so we look now and then.
  const { answer, problem, retry } = useAnswer(
    (signal) => ask(inside(competition, "/officials"), { signal }),
    [competition],
    LOOK_EVERY,
  );
  /** @param {any[]} made */
  function show(made) {
    const others = cards.value.filter((one) => made.every((card) => card.id !== one.card.id));
    cards.value = [...others, ...made.map((card) => ({ competition, card }))];
    retry();
    reload();
  }
  return html`<div>
    <div class="no-print">
      <${Head} title=${t("desk.view.judges")} above=${t("desk.judges.text")} />
      <div class="columns judges">
        <${AddForm} competition=${competition} onCards=${show} />
        <${JudgeTable} competition=${competition} answer=${answer} problem=${problem} onRetry=${retry} onCards=${show} />
      </div>
    </div>
    ${
      held.length > 0 &&
      html`<${CardSheet} cards=${held} title=${say(overview.value.title)} onDone=${() => {
        cards.value = cards.value.filter((one) => one.competition !== competition);
      }} />`
    }
  </div>`;
}

/** @param {any} props */
function AddForm({ competition, onCards }) {
  const text = useSignal("");
  const role = useSignal("judge");
  const delegation = useSignal("");
  const intent = useIntent();
  const names = namesIn(text.value);
  async function send() {
    if (names.length === 0) return;
    const made = await intent.send(inside(competition, "/officials"), {
      names,
      role: role.value,
      delegation: delegation.value || null,
    });
    if (!made) return;
    text.value = "";
    onCards(made);
    toast(t("desk.judges.added", { n: made.length }));
  }
  return html`<section class="plate plate-cut">
    <h2>${t("desk.judges.add")}</h2>
    <${Form} onSend=${send}>
      <div class="field">
        <label for="judge-names">${t("desk.judges.names")}</label>
        <textarea class="input" id="judge-names" rows="6" value=${text} aria-describedby="judge-names-hint" onInput=${(
          /** @type {any} */ event,
        ) => {
          text.value = event.currentTarget.value;
        }}></textarea>
        <span class="hint" id="judge-names-hint">${t("desk.judges.names_hint")}</span>
      </div>
      <fieldset class="choice">
        <legend>${t("desk.judges.role")}</legend>
        ${ROLES.map(
          (one) => html`<label key=${one}>
            <input type="radio" name="role" value=${one} checked=${role.value === one} onChange=${() => {
              role.value = one;
            }} />
            <span><strong>${t(`access.role.${one}`)}</strong><span class="quiet">${t(`access.role.${one}_text`)}</span></span>
          </label>`,
        )}
      </fieldset>
      <${DelegationChoice} id="judge-delegation" value=${delegation} />
      ${names.length > NAMES_MAX && html`<p class="notice" data-state="warn">${t("desk.judges.too_many", { n: NAMES_MAX })}</p>`}
      <${IntentNotice} intent=${intent} />
      <div class="row">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || names.length === 0 || names.length > NAMES_MAX}>
          ${t("desk.judges.add_send", { n: names.length })}
        <//>
      </div>
    <//>
  </section>`;
}

/** @param {any} props */
function JudgeTable({ competition, answer, problem, onRetry, onCards }) {
  const asked = useSignal(/** @type {any} */ (null));
  const moved = useSignal(/** @type {any} */ (null));
  if (problem && !answer) return html`<${Fault} problem=${problem} onRetry=${onRetry} />`;
  if (!answer) return html`<${Wait} />`;
  if (answer.length === 0) return html`<${Empty} text=${t("desk.judges.none")} />`;
  return html`<div class="table-frame">
    <table class="table">
      <caption class="visually-hidden">${t("desk.view.judges")}</caption>
      <thead><tr>
        <th scope="col">${t("desk.col.judge")}</th>
        <th scope="col">${t("desk.col.delegation")}</th>
        <th scope="col">${t("desk.col.tasks")}</th>
        <th scope="col">${t("desk.col.short_code")}</th>
        <th scope="col">${t("desk.col.tablets")}</th>
        <th scope="col"><span class="visually-hidden">${t("desk.col.acts")}</span></th>
      </tr></thead>
      <tbody>
        ${answer.map(
          (/** @type {any} */ judge) => html`<tr key=${judge.id}>
            <th scope="row">${judge.name}</th>
            <td><button class="button button-small" aria-label=${t("desk.judges.delegation_of", { name: judge.name })}
              onClick=${() => {
                moved.value = judge;
              }}>${judge.delegation ? say(overview.value.delegations[judge.delegation]) || judge.delegation : t("desk.judges.no_delegation")}</button></td>
            <td>${judge.role !== "judge" ? t(`access.role.${judge.role}`) : listed(tasksOf(judge.id)) || html`<span class="quiet">${t("desk.judges.no_task")}</span>`}</td>
            <td><span class="code">${judge.code}</span></td>
            <td><${Tablets} competition=${competition} judge=${judge} onDone=${onRetry} /></td>
            <td class="acts">
              <button class="button button-small" onClick=${() => {
                asked.value = judge;
              }}>${t("desk.judges.new_card")}</button>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${
      moved.value &&
      html`<${DelegationDialog} judge=${moved.value} onDone=${onRetry} onClose=${() => {
        moved.value = null;
      }} />`
    }
    ${
      asked.value &&
      html`<${NewCard} competition=${competition} judge=${asked.value} onCards=${onCards} onClose=${() => {
        asked.value = null;
      }} />`
    }
  </div>`;
}

/** The events a judge is on a panel of, in words. @param {string} judge */
function tasksOf(judge) {
  return overview.value.events
    .filter((/** @type {any} */ event) =>
      event.rounds.some((/** @type {any} */ round) =>
        Object.values(round.panels).some((panel) => /** @type {string[]} */ (panel).includes(judge)),
      ),
    )
    .map((/** @type {any} */ event) => say(event.title));
}

/** The devices of an official; where two are in use at once, that stands out and either can be signed out. @param {any} props */
function Tablets({ competition, judge, onDone }) {
  const { paired } = judge;
  const twice = paired.filter((/** @type {any} */ one) => one.in_use).length > 1;
  const intent = useIntent();
  /** @param {string} device */
  async function end(device) {
    const path = inside(competition, `/officials/${judge.id}/devices/${device}/sign-out`);
    if (await intent.send(path, {}, { body: undefined })) onDone();
  }
  if (paired.length === 0) return html`<span class="tag">${t("desk.judges.not_paired")}</span>`;
  return html`${
    twice &&
    html`<p class="notice" data-state="bad" role="alert">${t("desk.judges.twice", { name: judge.name })}</p>`
  }<ul class="tablets">
    ${paired.map(
      (/** @type {any} */ one) => html`<li key=${one.id}>
        <span class="tag" data-state=${twice && one.in_use ? "bad" : "good"}>${one.device || t("desk.judges.tablet")}</span>
        <span class="quiet">${t("desk.judges.seen", { at: whenText(one.last_seen_at) })}</span>
        ${
          twice &&
          one.in_use &&
          html`<button class="button button-small" aria-label=${`${t("desk.judges.end_device")} ${judge.name} ${one.device}`}
            onClick=${() => end(one.id)}>${t("desk.judges.end_device")}</button>`
        }
      </li>`,
    )}
  </ul><${IntentNotice} intent=${intent} />`;
}

/** @param {any} props */
function NewCard({ competition, judge, onCards, onClose }) {
  const intent = useIntent();
  async function send() {
    const card = await intent.send(
      inside(competition, `/officials/${judge.id}/card`),
      {},
      { body: undefined },
    );
    if (!card) return;
    onCards([card]);
    onClose();
  }
  return html`<${Dialog} title=${t("desk.judges.new_card_for", { name: judge.name })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t("desk.judges.new_card_text")}</p>
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} kind="button-danger">${t("desk.judges.new_card")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}
