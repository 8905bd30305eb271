// How a total came about, as a tree down to each judge's mark. The server explains; this lays it out.

import { html } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { Dialog, Fault, Wait } from "./parts.js";
import { route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, shown, t } from "./words.js";
import { WorkingTree } from "./working-tree.js";

/** @param {any} props */
export function WorkingDialog({ round, entry, row, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const address = inside(competition, `/rounds/${round.id}/entries/${entry}/working?lang=${shown.value}`);
  const { answer, problem, retry } = useAnswer(() => ask(address), [address, row.total]);
  const who = [row.code ?? row.number, say(row.name)].filter(Boolean).join(" ");
  return html`<${Dialog} title=${`${t("desk.working.title")} · ${who}`} onClose=${onClose} wide>
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer && html`<${WorkingTree} answer=${answer} />`}
    ${answer?.sections && html`<${Sections} sections=${answer.sections} />`}
  <//>`;
}

/** What the entry has in each section of the occupational standard. @param {{sections: any[]}} props */
function Sections({ sections }) {
  return html`<section class="stack">
    <h3>${t("desk.working.sections")}</h3>
    <table class="table">
      <tbody>${sections.map(
        (one) => html`<tr key=${one.id}>
          <th scope="row">${say(one.title)}</th>
          <td class="number">${rounded(one.points)} <span class="quiet">/ ${rounded(one.max)}</span></td>
        </tr>`,
      )}</tbody>
    </table>
  </section>`;
}

/** An exact figure, a fraction perhaps, as people read it; nothing is computed with it. @param {string} text */
function rounded(text) {
  const [top, bottom] = text.split("/");
  return bottom ? (Number(top) / Number(bottom)).toFixed(2) : text;
}
