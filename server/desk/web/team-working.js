// How a team's result came about, step by step: who counts and why, the team's own modules, the tie that decided.

import { html } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { Dialog, Fault, Wait } from "./parts.js";
import { overview, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** @param {any} props */
export function TeamWorking({ event, team, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const address = inside(competition, `/events/${event.id}/teams/${team.team}/working`);
  const { answer, problem, retry } = useAnswer(() => ask(address), [address, overview.value.position]);
  return html`<${Dialog} title=${`${t("desk.working.title")} · ${team.number} ${say(team.name)}`} onClose=${onClose} wide>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${
      answer &&
      html`<ol class="team-steps">
        ${answer.steps.map((/** @type {any} */ step, /** @type {number} */ n) => html`<li key=${n} data-kind=${step.kind}>${say(step.text)}</li>`)}
      </ol>`
    }
  <//>`;
}
