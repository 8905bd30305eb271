// What is done to many screens at once: preview and take, hide, black, notice, emergency; and the way back from each.

import { html, useSignal } from "../../../static/lib/ui.js";
import { readFleet } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { ScreenPicture, toldByItem } from "./screen-picture.js";
import { meant, shapesOf } from "./screen-rules.js";
import { TogetherDialog } from "./screens-together.js";
import { toast } from "./store.js";
import { say, t } from "./words.js";

const ACTIONS = "/api/v1/fleet/actions";

/**
 * Who an action is for: everyone, a group, or the screens that are ticked.
 *
 * @param {string} target
 * @param {Set<string>} picked
 */
function body(target, picked) {
  if (target === "everyone") return { everyone: true };
  if (target === "picked") return { screens: [...picked] };
  return { groups: [target] };
}

/** @param {any} props */
export function TakeBar({ known, chosen, picked }) {
  const target = useSignal("everyone");
  const intent = useIntent();
  const item =
    known.scenes.find((/** @type {any} */ one) => one.id === chosen.value) ??
    known.playlists.find((/** @type {any} */ one) => one.id === chosen.value);
  // Ticking a screen is meant for the next press: the choice follows the ticks.
  const to = picked.value.size > 0 ? "picked" : target.value;
  const screens = meant(known.screens, to, picked.value);
  const open = useSignal(false);
  /** @param {string} action @param {Record<string, any>} [more] */
  async function act(action, more = {}) {
    const done = await intent.send(ACTIONS, { action, ...body(to, picked.value), ...more });
    await readFleet();
    if (done) toast(t(`desk.screens.done.${action}`));
    return done;
  }
  const take = () => act("take", item.steps ? { playlist: item.id } : { scene: item.id });
  return html`<section class="plate plate-lead take-bar" aria-label=${t("desk.screens.take_bar")}>
    <div class="take-preview">
      <h2>${t("desk.screens.preview")} ${item && html`<span class="quiet">${say(item.title)}</span>`}</h2>
      ${
        item
          ? html`<${Preview} item=${item} known=${known} screens=${screens} />`
          : html`<p class="screen-unseen">${t("desk.screens.choose")}</p>`
      }
    </div>
    <div class="take-side stack">
      <div class="take-items" role="group" aria-label=${t("desk.screens.part.scenes")}>
        ${[...known.scenes, ...known.playlists].map(
          (
            /** @type {any} */ one,
          ) => html`<button key=${one.id} class="button button-small" aria-pressed=${one.id === chosen.value}
            onClick=${() => {
              chosen.value = one.id;
            }}>${one.steps ? "↻ " : ""}${say(one.title)}</button>`,
        )}
      </div>
      <label class="field">
        <span>${t("desk.screens.target")}</span>
        <select class="input" disabled=${to === "picked"} onChange=${(/** @type {any} */ event) => {
          target.value = event.currentTarget.value;
        }}>
          ${to === "picked" && html`<option value="picked" selected>${t("desk.screens.picked", { n: picked.value.size })}</option>`}
          <option value="everyone" selected=${to === "everyone"}>${t("desk.screens.everyone", { n: known.screens.length })}</option>
          ${known.groups.map(
            (/** @type {any} */ group) =>
              html`<option key=${group.id} value=${group.id} selected=${group.id === to}>${say(group.title)}</option>`,
          )}
        </select>
      </label>
      <button class="button button-main take" disabled=${!item || intent.state.value.busy} onClick=${take}>${t("desk.screens.take")}</button>
      <${IntentNotice} intent=${intent} />
      <div class="row">
        <button class="button button-small" onClick=${() => act("hide")}>${t("desk.screens.hide")}</button>
        <button class="button button-small" onClick=${() => act("blank")}>${t("desk.screens.blank")}</button>
        <button class="button button-small" onClick=${() => act("unblank")}>${t("desk.screens.unblank")}</button>
        <button class="button button-small" onClick=${() => act("identify")}>${t("desk.screens.identify")}</button>
        <button class="button button-small" onClick=${() => act("reload")}>${t("desk.screens.reload")}</button>
        <button class="button button-small" disabled=${!screens.length} onClick=${() => {
          open.value = true;
        }}>${t("desk.screens.together")}</button>
      </div>
      <${Notice} act=${act} />
      ${
        open.value &&
        html`<${TogetherDialog} screens=${screens} wall=${to !== "everyone"} onClose=${() => {
          open.value = false;
        }} />`
      }
    </div>
  </section>`;
}

