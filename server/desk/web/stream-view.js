// Graphics over a live picture, at the desk: an address for each, showing and hiding by button and key, the token for control surfaces.

import { html, useEffect, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { useBoards } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Fault, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { shown, t } from "./words.js";

/** In the order of their keys, 1 to 6. */
const GRAPHICS = ["lower_third", "tower", "ticker", "versus", "reveal", "on_stage"];
const LOOK_EVERY = 2_000;

/** The page of whoever mixes the stream. */
export function StreamView() {
  const { answer, problem, retry } = useAnswer(() => ask("/api/v1/stream"), []);
  const boards = useBoards()("standings");
  const board = useSignal("");
  const position = useSignal("left");
  const last = useSignal("lower_third");
  const intent = useIntent();
  const chosen = board.value || boards[0]?.id || "";
  /** @param {string} graphic @param {string} action */
  async function drive(graphic, action) {
    last.value = graphic;
    await intent.send(`/api/v1/stream/${graphic}/${action}`, {});
    retry();
  }
  useEffect(() => {
    const timer = setInterval(retry, LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  useKeys((key) => {
    const at = Number(key) - 1;
    if (GRAPHICS[at]) drive(GRAPHICS[at], "toggle");
    else if (key === "ArrowRight") drive(last.value, "next");
    else if (key === "ArrowLeft") drive(last.value, "previous");
    else if (key === "Home") drive(last.value, "first");
    else if (key === "Escape") for (const graphic of GRAPHICS) drive(graphic, "hide");
  });
  if (!answer) return problem ? html`<${Fault} problem=${problem} onRetry=${retry} />` : html`<${Wait} />`;
  return html`<div class="stream-graphics">
    <${Head} title=${t("desk.view.stream")} above=${t("desk.stream.text")} />
    <p class="quiet">${t("desk.stream.keys")}</p>
    <div class="row">
      <label class="field">
        <span>${t("desk.screens.board")}</span>
        <select class="input" onChange=${(/** @type {any} */ event) => {
          board.value = event.currentTarget.value;
        }}>${boards.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === chosen}>${one.text}</option>`)}</select>
      </label>
      <label class="field">
        <span>${t("desk.stream.side")}</span>
        <select class="input" onChange=${(/** @type {any} */ event) => {
          position.value = event.currentTarget.value;
        }}>${["left", "right"].map((one) => html`<option key=${one} value=${one} selected=${one === position.value}>${t(`desk.stream.${one}`)}</option>`)}</select>
      </label>
    </div>
    <${IntentNotice} intent=${intent} />
    <ul class="graphics">
      ${GRAPHICS.map(
        (
          graphic,
          at,
        ) => html`<li key=${graphic}><${Graphic} graphic=${graphic} hotkey=${at + 1} current=${graphic === last.value}
          state=${answer.channels.find((/** @type {any} */ one) => one.id === graphic)} board=${chosen} position=${position.value} drive=${drive} /></li>`,
      )}
    </ul>
    <${Token} made=${answer.token_made} onDone=${retry} />
  </div>`;
}

/** Keys drive, but not while somebody types. @param {(key: string) => void} press */
function useKeys(press) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const hear = (event) => {
      const on = /** @type {HTMLElement} */ (event.target);
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.repeat ||
        on.closest("input, select, textarea, dialog")
      )
        return;
      press(event.key);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
}

/** @param {any} props */
function Graphic({ graphic, hotkey, current, state, board, position, drive }) {
  const query = new URLSearchParams({ board, lang: shown.value, position });
  const path = `/overlay/${graphic}?${query}`;
  const address = new URL(path, location.href).href;
  async function copy() {
    await navigator.clipboard?.writeText(address).catch(() => null);
    toast(t("desk.stream.copied"));
  }
  return html`<article class="plate graphic" data-on=${state.shown} aria-current=${current ? "true" : undefined}>
    <header class="row spread">
      <h2>${t(`desk.stream.${graphic}`)}</h2>
      <kbd>${hotkey}</kbd>
    </header>
    <div class="graphic-look"><iframe src=${`${path}&on=1`} title=${t(`desk.stream.${graphic}`)} tabindex="-1" loading="lazy"></iframe></div>
    <div class="row">
      <button class=${state.shown ? "button button-danger" : "button button-main"} aria-pressed=${state.shown} onClick=${() => drive(graphic, "toggle")}>
        ${t(state.shown ? "desk.stream.hide" : "desk.stream.show")}
      </button>
      <button class="button button-small" aria-label=${t("desk.stream.previous")} onClick=${() => drive(graphic, "previous")}>◀</button>
      <span class="figures">${state.step + 1}</span>
      <button class="button button-small" aria-label=${t("desk.stream.next")} onClick=${() => drive(graphic, "next")}>▶</button>
      <span class="grow"></span>
      <button class="button button-small" onClick=${copy}>${t("desk.stream.copy")}</button>
    </div>
    <code class="graphic-address">${address}</code>
  </article>`;
}

/** @param {any} props */
function Token({ made, onDone }) {
  const intent = useIntent();
  const token = useSignal("");
  async function renew() {
    const answer = await intent.send("/api/v1/stream/token", {}, { body: undefined });
    if (answer) token.value = answer.token;
    onDone();
  }
  return html`<section class="plate stack">
    <h2>${t("desk.stream.token")}</h2>
    <p>${t(made ? "desk.stream.token_made" : "desk.stream.token_text")}</p>
    ${token.value && html`<p class="notice" data-state="good"><code>${`/api/v1/stream/tower/show?token=${token.value}`}</code></p>`}
    <${IntentNotice} intent=${intent} />
    <div class="row"><${IntentButton} intent=${intent} kind="" onClick=${renew}>${t("desk.stream.token_new")}<//></div>
  </section>`;
}
