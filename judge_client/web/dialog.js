// A modal question over the page; what is asked is the caller's.

import { html, useEffect, useRef } from "../../static/lib/ui.js";

/**
 * A modal question. The browser keeps the focus inside and closes it with Escape.
 * @param {{label: string, onClose: () => void, wide?: boolean, children?: any}} props
 */
export function Dialog({ label, onClose, wide = false, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => element.current?.showModal(), []);
  return html`<dialog ref=${element} class=${wide ? "stack dialog-wide" : "stack"} aria-label=${label} onClose=${onClose}>${children}</dialog>`;
}
