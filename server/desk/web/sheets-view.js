// How an event's sheets are filled in and approved: signatures, phrases laid ready, pictures of levels. No result depends on it.

import { fromPhoto } from "../../../static/lib/picture.js";
import { html, useSignal } from "../../../static/lib/ui.js";
import { askUntilAnswered, inside } from "./api.js";
import { schemeOfEvent } from "./event-scheme.js";
import { useIntent } from "./intent.js";
import { Fault, Form, IntentButton, IntentNotice, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { here, reload, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, sayProblem, t } from "./words.js";

/** The sheets of the open event. */
export function SheetsView() {
  const { event } = here.value;
  const competition = /** @type {string} */ (route.value.competition);
  const scheme = useAnswer(() => schemeOfEvent(competition, event), [event.scheme.hash]);
  return html`<div>
    <${EventTabs} />
    ${scheme.problem && html`<${Fault} problem=${scheme.problem} onRetry=${scheme.retry} />`}
    ${
      scheme.answer
        ? html`<${RulesForm} event=${event} scheme=${scheme.answer} />`
        : !scheme.problem && html`<${Wait} />`
    }
  </div>`;
}

/** One phrase a line; both languages with a bar between them. @param {{zh: string, en: string}[]} phrases */
export const phrasesText = (phrases) =>
  phrases.map(({ zh, en }) => (zh === en ? zh : `${zh} | ${en}`)).join("\n");

/** @param {string} text @returns {{zh: string, en: string}[]} */
export function phrasesFrom(text) {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line) => {
    const [zh, en = zh] = line.split("|").map((part) => part.trim());
    return { zh: zh || en, en: en || zh };
  });
}

/** @param {any} props */
function RulesForm({ event, scheme }) {
  const competition = /** @type {string} */ (route.value.competition);
  const now = event.sheet_rules;
  const signature = useSignal(now.signature);
  const approval = useSignal(now.approval ?? false);
  const phrases = useSignal(phrasesText(now.phrases));
  const pictures = useSignal(now.pictures);
  const intent = useIntent();
  async function send() {
    const rules = {
      signature: signature.value,
      phrases: phrasesFrom(phrases.value),
      pictures: pictures.value,
      // Left out where it is not asked for, as in what was recorded before there was such a rule.
      ...(approval.value ? { approval: true } : {}),
    };
    if (!(await intent.command(competition, { kind: "set_sheet_rules", event: event.id, rules }))) return;
    toast(t("desk.sheets.done"));
    await reload();
  }
  return html`<${Form} onSend=${send}>
    <p class="quiet">${t("desk.sheets.text")}</p>
    <section class="plate stack">
      <label class="tick">
        <input type="checkbox" checked=${signature.value} onChange=${(/** @type {any} */ e) => {
          signature.value = e.currentTarget.checked;
        }} />
        <span><strong>${t("desk.sheets.signature")}</strong> <span class="quiet">${t("desk.sheets.signature_text")}</span></span>
      </label>
      <label class="tick">
        <input type="checkbox" checked=${approval.value} onChange=${(/** @type {any} */ e) => {
          approval.value = e.currentTarget.checked;
        }} />
        <span><strong>${t("desk.sheets.approval")}</strong> <span class="quiet">${t("desk.sheets.approval_text")}</span></span>
      </label>
    </section>
    <section class="plate field">
      <label for="phrases">${t("desk.sheets.phrases")}</label>
      <textarea id="phrases" class="input" rows="6" aria-describedby="phrases-hint" value=${phrases.value}
        onInput=${(/** @type {any} */ e) => {
          phrases.value = e.currentTarget.value;
        }}></textarea>
      <span class="hint" id="phrases-hint">${t("desk.sheets.phrases_hint")}</span>
    </section>
    <${LevelPictures} scheme=${scheme} pictures=${pictures} />
    <${IntentNotice} intent=${intent} />
    <div class="row"><${IntentButton} intent=${intent}>${t("desk.sheets.save")}<//></div>
  <//>`;
}

/** The levels of an aspect by their texts, lowest first; none where a judge chooses no level. @param {any} rule */
export function levelsOf(rule) {
  if (rule.kind === "rubric") return rule.levels.map((/** @type {any} */ level) => say(level.title));
  return rule.kind === "judgement" ? rule.benchmarks.map((/** @type {any} */ text) => say(text)) : [];
}

/** @param {any} props */
function LevelPictures({ scheme, pictures }) {
  const aspects = scheme.modules
    .flatMap((/** @type {any} */ module) => module.sub_criteria)
    .flatMap((/** @type {any} */ sub) => sub.aspects)
    .filter((/** @type {any} */ aspect) => levelsOf(aspect.rule).length > 0);
  if (aspects.length === 0) return null;
  return html`<section class="plate stack">
    <h2>${t("desk.sheets.pictures")}</h2>
    <p class="quiet">${t("desk.sheets.pictures_text")}</p>
    ${aspects.map(
      (/** @type {any} */ aspect) => html`<fieldset class="level-row" key=${aspect.id}>
        <legend>${say(aspect.title)}</legend>
        <ul class="evidence">
          ${levelsOf(aspect.rule).map(
            (/** @type {string} */ text, /** @type {number} */ level) =>
              html`<${LevelTile} key=${level} of=${{ aspect: aspect.id, level }} text=${text} pictures=${pictures} />`,
          )}
        </ul>
      </fieldset>`,
    )}
  </section>`;
}

/** @param {any} props */
function LevelTile({ of, text, pictures }) {
  const competition = /** @type {string} */ (route.value.competition);
  const fault = useSignal("");
  const is = (/** @type {any} */ one) => one.aspect === of.aspect && one.level === of.level;
  const there = pictures.value.find(is);
  const others = pictures.value.filter((/** @type {any} */ one) => !is(one));
  async function take(/** @type {File} */ chosen) {
    fault.value = "";
    try {
      const picture = await fromPhoto(chosen);
      const form = new FormData();
      form.set("file", new Blob([picture.data], { type: picture.type }), "level");
      const { file } = await askUntilAnswered(inside(competition, "/files"), { form });
      pictures.value = [...others, { ...of, picture: file }];
    } catch (error) {
      fault.value = error.code ? sayProblem(error) : t("desk.sheets.picture_failed");
    }
  }
  return html`<li>
    ${there && html`<img src=${inside(competition, `/files/${there.picture}`)} alt=${text} loading="lazy" />`}
    <span>${text}</span>
    <span class="row">
      <label class="button button-small file-button">
        ${t(there ? "desk.sheets.other_picture" : "desk.sheets.add_picture")}
        <input type="file" class="visually-hidden" accept="image/*" aria-label=${text} onChange=${(
          /** @type {any} */ e,
        ) => {
          const [chosen] = e.currentTarget.files;
          e.currentTarget.value = "";
          if (chosen) take(chosen);
        }} />
      </label>
      ${
        there &&
        html`<button type="button" class="button button-small" aria-label=${`${t("desk.sheets.drop_picture")} ${text}`} onClick=${() => {
          pictures.value = others;
        }}>✕</button>`
      }
    </span>
    ${fault.value && html`<p class="notice" data-state="bad" role="alert">${fault.value}</p>`}
  </li>`;
}
