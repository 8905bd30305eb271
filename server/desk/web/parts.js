// Small pieces that every view of the desk is made of: links, fields, notices, dialogs, tags. None knows a view.

import { html, useEffect, useRef } from "../../../static/lib/ui.js";
import { pathOf } from "./routes.js";
import { go } from "./store.js";
import { sayProblem, t } from "./words.js";

/**
 * A link inside the desk: a real one, so that it opens in a new tab too.
 *
 * @param {{to: import("./routes.js").Route, class?: string, children?: any, [rest: string]: any}} props
 */
export function Link({ to, children, ...rest }) {
  /** @param {MouseEvent} event */
  function follow(event) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  }
  return html`<a href=${pathOf(to)} onClick=${follow} ...${rest}>${children}</a>`;
}

/**
 * A labelled input. What is typed goes to `value`, a signal, so that it outlives every redraw.
 *
 * @param {{label: string, value: import("../../../static/lib/ui.js").Signal<string>, hint?: any, fault?: string,
 *   id?: string, [rest: string]: any}} props
 */
export function Field({ label, value, hint, fault, id, ...rest }) {
  const own = id ?? `field-${label.replace(/\W+/g, "-")}-${useNumber()}`;
  const described = [hint && `${own}-hint`, fault && `${own}-fault`].filter(Boolean).join(" ");
  return html`<div class="field">
    <label for=${own}>${label}</label>
    <input
      class="input"
      id=${own}
      value=${value}
      aria-invalid=${fault ? "true" : undefined}
      aria-describedby=${described || undefined}
      autocomplete="off"
      onInput=${(/** @type {any} */ event) => {
        value.value = event.currentTarget.value;
      }}
      ...${rest}
    />
    ${hint && html`<span class="hint" id=${`${own}-hint`}>${hint}</span>`}
    ${fault && html`<span class="fault" id=${`${own}-fault`}>${fault}</span>`}
  </div>`;
}

/**
 * A choice among few, `[value, text]` each. What is chosen goes to `value`, a signal.
 *
 * @param {{id: string, label: string, value: import("../../../static/lib/ui.js").Signal<string>, options: string[][],
 *   [rest: string]: any}} props
 */
