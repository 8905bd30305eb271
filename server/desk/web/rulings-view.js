// What officials decided in a round: lists of decisions, with the way to a new one and to taking one back.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { PartRulings, RulePartDialog } from "./part-rulings.js";
import { Empty, Fault, Link, Section, Wait } from "./parts.js";
import { LiftDialog, PenaltyDialog } from "./penalty-dialog.js";
import { amountText } from "./penalty-words.js";
import { RerunDialog, Reruns } from "./reruns.js";
import { EventTabs } from "./round-parts.js";
import { here, isOfficial, may, overview, route } from "./store.js";
import { TieDialog, Ties } from "./ties.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** The decisions of the open round. */
export function RulingsView() {
  const { event, round } = here.value;
  const { competition } = route.value;
  const open = useSignal(/** @type {any} */ (null));
  const close = () => {
    open.value = null;
  };
  const onOpen = (/** @type {any} */ what) => {
    open.value = what;
  };
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(/** @type {string} */ (competition), `/rounds/${round.id}/rulings`)),
    [round.id, overview.value.position],
  );
  if (round.order.length === 0) {
    return html`<div>
      <${EventTabs} />
      <${Empty} text=${t("desk.live.no_draw")}>
        ${!isOfficial.value && html`<${Link} class="button" to=${{ view: "draw", competition, round: round.id }}>${t("desk.next.draw")}<//>`}
      <//>
    </div>`;
  }
  const entries = entriesOf(event, round);
  return html`<div>
    <${EventTabs} />
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${
      answer &&
      html`<div class="stack rulings">
        <p class="quiet">${t("desk.rulings.text")}</p>
        <${Penalties} event=${event} answer=${answer} entries=${entries} onOpen=${onOpen} />
        <${Reruns} event=${event} round=${round} answer=${answer} entries=${entries} onOpen=${onOpen} />
        <${Ties} answer=${answer} entries=${entries} onOpen=${onOpen} />
        <${PartRulings} answer=${answer} onOpen=${onOpen} />
      </div>`
    }
    ${open.value?.kind === "penalty" && html`<${PenaltyDialog} event=${event} round=${round} entries=${entries} onClose=${close} />`}
    ${open.value?.kind === "rerun" && html`<${RerunDialog} event=${event} round=${round} entries=${entries} onClose=${close} />`}
    ${open.value?.kind === "tie" && html`<${TieDialog} ...${open.value} round=${round} onClose=${close} />`}
    ${open.value?.kind === "part" && html`<${RulePartDialog} ...${open.value} parts=${answer?.parts ?? []} round=${round} onClose=${close} />`}
    ${open.value?.kind === "lift" && html`<${LiftDialog} ...${open.value} round=${round} onClose=${close} />`}
  </div>`;
}

/** Everyone in the round, in running order. @param {any} event @param {any} round */
export function entriesOf(event, round) {
  const names = new Map(event.entries.map((/** @type {any} */ one) => [one.entry, one]));
  return round.order.map((/** @type {any} */ { entry, code }) => ({ entry, code, ...names.get(entry) }));
}

/** @param {any} props */
function Penalties({ event, answer, entries, onOpen }) {
  const { kinds, penalties, unit } = answer;
  const titles = new Map(event.modules.map((/** @type {any} */ one) => [one.id, say(one.title)]));
  const who = new Map(entries.map((/** @type {any} */ one) => [one.entry, one]));
  const action = kinds.length > 0 && may("command_chief") && t("desk.penalty.give");
  return html`<${Section} title=${t("desk.rulings.penalties")} action=${action} onAct=${() => onOpen({ kind: "penalty" })}>
    ${kinds.length === 0 && html`<p class="quiet">${t("desk.rulings.no_kinds")}</p>`}
    ${kinds.length > 0 && penalties.length === 0 && html`<p class="quiet">${t("desk.rulings.no_penalties")}</p>`}
    ${
      penalties.length > 0 &&
      html`<div class="table-frame"><table class="table">
        <thead><tr>
          <th class="number" scope="col">${t("desk.rulings.number")}</th>
          <th scope="col">${t("desk.col.code")}</th>
          <th scope="col" class="name-col">${t("desk.col.name")}</th>
          <th scope="col">${t("desk.rulings.what")}</th>
          <th scope="col">${t("desk.rulings.reason")}</th>
          <th scope="col">${t("desk.col.state")}</th>
        </tr></thead>
        <tbody>
          ${penalties.map((/** @type {any} */ one) => {
            const entry = who.get(one.entry);
            return html`<tr key=${one.number} data-state=${one.lifted === null ? "counts" : "lifted"}>
              <td class="number">${one.number}</td>
              <td><span class="code">${entry?.code}</span></td>
              <th scope="row" class="name-col"><span class="number quiet">${entry?.number}</span> ${say(entry?.name)}</th>
              <td><${What} one=${one} unit=${unit} module=${titles.get(one.module)} /></td>
              <td>${one.reason}${one.lifted !== null && html`<br /><q class="quiet">${one.lifted}</q>`}</td>
              <td>${
                one.lifted === null
                  ? may("command_chief") &&
                    html`<button class="button button-small" onClick=${() => onOpen({ kind: "lift", penalty: one })}>${t("desk.penalty.lift")}</button>`
                  : html`<span class="tag">${t("desk.penalty.lifted")}</span>`
              }</td>
            </tr>`;
          })}
        </tbody>
      </table></div>`
    }
  <//>`;
}

/** The kind, its card, what it is worth, and the module it is about. @param {any} props */
function What({ one, unit, module }) {
  return html`<span>
    ${one.card && html`<span class="card-mark" data-card=${one.card} aria-hidden="true"></span> `}
    <strong>${say(one.title)}</strong>
    ${one.amount && html` <span class="figures">${amountText(one.amount, unit)}</span>`}
    ${module && html` <span class="quiet">${module}</span>`}
  </span>`;
}
