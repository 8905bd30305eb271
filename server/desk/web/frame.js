// The desk's frame: bar, navigation, connection state, and which view stands in the middle. No view's content is here.

import { setLanguage } from "../../../static/lib/i18n.js";
import { html, useEffect } from "../../../static/lib/ui.js";
import { AccessView } from "./access-view.js";
import { ask, away, readOnly } from "./api.js";
import { BrandView } from "./brand-view.js";
import { CalibrationView } from "./calibration-view.js";
import { CeremonyView } from "./ceremony-view.js";
import { ChiefHome } from "./chief-home.js";
import { CompetitionsView } from "./competitions-view.js";
import { DelegationsView } from "./delegations-view.js";
import { DownloadsView } from "./downloads-view.js";
import { DrawView } from "./draw-view.js";
import { EntriesView } from "./entries-view.js";
import { EntryView } from "./entry-view.js";
import { HomeView } from "./home-view.js";
import { JudgesView } from "./judges-view.js";
import { LibraryView, RulesView, SchemeView } from "./library-view.js";
import { lineWord } from "./line-word.js";
import { LiveView } from "./live-view.js";
import { Letterhead, Logo, shortName, useLook } from "./look.js";
import { Navigation } from "./navigation.js";
import { PanelsView } from "./panels-view.js";
import { PaperView } from "./paper-view.js";
import { Dialog, Empty, Fault, Head, Link, Wait } from "./parts.js";
import { RulingsView } from "./rulings-view.js";
import { ScreenView } from "./screen-form.js";
import { ScreensView } from "./screens-view.js";
import { ScriptView } from "./script-view.js";
import { SealsHome, SealsView } from "./seals/seals-view.js";
import { SheetsView } from "./sheets-view.js";
import { SetUp, SignIn, SignInForm } from "./sign-in-view.js";
import { StandingsView } from "./standings-view.js";
import { StatisticsView } from "./statistics-view.js";
import {
  expired,
  here,
  isOfficial,
  line,
  may,
  me,
  overview,
  overviewProblem,
  reload,
  route,
  session,
  signedOut,
  toasts,
} from "./store.js";
import { StreamView } from "./stream-view.js";
import { TeamsView } from "./teams-view.js";
import { otherLanguage, say, shown, t } from "./words.js";

/** @type {Record<string, any>} */
const VIEWS = {
  competitions: CompetitionsView,
  screens: ScreensView,
  screen: ScreenView,
  stream: StreamView,
  brand: BrandView,
  home: HomeView,
  access: AccessView,
  library: LibraryView,
  scheme: SchemeView,
  judges: JudgesView,
  downloads: DownloadsView,
  entries: EntriesView,
  rules: RulesView,
  sheets: SheetsView,
  teams: TeamsView,
  delegations: DelegationsView,
  draw: DrawView,
  panels: PanelsView,
  paper: PaperView,
  live: LiveView,
  standings: StandingsView,
  ceremony: CeremonyView,
  script: ScriptView,
  rulings: RulingsView,
  seals: SealsView,
};

/** What a chief judge has of it, and a supervisor, who only looks. @type {Record<string, any>} */
const CHIEFS_VIEWS = {
  home: ChiefHome,
  live: LiveView,
  standings: StandingsView,
  statistics: StatisticsView,
  calibration: CalibrationView,
  rulings: RulingsView,
  seals: SealsView,
  access: AccessView,
  entry: EntryView,
};

/** What each role has of it. @type {Record<string, Record<string, any>>} */
const VIEWS_OF = {
  organiser: VIEWS,
  chief: CHIEFS_VIEWS,
  supervisor: { ...CHIEFS_VIEWS, statistics: undefined, calibration: undefined },
  recorder: { home: EntryView, access: AccessView },
  encryption: { home: SealsHome, access: AccessView },
};

/** The whole page. */
export function Frame() {
  useTitle();
  useLook((session.value === "in" && (route.value.competition || me.value?.competition)) || "");
  const inside = session.value === "in";
  const side = inside && route.value.competition && may("read_competition");
  const title = inside && titleHere();
  const classes = ["desk", side && "with-side", isOfficial.value && "for-official"];
  return html`<div class=${classes.filter(Boolean).join(" ")}>
    <a class="skip-link visually-hidden" href="#view">${t("desk.nav.skip")}</a>
    <${TopBar} />
    ${title && html`<${Letterhead} title=${title} />`}
    ${side && html`<${Navigation} />`}
    <main id="view" class="view" tabindex="-1">
      ${away.value && html`<p class="notice server-away" data-state="warn" role="status">${t("desk.away")}</p>`}
      ${readOnly.value && html`<p class="notice server-away" data-state="bad" role="alert">${t("desk.read_only")}</p>`}
      <${Middle} />
    </main>
    ${expired.value && html`<${Expired} />`}
    <div class="toast-place" role="status" aria-live="polite">
      ${toasts.value.map((one) => html`<div class="toast" data-state=${one.state} key=${one.id}>${one.text}</div>`)}
    </div>
  </div>`;
}

