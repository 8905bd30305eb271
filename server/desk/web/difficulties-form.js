// Difficulties that entries declared for modules: typed in a table, sent together, with a reason once marking began.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** For a round whose scheme has modules with a difficulty. @param {any} props */
export function DifficultiesForm({ event, round }) {
  const competition = /** @type {string} */ (route.value.competition);
  const modules = event.modules.filter((/** @type {any} */ one) => one.difficulty);
  const typed = useSignal(/** @type {Record<string, string>} */ ({}));
  const reason = useSignal("");
  const intent = useIntent();
  if (modules.length === 0) return null;
  const entries = inRound(event, round);
  const changed = entries.flatMap((/** @type {any} */ entry) =>
    modules
      .map((/** @type {any} */ module) => changeOf(round, entry.entry, module, typed.value))
      .filter(Boolean),
  );
  const needsReason =
    round.phase === "closed" ||
    round.phase === "published" ||
    changed.some((/** @type {any} */ one) => one.marked);
  async function send() {
    const declared = changed.map((/** @type {any} */ { entry, module, difficulty }) => ({
      entry,
      module,
      difficulty,
    }));
    const body = { kind: "declare_difficulties", round: round.id, declared, reason: reason.value.trim() };
    if (!(await intent.command(competition, body))) return;
    await reload();
    typed.value = {};
    reason.value = "";
    toast(t("desk.difficulty.done", { n: declared.length }));
  }
  return html`<section class="plate stack difficulties">
    <h2>${t("desk.difficulty.title")}</h2>
    <p class="quiet">${t("desk.difficulty.text")}</p>
    <${Form} onSend=${send}>
      <div class="scroll-x"><table class="table">
        <thead><tr>
          <th>${t("desk.col.number")}</th><th>${t("desk.col.name")}</th>
          ${modules.map(
            (/** @type {any} */ one) => html`<th key=${one.id}>${say(one.title)}
              <span class="quiet figures">${one.difficulty.low}–${one.difficulty.high}</span></th>`,
          )}
        </tr></thead>
        <tbody>${entries.map(
          (/** @type {any} */ entry) => html`<tr key=${entry.entry}>
            <td class="figures">${entry.number}</td><td>${say(entry.name)}</td>
            ${modules.map(
              (/** @type {any} */ module) => html`<td key=${module.id}>
                <${Box} round=${round} entry=${entry} module=${module} typed=${typed} /></td>`,
            )}
          </tr>`,
        )}</tbody>
      </table></div>
      ${needsReason && html`<${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />`}
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent} disabled=${intent.state.value.busy || changed.length === 0}>
        ${changed.length === 0 ? t("desk.difficulty.none") : t("desk.difficulty.send", { n: changed.length })}<//></div>
    <//>
  </section>`;
}

/** @param {any} props */
function Box({ round, entry, module, typed }) {
  const key = `${entry.entry} ${module.id}`;
  const declared = round.difficulties?.[entry.entry]?.[module.id];
  return html`<input class="figures percent" inputmode="decimal" pattern="(0|[1-9][0-9]{0,2})([.][0-9]{1,3})?"
    aria-label=${t("desk.difficulty.of", { name: say(entry.name), module: say(module.title) })}
    placeholder=${module.difficulty.usual} value=${typed.value[key] ?? declared ?? ""}
    onInput=${(/** @type {any} */ input) => {
      typed.value = { ...typed.value, [key]: input.currentTarget.value };
    }} />`;
}

/** What was typed and is another than what is declared; null where nothing is. */
function changeOf(
  /** @type {any} */ round,
  /** @type {string} */ entry,
  /** @type {any} */ module,
  /** @type {Record<string, string>} */ typed,
) {
  const text = typed[`${entry} ${module.id}`];
  const declared = round.difficulties?.[entry]?.[module.id];
  if (text === undefined || text.trim() === "" || text.trim() === declared) return null;
  return { entry, module: module.id, difficulty: text.trim(), marked: round.sheets_in > 0 };
}

/** Who takes part: who is drawn, came through, or is registered. @param {any} event @param {any} round */
function inRound(event, round) {
  const of = new Map(event.entries.map((/** @type {any} */ one) => [one.entry, one]));
  const ids =
    round.order.length > 0
      ? round.order.map((/** @type {any} */ one) => one.entry)
      : (round.qualified?.entries ?? [...of.keys()]);
  return ids.map((/** @type {string} */ id) => of.get(id)).filter(Boolean);
}
