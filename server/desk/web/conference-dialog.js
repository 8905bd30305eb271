// A panel that lies too far apart (评议): every mark beside those before it, and the three ways on. Built for gloves.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { schemeOfEvent, sheetOf } from "./event-scheme.js";
import { useIntent } from "./intent.js";
import { markWords } from "./mark-fields.js";
import { MarkInputs } from "./mark-inputs.js";
import { Dialog, Fault, Field, Form, IntentButton, IntentNotice, Wait } from "./parts.js";
import { may, overview, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { listed, say, t } from "./words.js";

/** @type {Record<string, string>} what each way on asks for */
const KINDS = { call: "call_conference", agree: "agree_values", accept: "accept_spread" };

/** @param {any} props */
export function ConferenceDialog({ event, round, state, module, entry, code, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const address = inside(competition, `/rounds/${round.id}/conferences/${module}/${code}`);
  const row = state.rows[entry];
  const scheme = useAnswer(() => schemeOfEvent(competition, event), [event.scheme.hash]);
  // Asked again whenever the board says something else about the entry's sheets.
  const found = useAnswer(
    () => ask(address),
    [JSON.stringify([row?.cells[module], row?.conferences?.[module]])],
  );
  const problem = scheme.problem ?? found.problem;
  return html`<${Dialog} title=${t("desk.conference.title", { code })} onClose=${onClose} wide>
    ${
      problem &&
      html`<${Fault} problem=${problem} onRetry=${() => {
        scheme.retry();
        found.retry();
      }} />`
    }
    ${!problem && !(scheme.answer && found.answer) && html`<${Wait} />`}
    ${
      scheme.answer &&
      found.answer &&
      html`<${Conference} key=${found.answer.seen} of=${{ round, module, code }} found=${found.answer} scheme=${scheme.answer}
        onRetry=${found.retry} onClose=${onClose} />`
    }
  <//>`;
}

/** @param {any} props */
function Conference({ of, found, scheme, onRetry, onClose }) {
  const way = useSignal("");
  const { module, aspects } = sheetOf(scheme, of.module);
  const shown = found.aspects.map((/** @type {any} */ one) => ({
    ...one,
    of: aspects.find(({ id }) => id === one.aspect),
  }));
  const apart = shown.filter(
    (/** @type {any} */ one) => one.lowest !== undefined && !one.agreed && !one.accepted,
  );
  const agreeable = apart.filter((/** @type {any} */ one) => one.agreeable);
  const callable = of.round.phase === "open" && found.asked.length === 0 && apart.length > 0;
  const stop = () => {
    way.value = "";
  };
  return html`<div class="stack">
    <p class="quiet">${say(module.title)}</p>
    ${found.asked.length > 0 && html`<p class="notice" data-state="warn" role="status">${t("desk.conference.asked", { names: listed(found.asked.map(nameOf)) })}</p>`}
    ${!found.open && html`<p class="notice" data-state="good" role="status">${t("desk.conference.over")}</p>`}
    <${Marks} shown=${shown} />
    ${found.calls.map((/** @type {any} */ one) => html`<p key=${one.position} class="quiet">${t("desk.live.position", { position: one.position })} · ${listed(one.judges.map(nameOf))} · ${one.reason}</p>`)}
    ${
      way.value
        ? html`<${WayOn} way=${way.value} of=${of} found=${found} apart=${way.value === "agree" ? agreeable : apart} onStop=${stop}
            onDone=${onClose} onRetry=${onRetry} />`
        : may("command_chief") &&
          html`<div class="row conference-acts">
            ${callable && html`<${Act} way="call" main onWay=${way} />`}
            ${agreeable.length > 0 && html`<${Act} way="agree" onWay=${way} />`}
            ${apart.length > 0 && html`<${Act} way="accept" onWay=${way} />`}
          </div>`
    }
  </div>`;
}

/** @param {any} props */
function Act({ way, main, onWay }) {
  return html`<button class=${`button ${main ? "button-main" : ""}`} onClick=${() => {
    onWay.value = way;
  }}>${t(`desk.conference.${way}`)}</button>`;
}

/** Judges beside each other, an aspect a line; what was marked before a call stands struck out. @param {any} props */
function Marks({ shown }) {
  const judges = shown[0]?.marks.map((/** @type {any} */ one) => one.judge) ?? [];
  return html`<div class="table-frame"><table class="table marks">
    <caption class="visually-hidden">${t("desk.sheet.marks")}</caption>
    <thead><tr>
      <th scope="col">${t("desk.conference.aspect")}</th>
      ${judges.map((/** @type {string} */ id) => html`<th key=${id} scope="col">${nameOf(id)}</th>`)}
    </tr></thead>
    <tbody>
      ${shown.map(
        (/** @type {any} */ one) => html`<tr key=${one.aspect}>
          <th scope="row">${say(one.of.title)}
            ${one.agreed && html`<span class="mark-line"><span class="tag" data-state="good">${t("desk.conference.agreed")}</span> <strong class="figures">${words(one.of, one.agreed.mark)}</strong> <span class="quiet">${one.agreed.reason}</span></span>`}
            ${one.accepted && html`<span class="mark-line"><span class="tag" data-state="good">${t("desk.conference.accepted")}</span> <span class="quiet">${one.accepted}</span></span>`}
          </th>
          ${one.marks.map(
            (/** @type {any} */ mark) => html`<td key=${mark.judge}>
              ${mark.before.map((/** @type {any} */ old, /** @type {number} */ n) => html`<del key=${n} class="figures quiet">${words(one.of, old)}</del> `)}
              <strong class="figures">${words(one.of, mark.now)}</strong>
            </td>`,
          )}
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

/** One way on, with its reason. @param {any} props */
function WayOn({ way, of, found, apart, onStop, onDone, onRetry }) {
  const reason = useSignal("");
  const marks = useSignal(/** @type {any} */ ({}));
  const judges = useSignal(
    /** @type {string[]} */ (found.aspects[0]?.marks.map((/** @type {any} */ one) => one.judge) ?? []),
  );
  const intent = useIntent();
  const aspects = apart.map((/** @type {any} */ one) => one.aspect);
  const stale = intent.state.value.problem?.code === "sheet_changed_meanwhile";
  async function send() {
    const receipt = await intent.command(/** @type {string} */ (route.value.competition), {
      kind: KINDS[way],
      round: of.round.id,
      module: of.module,
      code: of.code,
      ...(way === "agree" ? { marks: marks.value } : { aspects }),
      ...(way === "call" ? { judges: judges.value } : {}),
      reason: reason.value.trim(),
      seen: found.seen,
    });
    if (!receipt) return;
    toast(t(`desk.conference.${way}_done`, { position: receipt.position }));
    onDone();
  }
  return html`<${Form} onSend=${send}>
    <p>${t(`desk.conference.${way}_text`)}</p>
    ${way === "call" && html`<${Called} found=${found} judges=${judges} />`}
    ${way === "agree" && html`<${MarkInputs} aspects=${apart.map((/** @type {any} */ one) => one.of)} marks=${marks} before=${{}} />`}
    <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || (way === "call" && judges.value.length === 0)}>${t(`desk.conference.${way}`)}<//>
      ${stale && html`<button type="button" class="button" onClick=${onRetry}>${t("desk.sheet.show_newest")}</button>`}
      <button type="button" class="button" onClick=${onStop}>${t("common.cancel")}</button>
    </div>
  <//>`;
}

/** Who marks again: everyone, unless one is left out. @param {any} props */
function Called({ found, judges }) {
  const all = found.aspects[0].marks.map((/** @type {any} */ one) => one.judge);
  return html`<fieldset class="row conference-judges"><legend>${t("desk.conference.who")}</legend>
    ${all.map(
      (/** @type {string} */ id) =>
        html`<label key=${id} class="row tick"><input type="checkbox" checked=${judges.value.includes(id)} onChange=${(
          /** @type {any} */ event,
        ) => {
          judges.value = all.filter((/** @type {string} */ one) =>
            one === id ? event.currentTarget.checked : judges.value.includes(one),
          );
        }} /> ${nameOf(id)}</label>`,
    )}
  </fieldset>`;
}

/** @param {any} aspect @param {any} mark */
const words = (aspect, mark) =>
  markWords(aspect, mark ?? undefined)
    .map(({ text }) => text)
    .join(" · ");

/** @param {string} id */
function nameOf(id) {
  return overview.value.officials.find((/** @type {any} */ one) => one.id === id)?.name ?? id;
}
