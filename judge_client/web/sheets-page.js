// My sheets: running order by blind code, one group per round and module, the state of each, and what comes next.

import { timeText } from "../../static/lib/clock.js";
import { html, useLayoutEffect, useRef, useState } from "../../static/lib/ui.js";
import { plain } from "./device-page.js";
import { byHeat, next, tally } from "./sheets.js";
import { allGroups, lost, session, sheetAddress, work } from "./state.js";
import { tablet } from "./tablet.js";
import { refusalText, say, t } from "./texts.js";

/** How a state looks: word, shape and colour together. */
export const LOOKS = {
  todo: "",
  draft: "busy",
  waiting: "warn",
  recorded: "good",
  refused: "bad",
  not_competing: "",
  locked: "gold",
};

const OPEN = new Set(["todo", "draft", "refused"]);
const FILTERS = {
  all: () => true,
  open: ({ state }) => OPEN.has(state),
  done: ({ state }) => state === "recorded" || state === "waiting",
};

/** The group chosen and the filter outlive a visit to a sheet. */
const kept = { group: "", filter: "all" };

export function SheetsPage() {
  const [group, setGroup] = useState(kept.group);
  const [filter, setFilter] = useState(kept.filter);
  const all = allGroups.value;
  if (!all.length) return html`<${Nothing} />`;
  const shown =
    all.find((one) => idOf(one) === group) ??
    all.find((one) => next(one) && one.round.phase === "open") ??
    all[0];
  const listed = shown.sheets.filter(FILTERS[filter]);
  return html`<main class="page sheets">
    ${
      all.length > 1 &&
      html`<${Tabs} groups=${all} shown=${shown} onChoose=${(id) => {
        kept.group = id;
        setGroup(id);
      }} />`
    }
    <${Lost} />
    <${GroupHead} group=${shown} />
    <${NextSheet} group=${shown} />
    <div class="filters" role="group" aria-label=${t("judge.filter")}>
      ${Object.keys(FILTERS).map(
        (name) =>
          html`<button type="button" class="button" key=${name} aria-pressed=${name === filter} onClick=${() => {
            kept.filter = name;
            setFilter(name);
          }}>${t(`judge.filter_${name}`)}</button>`,
      )}
    </div>
    ${byHeat(shown, listed).map(
      (part) => html`<section key=${part.heat} class="sheet-heat" data-current=${part.current}>
        ${part.heat > 0 && html`<${HeatHead} part=${part} />`}
        <ol class="sheet-list">
          ${part.sheets.map((sheet) => html`<${SheetCard} key=${sheet.key} sheet=${sheet} />`)}
        </ol>
      </section>`,
    )}
    ${listed.length === 0 && html`<p class="quiet">${t("judge.nothing_here")}</p>`}
    ${plain() && html`<p class="notice" data-state="warn">${t("judge.plain_http")}</p>`}
  </main>`;
}

const idOf = ({ round, module, calibration }) =>
  `${round.id}/${module.id}${calibration ? "/calibration" : ""}`;

function Nothing() {
  const name = session.value?.judge.name ?? "";
  return html`<main class="page sheets">
    <section class="plate plate-cut stack">
      <h1>${t("judge.hello", { name })}</h1>
      <p role="status">${work.value ? t("judge.no_sheets") : t("judge.reading")}</p>
    </section>
  </main>`;
}

function Tabs({ groups, shown, onChoose }) {
  const nav = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    nav.current?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [idOf(shown)]);
  return html`<nav ref=${nav} class="tabs" aria-label=${t("judge.groups")}>
    ${groups.map((group) => {
      const { done, due } = tally(group);
      return html`<button type="button" class="button tab" key=${idOf(group)} aria-pressed=${group === shown}
        onClick=${() => onChoose(idOf(group))}>
        <strong>${say(group.module.title)} ${group.calibration && html`<span class="tag" data-state="warn">${t("judge.calibration_word")}</span>`}</strong>
        <span class="quiet">${say(group.round.event.title)} · ${say(group.round.title)} · ${done}/${due}</span>
      </button>`;
    })}
  </nav>`;
}

/** After a restore: what this tablet has a receipt for and the server does not know. */
function Lost() {
  const count = lost.value.length;
  if (!count) return null;
  return html`<section class="notice" data-state="bad" role="alert">
    <p class="grow">${t("judge.lost", { count })}</p>
    <button type="button" class="button" data-do="send-lost" onClick=${() => tablet.sendLost()}>${t("judge.send_lost")}</button>
  </section>`;
}

