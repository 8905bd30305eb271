// Everything a page needs to draw, from one place: html templates, components, hooks and signals.

import htm from "../vendor/htm/htm.js";
import { h } from "../vendor/preact/preact.js";

export {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "../vendor/preact/hooks.js";
export { Component, createContext, Fragment, h, render } from "../vendor/preact/preact.js";
export {
  batch,
  computed,
  effect,
  Signal,
  signal,
  untracked,
  useComputed,
  useSignal,
  useSignalEffect,
} from "../vendor/signals/signals.js";

/**
 * Tagged template with one root: html`<p class=${name}>${text}</p>`; values become text, never markup.
 *
 * @type {(strings: TemplateStringsArray, ...values: any[]) => import("../vendor/preact/preact.js").VNode<any>}
 */
export const html = /** @type {any} */ (htm.bind(h));
