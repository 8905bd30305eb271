// Who takes part in a round: everyone registered, or those who came through from an earlier round.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Choice, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** Before the draw of a round that has others of its event before it. @param {any} props */
export function QualifyForm({ event, round }) {
  const competition = /** @type {string} */ (route.value.competition);
  const others = event.rounds.filter((/** @type {any} */ one) => one.id !== round.id && one.version > 0);
  const source = useSignal(round.qualified?.source ?? others.at(-1)?.id ?? "");
  const by = useSignal("top");
  const amount = useSignal("");
  const rest = useSignal("");
  const ties = useSignal("all");
  const intent = useIntent();
  if (others.length === 0 || round.phase !== "planned") return null;
  async function send() {
    const body = { kind: "qualify_entries", round: round.id, source: source.value, rule: ruleOf() };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(t("desk.through.done"));
  }
  function ruleOf() {
    if (by.value === "top") return { by: "top", count: Number(amount.value), ties: ties.value };
    if (by.value === "share") return { by: "share", percent: amount.value, ties: ties.value };
    if (by.value === "best_of_heats")
      return {
        by: "best_of_heats",
        count: Number(amount.value),
        others: Number(rest.value || 0),
        ties: ties.value,
      };
    return { by: "reach", minimum: amount.value };
  }
  const whole = by.value === "top" || by.value === "best_of_heats";
  const inHeats =
    (event.rounds.find((/** @type {any} */ one) => one.id === source.value)?.heats.length ?? 0) > 0;
  return html`<section class="plate stack through">
    <h2>${t("desk.through.title")}</h2>
    <p class="quiet">${
      round.qualified
        ? t("desk.through.now", {
            n: round.qualified.entries.length,
            round: titleOf(event, round.qualified.source),
          })
        : t("desk.through.all", { n: event.entries.length })
    }</p>
    <${Form} onSend=${send}>
      <div class="pair">
        <${Choice} id="through-source" label=${t("desk.through.source")} value=${source}
          options=${others.map((/** @type {any} */ one) => [one.id, say(one.title)])} />
        <${Choice} id="through-by" label=${t("desk.through.by")} value=${by}
          options=${["top", "share", "reach", ...(inHeats ? ["best_of_heats"] : [])].map((one) => [one, t(`desk.through.by.${one}`)])} />
      </div>
      <div class="pair">
        <${Field} label=${t(`desk.through.amount.${by.value}`)} value=${amount} required inputmode=${whole ? "numeric" : "decimal"}
          pattern=${whole ? "[1-9][0-9]{0,3}" : "(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?"} />
        ${
          by.value !== "reach" &&
          html`<${Choice} id="through-ties" label=${t("desk.through.ties")} value=${ties}
            options=${["all", "none"].map((one) => [one, t(`desk.through.ties.${one}`)])} />`
        }
        ${
          by.value === "best_of_heats" &&
          html`<${Field} label=${t("desk.through.others")} value=${rest} inputmode="numeric" pattern="[0-9]{0,4}" />`
        }
      </div>
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent} kind="">${t("desk.through.send")}<//></div>
    <//>
  </section>`;
}

/** @param {any} event @param {string} round */
function titleOf(event, round) {
  return say(event.rounds.find((/** @type {any} */ one) => one.id === round)?.title);
}
