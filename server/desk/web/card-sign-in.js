// An official who works at the desk signs in with card and PIN. The token becomes a cookie that no script can read.

import { html, useSignal } from "../../../static/lib/ui.js";
import { scannedCard, typedCard } from "./card.js";
import { useIntent } from "./intent.js";
import { Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { DESK_ROLES, expired, signedIn } from "./store.js";
import { t } from "./words.js";

/** Card, unless it was scanned, and PIN. */
export function CardSignIn() {
  const scanned = useSignal(scannedCard());
  const [card, pin] = [useSignal(""), useSignal("")];
  const wrongRole = useSignal(false);
  const intent = useIntent();
  async function send() {
    wrongRole.value = false;
    const paired = await intent.send("/api/v1/pair", {
      card: scanned.value || typedCard(card.value),
      pin: pin.value,
      device: t("desk.title"),
      cookie: true,
    });
    pin.value = "";
    if (!paired) return;
    // The card is a secret: it does not stay in the address or the history.
    history.replaceState(null, "", location.pathname);
    scanned.value = "";
    if (!DESK_ROLES.includes(paired.role)) {
      wrongRole.value = true;
      return;
    }
    await signedIn();
    expired.value = false;
  }
  return html`<${Form} onSend=${send}>
    ${
      scanned.value
        ? html`<p class="notice" data-state="good">${t("desk.chief.card_read")}</p>`
        : html`<${Field} label=${t("desk.chief.card")} hint=${t("desk.chief.card_hint")} value=${card} required
            class="input code-input" autocapitalize="characters" maxlength="20" />`
    }
    <${Field} label="PIN" value=${pin} required class="input code-input" inputmode="numeric" pattern="[0-9]{6}"
      maxlength="6" type="password" />
    ${wrongRole.value && html`<p class="notice" data-state="warn" role="alert">${t("desk.chief.wrong_role")}</p>`}
    <${IntentNotice} intent=${intent} />
    <${IntentButton} intent=${intent}>${t("desk.chief.send")}<//>
  <//>`;
}
