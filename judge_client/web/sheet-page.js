// One sheet: its aspects by sub-criterion, what is missing, the running subtotal; inputs stand in aspect-plate.js.

import { html, useEffect, useState } from "../../static/lib/ui.js";
import { AspectPlate } from "./aspect-plate.js";
import { EarlierRuns } from "./earlier-runs.js";
import { Remarks } from "./evidence-panel.js";
import { FloorStrip } from "./floor-strip.js";
import { decimal } from "./fraction.js";
import { hints } from "./habit.js";
import { KeypadPanel } from "./keypad-panel.js";
import { LockedPage } from "./locked-page.js";
import { aspectsOf, progressOf, subtotal } from "./marking.js";
import { ownMarks } from "./own-habit.js";
import { ReceiptPage } from "./receipt-page.js";
import { jumpTo, useFollow, useMoves } from "./sheet-moves.js";
import { refusedText, Total } from "./sheet-words.js";
import { accepts } from "./sheets.js";
import { SideBySide } from "./side-by-side.js";
import { findSheet, recordedMarks, route, sheetAddress, wanted } from "./state.js";
import { tablet } from "./tablet.js";
import { say, t } from "./texts.js";
import { draftOf, useDraft } from "./use-draft.js";

export function SheetPage() {
  const at = route.value;
  const found = "key" in at ? findSheet(at.key) : null;
  if (!found) return html`<${Gone} />`;
  const { state, phase, entryState } = found.sheet;
  if (state === "waiting" || state === "recorded") return html`<${ReceiptPage} ...${found} />`;
  if (state === "not_competing" && found.group.calibration)
    return html`<${Gone} text=${t("judge.calibration_over_text")} />`;
  if (found.sheet.locked) return html`<${LockedPage} ...${found} />`;
  if (state === "not_competing")
    return html`<${Gone} text=${t("judge.not_competing", { state: t(`common.state.${entryState}`) })} />`;
  if (!accepts(phase) && state === "todo") return html`<${Gone} text=${t("judge.round_over")} />`;
  return html`<${MarkSheet} key=${found.sheet.key} ...${found} />`;
}

/** @param {{text?: string}} props */
export function Gone({ text = t("judge.sheet_gone") }) {
  return html`<main class="page sheets"><section class="plate stack">
    <p>${text}</p>
    <p><a class="button" href="#">${t("judge.back_to_sheets")}</a></p>
  </section></main>`;
}

