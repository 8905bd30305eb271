// Everything that can be taken away as a file: result lists, and the ledger itself.

import { html } from "../../../static/lib/ui.js";
import { inside } from "./api.js";
import { Empty, Head, PhaseTag } from "./parts.js";
import { overview, route } from "./store.js";
import { say, t } from "./words.js";

/** The files of the open competition. */
export function DownloadsView() {
  const competition = /** @type {string} */ (route.value.competition);
  const known = overview.value;
  const rounds = known.events.flatMap((/** @type {any} */ event) =>
    event.rounds.map((/** @type {any} */ round) => ({ event, round })),
  );
  return html`<div class="stack">
    <${Head} title=${t("desk.view.downloads")} above=${t("desk.downloads.text")} />
    ${rounds.length === 0 && html`<${Empty} text=${t("desk.downloads.none")} />`}
    ${
      rounds.length > 0 &&
      html`<div class="table-frame">
        <table class="table">
          <caption>${t("desk.downloads.standings")}</caption>
          <thead><tr>
            <th scope="col">${t("desk.col.event")}</th>
            <th scope="col">${t("desk.col.phase")}</th>
            <th scope="col">中文</th>
            <th scope="col" lang="en">English</th>
          </tr></thead>
          <tbody>
            ${rounds.map(
              (/** @type {any} */ { event, round }) => html`<tr key=${round.id}>
                <th scope="row">${say(event.title)} · ${say(round.title)}</th>
                <td><${PhaseTag} phase=${round.phase} /></td>
                <td><${StandingsFiles} competition=${competition} round=${round} lang="zh" /></td>
                <td><${StandingsFiles} competition=${competition} round=${round} lang="en" /></td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    }
    ${rounds.length > 0 && html`<${TableFiles} competition=${competition} known=${known} />`}
    <section class="plate plate-lead">
      <h2>${t("desk.downloads.site")}</h2>
      <p>${t("desk.downloads.site_text")}</p>
      <div class="row">
        <a class="button" href=${`/c/${competition}`} target="_blank">${t("desk.downloads.site_open")}</a>
        <a class="button" href=${`/c/${competition}/poster`} target="_blank">${t("desk.downloads.poster")}</a>
      </div>
    </section>
    <section class="plate plate-lead">
      <h2>${t("desk.downloads.ledger")}</h2>
      <p>${t("desk.downloads.ledger_text", { n: known.position })}</p>
      <div class="row">
        <a class="button" href=${inside(competition, "/facts?after=0")} download=${`${competition}.ndjson`}>
          ${t("desk.downloads.ledger_file")}
        </a>
      </div>
    </section>
  </div>`;
}

/** Teams of every event that ranks them, and every table of delegations. @param {{competition: string, known: any}} props */
function TableFiles({ competition, known }) {
  const teams = known.events
    .filter((/** @type {any} */ event) => event.teams?.ruled && event.teams.count > 0)
    .map((/** @type {any} */ event) => ({
      path: `/events/${event.id}/teams`,
      title: `${say(event.title)} · ${t("desk.view.teams")}`,
    }));
  const tables = known.tables.length ? known.tables : [{ id: "", title: null }];
  const delegations = tables.map((/** @type {any} */ table) => ({
    path: "/delegations",
    query: table.id && `&table=${table.id}`,
    title: table.title ? say(table.title) : t("desk.view.delegations"),
  }));
  return html`<div class="table-frame">
    <table class="table">
      <caption>${t("desk.downloads.tables")}</caption>
      <thead><tr>
        <th scope="col">${t("desk.downloads.table")}</th>
        <th scope="col">中文</th>
        <th scope="col" lang="en">English</th>
      </tr></thead>
      <tbody>
        ${[...teams, ...delegations].map(
          ({ path, query = "", title }) => html`<tr key=${path + query}>
            <th scope="row">${title}</th>
            ${["zh", "en"].map(
              (lang) => html`<td key=${lang}><span class="row">
                ${["xlsx", "csv"].map(
                  (kind) => html`<a key=${kind} class="button button-small" download
                    href=${inside(competition, `${path}.${kind}?lang=${lang}${query}`)}>${kind === "xlsx" ? "Excel" : "CSV"}
                    <span class="visually-hidden">${lang}</span></a>`,
                )}
              </span></td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A round's result list as files in one language. @param {{competition: string, round: any, lang: string}} props */
export function StandingsFiles({ competition, round, lang }) {
  const address = (/** @type {string} */ kind) =>
    inside(competition, `/rounds/${round.id}/standings.${kind}?lang=${lang}`);
  return html`<span class="row">
    <a class="button button-small" href=${address("xlsx")} download>Excel <span class="visually-hidden">${lang}</span></a>
    <a class="button button-small" href=${address("csv")} download>CSV <span class="visually-hidden">${lang}</span></a>
  </span>`;
}
