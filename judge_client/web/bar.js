// The bar that is always there: who judges, how the server is reached, how many sheets are unsent, the language.

import { timeText } from "../../static/lib/clock.js";
import { html, useState } from "../../static/lib/ui.js";
import { plain } from "./device-page.js";
import { DevicePanel } from "./device-panel.js";
import { Dialog } from "./dialog.js";
import { picturesUnsent } from "./picture-work.js";
import { device, leftBehind, link, locked, look, session, unsent } from "./state.js";
import { tablet } from "./tablet.js";
import { say, switchLanguage, t } from "./texts.js";

/** How the server is reached: word, shape and colour together. */
const LINKS = { online: "good", connecting: "busy", away: "warn" };

function Link() {
  const { state, since } = link.value;
  const text = t(`judge.link_${state}`, { time: timeText(since) });
  return html`<span class="tag bar-tag" data-state=${LINKS[state]} data-link=${state} role="status">${text}</span>`;
}

function Unsent() {
  const count = unsent.value.length;
  const photos = picturesUnsent.value;
  return html`<span class="tag bar-tag" data-state=${count ? "warn" : "good"} data-unsent=${count} role="status">
      ${count ? t("judge.unsent", { count }) : t("judge.all_sent")}
    </span>
    ${photos > 0 && html`<span class="tag bar-tag" data-state="busy" data-pictures-unsent=${photos}>${t("judge.pictures_unsent", { count: photos })}</span>`}`;
}

/** Plain http: the whole day, in one word, what it means one touch away. */
function Plain() {
  return html`<a class="tag bar-tag bar-plain" data-state="bad" data-plain href="#device">${t("judge.plain_badge")}</a>`;
}

/** A newer page is here and comes by itself once no sheet is open. */
function Update() {
  return html`<span class="tag bar-tag" data-state="busy" data-update role="status">${t("judge.update_waits")}</span>`;
}

export function Bar() {
  const who = session.value;
  const [open, setOpen] = useState(false);
  const here = who && !who.revoked && !locked.value;
  const { name, picture, colours } = look.value ?? {};
  return html`<header class="top-bar judge-bar" style=${colours?.dark} data-look=${colours && "own"}>
    <a class="brand bar-brand" href="#" aria-label=${t("judge.home")}>
      ${picture && html`<img class="bar-logo" src=${picture} alt="" />`}
      ${(name || !picture) && html`<span class="bar-name">${name ? say(name) : t("common.product")}</span>`}
    </a>
    ${here && html`<${Who} name=${who.judge.name} onOpen=${() => setOpen(true)} />`}
    <div class="bar-states">
      ${plain() && html`<${Plain} />`}
      ${device.value.update && html`<${Update} />`}
      ${who && html`<${Link} /><${Unsent} />`}
    </div>
    <button type="button" class="button bar-language" aria-label=${t("common.switch_language")} onClick=${switchLanguage}>
      ${t("common.other_language")}
    </button>
  </header>
  ${here && open && html`<${HandOver} name=${who.judge.name} onClose=${() => setOpen(false)} />`}`;
}

/** @param {{name: string, onOpen: () => void}} props */
function Who({ name, onOpen }) {
  return html`<button type="button" class="button bar-who" aria-haspopup="dialog" onClick=${onOpen}>
    <span class="one-line">${t("judge.judge", { name })}</span>
  </button>`;
}

/**
 * Handing the tablet to the next judge; or leaving it for good, with a warning while sheets wait.
 * @param {{name: string, onClose: () => void}} props
 */
function HandOver({ name, onClose }) {
  const count = unsent.value.length;
  const leave = (/** @type {() => void} */ way) => {
    onClose();
    way();
  };
  return html`<${Dialog} label=${t("judge.hand_over")} onClose=${onClose}>
    <h2>${t("judge.judge", { name })}</h2>
    <p class="quiet">${t("judge.hand_over_hint")}</p>
    ${count > 0 && html`<p class="notice" data-state="warn">${t("judge.hand_over_unsent", { count, name })}</p>`}
    ${leftBehind.value > 0 && html`<p class="notice" data-state="warn">${t("judge.left_behind", { count: leftBehind.value })}</p>`}
    <div class="dialog-keys">
      <button type="button" class="button button-main" onClick=${onClose}>${t("judge.stay")}</button>
      <button type="button" class="button" data-do="hand-over" onClick=${() => leave(() => tablet.handOver())}>${t("judge.hand_over")}</button>
      <a class="button" data-do="device" href="#device" onClick=${onClose}>${t("judge.device_title")}</a>
      <button type="button" class="button button-danger" data-do="sign-out" onClick=${() => leave(() => tablet.signOut())}>
        ${count > 0 ? t("judge.sign_out_anyway") : t("judge.sign_out")}
      </button>
    </div>
    <${DevicePanel} />
  <//>`;
}
