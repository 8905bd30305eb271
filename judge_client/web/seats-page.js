// Who sits down: the judges this tablet knows, each let in by their PIN, the server there or not; and the lock.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../static/lib/ui.js";
import { canLock } from "./pin-lock.js";
import { PIN_LENGTH, PinPad } from "./pin-pad.js";
import { seats, session, waitingHere } from "./state.js";
import { tablet } from "./tablet.js";
import { say, t } from "./texts.js";

/** Nobody holds the tablet: choose yourself, or bring a card. */
export function SeatsPage() {
  const [chosen, setChosen] = useState("");
  const seat = seats.value.find(({ key }) => key === chosen);
  return html`<main class="page pair">
    <section class="pair-card plate plate-cut stack">
      <h1>${t("judge.seats_title")}</h1>
      <p class="quiet">${t("judge.seats_hint")}</p>
      <ul class="seats">
        ${seats.value.map((one) => html`<${SeatLine} key=${one.key} seat=${one} chosen=${one.key === chosen} onChoose=${setChosen} />`)}
      </ul>
      <a class="button wide" data-do="card" href="#pair">${t("judge.seats_other")}</a>
    </section>
    ${seat ? html`<${Enter} key=${seat.key} seat=${seat} action=${t("judge.seats_enter", { name: seat.judge.name })} />` : html`<p class="quiet seats-choose">${t("judge.seats_choose")}</p>`}
  </main>`;
}

/** @param {{seat: import("./database.js").Seat, chosen: boolean, onChoose: (key: string) => void}} props */
function SeatLine({ seat, chosen, onChoose }) {
  const count = waitingHere.value.get(seat.key) ?? 0;
  const byCard = seat.revoked || !seat.pin || !canLock();
  const inside = html`
    <strong class="grow">${seat.judge.name}</strong>
    ${count > 0 && html`<span class="tag" data-state="warn">${t("judge.unsent", { count })}</span>`}
    ${byCard && html`<span class="tag">${t("judge.seats_card")}</span>`}
    <span class="quiet seat-cup one-line">${say(seat.competition.title)}</span>`;
  return html`<li>${
    byCard
      ? html`<a class="button seat" data-seat=${seat.judge.id} href="#pair">${inside}</a>`
      : html`<button type="button" class="button seat" data-seat=${seat.judge.id} aria-pressed=${chosen}
          onClick=${() => onChoose(seat.key)}>${inside}</button>`
  }</li>`;
}

/** The PIN of one judge. @param {{seat: import("./database.js").Seat, action: string}} props */
function Enter({ seat, action }) {
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  // on a phone the keys stand below the names
  useEffect(() => document.querySelector(".pair-pin")?.scrollIntoView({ block: "nearest" }), []);
  const go = async () => {
    setBusy(true);
    const refused = await tablet.enter(seat.key, pin);
    setBusy(false);
    setPin("");
    if (refused) setFault(faultText(refused));
  };
  return html`<${PinPad} pin=${pin} fault=${fault} busy=${busy} ready=${pin.length === PIN_LENGTH} name="enter"
    action=${action} onGo=${go} onPin=${(/** @type {string} */ next) => {
      setFault("");
      setPin(next);
    }} />`;
}

/** @param {{code: string, params?: {[name: string]: number | string}}} fault */
function faultText({ code, params }) {
  if (code === "card") return t("judge.pin_card");
  const seconds = Number(params?.seconds ?? 0);
  return seconds > 0 ? t("judge.pin_wait", { seconds }) : t("judge.pin_wrong");
}

/**
 * Nobody touched the tablet for a while: the sheet stays as it is below, its judge shows that it is them. A modal of its
 * own, so that it lies above whatever question was open, and nothing closes it but the PIN.
 */
export function LockPage() {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const shut = () => element.current?.showModal();
  useLayoutEffect(() => {
    shut();
    addEventListener("keydown", holdEscape, { capture: true });
    return () => removeEventListener("keydown", holdEscape, { capture: true });
  }, []);
  const seat = session.value;
  if (!seat) return null;
  return html`<dialog ref=${element} class="lock" aria-label=${t("judge.locked")} onClose=${shut}
    onCancel=${(/** @type {Event} */ event) => event.preventDefault()}>
    <main class="page pair">
      <section class="pair-card plate plate-cut stack">
        <p class="quiet">${t("judge.locked")}</p>
        <h1 class="welcome-name">${seat.judge.name}</h1>
        <p>${t("judge.locked_note")}</p>
        <button type="button" class="button wide" data-do="switch" onClick=${() => tablet.handOver()}>${t("judge.locked_other")}</button>
      </section>
      <${Enter} key=${seat.key} seat=${seat} action=${t("judge.locked_on")} />
    </main>
  </dialog>`;
}

/**
 * A browser closes a dialog at the second Escape whatever the dialog says, and at a quick third one the question below it,
 * before the lock is shown again.
 * @param {KeyboardEvent} event
 */
function holdEscape(event) {
  if (event.key === "Escape") event.preventDefault();
}
