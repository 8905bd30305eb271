// A floor judge signs in: the card by QR or short code, the PIN. The token becomes a cookie that no script can read.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { scannedCard, typedCard } from "../card.js";
import { useIntent } from "../intent.js";
import { Field, Form, IntentButton, IntentNotice } from "../parts.js";
import { t } from "../words.js";
import { begin } from "./floor-store.js";

/** Card and PIN, or to the desk for an organiser. */
export function FloorPair() {
  const scanned = useSignal(scannedCard());
  const [card, pin] = [useSignal(""), useSignal("")];
  const wrongRole = useSignal(false);
  const intent = useIntent();
  async function send() {
    wrongRole.value = false;
    const body = {
      card: scanned.value || typedCard(card.value),
      pin: pin.value,
      device: deviceName(),
      cookie: true,
    };
    const paired = await intent.send("/api/v1/pair", body);
    pin.value = "";
    if (!paired) return;
    // The card is a secret: it does not stay in the address or the history.
    history.replaceState(null, "", location.pathname);
    scanned.value = "";
    if (paired.role !== "floor") wrongRole.value = true;
    else await begin();
  }
  return html`<section class="plate plate-cut stack floor-pair">
    <h2>${t("floor.pair.title")}</h2>
    <p class="quiet">${t("floor.pair.text")}</p>
    <${Form} onSend=${send}>
      ${
        scanned.value
          ? html`<p class="notice" data-state="good">${t("floor.pair.card_read")}</p>`
          : html`<${Field} label=${t("floor.pair.card")} hint=${t("floor.pair.card_hint")} value=${card} required
              class="input code-input" autocapitalize="characters" maxlength="20" autofocus />`
      }
      <${Field} label="PIN" value=${pin} required class="input code-input" inputmode="numeric" pattern="[0-9]{6}"
        maxlength="6" type="password" />
      <${IntentNotice} intent=${intent} />
      ${wrongRole.value && html`<p class="notice" data-state="warn" role="alert">${t("floor.pair.wrong_role")} <a href="/judge/">${t("floor.pair.to_tablet")}</a></p>`}
      <${IntentButton} intent=${intent} kind="button-main big">${t("floor.pair.send")}<//>
    <//>
    <p class="quiet">${t("floor.pair.organiser")} <a href="/desk/">${t("floor.pair.to_desk")}</a></p>
  </section>`;
}

function deviceName() {
  const [, system = ""] = /\((?:[^;)]*; )?([^;)]*)/.exec(navigator.userAgent) ?? [];
  return `${t("floor.title")} ${system}`.trim().slice(0, 80);
}
