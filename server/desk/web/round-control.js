// The strip that drives a round: where it stands, what may be done now, and what each act means before it is done.

import { html, useSignal } from "../../../static/lib/ui.js";
import { locked, waitsFor } from "./approval-rules.js";
import { EmbargoDialog, endText, LiftDialog } from "./embargo-dialog.js";
import { coverText, FreezeDialog, PlannedDialog, shownTime } from "./freeze-dialog.js";
import { revealOf } from "./freeze-rules.js";
import { useIntent } from "./intent.js";
import { owing } from "./lists.js";
import { actsOf, oddPanels } from "./next-step.js";
import { Bar, Dialog, Field, Form, IntentButton, IntentNotice, Link } from "./parts.js";
import { stateOf } from "./seals/seal-rules.js";
import { isOfficial, overview, progress, reload, route, toast } from "./store.js";
import { listed, say, statusWord, t } from "./words.js";

const PHASES = ["planned", "drawn", "open", "closed", "published"];

/** @param {{event: any, round: any}} props */
export function RoundControl({ event, round }) {
  const asked = useSignal("");
  const at = PHASES.indexOf(round.phase);
  const counts = progress.value ?? round;
  const close = () => {
    asked.value = "";
  };
  return html`<section class="control plate" aria-label=${t("desk.round.control")} data-phase=${round.phase}>
    <ol class="rail">
      ${PHASES.map(
        (phase, n) => html`<li key=${phase} data-done=${n < at} aria-current=${n === at ? "step" : undefined}>
          <span>${t(`common.phase.${phase}`)}</span>
        </li>`,
      )}
    </ol>
    <div class="control-state">
      <p>
        <span class="tag" data-state=${TAGS[round.shown]}>${t("desk.round.shown", { state: shownText(event, round) })}</span>${" "}
        ${
          round.freeze_planned &&
          html`<span class="tag" data-state="busy">${t("desk.round.freeze_planned", {
            time: shownTime(round.freeze_planned.at),
            what: coverText(event, round.freeze_planned),
          })}</span> `
        }
        ${round.blind && html`<${Sealed} round=${round} /> `}
        ${round.stale && html`<span class="tag" data-state="warn">${t("desk.round.stale")}</span> `}
        <span>${consequence(round)}</span>
      </p>
      ${at >= 2 && html`<${Bar} done=${counts.sheets_in} of=${counts.sheets_due} label=${t("desk.live.sheets")} />`}
    </div>
    <div class="row control-acts">
      ${(isOfficial.value ? [] : actsOf(event, round)).map(
        ({
          act,
          main,
          off,
        }) => html`<button key=${act} class=${`button button-small ${main ? "button-main" : ""}`}
          disabled=${Boolean(off)} aria-describedby=${off ? `off-${round.id}-${act}` : undefined} onClick=${() => {
            asked.value = act;
          }}>${t(`desk.act.${act}`)}</button>
          ${off && html`<span class="quiet" id=${`off-${round.id}-${act}`}>${t(off)}</span>`}`,
      )}
    </div>
    ${asked.value === "freeze" && html`<${FreezeDialog} event=${event} round=${round} onClose=${close} />`}
    ${["embargo", "put_off"].includes(asked.value) && html`<${EmbargoDialog} event=${event} round=${round} onClose=${close} />`}
    ${asked.value === "lift" && html`<${LiftDialog} event=${event} round=${round} onClose=${close} />`}
    ${asked.value === "unplan" && html`<${PlannedDialog} event=${event} round=${round} onClose=${close} />`}
    ${asked.value && !OWN_DIALOGS.includes(asked.value) && html`<${ActDialog} key=${asked.value} act=${asked.value} event=${event} round=${round} onClose=${close} />`}
  </section>`;
}

/** @type {Record<string, string>} */
const SEALS = { none: "", drawing: "busy", sealed: "good", asked: "warn", opening: "warn", open: "gold" };

/** How far the layers of blind numbers are, and who asked for one to be opened; leads to their page. @param {any} props */
function Sealed({ round }) {
  const competition = /** @type {string} */ (route.value.competition);
  const { layers, asked } = round.blind;
  const state = stateOf({ ...round, layers, asked });
  const by = asked && overview.value.officials.find((/** @type {any} */ one) => one.id === asked.by);
  const who = by?.name || (asked ? t(`access.role.${asked.role}`) : "");
  return html`<${Link} class="tag seal-tag" data-state=${SEALS[state]} to=${{ view: "seals", competition, round: round.id }}>
    ${asked ? t("seals.tag.asked", { who, layer: t(`seals.layer.${asked.layer}`) }) : t(`seals.tag.${state}`)}
  <//>`;
}

/** What the round's state means for judges and the public, in one sentence. @param {any} round */
function consequence(round) {
  if (round.embargo) return t("desk.now.embargoed");
  if (round.frozen && round.withheld) return t("desk.now.frozen_in_part");
  if (round.frozen) return t("desk.now.frozen");
  if (round.stale) return t("desk.now.stale");
  if (round.phase === "open" || round.phase === "closed")
    return t(`desk.now.${round.phase}_${round.audience}`);
  return t(`desk.now.${round.phase}`);
}

