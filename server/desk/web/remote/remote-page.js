// A phone as the remote of a ceremony: the QR code or the PIN once, then two large keys. It knows no name and no figure.

import { find } from "../../../../static/lib/html.js";
import { language, loadTexts, TAGS } from "../../../../static/lib/i18n.js";
import { html, render, useEffect, useRef, useSignal } from "../../../../static/lib/ui.js";
import { inOrder } from "../in-order.js";
import { useLooking } from "../use-answer.js";
import { t } from "../words.js";

const LOOK_EVERY = 1_000;
const place = find("#remote");
const { competition = "", round = "" } = place.dataset;
const path = `/api/v1/competitions/${competition}/rounds/${round}/ceremony`;
const kept = `jinchui.remote.${competition}.${round}`;

/** @param {string} action @param {any} body @param {string} [token] @param {AbortSignal} [signal] */
async function post(action, body, token = "", signal) {
  const answer = await fetch(`${path}/${action}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Accept-Language": TAGS[language()],
      ...(token ? { "X-Remote-Token": token } : {}),
    },
    body: JSON.stringify(body),
    credentials: "omit",
    signal,
  });
  const said = await answer.json();
  if (!answer.ok) throw said;
  return said;
}

function Remote() {
  // Kept until the ceremony is put away: a phone that was closed in the middle of it goes on where it was.
  const token = useSignal(localStorage.getItem(kept) ?? "");
  return token.value
    ? html`<${Keys} token=${token.value} onOut=${() => {
        localStorage.removeItem(kept);
        token.value = "";
      }} />`
    : html`<${Pin} onIn=${(/** @type {string} */ found) => {
        localStorage.setItem(kept, found);
        token.value = found;
      }} />`;
}

/** @param {any} props */
function Pin({ onIn }) {
  const pin = useSignal("");
  const problem = useSignal("");
  /** @param {string} given */
  async function enter(given) {
    try {
      onIn((await post("remote", { pin: given })).token);
    } catch (/** @type {any} */ error) {
      problem.value = error.detail ?? t("desk.ceremony.away");
    }
  }
  useEffect(() => {
    const key = location.hash.slice(1);
    if (!key) return;
    history.replaceState(null, "", location.pathname);
    enter(key);
  }, []);
  return html`<form class="remote-pin" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    enter(pin.value);
  }}>
    <h1>${t("desk.ceremony.remote")}</h1>
    <label class="field"><span>${t("desk.ceremony.pin_enter")}</span>
      <input class="input figures" inputmode="numeric" autocomplete="one-time-code" maxlength="16" required value=${pin.value} onInput=${(
        /** @type {any} */ event,
      ) => {
        pin.value = event.currentTarget.value;
      }} /></label>
    ${problem.value && html`<p class="notice" data-state="bad" role="alert">${problem.value}</p>`}
    <button class="button button-main">${t("desk.ceremony.pin_in")}</button>
  </form>`;
}

/** @param {any} props */
function Keys({ token, onOut }) {
  const state = useSignal(/** @type {any} */ (null));
  const problem = useSignal("");
  const away = useSignal(false);
  const busy = useSignal(false);
  const questions = useRef(inOrder());
  /** @param {string} action @param {AbortSignal} [signal] */
  async function send(action, signal) {
    const seen = action === "look" || !state.value ? {} : { seen: state.value.step };
    const body = action === "auto" ? { ...seen, to: state.value.pace } : seen;
    const fresh = questions.current.ask();
    try {
      const found = await post(action, body, token, signal);
      // A look that was asked for before a key was pressed does not take the ceremony back on this page.
      if (!fresh()) return;
      state.value = found;
      if (action !== "look" || away.value) problem.value = "";
      away.value = false;
    } catch (/** @type {any} */ error) {
      if (error.code === "remote_pin_wrong" || error.code === "ceremony_unknown") onOut();
      else {
        away.value = error.detail === undefined;
        problem.value = error.detail ?? t("desk.ceremony.away");
      }
    }
  }
  /** @param {string} action */
  async function press(action) {
    if (busy.value) return;
    busy.value = true;
    navigator.vibrate?.(20);
    await send(action);
    busy.value = false;
    if (problem.value) await send("look");
  }
  useEffect(() => {
    send("look");
  }, [token]);
  useLooking(async (signal) => busy.value || send("look", signal), LOOK_EVERY);
  const now = state.value;
  if (!now) return html`<p class="remote-wait" role="status">${t("common.loading")}</p>`;
  return html`<div class="remote-keys" data-phase=${now.phase}>
    <header>
      <h1>${t(`desk.ceremony.phase.${now.phase}`)}${now.rehearsal ? ` · ${t("desk.ceremony.rehearsal")}` : ""}</h1>
      <p class="figures">${t("desk.ceremony.at", { step: now.step, steps: now.steps })}${now.auto ? ` · ${t("desk.ceremony.seconds")} ${now.auto}` : ""}</p>
      ${problem.value && html`<p class="notice" data-state="bad" role="alert">${problem.value}</p>`}
    </header>
    ${now.phase === "prepared" && html`<p class="remote-wait">${t("desk.ceremony.remote_wait")}</p>`}
    ${now.phase === "armed" && html`<button class="remote-key remote-go" onClick=${() => press("go")}>${t("desk.ceremony.go")}</button>`}
    ${
      now.phase === "running" &&
      html`<button class="remote-key remote-next" disabled=${now.step >= now.steps} onClick=${() => press("next")}>
        <span>${t("desk.ceremony.next")} ▶</span>
        <small>${now.next ? t(`desk.ceremony.beat.${now.next}`) : t("desk.ceremony.over")}</small>
      </button>
      <button class="remote-key remote-back" disabled=${now.step === 0} onClick=${() => press("back")}>◀ ${t("desk.ceremony.back")}</button>
      ${
        now.auto
          ? html`<button class="remote-key remote-pace" onClick=${() => press("pause")}>${t("desk.ceremony.pause")}</button>`
          : now.step < now.steps &&
            html`<button class="remote-key remote-pace" onClick=${() => press("auto")}>${t("desk.ceremony.auto")}<small>${t("desk.ceremony.auto_text", { seconds: now.pace })}</small></button>`
      }`
    }
  </div>`;
}

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => null);
}

await loadTexts(["common", "desk"]);
place.replaceChildren();
render(html`<${Remote} />`, place);
document.addEventListener("visibilitychange", stayAwake);
await stayAwake();
