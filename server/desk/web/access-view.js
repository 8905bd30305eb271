// Who may do what: the server's own table, whole, or what one role has of it. Nothing is decided here.

import { html } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { Fault, Head, Wait } from "./parts.js";
import { me } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { listed, t } from "./words.js";

/** @typedef {{action: string, who: string[], commands: string[]}} AccessLine */

const ANYONE = "anyone";

/**
 * What not everybody may do, and what everybody may, signed in or not.
 *
 * @param {AccessLine[]} table
 */
export function parted(table) {
  const open = table.filter((line) => line.who.includes(ANYONE));
  return { open, closed: table.filter((line) => !open.includes(line)) };
}

const useTable = () => useAnswer(() => ask("/api/v1/access"), []);

/** The whole table. */
export function AccessView() {
  const { answer, problem, retry } = useTable();
  return html`<div class="access">
    <${Head} title=${t("desk.view.access")} above=${t("desk.access.text")} />
    ${problem && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer && html`<${Table} table=${answer} />`}
  </div>`;
}

/** @param {{table: AccessLine[]}} props */
function Table({ table }) {
  const { open, closed } = parted(table);
  // One's own column comes first: on a phone the others are a swipe away.
  const mine = me.value.role;
  const others = table.flatMap((line) => line.who).filter((role) => role !== ANYONE && role !== mine);
  const roles = [mine, ...new Set(others)];
  return html`<div class="stack">
    <div class="table-frame" tabindex="0" role="region" aria-label=${t("desk.view.access")}>
      <table class="table access-table">
        <caption class="visually-hidden">${t("desk.view.access")}</caption>
        <thead><tr>
          <th scope="col">${t("desk.access.action")}</th>
          ${roles.map((role) => html`<th key=${role} scope="col" data-mine=${role === mine}>${t(`access.role.${role}`)}</th>`)}
        </tr></thead>
        <tbody>
          ${closed.map(
            (line) => html`<tr key=${line.action}>
              <th scope="row">${t(`access.action.${line.action}`)}<${Commands} line=${line} /></th>
              ${roles.map(
                (role) =>
                  html`<td key=${role} data-mine=${role === mine}><${Answer} yes=${line.who.includes(role)} /></td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <section class="plate">
      <h2>${t("desk.access.everybody")}</h2>
      <ul class="access-open">${open.map((line) => html`<li key=${line.action}>${t(`access.action.${line.action}`)}</li>`)}</ul>
    </section>
    <dl class="access-roles">
      ${roles.map(
        (role) => html`<div key=${role}>
          <dt>${t(`access.role.${role}`)}</dt>
          <dd class="quiet">${t(`access.role.${role}_text`)}</dd>
        </div>`,
      )}
    </dl>
  </div>`;
}

/** @param {{yes: boolean}} props */
function Answer({ yes }) {
  const word = t(yes ? "desk.access.yes" : "desk.access.no");
  return html`<span class="access-answer" data-yes=${yes} role="img" aria-label=${word} title=${word}>${yes ? "✓" : "–"}</span>`;
}

/** @param {{line: AccessLine}} props */
function Commands({ line }) {
  if (line.commands.length < 2) return null;
  const words = line.commands.map((kind) => t(`access.command.${kind}`));
  return html`<p class="quiet small">${t("desk.access.commands", { n: words.length })} ${listed(words)}</p>`;
}
