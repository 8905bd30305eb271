// Pairing: the card by QR or by its short code, the PIN on big keys, and who the judge is shown back.

import { html, useState } from "../../static/lib/ui.js";
import { leftBehind, outbox, route, session, welcome } from "./state.js";
import { tablet } from "./tablet.js";
import { refusalText, say, t } from "./texts.js";

const PIN_LENGTH = 6;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"];

export function PairPage() {
  const at = route.value;
  const scanned = at.page === "pair" ? at.card : "";
  const [typed, setTyped] = useState("");
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(/** @type {any} */ (null));
  const card = scanned || typed.replace(/[\s-]/g, "").toUpperCase();
  const ready = card.length >= 8 && pin.length === PIN_LENGTH && !busy;

  async function pair() {
    if (!ready) return;
    setBusy(true);
    const refused = await tablet.pair(card, pin);
    setBusy(false);
    setPin("");
    setFault(refused);
    // the card is a secret: it does not stay in the address or the history
    if (!refused) {
      history.replaceState(null, "", "#");
      welcome.value = true;
      route.value = { page: "sheets" };
    }
  }

  const press = (key) => {
    setFault(null);
    setPin(key === "clear" ? "" : key === "back" ? pin.slice(0, -1) : (pin + key).slice(0, PIN_LENGTH));
  };

  return html`<main class="page pair">
    <section class="pair-card plate plate-cut stack">
      <h1>${t("judge.pair_title")}</h1>
      <${Before} />
      ${
        scanned
          ? html`<p class="notice" data-state="good">${t("judge.card_read")}</p>`
          : html`<label class="field">
              <span class="label">${t("judge.card_code")}</span>
              <input
                class="input pair-code"
                name="card"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength="20"
                placeholder="····-····"
                value=${typed}
                onInput=${(event) => {
                  setFault(null);
                  setTyped(event.target.value);
                }}
              />
              <span class="hint">${t("judge.card_hint")}</span>
            </label>`
      }
    </section>
    <section class="pair-pin plate stack" aria-label=${t("judge.pin")}>
      <div class="pin-shown" role="status" aria-label=${t("judge.pin_typed", { count: pin.length })}>
        ${Array.from({ length: PIN_LENGTH }, (_, n) => html`<i class=${n < pin.length ? "full" : ""} key=${n} />`)}
      </div>
      ${fault && html`<p class="notice" data-state="bad" role="alert">${faultText(fault)}</p>`}
      <div class="keys">
        ${KEYS.map(
          (
            key,
          ) => html`<button type="button" class="button key" key=${key} data-key=${key} aria-label=${keyName(key)}
            onClick=${() => press(key)}>${keyFace(key)}</button>`,
        )}
      </div>
      <button type="button" class="button button-main big" data-do="pair" aria-busy=${busy} disabled=${!ready} onClick=${pair}>
        ${busy ? t("judge.pairing") : t("judge.pair")}
      </button>
    </section>
  </main>`;
}

/** Who the tablet takes the judge for, before the first mark. */
export function Welcome() {
  const who = session.value;
  return html`<main class="page pair">
    <section class="pair-card plate plate-cut stack welcome">
      <p class="quiet">${t("judge.welcome")}</p>
      <h1 class="welcome-name">${who?.judge.name}</h1>
      <p>${say(who?.competition.title)}</p>
      <button type="button" class="button button-main big" data-do="welcome" onClick=${() => {
        welcome.value = false;
      }}>${t("judge.welcome_begin")}</button>
      <button type="button" class="button" onClick=${() => {
        welcome.value = false;
        tablet.signOut();
      }}>${t("judge.welcome_not_me")}</button>
    </section>
  </main>`;
}

/** Who worked here before, and what of them still waits. */
function Before() {
  const revoked = session.value?.revoked ? session.value.judge.name : "";
  const waiting = revoked ? outbox.value.size : leftBehind.value;
  return html`
    ${revoked && html`<p class="notice" data-state="warn">${t("judge.pair_again", { name: revoked })}</p>`}
    ${waiting > 0 && html`<p class="notice" data-state="warn">${t("judge.left_behind", { count: waiting })}</p>`}
    ${!revoked && html`<p class="quiet">${t("judge.pair_hint")}</p>`}
  `;
}

const faultText = (fault) => (fault.code === "unreachable" ? t("judge.unreachable") : refusalText(fault));
const keyName = (key) =>
  key === "clear" ? t("judge.key_clear") : key === "back" ? t("judge.key_back") : key;
const keyFace = (key) => (key === "clear" ? t("judge.key_clear") : key === "back" ? "⌫" : key);
