// Rulings on a part for everybody: full marks or struck, recorded with a reason; and taking one back.

import { html, useSignal } from "../../../static/lib/ui.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Field, Form, IntentButton, IntentNotice, Section } from "./parts.js";
import { may, reload, route, toast } from "./store.js";
import { say, t } from "./words.js";

/** Before a part's title, by how deep it stands. @type {Record<string, string>} */
const INDENTS = { module: "", sub_criterion: "\u2003", aspect: "\u2003\u2003" };
const RULINGS = ["full", "struck", "scaled"];

/** The name of a ruling among the choices. @param {{ruling: string, scaled: boolean}} part */
const nameOf = ({ ruling, scaled }) => (scaled ? "scaled" : ruling);

/** What is ruled, as a sentence. @param {any} part */
export function rulingWords(part) {
  return t("desk.parts.done", { title: say(part.title), ruling: t(`desk.parts.${nameOf(part)}`) });
}

/** The rulings that hold. @param {any} props */
export function PartRulings({ answer, onOpen }) {
  const ruled = answer.parts.filter((/** @type {any} */ one) => one.ruling !== "marked");
  return html`<${Section} title=${t("desk.parts.title")} action=${may("command_chief") && t("desk.parts.add")} onAct=${() => onOpen({ kind: "part" })}>
    <p class="quiet">${t(ruled.length ? "desk.parts.text" : "desk.parts.none")}</p>
    ${
      ruled.length > 0 &&
      html`<ul class="plain stack">
        ${ruled.map(
          (/** @type {any} */ one) => html`<li key=${`${one.on} ${one.part}`} class="row spread">
            <span class="grow"><strong>${rulingWords(one)}</strong> <q class="quiet">${one.reason}</q></span>
            ${may("command_chief") && html`<button class="button button-small" onClick=${() => onOpen({ kind: "part", back: one })}>${t("desk.parts.back")}</button>`}
          </li>`,
        )}
      </ul>`
    }
  <//>`;
}

/** A ruling, or with `back` the end of one. @param {any} props */
export function RulePartDialog({ round, parts, back, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const chosen = useSignal(back ? `${back.on}/${back.part}` : "");
  const ruling = useSignal(back ? "marked" : "");
  const reason = useSignal("");
  const intent = useIntent();
  const part = parts.find((/** @type {any} */ one) => `${one.on}/${one.part}` === chosen.value);
  async function send() {
    const scaled = ruling.value === "scaled";
    const body = {
      kind: "rule_part",
      round: round.id,
      on: part.on,
      part: part.part,
      ruling: scaled ? "struck" : ruling.value,
      reason: reason.value.trim(),
      scaled,
    };
    if (!(await intent.command(competition, body))) return;
    await reload();
    toast(
      t("desk.parts.done", {
        title: say(part.title),
        ruling: t(`desk.parts.${scaled ? "scaled" : body.ruling}`),
      }),
    );
    onClose();
  }
  const title = back ? t("desk.parts.back_title", { title: say(back.title) }) : t("desk.parts.title");
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <${Form} onSend=${send}>
      ${back ? html`<p class="quiet">${t("desk.parts.back_text")}</p>` : html`<${Fields} parts=${parts} chosen=${chosen} ruling=${ruling} part=${part} />`}
      ${round.version > 0 && html`<p class="notice" data-state="warn">${t("desk.parts.again")}</p>`}
      <${Field} label=${t("desk.form.reason")} hint=${t("desk.form.reason_hint")} value=${reason} required maxlength="500" />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} disabled=${intent.state.value.busy || !part || !ruling.value}>
          ${t(back ? "desk.parts.back" : "desk.parts.add")}
        <//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    <//>
  <//>`;
}

/** Which part, and what of it. @param {any} props */
function Fields({ parts, chosen, ruling, part }) {
  const options = parts.map((/** @type {any} */ one) => [
    `${one.on}/${one.part}`,
    `${INDENTS[one.on]}${say(one.title)}${one.max === null ? "" : ` · ${t("desk.parts.max", { max: one.max })}`}`,
  ]);
  return html`<${Choice} id="part" label=${t("desk.parts.part")} value=${chosen} required
      options=${[["", t("desk.penalty.choose")], ...options]} />
    <fieldset class="choice">
      <legend>${t("desk.parts.ruling")}</legend>
      ${RULINGS.map(
        (one) => html`<label key=${one}>
          <input type="radio" name="ruling" required checked=${ruling.value === one}
            disabled=${one !== "struck" && part !== undefined && part.max === null} onChange=${() => {
              ruling.value = one;
            }} />
          <span><strong>${t(`desk.parts.${one}`)}</strong><span class="quiet">${t(`desk.parts.${one}_text`)}</span></span>
        </label>`,
      )}
    </fieldset>`;
}

/** What is ruled in a round, above whatever shows its results. @param {{round: any}} props */
export function RulingsNotice({ round }) {
  if (round.rulings.length === 0) return null;
  return html`<div class="notice" data-state="warn">
    <ul class="plain">
      ${round.rulings.map(
        (/** @type {any} */ one) => html`<li key=${`${one.on} ${one.part}`}>
          <strong>${rulingWords(one)}</strong> <q>${one.reason}</q>
        </li>`,
      )}
    </ul>
  </div>`;
}
