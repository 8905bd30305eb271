// The tablet's page: opens the storage, then shows one of four pages by address. Rules and storage are elsewhere.

import { effect, html, render } from "../../static/lib/ui.js";
import { Bar } from "./bar.js";
import { CallBanner } from "./call-banner.js";
import { watchClock } from "./clock-jumps.js";
import { DevicePage } from "./device-page.js";
import { Keeper } from "./offline.js";
import { PairPage, Welcome } from "./pair-page.js";
import { pictures } from "./picture-work.js";
import { ReviewPage } from "./review-page.js";
import { LockPage, SeatsPage } from "./seats-page.js";
import { SheetPage } from "./sheet-page.js";
import { SheetsPage } from "./sheets-page.js";
import { device, locked, parseRoute, route, seats, session, storage, welcome } from "./state.js";
import { tablet } from "./tablet.js";
import { language, loadTexts, t } from "./texts.js";
import { noteJump } from "./use-draft.js";
import { wakeLock } from "./wake-lock.js";

const PAGES = { sheets: SheetsPage, sheet: SheetPage, review: ReviewPage, device: DevicePage };

/** The page for who is here and where they are; a card in the address comes before everything. */
function chosen() {
  const at = route.value;
  const who = session.value;
  if (at.page === "pair") return { Page: PairPage, name: "pair" };
  if (at.page === "device") return { Page: DevicePage, name: "device" };
  if (!who) return seats.value.length ? { Page: SeatsPage, name: "seats" } : { Page: PairPage, name: "pair" };
  if (who.revoked) return { Page: PairPage, name: "pair" };
  if (welcome.value) return { Page: Welcome, name: "welcome" };
  return { Page: PAGES[at.page], name: `${who.key}/${at.page}/${"key" in at ? at.key : ""}` };
}

function App() {
  if (storage.value === "opening")
    return html`<p class="page quiet" role="status">${t("common.loading")}</p>`;
  const { Page, name } = chosen();
  const shut = locked.value && name !== "pair" && name !== "device";
  return html`
    <${Bar} />
    ${session.value && !session.value.revoked && !shut && html`<${CallBanner} />`}
    ${storage.value === "failed" && html`<p class="notice strip" data-state="bad" role="alert">${t("judge.storage_failed")}</p>`}
    <div class="desk-of-judge" inert=${shut} data-shut=${shut}><${Page} key=${name} /></div>
    ${shut && html`<${LockPage} />`}
  `;
}

const keeper = new Keeper({
  offline: (offline) => {
    device.value = { ...device.peek(), offline };
  },
  update: (update) => {
    device.value = { ...device.peek(), update };
  },
  flush: async () => tablet.writer?.flush(),
});

/** A sheet is open, or somebody is signing in: the screen stays on, and no newer page takes this one's place. */
effect(() => {
  const { page } = route.value;
  const open = page === "sheet" || page === "review";
  wakeLock.keep(Boolean(session.value) && !locked.value && open);
  keeper.sheet(open || page === "pair");
});

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
  tablet.greeted = (build) => keeper.greeted(build);
  addEventListener("pageshow", () => keeper.ask());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && keeper.ask());
  await tablet.open();
  watchClock(noteJump);
  await pictures.open();
  await keeper.start();
}

begin();