/** The look of what everyone may take the list for. @type {Record<string, string>} */
const TAGS = { frozen: "warn", embargoed: "warn", official: "gold", corrected: "gold" };

/** The state in which everyone sees the round; how much of it a freeze covers, until when it is kept. @param {any} event @param {any} round */
function shownText(event, round) {
  const word = statusWord(round.shown, round.version);
  if (round.embargo) return `${word} · ${endText(round.embargo)}`;
  return round.frozen ? `${word} · ${coverText(event, round.withheld ?? {})}` : word;
}

/** Acts that ask for more than yes or no. */
const OWN_DIALOGS = ["freeze", "unplan", "embargo", "put_off", "lift"];

/** @type {Record<string, string>} */
const KINDS = {
  open: "open_round",
  reopen: "open_round",
  close: "close_round",
  unfreeze: "unfreeze_board",
  publish: "publish_results",
};

/** One act: its consequence, what it needs, and the button that does it. @param {any} props */
function ActDialog({ act, event, round, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const intent = useIntent();
  const reason = useSignal("");
  const incomplete = useSignal(false);
  const said = useSignal(false); // that conferences are open: closing all the same takes a reason
  const refused = intent.state.value.problem?.code === "round_incomplete" ? intent.state.value.problem : null;
  const counts = progress.value ?? round;
  const inConference = intent.state.value.problem?.code === "conferences_open" || said.value;
  const missing = refused
    ? Number(refused.params.missing)
    : Math.max(0, counts.sheets_due - counts.sheets_in);
  const asksIncomplete = act === "close" && missing > 0;
  async function send() {
    /** @type {Record<string, any>} */
    const body = { kind: KINDS[act], round: round.id };
    if (act === "open") body.reason = "";
    if (act === "reopen") body.reason = reason.value.trim();
    if (act === "close") body.incomplete = incomplete.value;
    if (act === "close" && reason.value.trim()) body.reason = reason.value.trim();
    if (!(await intent.command(competition, body))) {
      said.value = said.value || intent.state.value.problem?.code === "conferences_open";
      return;
    }
    await reload();
    toast(t(`desk.act.${act}_done`, { title: say(event.title) }));
    onClose();
  }
  return html`<${Dialog} title=${`${t(`desk.act.${act}`)} · ${say(event.title)} ${say(round.title)}`} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${Meaning} act=${act} round=${round} />
      ${act === "publish" && html`<${Unapproved} n=${waitsFor(event, progress.value)} />`}
      ${act === "open" && html`<${Panels} event=${event} round=${round} />`}
      ${asksIncomplete && html`<${Missing} count=${missing} incomplete=${incomplete} />`}
      ${
        (act === "reopen" || (act === "close" && inConference)) &&
        html`<${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason}
        required maxlength="500" autofocus />`
      }
      ${(!refused || !asksIncomplete) && html`<${IntentNotice} intent=${intent} />`}
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} kind=${asksIncomplete ? "button-danger" : "button-main"}
          disabled=${intent.state.value.busy || (asksIncomplete && !incomplete.value)}>
          ${asksIncomplete ? t("desk.act.close_incomplete") : t(`desk.act.${act}`)}
        <//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}

/** What the act does: under an embargo and with entries approved it is not what it is without. @param {any} props */
function Meaning({ act, round }) {
  const version = round.version + 1;
  if (act === "publish" && round.embargo) {
    const time = shownTime(round.embargo.until);
    return html`<p class="notice" data-state="warn">${t(`desk.embargo.publish_${revealOf(round.embargo, Date.now())}`, { version, time })}</p>`;
  }
  const { share, n } = locked(progress.value);
  if (act === "close" && share !== "none") return html`<p>${t(`desk.act.close_text_${share}`, { n })}</p>`;
  return html`<p>${t(`desk.act.${act}_text`, { version })}</p>`;
}

/** Panels of another size than the scheme has: it may be meant, so it is said and not refused. @param {any} props */
function Panels({ event, round }) {
  const odd = oddPanels(event, round);
  if (odd.length === 0) return null;
  return html`<div class="notice stack" data-state="warn">
    ${odd.map(({ id, title, have, wanted }) => html`<p key=${id}>${t("desk.act.open_panel", { module: say(title), have, wanted })}</p>`)}
  </div>`;
}

/** By the event's rule the chief judge has not approved everybody yet. @param {{n: number}} props */
function Unapproved({ n }) {
  return n > 0 && html`<p class="notice" data-state="warn">${t("desk.act.publish_unapproved", { n })}</p>`;
}

/** How many sheets are owed, by whom, and the tick that says it is meant. @param {any} props */
function Missing({ count, incomplete }) {
  return html`<div class="notice stack" data-state="warn" role="alert">
    <p><strong>${t("desk.act.missing", { n: count })}</strong></p>
    <p>${listed(owing(progress.value).map(({ name, n }) => t("desk.act.missing_of", { name, n })))}</p>
    <label class="tick">
      <input type="checkbox" checked=${incomplete} onChange=${(/** @type {any} */ event) => {
        incomplete.value = event.currentTarget.checked;
      }} />
      <span>${t("desk.act.incomplete_tick")}</span>
    </label>
  </div>`;
}
