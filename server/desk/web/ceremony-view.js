// A round's ceremony at the desk: prepare it, begin it by two, drive it step by step, and go to the announcer's script.

import { html, useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { QrCode } from "./cards.js";
import { PlanForm } from "./ceremony-plan.js";
import { useIntent } from "./intent.js";
import { addressOf } from "./own-address.js";
import { Fault, IntentButton, IntentNotice, Link, Wait } from "./parts.js";
import { EventTabs } from "./round-parts.js";
import { route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

const LOOK_EVERY = 1_000;
const FORWARD = ["ArrowRight", "PageDown", " "];
/** The PIN of the remote and the key of its code, as this page was told them, and when they were made. */
const NO_PIN = { pin: "", key: "", pin_at: 0 };
const BACKWARD = ["ArrowLeft", "PageUp"];

/** The page of whoever runs the ceremony. */
export function CeremonyView() {
  const { competition, round } = route.value;
  const path = inside(competition ?? "", `/rounds/${round}/ceremony`);
  const { answer, problem, retry } = useAnswer((signal) => ask(path, { signal }), [path], LOOK_EVERY);
  const pin = useSignal(NO_PIN);
  if (!answer) return problem ? html`<${Fault} problem=${problem} onRetry=${retry} />` : html`<${Wait} />`;
  const props = { path, state: answer, retry, pin };
  return html`<div class="ceremony-desk">
    <${EventTabs} />
    ${answer.phase === "none" ? html`<${PlanForm} ...${props} />` : html`<${Running} ...${props} />`}
  </div>`;
}

/** @param {any} props */
function Running({ path, state, retry, pin }) {
  const { competition, round } = route.value;
  const intent = useIntent();
  const seconds = useSignal(String(state.pace));
  // What was refused in one phase is no news in the next.
  useEffect(() => intent.forget(), [state.phase]);
  /** @param {string} action @param {number} [to] */
  async function drive(action, to = 0) {
    // Where it shall wait is no matter of the step that is on.
    const seen = action === "hold" || action === "release" ? {} : { seen: state.step };
    await intent.send(`${path}/${action}`, { ...seen, to });
    retry();
  }
  async function takeResults() {
    await intent.send(`${path}/results`, {});
    retry();
  }
  async function end() {
    pin.value = NO_PIN;
    await intent.send(path, undefined, { method: "DELETE" });
    retry();
  }
  useKeys((key) => {
    if (state.phase !== "running") return false;
    if (FORWARD.includes(key)) drive("next");
    else if (BACKWARD.includes(key)) drive("back");
    else return false;
    return true;
  });
  return html`<section class="plate stack">
      <div class="row spread">
        <h2>${t(`desk.ceremony.phase.${state.phase}`)}${state.rehearsal ? ` · ${t("desk.ceremony.rehearsal")}` : ""}</h2>
        <div class="row">
          <${Link} class="button button-small" to=${{ view: "script", competition, round }}>${t("desk.ceremony.script")}<//>
          <button class="button button-small button-danger" onClick=${end}>${t("desk.ceremony.end")}</button>
        </div>
      </div>
      ${!state.confirmed && !state.rehearsal && html`<p class="notice" data-state="warn">${t("desk.ceremony.unconfirmed")}</p>`}
      ${state.changed_since && html`<div class="notice row" data-state="bad" role="alert"><span class="grow">${t("desk.ceremony.changed")}</span><${IntentButton} intent=${intent} kind="" onClick=${takeResults}>${t("desk.ceremony.take_results")}<//></div>`}
      <${IntentNotice} intent=${intent} />
      ${state.phase === "prepared" && html`<div class="row"><${IntentButton} intent=${intent} onClick=${() => drive("arm")}>${t("desk.ceremony.arm")}<//><p class="quiet">${t("desk.ceremony.arm_text")}</p></div>`}
      ${state.phase === "armed" && html`<div class="row"><${IntentButton} intent=${intent} onClick=${() => drive("go")}>${t("desk.ceremony.go")}<//><p class="quiet">${t("desk.ceremony.go_text")}</p></div>`}
      ${state.phase === "running" && html`<${Keys} state=${state} drive=${drive} seconds=${seconds} busy=${intent.state.value.busy} />`}
    </section>
    <${Remote} path=${path} state=${state} pin=${pin} />
    <${Steps} state=${state} drive=${drive} busy=${intent.state.value.busy} />`;
}

/** What a step does, and to whom. @param {any} one */
function stepText(one) {
  return `${t(`desk.ceremony.beat.${one.beat}`)}${one.of ? ` · ${say(one.of)}` : ""}`;
}

/** One step by name, for whoever has the keys before them. @param {any} props */
function Named({ label, one }) {
  return html`<p class="ceremony-named"><span class="quiet">${label}</span>
    <span>${one ? stepText(one) : t("desk.ceremony.over")}</span>
    <strong>${one?.names.map(say).join(t("desk.ceremony.comma")) ?? ""}</strong></p>`;
}

/** What is pressed while the last press is under way would be lost: until then nothing can be pressed. @param {any} props */
function Keys({ state, drive, seconds, busy }) {
  const over = state.step >= state.steps;
  return html`<div class="ceremony-now">
      ${state.step > 0 && html`<${Named} label=${t("desk.ceremony.on_screen")} one=${state.list[state.step - 1]} />`}
      <${Named} label=${t("desk.ceremony.next")} one=${state.list[state.step]} />
    </div>
    <div class="ceremony-keys">
      <button class="button" disabled=${busy || state.step === 0} onClick=${() => drive("back")}>◀ ${t("desk.ceremony.back")}</button>
      <button class="button button-main" disabled=${busy || over} onClick=${() => drive("next")}>${t("desk.ceremony.next")} ▶</button>
    </div>
    <div class="row">
      <span class="figures">${t("desk.ceremony.at", { step: state.step, steps: state.steps })}</span>
      <span class="grow"></span>
      <label class="row"><span>${t("desk.ceremony.seconds")}</span>
        <input class="input ceremony-seconds" type="number" min="2" max="120" value=${seconds.value} onInput=${(
          /** @type {any} */ event,
        ) => {
          seconds.value = event.currentTarget.value;
        }} /></label>
      ${
        state.auto
          ? html`<button class="button" disabled=${busy} onClick=${() => drive("pause")}>${t("desk.ceremony.pause")}</button>`
          : html`<button class="button" disabled=${busy || over} onClick=${() => drive("auto", Number(seconds.value) || 0)}>${t("desk.ceremony.auto")}</button>`
      }
    </div>
    <p class="quiet">${t("desk.ceremony.keys")}</p>`;
}

/** Ten digits as they are read out and typed: three, three and four. @param {string} pin */
const inGroups = (pin) => pin.replace(/^(\d{3})(\d{3})/, "$1 $2 ");

/** The remote's address, its PIN while it is known, and the way to a new one. @param {any} props */
function Remote({ path, state, pin }) {
  const { competition, round } = route.value;
  const intent = useIntent();
  async function renew() {
    const found = await intent.send(`${path}/pin`, {}, { body: undefined });
    if (found) pin.value = found;
  }
  const address = addressOf(`/remote/${competition}/${round}`);
  // A PIN that another desk has renewed meanwhile lets nobody in.
  const renewed = pin.value.pin && pin.value.pin_at < state.pin_at;
  const { pin: typed, key } = renewed ? NO_PIN : pin.value;
  const scanned = key ? `${address}#${key}` : address;
  const { answer } = useAnswer(() => ask("/desk/qr", { body: { texts: [scanned] } }), [scanned]);
  return html`<section class="plate row ceremony-remote">
    ${answer?.[0] && html`<${QrCode} drawing=${answer[0]} label=${address} />`}
    <div class="stack">
      <h2>${t("desk.ceremony.remote")}</h2>
      <code>${address}</code>
      <p>${typed ? html`${t("desk.ceremony.pin")} <strong class="figures ceremony-pin">${inGroups(typed)}</strong>` : t(renewed ? "desk.ceremony.pin_renewed" : "desk.ceremony.pin_gone")}</p>
      ${key && html`<p class="quiet">${t("desk.ceremony.scan")}</p>`}
      <div class="row"><${IntentButton} intent=${intent} kind="" onClick=${renew}>${t("desk.ceremony.pin_new")}<//><p class="quiet">${t("desk.ceremony.pin_new_text")}</p></div>
      <${IntentNotice} intent=${intent} />
    </div>
  </section>`;
}

/** @param {any} props */
function Steps({ state, drive, busy }) {
  const running = state.phase === "running";
  const list = useRef(/** @type {any} */ (null));
  useEffect(() => {
    const here = list.current?.querySelector("[aria-current]");
    if (here) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 3;
  }, [running, state.step]);
  return html`<section class="plate">
    <h2>${t("desk.ceremony.steps")}</h2>
    <ol class="ceremony-steps" ref=${list} tabindex="0" aria-label=${t("desk.ceremony.steps")}>
      ${state.list.map(
        (
          /** @type {any} */ one,
          /** @type {number} */ at,
        ) => html`<li key=${at} aria-current=${running && at + 1 === state.step ? "step" : undefined}>
          <button class="button-plain ceremony-jump" disabled=${busy || !running} onClick=${() => drive("jump", at + 1)}>
            <span class="figures quiet">${at + 1}</span>
            <span>${stepText(one)}</span>
            <span class="quiet one-line">${one.names.map(say).join(t("desk.ceremony.comma"))}</span>
          </button>
          ${
            at + 1 < state.list.length &&
            html`<button class="button button-small ceremony-hold" disabled=${busy} aria-pressed=${one.holds} aria-label=${t("desk.ceremony.hold_of", { step: at + 1 })} title=${t("desk.ceremony.hold_text")}
              onClick=${() => drive(one.holds ? "release" : "hold", at + 1)}>${t("desk.ceremony.hold")}</button>`
          }
        </li>`,
      )}
    </ol>
  </section>`;
}

/** A presenter's clicker drives, but not while somebody types. @param {(key: string) => boolean} press */
function useKeys(press) {
  // A key means the step that stands on the page: effects run after it was painted, and would hold the one before.
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const hear = (event) => {
      const on = /** @type {HTMLElement} */ (event.target);
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (
        on.closest("input, select, textarea, button, a, dialog") &&
        (event.key === " " || !on.closest("button, a"))
      )
        return;
      if (latest.current(event.key)) event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
}
