// What this device can do for its judges and what not, said plainly; nothing of a sheet stands here.

import { html } from "../../static/lib/ui.js";
import { canLock } from "./pin-lock.js";
import { device, link, seats, waitingHere, work } from "./state.js";
import { t } from "./texts.js";
import { wakeLock } from "./wake-lock.js";

/** Without a trusted certificate browsers withhold what work without network needs. */
export const plain = () => !globalThis.isSecureContext;

export function DevicePage() {
  const { persisted, offline, address, spares } = device.value;
  const lock = work.value?.data.tablet?.lock_seconds;
  const lines = [
    [
      "offline",
      offline === "ready" ? "good" : offline === "loading" ? "busy" : "bad",
      `judge.device_offline_${offline}`,
    ],
    ["stored", persisted === "yes" ? "good" : "warn", `judge.device_stored_${persisted}`],
    [
      "awake",
      wakeLock.state === "none" ? "bad" : "good",
      `judge.device_awake_${wakeLock.state === "none" ? "no" : "yes"}`,
    ],
    [
      "lock",
      canLock() ? "good" : "bad",
      canLock() ? (lock === 0 ? "judge.device_lock_off" : "judge.device_lock_yes") : "judge.device_lock_no",
    ],
    [
      "secure",
      plain() ? "bad" : "good",
      plain()
        ? "judge.device_plain"
        : location.protocol === "https:"
          ? "judge.device_secure"
          : "judge.device_here",
    ],
  ];
  return html`<main class="page sheets device">
    <header class="sheet-head">
      <a class="button button-bare back" href="#" aria-label=${t("judge.back_to_sheets")}>‹</a>
      <div class="grow head-title"><h1>${t("judge.device_title")}</h1></div>
    </header>
    ${plain() && html`<p class="notice" data-state="warn">${t("judge.device_plain_note")}</p>`}
    <ul class="device-lines plate">
      ${lines.map(
        ([name, state, key]) => html`<li key=${name} data-line=${name} data-state=${state}>
          <span class="tag" data-state=${state}>${t(`judge.device_${state === "good" ? "yes" : state === "busy" ? "soon" : "no"}`)}</span>
          <span>${t(key, { minutes: Math.round((lock ?? 120) / 6) / 10 })}</span>
        </li>`,
      )}
    </ul>
    <section class="plate stack">
      <h2>${t("judge.device_server")}</h2>
      <ul class="device-lines">
        ${[location.origin, ...spares].map(
          (one) => html`<li key=${one}>
            <span class="tag" data-state=${one === address ? (link.value.state === "online" ? "good" : "warn") : ""}>
              ${t(one === address ? "judge.device_in_use" : one === location.origin ? "judge.device_own" : "judge.device_spare")}</span>
            <span class="figures" data-address data-used=${one === address}>${one}</span>
          </li>`,
        )}
      </ul>
    </section>
    <section class="plate stack">
      <h2>${t("judge.device_judges")}</h2>
      <ul class="device-lines">
        ${seats.value.map((seat) => {
          const count = waitingHere.value.get(seat.key) ?? 0;
          return html`<li key=${seat.key}>
            <span class="tag" data-waits=${count > 0} data-state=${count ? "warn" : "good"}>${count ? t("judge.unsent", { count }) : t("judge.all_sent")}</span>
            <span>${seat.judge.name}</span>
          </li>`;
        })}
      </ul>
    </section>
  </main>`;
}
