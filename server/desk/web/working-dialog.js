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
  <//>`;
}
