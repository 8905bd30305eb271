// Graphics over a live picture, at the desk: an address for each, showing and hiding by button and key, the token for control surfaces.

import { html, useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { useBoards } from "./fleet.js";
import { useIntent } from "./intent.js";
import { addressOf } from "./own-address.js";
import { Fault, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { shown, t } from "./words.js";

/** In the order of their keys, 1 to 6. */
const GRAPHICS = ["lower_third", "tower", "ticker", "versus", "reveal", "on_stage"];
const LOOK_EVERY = 2_000;

/** The page of whoever mixes the stream. */
export function StreamView() {
  const { answer, problem, retry } = useAnswer((signal) => ask("/api/v1/stream", { signal }), [], LOOK_EVERY);
  const boards = useBoards()("standings");
  const board = useSignal("");
  const position = useSignal("left");
  const last = useSignal("lower_third");
  const intent = useIntent();
  const chosen = board.value || boards[0]?.id || "";
  const queue = useRef(Promise.resolve());
  /**
   * Keys come faster than answers: each waits for the one before. While the server is away they are not kept: nobody
   * wants them all on air when it is back.
   *
   * @param {string} path below the stream's
   */
  function send(path) {
    if (intent.state.value.waiting) return;
    queue.current = queue.current.then(async () => {
      await intent.send(`/api/v1/stream/${path}`, {});
      retry();
    });
  }
  /** @param {string} graphic @param {string} action @param {string} [entry] its id, or the number it wears */
  function drive(graphic, action, entry = "") {
    last.value = graphic;
    const about = entry && `?${new URLSearchParams({ entry })}`;
    send(`${graphic}/${action}${about}`);
  }
  const hideAll = () => send("hide_all");
  useKeys((key) => {
    const at = Number(key) - 1;
    if (GRAPHICS[at]) drive(GRAPHICS[at], "toggle");
    else if (key === "ArrowRight") drive(last.value, "next");
    else if (key === "ArrowLeft") drive(last.value, "previous");
    else if (key === "Home") drive(last.value, "first");
    else if (key === "Escape") hideAll();
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
      <button class="button stream-hide" onClick=${hideAll}>${t("desk.stream.hide_all")} <kbd>Esc</kbd></button>
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

/** Graphics that are about one entry, which may be asked for by the number it wears. */
const ABOUT_ONE = new Set(["lower_third", "versus", "on_stage"]);

/** @param {any} props */
function Graphic({ graphic, hotkey, current, state, board, position, drive }) {
  const query = new URLSearchParams({ board, lang: shown.value, position });
  const path = `/overlay/${graphic}?${query}`;
  const address = addressOf(path);
  const [step, entry] = [state.step, state.entry ?? ""];
  async function copy() {
    await navigator.clipboard?.writeText(address).catch(() => null);
    toast(t("desk.stream.copied"));
  }
  return html`<article class="plate graphic" data-on=${state.shown} aria-current=${current ? "true" : undefined}>
    <header class="row spread">
      <h2>${t(`desk.stream.${graphic}`)}</h2>
      <kbd>${hotkey}</kbd>
    </header>
    <${Preview} path=${path} told=${new URLSearchParams({ step, entry }).toString()} title=${t(`desk.stream.${graphic}`)} />
    <div class="row">
      <button class=${state.shown ? "button button-danger" : "button button-main"} aria-pressed=${state.shown} onClick=${() => drive(graphic, "toggle")}>
        ${t(state.shown ? "desk.stream.hide" : "desk.stream.show")}
      </button>
      <button class="button button-small" aria-label=${t("desk.stream.previous")} onClick=${() => drive(graphic, "previous")}>◀</button>
      <span class="figures">${state.step + 1}</span>
      <button class="button button-small" aria-label=${t("desk.stream.next")} onClick=${() => drive(graphic, "next")}>▶</button>
      ${ABOUT_ONE.has(graphic) && html`<${ByNumber} name=${graphic} entry=${entry} onChoose=${(/** @type {string} */ one) => drive(graphic, "show", one)} />`}
    </div>
    <div class="row spread">
      <p class="graphic-pages" data-lost=${state.shown && state.pages === 0}>${t(state.pages ? "desk.stream.pages" : "desk.stream.no_page", { count: state.pages })}</p>
      <button class="button button-small" onClick=${copy}>${t("desk.stream.copy")}</button>
    </div>
    <code class="graphic-address">${address}</code>
  </article>`;
}

/** The entry a graphic shall be about, by the number it wears. @param {any} props */
function ByNumber({ name, entry, onChoose }) {
  /** @param {any} event */
  function choose(event) {
    event.preventDefault();
    const number = new FormData(event.currentTarget).get("entry")?.toString().trim();
    if (number) onChoose(number);
  }
  return html`<form class="row graphic-entry" onSubmit=${choose}>
    <input class="input" name="entry" aria-label=${`${t(`desk.stream.${name}`)}: ${t("desk.stream.entry")}`} placeholder=${t("desk.stream.entry")} defaultValue=${entry} autocomplete="off" />
    <button class="button button-small">${t("desk.stream.entry_show")}</button>
  </form>`;
}

/**
 * What the graphic shows or would show. It follows no channel, so that it does not count as a page on air; what it is told
 * stands behind its address, where another one loads nothing anew.
 *
 * @param {{path: string, told: string, title: string}} props
 */
function Preview({ path, told, title }) {
  const frame = useRef(/** @type {HTMLIFrameElement | null} */ (null));
  const source = `${path}&channel=&on=1`;
  const first = useRef(told);
  useEffect(() => {
    if (told === first.current) return;
    first.current = "";
    // `replace` leaves the desk's way back as it is, which another `src` would not.
    frame.current?.contentWindow?.location.replace(`${source}#${told}`);
  }, [told, source]);
  return html`<div class="graphic-look"><iframe ref=${frame} src=${`${source}#${first.current}`} title=${title} tabindex="-1" loading="lazy"></iframe></div>`;
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