/** @param {{group: import("./sheets.js").Group, sheet: import("./sheets.js").Sheet}} props */
function MarkSheet({ group, sheet }) {
  const { module, fields } = group;
  const pen = useDraft(sheet.key);
  const [box, setBox] = useState(/** @type {{aspect: string, field: string} | null} */ (null));
  const marks = draftOf(sheet.key).marks;
  const sums = subtotal(module, fields, marks);
  const looks = hints(group, marks, ownMarks(group, sheet));
  const page = useMoves({ group, sheet, onMove: () => setBox(null) });
  useFollow({ module, fields, marks, typing: box !== null });
  useEffect(() => {
    if (wanted.value) jumpTo(wanted.value);
    wanted.value = "";
  }, []);

  return html`<main ref=${page} class=${`page marking ${box ? "with-keypad" : ""}`}>
    <${SheetHead} group=${group} sheet=${sheet} sums=${sums} />
    <div class="marking-body">
      <${Rail} module=${module} fields=${fields} marks=${marks} sums=${sums} />
      <div class="aspects">
        <${EarlierRuns} group=${group} sheet=${sheet} />
        ${sheet.returned && !sheet.returned.conference && html`<p class="notice" data-state="warn" role="alert" data-returned><span><strong>${t("judge.returned")}</strong> ${sheet.returned.reason}</span></p>`}
        <${InConference} group=${group} sheet=${sheet} onJump=${jumpTo} />
        ${sheet.refused && html`<${RefusedNotice} group=${group} sheet=${sheet} />`}
        <${ChangedElsewhere} group=${group} pen=${pen} mine=${pen.overwritten()} />
        ${group.round.phase !== "open" && html`<p class="notice" data-state="warn">${t("judge.not_open_yet")}</p>`}
        <${FloorStrip} sheet=${sheet} module=${module} fields=${fields} marks=${marks} pen=${pen} />
        ${module.sub_criteria.map(
          (sub) => html`<section class="sub" key=${sub.id} aria-label=${say(sub.title)}>
            <h2 class="sub-head"><span>${say(sub.title)}</span><span class="figures">${decimal(sums.subs[sub.id])}</span></h2>
            ${sub.aspects.map(
              (
                aspect,
              ) => html`<${AspectPlate} key=${aspect.id} aspect=${aspect} fields=${fields[aspect.id]} pen=${pen}
                mark=${marks[aspect.id] ?? {}} watch=${draftOf(sheet.key).clocks[aspect.id]} box=${box} onBox=${setBox}
                stands=${stands(sheet, aspect.id)} rules=${group.round.event.sheet_rules} unit=${group.unit} direction=${group.direction} hints=${looks.filter((hint) => hint.aspect === aspect.id)} points=${sums.aspects.get(aspect.id)} voided=${isVoid(sums.voided, aspect)} />`,
            )}
          </section>`,
        )}
        <${Remarks} group=${group} sheet=${sheet} pen=${pen} />
      </div>
    </div>
    ${box && html`<${KeypadPanel} module=${asked(module, sheet)} fields=${fields} marks=${marks} pen=${pen} box=${box} onBox=${setBox} />`}
    <${Actions} sheet=${sheet} sums=${sums} pen=${pen} hidden=${box !== null} />
  </main>`;
}

/** Which aspects are to be marked again, and what the whole panel had marked: nobody's name stands beside it. */
function InConference({ group, sheet, onJump }) {
  const said = sheet.returned?.conference;
  if (!said) return null;
  const aspects = aspectsOf(group.module).filter(({ id }) => said.aspects.includes(id));
  return html`<section class="notice stack-notice" data-state="warn" data-in-conference>
    <p role="alert" data-returned><strong>${t("judge.conference")}</strong> ${sheet.returned.reason}</p>
    ${aspects.map(
      ({ id, title }) => html`<button type="button" class="button" key=${id} onClick=${() => onJump(id)}>
        ${say(title)} · ${t("judge.conference_marks")} <span class="figures">${said.marks[id].map((mark) => Object.values(mark).join(" ")).join(" · ")}</span>
      </button>`,
    )}
  </section>`;
}

/** While a panel is in conference, whatever it is not about stands as it was handed in. @param {any} sheet @param {string} aspect */
const stands = ({ returned }, aspect) =>
  Boolean(returned?.conference && !returned.conference.aspects.includes(aspect));

/** The module with just the aspects that may be marked. @param {any} module @param {any} sheet */
const asked = (module, sheet) => ({
  ...module,
  sub_criteria: module.sub_criteria.map((sub) => ({
    ...sub,
    aspects: sub.aspects.filter(({ id }) => !stands(sheet, id)),
  })),
});

/** @param {any} voided @param {any} aspect */
const isVoid = (voided, { id, rule }) =>
  rule.kind !== "veto" && (voided.module || voided.entry || voided.aspects.has(id));

/** Why it came back. One that is recorded already from another tablet can only be let go, once both were seen. */
function RefusedNotice({ group, sheet }) {
  const twice = sheet.refused.code === "sheet_submitted_already";
  const recorded = twice ? recordedMarks(sheet) : null;
  return html`<div class="notice stack-notice" data-state="bad" role="alert">
    <p><strong>${t("judge.refused_title")}</strong> ${refusedText(sheet.refused, group.module)}</p>
    ${
      recorded &&
      html`<${SideBySide} group=${group} one=${draftOf(sheet.key).marks} other=${recorded}
      names=${[t("judge.version_here"), t("judge.version_recorded")]} />`
    }
    ${twice && html`<button type="button" class="button" data-do="discard" onClick=${() => tablet.dropDraft(sheet.key)}>${t("judge.discard")}</button>`}
  </div>`;
}

