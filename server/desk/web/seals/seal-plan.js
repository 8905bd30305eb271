// Which layers a round has, before its first draw: each explained in a sentence, and what else it takes. Organiser only.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { useIntent } from "../intent.js";
import { IntentButton, IntentNotice, Link } from "../parts.js";
import { overview, reload, route, toast } from "../store.js";
import { listed, say, t } from "../words.js";
import { KINDS } from "./seal-rules.js";

/** @param {{round: import("./seal-rules.js").SealedRound, keys: any, onChange: () => void}} props */
export function PlanForm({ round, keys, onChange }) {
  const competition = /** @type {string} */ (route.value.competition);
  const now = round.layers.map((one) => one.layer);
  const chosen = useSignal(now);
  const spot = useSignal(round.on_spot);
  const intent = useIntent();
  const split = chosen.value.length > 1 && chosen.value.includes("work");
  const onSpot = split ? spot.value : [];
  const same = String(chosen.value) === String(now) && String(onSpot) === String(round.on_spot);
  /** @template T @param {T[]} every @param {T[]} some @param {T} one */
  const flipped = (every, some, one) =>
    every.filter((each) => (each === one ? !some.includes(each) : some.includes(each)));
  async function send(/** @type {Event} */ event) {
    event.preventDefault();
    const body = { kind: "set_blind_plan", round: round.id, layers: chosen.value, on_spot: onSpot };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("seals.plan.done"));
    onChange();
  }
  return html`<form class="plate stack seal-plan" onSubmit=${send}>
    <div>
      <h3>${t("seals.plan.title")}</h3>
      <p class="quiet">${t("seals.plan.text")}</p>
    </div>
    <fieldset class="choice seal-kinds">
      <legend>${t("seals.plan.layers")}</legend>
      ${KINDS.map(
        (kind) => html`<label key=${kind}>
          <input type="checkbox" checked=${chosen.value.includes(kind)} onChange=${() => {
            chosen.value = flipped(KINDS, chosen.value, kind);
          }} />
          <span><strong>${t(`seals.layer.${kind}`)}</strong><span class="quiet">${t(`seals.layer.${kind}_text`)}</span></span>
        </label>`,
      )}
    </fieldset>
    ${
      split &&
      html`<fieldset class="choice seal-kinds">
        <legend>${t("seals.plan.on_spot")}</legend>
        ${round.modules.map(
          ({ id, title }) => html`<label key=${id}>
            <input type="checkbox" checked=${spot.value.includes(id)} onChange=${() => {
              spot.value = flipped(
                round.modules.map((one) => one.id),
                spot.value,
                id,
              );
            }} />
            <span><strong>${say(title)}</strong></span>
          </label>`,
        )}
      </fieldset>
      <p class="quiet">${t("seals.plan.on_spot_text")}</p>`
    }
    <${People} competition=${competition} keys=${keys} />
    <p class="quiet">${t(chosen.value.length ? "seals.plan.means" : "seals.plan.means_none")}</p>
    <${IntentNotice} intent=${intent} />
    <div class="row">
      <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || same}>${t("seals.plan.send")}<//>
    </div>
  </form>`;
}

/** Who draws: encryption judges of the competition, and the way to add one. @param {any} props */
function People({ competition, keys }) {
  const keepers = overview.value.officials.filter((/** @type {any} */ one) => one.role === "encryption");
  const names = keepers.map((/** @type {any} */ one) => one.name);
  return html`<div class="row seal-people">
    <p class="grow">
      <strong>${t("seals.plan.keepers")}</strong>${" "}
      ${names.length ? listed(names) : html`<span class="tag" data-state="warn">${t("seals.plan.no_keeper")}</span>`}
      ${names.length > 0 && keys.keepers.length === 0 && html` <span class="tag" data-state="warn">${t("seals.plan.no_key")}</span>`}
    </p>
    <${Link} class="button button-small" to=${{ view: "judges", competition }}>${t("seals.plan.add_keeper")}<//>
  </div>`;
}
