// The floor page's first script: loads the texts, draws who may work here, and keeps the screen awake. Views stand in their files.

import { find } from "../../../../static/lib/html.js";
import { loadTexts } from "../../../../static/lib/i18n.js";
import { html, render } from "../../../../static/lib/ui.js";
import { FloorFrame } from "./floor-frame.js";
import { arrive, begin } from "./floor-store.js";

const place = find("#floor");

/** A floor judge looks at the page for hours without touching it. */
async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => null);
}

async function start() {
  await loadTexts(["common", "refusal", "desk", "floor"]);
  addEventListener("popstate", arrive);
  document.addEventListener("visibilitychange", stayAwake);
  place.replaceChildren();
  render(html`<${FloorFrame} />`, place);
  await begin();
  await stayAwake();
}

start().catch((error) => {
  console.warn("floor", error);
  setTimeout(() => location.reload(), 3_000);
});