/** The scene as the screens it is for would show it: their size, their theme, the whole of a wall. @param {any} props */
function Preview({ item, known, screens }) {
  const chosen = useSignal(0);
  const shapes = shapesOf(screens);
  const at = Math.min(chosen.value, shapes.length - 1);
  const { width, height, setting } = shapes[at];
  const told = { ...toldByItem(item, known.scenes, known.house), setting };
  return html`<div class="take-picture">
    <${ScreenPicture} told=${told} width=${width} height=${height} label=${t("desk.screens.preview")} />
  </div>
  ${
    shapes.length > 1 &&
    html`<div class="row take-shapes" role="group" aria-label=${t("desk.screens.as_on")}>
      ${shapes.map(
        (
          shape,
          /** @type {number} */ number,
        ) => html`<button key=${number} class="button button-small" aria-pressed=${number === at}
          title=${shape.name} onClick=${() => {
            chosen.value = number;
          }}><span class="figures">${shape.width}×${shape.height}</span> ${t("desk.screens.count", { n: shape.count })}</button>`,
      )}
    </div>`
  }`;
}

/** @param {any} props */
function Notice({ act }) {
  const [zh, en] = [useSignal(""), useSignal("")];
  return html`<details class="notice-form">
    <summary>${t("desk.screens.notice")}</summary>
    <${Form} onSend=${() => act("notice", { text: { zh: zh.value, en: en.value } })}>
      <${Field} label=${t("desk.screens.text_zh")} value=${zh} maxlength="120" lang="zh-CN" />
      <${Field} label=${t("desk.screens.text_en")} value=${en} maxlength="120" lang="en" />
      <div class="row">
        <button class="button button-small">${t("desk.screens.notice_show")}</button>
        <button type="button" class="button button-small" onClick=${() => act("clear_notice")}>${t("desk.screens.notice_end")}</button>
      </div>
    <//>
  </details>`;
}

/** One press and one answer to start an emergency; the way back is there as long as it lasts. @param {any} props */
export function EmergencyBar({ known }) {
  const open = useSignal(false);
  const intent = useIntent();
  const { text } = known.emergency;
  async function end() {
    await intent.send("/api/v1/fleet/emergency", { text: {} });
    readFleet();
  }
  if (text) {
    return html`<section class="emergency-bar" data-on="true" role="alert">
      <strong>${t("desk.screens.emergency_on")}</strong>
      <span class="grow">${say(text)}</span>
      <${IntentButton} intent=${intent} kind="" onClick=${end}>${t("desk.screens.emergency_end")}<//>
      <${IntentNotice} intent=${intent} />
    </section>`;
  }
  return html`<section class="emergency-bar">
    <button class="button button-danger" onClick=${() => {
      open.value = true;
    }}>${t("desk.screens.emergency")}</button>
    <span class="quiet">${t("desk.screens.emergency_text")}</span>
    ${
      open.value &&
      html`<${EmergencyDialog} onClose=${() => {
        open.value = false;
      }} />`
    }
  </section>`;
}

const READY = ["leave", "stop", "wait"];

/** @param {any} props */
function EmergencyDialog({ onClose }) {
  const [zh, en] = [useSignal(""), useSignal("")];
  const intent = useIntent();
  async function send() {
    const done = await intent.send("/api/v1/fleet/emergency", { text: { zh: zh.value, en: en.value } });
    readFleet();
    if (done) onClose();
  }
  return html`<${Dialog} title=${t("desk.screens.emergency")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <div class="row">
        ${READY.map(
          (one) =>
            html`<button type="button" key=${one} class="button button-small" onClick=${() => {
              zh.value = t(`desk.screens.ready_zh.${one}`);
              en.value = t(`desk.screens.ready_en.${one}`);
            }}>${t(`desk.screens.ready.${one}`)}</button>`,
        )}
      </div>
      <${Field} label=${t("desk.screens.text_zh")} value=${zh} maxlength="120" lang="zh-CN" autofocus />
      <${Field} label=${t("desk.screens.text_en")} value=${en} maxlength="120" lang="en" />
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent} kind="button-danger">${t("desk.screens.emergency_start")}<//></div>
    <//>
  <//>`;
}
