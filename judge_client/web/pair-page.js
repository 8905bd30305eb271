// Pairing: the card by QR or by its short code, the PIN on big keys, and who the judge is shown back.

import { html, useState } from "../../static/lib/ui.js";
import { PIN_LENGTH, PinPad } from "./pin-pad.js";
import { leftBehind, route, seats, session, waitingHere, welcome } from "./state.js";
import { tablet } from "./tablet.js";
import { refusalText, say, t } from "./texts.js";

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

  return html`<main class="page pair">
    <section class="pair-card plate plate-cut stack">
      <h1>${t("judge.pair_title")}</h1>
      <${Before} />
      ${seats.value.length > 0 && !session.value && html`<a class="button" data-do="seats" href="#">${t("judge.seats_back")}</a>`}
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
                spellcheck=${false}
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
    <${PinPad} pin=${pin} fault=${fault ? faultText(fault) : ""} busy=${busy} ready=${ready} name="pair"
      action=${busy ? t("judge.pairing") : t("judge.pair")} onGo=${pair} onPin=${(
        /** @type {string} */ next,
      ) => {
        setFault(null);
        setPin(next);
      }} />
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
  const waiting = revoked ? (waitingHere.value.get(session.value?.key ?? "") ?? 0) : leftBehind.value;
  return html`
    ${revoked && html`<p class="notice" data-state="warn">${t("judge.pair_again", { name: revoked })}</p>`}
    ${waiting > 0 && html`<p class="notice" data-state="warn">${t("judge.left_behind", { count: waiting })}</p>`}
    ${!revoked && html`<p class="quiet">${t("judge.pair_hint")}</p>`}
  `;
}

const faultText = (fault) => (fault.code === "unreachable" ? t("judge.unreachable") : refusalText(fault));
