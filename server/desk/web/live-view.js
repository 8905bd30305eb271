// A round as it is being judged: entries x judges filling live, what came in last, and where things are put right.

import { timeText } from "../../../static/lib/clock.js";
import { Component, html, useSignal } from "../../../static/lib/ui.js";
import { ApprovalDialog } from "./approval-dialog.js";
import { ApprovalBar, ApprovalCell } from "./approval-parts.js";
import { ConferenceDialog } from "./conference-dialog.js";
import { JudgeDialog } from "./judge-dialog.js";
import { takenByOthers } from "./lists.js";
import { RulingsNotice } from "./part-rulings.js";
import { Empty, Link, Wait } from "./parts.js";
import { PenaltyDialog } from "./penalty-dialog.js";
import { amountText, penaltyMark } from "./penalty-words.js";
import { EventTabs } from "./round-parts.js";
import { entriesOf } from "./rulings-view.js";
import { SheetDialog } from "./sheet-dialog.js";
import { StateDialog } from "./state-dialog.js";
import { here, isOfficial, may, overview, progress, route } from "./store.js";
import { TwiceNotice } from "./twice-notice.js";
import { say, t } from "./words.js";
import { WorkingDialog } from "./working-dialog.js";

/** The open round, live. */
export function LiveView() {
  const { event, round } = here.value;
  const { competition } = route.value;
  // What is looked at: a sheet, an entry's state, or an entry's working.
  const open = useSignal(/** @type {any} */ (null));
  const close = () => {
    open.value = null;
  };
  if (round.order.length === 0) {
    return html`<div>
      <${EventTabs} />
      <${Empty} text=${t("desk.live.no_draw")}>
        ${!isOfficial.value && html`<${Link} class="button" to=${{ view: "draw", competition, round: round.id }}>${t("desk.next.draw")}<//>`}
      <//>
    </div>`;
  }
  const state = progress.value;
  return html`<div>
    <${EventTabs} />
    ${may("call_judge") && html`<${TwiceNotice} />`}
    <${RulingsNotice} round=${round} />
    ${
      state
        ? html`<${ApprovalBar} state=${state} onOpen=${(/** @type {any} */ what) => {
            open.value = what;
          }} />
          <div class="live">
            <${Matrix} event=${event} state=${state} onOpen=${(/** @type {any} */ what) => {
              open.value = what;
            }} />
            <${Stream} event=${event} state=${state} onOpen=${(/** @type {any} */ what) => {
              open.value = what;
            }} />
          </div>`
        : html`<${Wait} />`
    }
    ${open.value?.kind === "sheet" && html`<${SheetDialog} ...${open.value} event=${event} round=${round} state=${state} onClose=${close} />`}
    ${open.value?.kind === "approval" && html`<${ApprovalDialog} ...${open.value} event=${event} round=${round} state=${state} onClose=${close} />`}
    ${open.value?.kind === "conference" && html`<${ConferenceDialog} ...${open.value} event=${event} round=${round} state=${state} onClose=${close} />`}
    ${
      open.value?.kind === "state" &&
      html`<${StateDialog} ...${open.value} event=${event} round=${round} onClose=${close} onPenalty=${() => {
        open.value = { kind: "penalty", entry: open.value.entry };
      }} />`
    }
    ${open.value?.kind === "penalty" && html`<${PenaltyDialog} ...${open.value} event=${event} round=${round} entries=${entriesOf(event, round)} onClose=${close} />`}
    ${open.value?.kind === "judge" && html`<${JudgeDialog} ...${open.value} round=${round} onClose=${close} />`}
    ${open.value?.kind === "working" && html`<${WorkingDialog} ...${open.value} event=${event} round=${round} onClose=${close} />`}
  </div>`;
}

/** The columns: judges within their modules. @param {any} event @param {any} state */
export function columnsOf(event, state) {
  return event.modules
    .map((/** @type {any} */ module) => ({
      module,
      judges: [
        ...state.judges
          .filter((/** @type {any} */ judge) => judge.modules.includes(module.id))
          .filter(
            (/** @type {any} */ judge) =>
              !judge.left?.includes(module.id) || hasMarked(state, module.id, judge.id),
          ),
        ...state.judges
          .filter((/** @type {any} */ judge) => judge.shadows?.includes(module.id))
          .map((/** @type {any} */ judge) => ({ ...judge, shadow: true })),
      ],
    }))
    .filter((/** @type {any} */ column) => column.judges.length > 0);
}

/** Whether a judge has a sheet in a module. @param {any} state @param {string} module @param {string} judge */
const hasMarked = (state, module, judge) =>
  Object.values(state.rows).some((/** @type {any} */ row) => row.cells[module]?.[judge]);

/** @param {any} props */
function Matrix({ event, state, onOpen }) {
  const columns = columnsOf(event, state);
  if (columns.length === 0) return html`<${Empty} text=${t("desk.live.no_panels")} />`;
  const key = JSON.stringify(
    columns.map((/** @type {any} */ c) => [c.module.id, c.judges.map((/** @type {any} */ j) => j.id)]),
  );
  return html`<div class="table-frame live-frame">
    <table class="table live-table">
      <caption class="visually-hidden">${t("desk.live.matrix")}</caption>
      <thead>
        <tr>
          <th rowspan="2" class="number" scope="col">${t("desk.col.order")}</th>
          <th rowspan="2" scope="col">${t("desk.col.code")}</th>
          <th rowspan="2" scope="col" class="name-col">${t("desk.col.name")}</th>
          <th rowspan="2" class="number" scope="col">${t("desk.col.total")}</th>
          <th rowspan="2" class="number" scope="col">${t("desk.col.rank")}</th>
          <th rowspan="2" scope="col">${t("desk.col.state")}</th>
          <th rowspan="2" scope="col">${t("desk.approval.col")}</th>
          ${columns.map(
            (/** @type {any} */ { module, judges }) =>
              html`<th key=${module.id} colspan=${judges.length} scope="colgroup" class="module-col">${say(module.title)}</th>`,
          )}
        </tr>
        <tr>
          ${columns.map((/** @type {any} */ { module, judges }) =>
            judges.map(
              (
                /** @type {any} */ judge,
                /** @type {number} */ n,
              ) => html`<th key=${`${module.id} ${judge.id}`} scope="col"
                class=${n === 0 ? "judge-col first" : "judge-col"} data-shadow=${judge.shadow}><button class="judge-key" onClick=${() => onOpen({ kind: "judge", judge, module })}
                  aria-label=${t("desk.judge.open", { name: judge.name, module: say(module.title) })}><span>${judge.name}</span></button>${judge.shadow && html`<em>${t("desk.panels.shadow")}</em>`}</th>`,
            ),
          )}
        </tr>
      </thead>
      <tbody>
        ${state.order.map(
          (
            /** @type {string} */ entry,
            /** @type {number} */ n,
          ) => html`<${Row} key=${entry} entry=${entry} place=${n + 1}
            row=${state.rows[entry]} columns=${columns} unit=${state.unit} of=${key} lang=${t("common.product")} onOpen=${onOpen} />`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** One entry. Drawn again only when its own row changed: patches leave the other rows the same objects. */
class Row extends Component {
  /** @param {any} next */
  shouldComponentUpdate(next) {
    const now = /** @type {any} */ (this.props);
    return next.row !== now.row || next.place !== now.place || next.of !== now.of || next.lang !== now.lang;
  }

  render() {
    const { entry, place, row, columns, unit, onOpen } = /** @type {any} */ (this.props);
    const away = row.state !== "competing";
    return html`<tr data-state=${row.state} data-approved=${Boolean(row.approved)}>
      <td class="number">${place}</td>
      <td><span class="code">${row.code}</span></td>
      <th scope="row" class="name-col"><span class="number quiet">${row.number}</span> ${say(row.name)}</th>
      <td class="number">
        ${row.penalty && html`<${PenaltyMark} penalty=${row.penalty} unit=${unit} />`}
        ${
          row.total === undefined && Object.keys(row.cells).length === 0
            ? html`<span class="quiet">–</span>`
            : html`<button class="figure-button" onClick=${() => onOpen({ kind: "working", entry, row })}
                aria-label=${t("desk.live.why", { total: row.total ?? "…", code: row.code })}>${row.total ?? "…"}</button>`
        }
      </td>
      <td class="number rank">${row.rank ?? ""}</td>
      <td>
        ${
          may("command_chief")
            ? html`<button class="state-button" title=${t("desk.state.set")} onClick=${() => onOpen({ kind: "state", entry, row })}
                aria-label=${`${t("desk.state.set")} · ${row.code} · ${t(`common.state.${row.state}`)}`}>
                ${away ? html`<${Away} state=${row.state} />` : html`<span class="quiet" aria-hidden="true">⋯</span>`}
              </button>`
            : away && html`<${Away} state=${row.state} />`
        }
      </td>
      <td class="approval-place"><${ApprovalCell} entry=${entry} row=${row} onOpen=${onOpen} /></td>
      ${columns.map((/** @type {any} */ { module, judges }) =>
        judges.map(
          (/** @type {any} */ judge, /** @type {number} */ n) => html`<td key=${`${module.id} ${judge.id}`}
            class=${n === 0 ? "cell-place first" : "cell-place"}>
            <${Cell} spread=${wide(row.conferences?.[module.id])} asked=${row.conferences?.[module.id]?.asked.includes(judge.id)} cell=${row.cells[module.id]?.[judge.id]} paper=${row.paper?.[module.id]?.[judge.id]} away=${away} shadow=${judge.shadow} late=${row.late?.[module.id]?.[judge.id]} recused=${row.recused?.includes(judge.id)} others=${takenByOthers(row.cells[module.id], judge, module.id)} label=${`${row.code} · ${judge.name} · ${say(module.title)}`}
              onOpen=${() => onOpen({ kind: "sheet", module: module.id, judge: judge.id, entry, code: row.code, shadow: judge.shadow })} />
          </td>`,
        ),
      )}
    </tr>`;
  }
}

/** @param {{state: string}} props */
function Away({ state }) {
  return html`<span class="tag" data-state="bad">${t(`common.state.${state}`)}</span>`;
}

/** Cards, and what penalties changed in the total. @param {any} props */
function PenaltyMark({ penalty, unit }) {
  const words = penaltyMark(penalty, unit);
  return html`<span class="penalty-mark" title=${words} role="img" aria-label=${words}>
    ${(penalty.cards ?? []).map((/** @type {string} */ card, /** @type {number} */ n) => html`<span key=${n} class="card-mark" data-card=${card}></span>`)}
    ${penalty.amount && amountText(penalty.amount, unit)}
  </span>`;
}

/** The aspects that are too far apart, where there are any. @param {any} conference */
const wide = (conference) => (conference?.apart.length > 0 ? conference.apart : undefined);

const GLYPHS = { in: "✓", asked: "…", corrected: "✎", spread: "↕" };

/** One sheet: owed, in, too far from the others, returned, or corrected; the word for it is in its label. @param {any} props */
function Cell({ cell, paper, asked, spread: wideOf, away, recused, shadow, others, late, label, onOpen }) {
  const spread = shadow ? undefined : wideOf;
  if (paper) {
    const word = t(paper.differs ? "desk.live.paper_differs" : "desk.live.paper_waits", {
      at: timeText(paper.at),
    });
    return html`<span class="cell" data-sheet="paper" data-differs=${paper.differs} title=${`${label} · ${word}`} role="img" aria-label=${`${label} · ${word}`}>${paper.differs ? "≠" : "½"}</span>`;
  }
  if (!cell && late) {
    const why = `${label} · ${t("desk.live.late")} · ${t(`desk.live.late_${late}`)}`;
    return html`<span class="cell" data-sheet="late" title=${why} role="img" aria-label=${why}>!</span>`;
  }
  if (!cell) {
    const word = t(
      shadow
        ? "desk.live.shadow_owed"
        : others
          ? "desk.live.others_seat"
          : recused
            ? "desk.live.recused"
            : away
              ? "desk.live.not_due"
              : "desk.live.owed",
    );
    return html`<span class="cell" data-sheet=${away || recused || shadow || others ? "none" : "owed"} title=${`${label} · ${word}`} role="img" aria-label=${`${label} · ${word}`}>${recused ? "⊘" : ""}</span>`;
  }
  if (cell.returned) {
    const why = `${label} · ${t("desk.live.returned", { at: timeText(cell.at), position: cell.position })}`;
    return html`<button class="cell" key=${cell.position} data-sheet="returned" title=${why} aria-label=${why} onClick=${onOpen}>↩</button>`;
  }
  const far = asked
    ? ` · ${t("desk.conference.again")}`
    : spread
      ? ` · ${t("desk.live.spread", { n: spread.length })}`
      : "";
  const look = asked ? "asked" : spread ? "spread" : cell.corrected ? "corrected" : "in";
  const word = t(cell.corrected ? "desk.live.corrected" : "desk.live.in", {
    at: timeText(cell.at),
    position: cell.position,
  });
  return html`<button class="cell" key=${cell.position} data-sheet=${look} title=${`${label} · ${word}${far}`}
    aria-label=${`${label} · ${word}${far}`} onClick=${onOpen}>${GLYPHS[look]}</button>`;
}

/** The sheets that came in last, newest first. @param {any} props */
function Stream({ event, state, onOpen }) {
  const names = new Map(state.judges.map((/** @type {any} */ judge) => [judge.id, judge.name]));
  const officials = new Map(overview.value.officials.map((/** @type {any} */ one) => [one.id, one.name]));
  const titles = new Map(event.modules.map((/** @type {any} */ module) => [module.id, say(module.title)]));
  const byCode = new Map(state.order.map((/** @type {string} */ id) => [state.rows[id].code, id]));
  return html`<aside class="stream" aria-label=${t("desk.live.recent")}>
    <h2>${t("desk.live.recent")}</h2>
    ${state.recent.length === 0 && html`<p class="quiet">${t("desk.live.nothing_yet")}</p>`}
    <ol>
      ${state.recent.map(
        (/** @type {any} */ one) => html`<li key=${one.position} data-kind=${one.kind}>
          <button onClick=${() =>
            onOpen({
              kind: "sheet",
              module: one.module,
              judge: one.judge,
              entry: byCode.get(one.code),
              code: one.code,
            })}>
            <span class="figures quiet">${timeText(one.at, { seconds: true })}</span>
            <span class="code">${one.code}</span>
            <span class="grow one-line">${titles.get(one.module) ?? one.module}</span>
            <span class="quiet one-line">${names.get(one.judge) ?? officials.get(one.judge) ?? one.judge}</span>
            <span class="figures position">${t("desk.live.position", { position: one.position })}</span>
            ${one.kind !== "sheet_submitted" && html`<span class="tag" data-state="warn">${t(one.kind === "sheet_returned" ? "desk.live.return" : "desk.live.correction")}</span>`}
          </button>
        </li>`,
      )}
    </ol>
  </aside>`;
}
