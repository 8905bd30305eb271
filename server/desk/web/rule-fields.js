// Fields of a rule that is written by hand (teams, delegations), and the file one may be read from. No rule stands here.

import { html, useRef } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { Choice } from "./parts.js";
import { sayProblem, t } from "./words.js";

export const MODES = ["half_up", "half_even", "down", "floor", "ceiling"];

/** The choices of a field, each with its words. @param {string} area @param {string} name @param {string[]} values */
export const choices = (area, name, values) => values.map((one) => [one, t(`desk.${area}.${name}.${one}`)]);

/** One of several. @param {any} props `area`: where its texts stand, `values` and `put`: what the form has */
export function Pick({ area, name, values, put, options }) {
  const value = {
    get value() {
      return values[name];
    },
    set value(next) {
      put({ [name]: next });
    },
  };
  return html`<${Choice} id=${`rule-${name}`} label=${t(`desk.${area}.field.${name}`)} value=${value} options=${options} />`;
}

/** A line of text. @param {any} props */
export function Line({ area, name, values, put, hint, ...rest }) {
  return html`<div class="field">
    <label for=${`rule-${name}`}>${t(`desk.${area}.field.${name}`)}</label>
    <input id=${`rule-${name}`} class="input" value=${values[name]} autocomplete="off" onInput=${(/** @type {any} */ e) => put({ [name]: e.currentTarget.value })} ...${rest} />
    ${hint && html`<span class="hint">${hint}</span>`}
  </div>`;
}

/** A whole number. @param {any} props `empty`: may be left out */
export function Whole({ empty = false, ...rest }) {
  return html`<${Line} inputmode="numeric" pattern=${empty ? "[0-9]*" : "[0-9]+"} required=${!empty} ...${rest} />`;
}

/** Begin with a ready one. @param {any} props `ready`: those there are, `none`: the text for none of them */
export function Ready({ label, none, ready, chosen = "", onTake }) {
  return html`<div class="field grow">
    <label for="ready-rule">${label}</label>
    <select id="ready-rule" class="input" onChange=${(/** @type {any} */ e) => {
      const one = ready.find((/** @type {any} */ rule) => rule.id === e.currentTarget.value);
      if (one) onTake(one);
    }}>
      <option value="" selected=${!chosen}>${none}</option>
      ${ready.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${one.id === chosen}>${one.label}</option>`)}
    </select>
  </div>`;
}

/** A file somebody has written. @param {any} props `path`: who reads it, `faults`: a signal, what is wrong with it */
export function OwnFile({ label, path, faults, onTake }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {File | undefined} file */
  async function read(file) {
    if (!file) return;
    try {
      const { found, problems } = await readRule(path, file);
      faults.value = problems;
      if (found) onTake(found);
    } catch (error) {
      faults.value = [sayProblem(error)];
    }
  }
  return html`<div>
    <button type="button" class="button button-small" onClick=${() => input.current?.click()}>${label}</button>
    <input ref=${input} type="file" hidden accept=".yaml,.yml" aria-label=${label} onChange=${(
      /** @type {any} */ e,
    ) => {
      read(e.currentTarget.files[0]);
      e.currentTarget.value = "";
    }} />
  </div>`;
}

/**
 * What the server makes of a file: a rule, or everything that is wrong with it.
 *
 * @param {string} path
 * @param {Blob} file
 * @returns {Promise<{found: any, problems: string[]}>}
 */
export function readRule(path, file) {
  const form = new FormData();
  form.append("file", file, "rule.yaml");
  return ask(path, { form });
}

/** All that is wrong, at once. @param {any} props `lines`: texts */
export function Faults({ lines }) {
  if (lines.length === 0) return null;
  return html`<ul class="notice" data-state="bad" role="alert">
    ${lines.map((/** @type {string} */ line) => html`<li key=${line}>${line}</li>`)}
  </ul>`;
}
