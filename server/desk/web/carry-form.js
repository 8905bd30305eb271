// What a round takes over from earlier ones: which, how much of each, added up or the best of them.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Choice, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

const PERCENT = "(100|[1-9]?[0-9])([.][0-9]{1,2})?";

/** Before the draw of a round that has others of its event before it. @param {any} props */
export function CarryForm({ event, round }) {
  const competition = /** @type {string} */ (route.value.competition);
  const place = event.rounds.findIndex((/** @type {any} */ one) => one.id === round.id);
  const earlier = event.rounds.slice(0, place);
  const carry = round.carry ?? { rounds: [], own_percent: "100", take: "sum" };
  const known = Object.fromEntries(
    carry.rounds.map((/** @type {any} */ one) => [one.round, String(one.percent)]),
  );
  const take = useSignal(carry.take);
  const own = useSignal(String(carry.own_percent));
  const percents = useSignal(/** @type {Record<string, string>} */ (known));
  const intent = useIntent();
  if (earlier.length === 0) return null;
  const may = round.phase === "planned";
  if (!may && carry.rounds.length === 0) return null;
  async function send() {
    const rounds = earlier
      .filter((/** @type {any} */ one) => percents.value[one.id] !== undefined)
      .map((/** @type {any} */ one) => ({ round: one.id, percent: percents.value[one.id] }));
    const body = { kind: "set_carry", round: round.id, rounds, own_percent: own.value, take: take.value };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.carry.done"));
  }
  return html`<section class="plate stack carry">
    <h2>${t("desk.carry.title")}</h2>
    <p class="quiet">${inWords(event, carry)}</p>
    ${
      may &&
      html`<${Form} onSend=${send}>
        <fieldset class="choice">
          <legend>${t("desk.carry.from")}</legend>
          ${earlier.map(
            (/** @type {any} */ one) =>
              html`<${Earlier} key=${one.id} round=${one} percents=${percents} weighted=${take.value === "sum"} />`,
          )}
        </fieldset>
        <div class="pair">
          <${Choice} id="carry-take" label=${t("desk.carry.take")} value=${take}
            options=${["sum", "best"].map((one) => [one, t(`desk.carry.take.${one}`)])} />
          <${Field} label=${t("desk.carry.own")} value=${own} required inputmode="decimal" pattern=${PERCENT} />
        </div>
        <${IntentNotice} intent=${intent} />
        <div class="row"><${IntentButton} intent=${intent} kind="">${t("desk.carry.send")}<//></div>
      <//>`
    }
  </section>`;
}

/** One earlier round: taken over or not, and how much of it. @param {any} props */
function Earlier({ round, percents }) {
  const percent = percents.value[round.id];
  const set = (/** @type {string | undefined} */ value) => {
    const { [round.id]: _gone, ...others } = percents.value;
    percents.value = value === undefined ? others : { ...others, [round.id]: value };
  };
  return html`<label>
    <input type="checkbox" checked=${percent !== undefined}
      onChange=${() => set(percent === undefined ? "100" : undefined)} />
    <span class="row">
      <strong class="grow">${say(round.title)}</strong>
      ${
        percent !== undefined &&
        html`<span class="row"><input class="figures percent" inputmode="decimal" required pattern=${PERCENT}
            aria-label=${t("desk.carry.percent", { round: say(round.title) })} value=${percent}
            onInput=${(/** @type {any} */ input) => set(input.currentTarget.value)} />%</span>`
      }
    </span>
  </label>`;
}

/** What is set now, as a sentence. @param {any} event @param {any} carry */
function inWords(event, carry) {
  if (carry.rounds.length === 0) return t("desk.carry.none");
  const titles = carry.rounds.map((/** @type {any} */ one) => {
    const round = event.rounds.find((/** @type {any} */ other) => other.id === one.round);
    return `${say(round?.title)} ${one.percent}%`;
  });
  return t(`desk.carry.now.${carry.take}`, {
    rounds: titles.join(t("desk.carry.and")),
    own: carry.own_percent,
  });
}