function Middle() {
  if (session.value === "asking") return html`<${Wait} />`;
  if (session.value === "setup") return html`<${SetUp} />`;
  if (session.value === "out") return html`<${SignIn} />`;
  const { view, competition, event, round } = route.value;
  if (competition && may("read_competition")) {
    if (overviewProblem.value) return html`<${Fault} problem=${overviewProblem.value} onRetry=${reload} />`;
    if (overview.value?.id !== competition) return html`<${Wait} />`;
  }
  const missing = (round && !here.value.round) || (event && !here.value.event);
  const View = missing ? undefined : VIEWS_OF[me.value.role]?.[view];
  if (!View) return html`<${Lost} />`;
  return html`<${View} key=${`${view} ${competition} ${event} ${round}`} />`;
}

function Lost() {
  const { competition } = route.value;
  return html`<div>
    <${Head} title=${t("desk.lost.title")} />
    <${Empty} text=${t("desk.lost.text")}>
      <${Link} class="button" to=${competition ? { view: "home", competition } : { view: "competitions" }}>
        ${t("common.back")}
      <//>
    <//>
  </div>`;
}

/** What the competition is called that is open. */
const titleHere = () => route.value.competition && (overview.value?.title ?? me.value?.title);

function TopBar() {
  const title = titleHere();
  return html`<header class="top-bar no-print">
    <${Link} class="brand" to=${isOfficial.value ? { view: "home", competition: me.value.competition } : { view: "competitions" }}
      aria-label=${t(isOfficial.value ? "desk.view.home" : "desk.nav.all_competitions")}>
      <img src=${new URL("../../../static/icons/mark.svg", import.meta.url).href} alt="" />
      <span class="brand-word">${t("common.product")}</span>
      <span class="desk-word">${t(isOfficial.value ? `access.role.${me.value.role}` : "desk.title")}</span>
    <//>
    ${title && html`<${Logo} /><span class="one-line bar-title" title=${say(title)}>${shortName() || say(title)}</span>`}
    <span class="grow"></span>
    ${session.value === "in" && html`<${Line} />`}
    <button class="button button-small" lang=${otherLanguage() === "zh" ? "zh-CN" : "en"}
      aria-label=${`${t("common.other_language")} · ${t("common.switch_language")}`}
      onClick=${() => setLanguage(shown.value === "zh" ? "en" : "zh")}>
      ${t("common.other_language")}
    </button>
    ${session.value === "in" && html`<${Account} />`}
  </header>`;
}

function Line() {
  if (!route.value.competition || !line.value) return null;
  const said = lineWord(line.value, away.value);
  return said && html`<span class="tag line" data-state=${said.state} role="status">${t(said.word)}</span>`;
}

function Account() {
  async function leave() {
    // Signing out of a server that is away is still signing out of this page.
    await ask("/api/v1/sign-out", { method: "POST" }).catch(() => null);
    signedOut();
  }
  return html`<div class="row account">
    <span class="quiet one-line account-name">${me.value?.name}</span>
    <button class="button button-small" onClick=${leave}>${t("desk.sign_out")}</button>
  </div>`;
}

function Expired() {
  return html`<${Dialog} title=${t("desk.expired.title")}>
    <p>${t("desk.expired.text")}</p>
    <${SignInForm} />
  <//>`;
}

/** The page's title says where one is, also in the history; focus goes to the new heading. */
function useTitle() {
  const { view } = route.value;
  const of = here.value.round ?? here.value.event ?? (route.value.competition ? overview.value : null);
  const title = [
    session.value === "in" && t(`desk.view.${view}`),
    say(of?.title),
    t("common.product"),
  ].filter(Boolean);
  useEffect(() => {
    document.title = title.join(" · ");
  });
  const address = `${view} ${route.value.competition} ${route.value.event} ${route.value.round}`;
  useEffect(() => {
    const head = /** @type {HTMLElement | null} */ (document.querySelector("#view h1"));
    if (document.activeElement === document.body || document.activeElement?.closest("nav"))
      head?.focus({ preventScroll: true });
  }, [address]);
}
