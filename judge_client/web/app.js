// The tablet's page: opens the storage, then shows one of four pages by address. Rules and storage are elsewhere.

import { effect, html, render } from "../../static/lib/ui.js";
import { Bar } from "./bar.js";
import { keepAtHand } from "./offline.js";
import { PairPage, Welcome } from "./pair-page.js";
import { pictures } from "./picture-work.js";
import { ReviewPage } from "./review-page.js";
import { SheetPage } from "./sheet-page.js";
import { SheetsPage } from "./sheets-page.js";
import { parseRoute, route, session, storage, welcome } from "./state.js";
import { tablet } from "./tablet.js";
import { language, loadTexts, t } from "./texts.js";

const PAGES = { sheets: SheetsPage, sheet: SheetPage, review: ReviewPage };

function App() {
  if (storage.value === "opening")
    return html`<p class="page quiet" role="status">${t("common.loading")}</p>`;
  const at = route.value;
  const pairing = !session.value || session.value.revoked || at.page === "pair";
  const Page = pairing ? PairPage : welcome.value ? Welcome : PAGES[at.page];
  return html`
    <${Bar} />
    ${storage.value === "failed" && html`<p class="notice strip" data-state="bad" role="alert">${t("judge.storage_failed")}</p>`}
    <${Page} key=${pairing ? "pair" : `${at.page}/${"key" in at ? at.key : ""}`} />
  `;
}

effect(() => {
  language.value;
  document.title = t("judge.title");
});

addEventListener("hashchange", () => {
  route.value = parseRoute(location.hash);
  scrollTo(0, 0);
});

async function begin() {
  await loadTexts();
  render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
  await tablet.open();
  await pictures.open();
  await keepAtHand();
}

begin();