export function Choice({ id, label, value, options, ...rest }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} class="input" value=${value.value} ...${rest} onChange=${(/** @type {any} */ event) => {
      value.value = event.currentTarget.value;
    }}>
      ${options.map(([of, text]) => html`<option key=${of} value=${of}>${text}</option>`)}
    </select>
  </div>`;
}

let numbers = 0;

/** A number of its own for every use of a component. */
export function useNumber() {
  const kept = useRef(0);
  if (kept.current === 0) {
    numbers += 1;
    kept.current = numbers;
  }
  return kept.current;
}

/**
 * A title in both languages; an empty English one means "as in Chinese" (see `bothTexts`).
 *
 * @param {{zh: any, en: any, label: string, hint?: string}} props signals
 */
export function TitleFields({ zh, en, label, hint }) {
  return html`<div class="pair">
    <${Field} label=${t("desk.form.in_chinese", { label })} value=${zh} maxlength="120" required lang="zh-CN" />
    <${Field} label=${t("desk.form.in_english", { label })} value=${en} maxlength="120" lang="en"
      hint=${hint ?? t("desk.form.english_empty")} />
  </div>`;
}

/** @param {string} zh @param {string} en @returns {{zh: string, en: string}} one text stands for both where one is empty */
export function bothTexts(zh, en) {
  return { zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() };
}

/**
 * How an intent goes: what is waited for, or why not.
 *
 * @param {{intent: import("./intent.js").Intent}} props
 */
export function IntentNotice({ intent }) {
  const { waiting, problem } = intent.state.value;
  const said = useRef(/** @type {HTMLElement | null} */ (null));
  // why: a long form is sent from its foot, and an answer above or below the window is no answer
  useEffect(() => said.current?.scrollIntoView({ block: "nearest" }), [waiting, problem]);
  if (waiting) {
    return html`<p ref=${said} class="notice" data-state="warn" role="status">${t("desk.intent.waiting")}</p>`;
  }
  if (!problem) return null;
  return html`<p ref=${said} class="notice" data-state="bad" role="alert">${sayProblem(problem)}</p>`;
}

/**
 * The button that sends an intent.
 *
 * @param {{intent: import("./intent.js").Intent, kind?: string, children?: any, [rest: string]: any}} props
 */
export function IntentButton({ intent, kind = "button-main", children, ...rest }) {
  const { busy } = intent.state.value;
  return html`<button class=${`button ${kind}`} aria-busy=${busy} disabled=${busy} ...${rest}>
    ${busy ? t("desk.intent.busy") : children}
  </button>`;
}

/**
 * A form that keeps what was typed and sends nothing by itself.
 *
 * @param {{onSend: () => any, children?: any, [rest: string]: any}} props
 */
export function Form({ onSend, children, ...rest }) {
  return html`<form
    class="stack"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onSend();
    }}
    ...${rest}
  >
    ${children}
  </form>`;
}

/**
 * A dialog over the page; Escape and the button at its corner close it. Without `onClose` it stays until its owner
 * takes it away.
 *
 * @param {{title: string, onClose?: () => void, wide?: boolean, children?: any}} props
 */
export function Dialog({ title, onClose, wide = false, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = `dialog-${useNumber()}`;
  useEffect(() => {
    const opener = /** @type {HTMLElement | null} */ (document.activeElement);
    element.current?.showModal();
    // The place one came from is where one wants to go on.
    return () => opener?.isConnected && opener.focus();
  }, []);
  return html`<dialog
    ref=${element}
    class=${wide ? "dialog wide" : "dialog"}
    aria-labelledby=${id}
    onClose=${onClose ?? (() => element.current?.showModal())}
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onClose?.();
    }}
  >
    <div class="dialog-head">
      <h2 id=${id}>${title}</h2>
      ${
        onClose &&
        html`<button type="button" class="button button-bare button-small close" aria-label=${t("common.close")}
          onClick=${onClose}>✕</button>`
      }
    </div>
    ${children}
  </dialog>`;
}

/** @type {Record<string, string>} */
const PHASE_STATES = { planned: "", drawn: "", open: "busy", closed: "warn", published: "gold" };

/** The phase of a round. @param {{phase: string}} props */
export function PhaseTag({ phase }) {
  return html`<span class="tag" data-state=${PHASE_STATES[phase] ?? ""}>${t(`common.phase.${phase}`)}</span>`;
}

/** How many of how many, as a bar and in figures. @param {{done: number, of: number, label: string}} props */
export function Bar({ done, of, label }) {
  const share = of ? Math.min(1, done / of) : 0;
  return html`<div class="bar">
    <div class="progress" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax=${of} aria-valuenow=${done}>
      <div style=${{ "--share": String(share) }}></div>
    </div>
    <span class="figures quiet">${done} / ${of}</span>
  </div>`;
}

/** The head of a view; focus comes here after a change of address. @param {any} props */
export function Head({ title, above, children }) {
  return html`<header class="view-head">
    <div class="grow">
      ${above && html`<p class="quiet above">${above}</p>`}
      <h1 tabindex="-1">${title}</h1>
    </div>
    ${children && html`<div class="row actions">${children}</div>`}
  </header>`;
}

/** Nothing here yet, and what to do about it. @param {{text: string, children?: any}} props */
export function Empty({ text, children }) {
  return html`<div class="empty"><p>${text}</p>${children}</div>`;
}

/** Why something could not be shown. @param {{problem: any, onRetry?: () => void}} props */
export function Fault({ problem, onRetry }) {
  return html`<div class="notice" data-state="bad" role="alert">
    <span class="grow">${sayProblem(problem)}</span>
    ${onRetry && html`<button class="button button-small" onClick=${onRetry}>${t("common.retry")}</button>`}
  </div>`;
}

/** Something is being loaded. */
export function Wait() {
  return html`<p class="quiet wait" role="status">${t("common.loading")}</p>`;
}

/**
 * A plate with a title, the way to something new in it, and its content.
 *
 * @param {{title: string, action?: any, onAct?: () => void, children?: any}} props
 */
export function Section({ title, action, onAct, children }) {
  return html`<section class="plate stack">
    <div class="row spread">
      <h2>${title}</h2>
      ${action && html`<button class="button button-small" onClick=${onAct}>${action}</button>`}
    </div>
    ${children}
  </section>`;
}
