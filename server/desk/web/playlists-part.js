// Playlists at the desk: scenes by turns, each for its seconds, in the order that is wanted.

import { html, useSignal } from "../../../static/lib/ui.js";
import { Deleted, HallList, ItemForm } from "./hall-list.js";
import { bothTexts, TitleFields } from "./parts.js";
import { say, t } from "./words.js";

/** As many as the server takes. */
const STEPS_MAX = 24;

/** The first scene that has no turn yet, so that each new step is another. @param {any[]} scenes @param {any[]} steps */
const nextScene = (scenes, steps) =>
  (scenes.find((one) => !steps.some((step) => step.scene === one.id)) ?? scenes[0]).id;

/** @param {any} props */
export function PlaylistsPart({ known, chosen }) {
  return html`<${HallList} kind="playlists" items=${known.playlists} known=${known} Editor=${PlaylistEditor}
    fresh=${() => ({ id: "", title: { zh: "", en: "" }, steps: [] })}
    about=${(/** @type {any} */ one) => t("desk.screens.steps", { n: one.steps.length, seconds: one.steps.reduce((/** @type {number} */ sum, /** @type {any} */ step) => sum + step.seconds, 0) })}
    onChoose=${(/** @type {any} */ one) => {
      chosen.value = one.id;
      scrollTo({ top: 0 });
    }} />`;
}

/** @param {any} props */
function PlaylistEditor({ item, kind, known, onDone }) {
  const [zh, en] = [useSignal(item.title.zh), useSignal(item.title.en)];
  const steps = useSignal(item.steps);
  /** @param {number} at @param {any} step */
  const put = (at, step) => {
    steps.value = steps.value.map((/** @type {any} */ one, /** @type {number} */ index) =>
      index === at ? step : one,
    );
  };
  /** @param {number} at @param {number} by */
  const move = (at, by) => {
    const next = [...steps.value];
    const [step] = next.splice(at, 1);
    next.splice(at + by, 0, step);
    steps.value = next;
  };
  return html`<${ItemForm} kind=${kind} id=${item.id} onDone=${onDone} make=${() => ({ title: bothTexts(zh.value, en.value), steps: steps.value })}>
    <${TitleFields} zh=${zh} en=${en} label=${t("desk.screens.title")} />
    <ol class="hall-list">
      ${steps.value.map(
        (/** @type {any} */ step, /** @type {number} */ at) => html`<li key=${at} class="row hall-step">
          <select class="input grow" aria-label=${t("desk.screens.part.scenes")} onChange=${(/** @type {any} */ event) => put(at, { ...step, scene: event.currentTarget.value })}>
            <${Deleted} id=${step.scene} items=${known.scenes} />
            ${known.scenes.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${one.id === step.scene}>${say(one.title)}</option>`)}
          </select>
          <label class="row step-seconds">
            <input class="input figures" type="number" min="3" max="3600" value=${step.seconds}
              onChange=${(/** @type {any} */ event) => put(at, { ...step, seconds: Math.min(3600, Math.max(3, Math.round(Number(event.currentTarget.value)))) })} />
            <span>${t("desk.screens.step_seconds")}</span>
          </label>
          <button type="button" class="button button-small" disabled=${at === 0} aria-label=${t("desk.screens.earlier")} onClick=${() => move(at, -1)}>↑</button>
          <button type="button" class="button button-small" aria-label=${t("desk.screens.take_out")} onClick=${() => {
            steps.value = steps.value.filter(
              (/** @type {any} */ _, /** @type {number} */ index) => index !== at,
            );
          }}>✕</button>
        </li>`,
      )}
    </ol>
    <button type="button" class="button button-small" disabled=${!known.scenes.length || steps.value.length >= STEPS_MAX} onClick=${() => {
      steps.value = [...steps.value, { scene: nextScene(known.scenes, steps.value), seconds: 20 }];
    }}>${t("desk.screens.add_step")}</button>
  <//>`;
}