/** Another window of this tablet wrote into the same draft: both are shown, and either can stay. */
function ChangedElsewhere({ group, pen, mine }) {
  if (!mine) return null;
  return html`<div class="notice stack-notice" data-state="warn" role="alert" data-changed-elsewhere>
    <p><strong>${t("judge.changed_elsewhere")}</strong></p>
    <${SideBySide} group=${group} one=${mine.marks} other=${draftOf(pen.sheet).marks} names=${[t("judge.version_mine"), t("judge.version_now")]} />
    <div class="dialog-keys">
      <button type="button" class="button" data-do="take-theirs" onClick=${() => pen.accept()}>${t("judge.keep_now")}</button>
      <button type="button" class="button" data-do="take-mine" onClick=${() => pen.takeBack(mine)}>${t("judge.keep_mine")}</button>
    </div>
  </div>`;
}

function SheetHead({ group, sheet, sums }) {
  return html`<header class="sheet-head">
    <a class="button button-bare back" href="#" aria-label=${t("judge.back_to_sheets")}>‹</a>
    <div class="head-code"><span class="quiet">${t("judge.code")}</span><strong class="code">${sheet.code}</strong></div>
    ${
      sheet.station > 0 &&
      html`<div class="head-code"><span class="quiet">${t("judge.station_word")}</span><strong class="code head-station">${sheet.station}</strong></div>`
    }
    <div class="grow head-title">
      <h1 class="one-line">${say(group.module.title)}</h1>
      <p class="quiet one-line">${say(group.round.event.title)} · ${say(group.round.title)}</p>
      ${group.shadow && html`<span class="tag" data-state="warn">${t("judge.shadow")}</span>`}
      ${group.calibration && html`<span class="tag" data-state="warn" data-calibration>${t("judge.calibration")}</span>`}
    </div>
    <${Total} module=${group.module} unit=${group.unit} sums=${sums} />
  </header>`;
}

/** The list of all aspects beside the sheet, where there is room: what is done, and a way there. */
function Rail({ module, fields, marks, sums }) {
  return html`<nav class="rail" aria-label=${t("judge.overview")}>
    ${module.sub_criteria.map(
      (sub) => html`<div key=${sub.id}>
        <p class="rail-sub quiet">${say(sub.title)}</p>
        ${sub.aspects.map((aspect) => {
          const points = sums.aspects.get(aspect.id);
          return html`<button type="button" class="rail-line" key=${aspect.id} data-progress=${progressOf(fields[aspect.id], marks[aspect.id])}
            onClick=${() => jumpTo(aspect.id)}>
            <span class="one-line">${say(aspect.title)}</span>
            <span class="figures">${aspect.rule.kind === "veto" ? "" : points ? decimal(points) : "–"}</span>
          </button>`;
        })}
      </div>`,
    )}
  </nav>`;
}

function Actions({ sheet, sums, pen, hidden }) {
  const left = sums.missing.length;
  useEffect(() => () => pen.rest(), [pen]);
  return html`<footer class="actions" hidden=${hidden}>
    <button type="button" class="button" data-do="undo" disabled=${!pen.canUndo} onClick=${() => pen.undo()}>
      <span aria-hidden="true">↶</span> <span>${t("judge.undo")}</span>
    </button>
    ${
      left > 0
        ? html`<button type="button" class="button missing" data-missing=${left} onClick=${() => jumpTo(sums.missing[0])}>
            ${t("judge.missing", { count: left })} <span aria-hidden="true">›</span>
          </button>`
        : html`<span class="tag" data-state="good">${t("judge.complete")}</span>`
    }
    <a class="button button-main big" data-do="review" href=${sheetAddress(sheet.key, "review")}>${t("judge.review")}</a>
  </footer>`;
}
