// Where a file is chosen or dropped; what becomes of it is its page's matter.

import { html, useRef, useSignal } from "../../../static/lib/ui.js";

/**
 * @param {{title: string, text: string, choose: string, kinds: string, onFile: (file: File | undefined) => void,
 *   children?: any}} props kinds: as `accept` has them; children: links that stand beside the button
 */
export function FileDrop({ title, text, choose, kinds, onFile, children }) {
  const over = useSignal(false);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return html`<div class="drop" data-over=${over.value}
    onDragOver=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      over.value = true;
    }}
    onDragLeave=${() => {
      over.value = false;
    }}
    onDrop=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      over.value = false;
      onFile(event.dataTransfer?.files[0]);
    }}>
    <div class="grow">
      <h2>${title}</h2>
      <p class="quiet">${text}</p>
    </div>
    <div class="row">
      <button class="button button-small button-main" onClick=${() => input.current?.click()}>${choose}</button>
      ${children}
    </div>
    <input ref=${input} type="file" hidden aria-label=${choose} accept=${kinds}
      onChange=${(/** @type {any} */ event) => {
        onFile(event.currentTarget.files[0]);
        // The same file, mended, must be choosable again.
        event.currentTarget.value = "";
      }} />
  </div>`;
}