function GroupHead({ group }) {
  const { done, due } = tally(group);
  return html`<header class="group-head">
    <div class="grow">
      <p class="quiet">${say(group.round.event.title)} · ${say(group.round.title)}</p>
      <h1>${say(group.module.title)}</h1>
      ${group.calibration && html`<p class="quiet" data-calibration>${t("judge.calibration_text")}</p>`}
      ${group.shadow && html`<p class="quiet" data-shadow>${t("judge.shadow_text")}</p>`}
    </div>
    ${
      group.calibration
        ? html`<span class="tag" data-state="warn">${t("judge.calibration")}</span>`
        : html`<span class="tag" data-state=${group.round.phase === "open" ? "gold" : ""}>${t(`common.phase.${group.round.phase}`)}</span>`
    }
    <p class="group-tally"><strong>${done}</strong><span class="quiet"> / ${due} ${t("judge.sheets")}</span></p>
    <div class="progress" aria-hidden="true"><div style=${{ "--share": due ? String(done / due) : "0" }}></div></div>
  </header>`;
}

function NextSheet({ group }) {
  const sheet = next(group);
  if (!sheet)
    return html`<section class="plate plate-lead next-sheet"><h2>${t("judge.all_done")}</h2></section>`;
  const draft = sheet.state !== "todo";
  return html`<a class="plate plate-lead next-sheet" href=${sheetAddress(sheet.key)} data-next=${sheet.code}>
    <span class="next-codes">
      <strong class="code code-huge">${sheet.code}</strong>
      ${sheet.station > 0 && html`<span class="sheet-station sheet-station-big figures" aria-hidden="true">${sheet.station}</span>`}
    </span>
    <span class="next-words">
      <strong>${t(draft ? "judge.next_draft" : "judge.next")}</strong>
      <span class="quiet">${sheet.title || (sheet.station > 0 ? t("judge.station", { station: sheet.station }) : t("judge.place", { place: sheet.order }))}</span>
    </span>
    <span class="button button-main big" aria-hidden="true">${t(draft ? "judge.go_on" : "judge.begin")}</span>
  </a>`;
}

function HeatHead({ part }) {
  return html`<h2 class="sheet-heat-head">
    <span>${say(part.title)}</span>
    ${part.starts_at && html`<span class="figures quiet">${part.starts_at}</span>`}
    ${part.current && html`<span class="tag" data-state="gold">${t("judge.heat_now")}</span>`}
  </h2>`;
}

/** @param {{sheet: import("./sheets.js").Sheet}} props */
function SheetCard({ sheet }) {
  return html`<li>
    <a class="sheet-card" href=${sheetAddress(sheet.key)} data-state=${sheet.state} data-code=${sheet.code}>
      ${
        sheet.station > 0
          ? html`<span class="sheet-station figures" aria-label=${t("judge.station", { station: sheet.station })}>${sheet.station}</span>`
          : html`<span class="sheet-order quiet" aria-label=${t("judge.place", { place: sheet.order })}>${sheet.order}</span>`
      }
      <strong class="code">${sheet.code}</strong>
      ${sheet.run > 1 && html`<span class="tag" data-state="warn">${t("judge.run", { run: sheet.run })}</span>`}
      ${sheet.returned && html`<span class="tag" data-state="bad">${t("judge.returned")}</span>`}
      <span class="tag" data-state=${LOOKS[sheet.state]}>${stateWord(sheet)}</span>
      ${sheet.locked && sheet.state !== "locked" && html`<span class="tag" data-state="gold" data-locked>${t("judge.state_locked")}</span>`}
      <span class="sheet-note">${stateNote(sheet)}</span>
    </a>
  </li>`;
}

/** @param {import("./sheets.js").Sheet} sheet */
export function stateWord(sheet) {
  if (sheet.entryState === "ended" && sheet.state === "not_competing") return t("judge.calibration_over");
  if (sheet.state === "not_competing") return t(`common.state.${sheet.entryState}`);
  if (sheet.state === "recorded") return t("judge.recorded_at", { position: sheet.recorded?.position ?? 0 });
  return t(`judge.state_${sheet.state}`);
}

/** @param {import("./sheets.js").Sheet} sheet */
function stateNote(sheet) {
  if (sheet.title && (sheet.state === "todo" || sheet.state === "not_competing")) return sheet.title;
  if (sheet.returned && sheet.state === "draft") return sheet.returned.reason;
  switch (sheet.state) {
    case "draft":
      return t("judge.done_of", { done: sheet.done, due: sheet.due });
    case "recorded":
      return `${timeText(sheet.recorded?.recordedAt ?? 0)}${sheet.recorded?.corrected ? ` · ${t("judge.corrected")}` : ""}`;
    case "refused":
      return sheet.refused ? refusalText(sheet.refused) : "";
    case "locked":
      return t("judge.approved_note");
    case "waiting":
      return t("judge.waiting_note");
    default:
      return "";
  }
}
