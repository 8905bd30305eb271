// Blind numbers in layers at the desk: a round's layers for who answers for it, all rounds for an encryption judge.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { ask, inside } from "../api.js";
import { Empty, Fault, Head, Link, Wait } from "../parts.js";
import { EventTabs } from "../round-parts.js";
import { here, me, overview, route } from "../store.js";
import { useAnswer } from "../use-answer.js";
import { say, t } from "../words.js";
import { KeyPlate } from "./seal-key.js";
import { Ladder } from "./seal-ladder.js";
import { SealNumbers } from "./seal-numbers.js";
import { PlanForm } from "./seal-plan.js";
import { clockText, mayDraw, stateOf, toDraw, toOpen, turnOf } from "./seal-rules.js";

const LOOK_EVERY = 3_000;
/** @type {Record<string, string>} */
const STATES = { none: "", drawing: "busy", sealed: "good", asked: "warn", opening: "warn", open: "gold" };

/** The layers of the open round. */
export function SealsView() {
  const { round } = here.value;
  const { answer, problem, retry } = useSeals();
  const mine = answer?.rounds.find((/** @type {any} */ one) => one.id === round.id);
  return html`<div>
    <div class="no-print"><${EventTabs} /></div>
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!mine && !problem && html`<${Wait} />`}
    ${mine && html`<${RoundSeals} round=${mine} keys=${answer.keys} onChange=${retry} />`}
  </div>`;
}

/** Where an encryption judge begins: every round that has layers. */
export function SealsHome() {
  const { answer, problem, retry } = useSeals();
  const { competition, title } = me.value;
  const rounds = answer?.rounds.filter((/** @type {any} */ one) => one.layers.length > 0) ?? [];
  return html`<div class="seals-home">
    <div class="no-print">
      <${Head} title=${t("seals.title")} above=${say(title)}>
        <${Link} class="button" to=${{ view: "access", competition }}>${t("desk.view.access")}<//>
      <//>
      <p class="quiet">${t("seals.keeper_text")}</p>
      ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
      ${!answer && !problem && html`<${Wait} />`}
      ${answer && rounds.length === 0 && html`<${Empty} text=${t("seals.no_rounds")} />`}
    </div>
    ${rounds.map(
      (/** @type {any} */ one) =>
        html`<${RoundSeals} key=${one.id} round=${one} keys=${answer.keys} onChange=${retry} named />`,
    )}
    ${answer && rounds.length === 0 && html`<${KeyPlate} keys=${answer.keys} onChange=${retry} />`}
  </div>`;
}

/** What the server says of the layers, looked at again and again: whoever waits for another person sees them come. */
function useSeals() {
  const competition = /** @type {string} */ (route.value.competition);
  return useAnswer(
    (signal) => ask(inside(competition, "/seals"), { signal }),
    [competition, overview.value?.position],
    LOOK_EVERY,
  );
}

/**
 * One round: how far it is, its layers, who holds the keys; for the organiser before the first draw, which layers there are.
 *
 * @param {{round: import("./seal-rules.js").SealedRound, keys: any, onChange: () => void, named?: boolean}} props
 */
function RoundSeals({ round, keys, onChange, named = false }) {
  const shown = useSignal(/** @type {any} */ (null));
  const layer = round.layers.find((one) => one.layer === shown.value && one.drawn);
  const plans = me.value.role === "organiser" && !round.begun;
  return html`<section class="seals stack" data-round=${round.id} data-seals=${stateOf(round)}>
    <div class="stack no-print">
      <header class="plate plate-cut seals-state">
        <div class="row">
          ${named && html`<h2 class="grow">${say(round.event.title)} · ${say(round.title)}</h2>`}
          ${!named && html`<h2 class="grow">${t("seals.title")}</h2>`}
          <span class="tag" data-state=${STATES[stateOf(round)]}>${t(`seals.state.${stateOf(round)}`)}</span>
          <span class="tag">${t(`common.phase.${round.phase}`)}</span>
        </div>
        <p role="status">${nextText(round)}</p>
        ${
          stateOf(round) === "open" &&
          me.value.role === "organiser" &&
          round.phase === "closed" &&
          html`<p><${Link} class="button button-main" to=${{ view: "standings", competition: route.value.competition, round: round.id }}>
            ${t("seals.to_publication")}<//></p>`
        }
      </header>
      ${plans && html`<${PlanForm} key=${round.layers.map((one) => one.layer).join()} round=${round} keys=${keys} onChange=${onChange} />`}
      ${
        round.layers.length > 0 &&
        html`<${Ladder} round=${round} keys=${keys} onChange=${onChange} shown=${shown.value} onShow=${(
          /** @type {string} */ kind,
        ) => {
          shown.value = kind;
        }} />`
      }
    </div>
    ${
      layer &&
      html`<${SealNumbers} key=${layer.commitment} round=${round} layer=${layer} onClose=${() => {
        shown.value = null;
        onChange();
      }} />`
    }
    ${(round.layers.length > 0 || plans) && html`<${KeyPlate} keys=${keys} wanted=${["none", "drawing"].includes(stateOf(round))} onChange=${onChange} />`}
  </section>`;
}

/** What comes next, in one sentence. @param {import("./seal-rules.js").SealedRound} round */
function nextText(round) {
  const name = (/** @type {any} */ one) => t(`seals.layer.${one.layer}`);
  const draw = toDraw(round);
  const open = toOpen(round);
  if (round.layers.length === 0) return t("seals.next.none");
  if (round.asked && round.asked.waits === null)
    return t("seals.next.lapsed", { who: whoAsked(round.asked), layer: name(round.asked) });
  if (round.asked) {
    const words = { who: whoAsked(round.asked), layer: name(round.asked) };
    return t(turnOf(round, me.value) === "wait" ? "seals.next.wait" : "seals.next.asked", {
      ...words,
      time: clockText(round.asked.waits ?? 0),
    });
  }
  if (draw)
    return t(mayDraw(round, draw) ? "seals.next.draw" : "seals.next.draw_later", { layer: name(draw) });
  if (open) return t("seals.next.open", { layer: name(open) });
  return t(stateOf(round) === "open" ? "seals.next.done" : "seals.next.judging");
}

/** @param {import("./seal-rules.js").Asked} asked */
function whoAsked({ name, role }) {
  return name ? t("seals.who", { name, role: t(`access.role.${role}`) }) : t(`access.role.${role}`);
}
