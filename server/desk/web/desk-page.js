// The desk's first script: loads the texts, draws the frame, and listens to the address. Views stand in their files.

import { find } from "../../../static/lib/html.js";
import { loadTexts } from "../../../static/lib/i18n.js";
import { html, render } from "../../../static/lib/ui.js";
import { Frame } from "./frame.js";
import { arrive, begin } from "./store.js";

const place = find("#desk");

async function start() {
  await loadTexts(["common", "refusal", "desk", "access", "seals"]);
  addEventListener("popstate", arrive);
  arrive();
  place.replaceChildren();
  render(html`<${Frame} />`, place);
  await begin();
}

start().catch((error) => {
  // Without texts nothing can be said in words: the page as it was served still says that it loads.
  console.warn("desk", error);
  setTimeout(() => location.reload(), 3_000);
});
