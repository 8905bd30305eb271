// One station on the floor page: who works there by code, the clock, what can be done to it now, and what was noted.

import { clockText, counted, left, leftText, urgency } from "../../../../static/lib/station-clock.js";
import { html, useEffect, useRef, useSignal } from "../../../../static/lib/ui.js";
import { useIntent } from "../intent.js";
import { IntentNotice } from "../parts.js";
import { say, t } from "../words.js";
import { AskReason, GiveTime, NotComing, NoteFault, WithdrawFault } from "./floor-dialogs.js";
import { me, names, place, steadyNow } from "./floor-store.js";

const DRAW_EVERY = 100;

/** @param {{row: import("./floor-rules.js").Row, place: number, module: string, open: boolean, closed: boolean}} props */
export function StationCard({ row, place: station, module, open, closed }) {
  const at = row.modules[module];
  const intent = useIntent();
  const dialog = useSignal("");
  const withdrawn = useSignal(/** @type {any} */ (null));
  const { competition, round } = place.value;
  const who = names.value.get(row.code);
  const out = row.state !== "competing";
  /** @param {string} act */
  const clocks = (act, reason = "") =>
    intent.command(competition, { kind: "set_clocks", round, module, act, codes: [row.code], reason });
  /** @param {string} attendance */
  const note = (attendance) =>
    intent.command(competition, { kind: "note_attendance", round, module, code: row.code, attendance });
  const close = () => {
    dialog.value = "";
  };
  const { busy, waiting } = intent.state.value;
  return html`<section class="station" data-code=${row.code} data-state=${at.clock.state} data-out=${out || at.attendance === "absent"}
    aria-label=${`${t("floor.station", { n: station })} ${row.code}`}>
    <header class="station-head">
      <span class="station-number figures" title=${t("floor.station", { n: station })}>${station}</span>
      <span class="station-who">
        <strong class="code">${row.code}</strong>
        ${who?.name && html`<span class="one-line quiet">${who.number} ${say(who.name)}</span>`}
      </span>
      <span class="tag" data-state=${STATES[at.clock.state]}>${out ? t(`common.state.${row.state}`) : t(`floor.state.${at.judged ? "judged" : at.clock.state}`)}</span>
    </header>
    <${Clock} clock=${at.clock} />
    <div class="station-keys">
      <${Keys} state=${at.clock.state} open=${open} closed=${closed} out=${out} busy=${busy} clocks=${clocks} ask=${(
        /** @type {string} */ what,
      ) => {
        dialog.value = what;
      }} />
    </div>
    ${
      open &&
      at.clock.state === "planned" &&
      !out &&
      html`<div class="station-calls" role="group" aria-label=${t("floor.attendance")}>
        ${["present", "late", "absent"].map(
          (
            one,
          ) => html`<button type="button" class="button" key=${one} data-do=${one} aria-pressed=${at.attendance === one}
            disabled=${busy} onClick=${() => note(one)}>${t(`floor.attendance.${one}`)}</button>`,
        )}
      </div>`
    }
    ${
      open &&
      at.attendance === "absent" &&
      !out &&
      me.value?.role === "organiser" &&
      html`<button type="button" class="button button-danger" data-do="not-started" onClick=${() => {
        dialog.value = "not_coming";
      }}>${t("floor.not_started")}</button>`
    }
    ${
      open &&
      html`<div class="station-more">
        <button type="button" class="button" data-do="note" onClick=${() => {
          dialog.value = "note";
        }}>✎ ${t("floor.note")}</button>
        <button type="button" class="button" data-do="give" disabled=${at.clock.state === "planned"} onClick=${() => {
          dialog.value = "give";
        }}>+ ${t("floor.give")}</button>
      </div>`
    }
    <${Notes} notes=${at.notes} open=${open} onWithdraw=${(/** @type {any} */ one) => {
      withdrawn.value = one;
    }} />
    ${
      waiting
        ? html`<p class="notice" data-state="bad" role="alert">${t("floor.not_done_yet")}
            <button type="button" class="button" onClick=${intent.forget}>${t("floor.give_up")}</button></p>`
        : html`<${IntentNotice} intent=${intent} />`
    }
    ${dialog.value === "note" && html`<${NoteFault} module=${module} code=${row.code} onClose=${close} />`}
    ${dialog.value === "give" && html`<${GiveTime} module=${module} codes=${[row.code]} onClose=${close} />`}
    ${dialog.value === "not_coming" && html`<${NotComing} entry=${who?.entry} code=${row.code} onClose=${close} />`}
    ${
      (dialog.value === "again" || dialog.value === "reset") &&
      html`<${AskReason} act=${dialog.value === "again" ? "start" : "reset"} module=${module} code=${row.code} onClose=${close} />`
    }
    ${
      withdrawn.value &&
      html`<${WithdrawFault} note=${withdrawn.value} onClose=${() => {
        withdrawn.value = null;
      }} />`
    }
  </section>`;
}

/** @type {Record<string, string>} */
const STATES = { planned: "", running: "good", paused: "warn", stopped: "gold" };

/** What can be done to the clock now; the first key is the one that is wanted most. @param {any} props */
function Keys({ state, open, closed, out, busy, clocks, ask }) {
  if (state === "running" && (open || closed))
    return html`
      <button type="button" class="button big" data-do="pause" disabled=${busy} onClick=${() => clocks("pause")}>❚❚ ${t("floor.pause")}</button>
      <button type="button" class="button button-danger big" data-do="stop" disabled=${busy} onClick=${() => clocks("stop")}>■ ${t("floor.stop")}</button>
    `;
  if (state === "paused" && (open || closed))
    return html`
      ${open && html`<button type="button" class="button button-main big" data-do="resume" disabled=${busy || out} onClick=${() => clocks("start")}>▶ ${t("floor.resume")}</button>`}
      <button type="button" class="button button-danger big" data-do="stop" disabled=${busy} onClick=${() => clocks("stop")}>■ ${t("floor.stop")}</button>
    `;
  if (state === "stopped" && open)
    return html`
      <button type="button" class="button" data-do="again" disabled=${busy || out} onClick=${() => ask("again")}>${t("floor.again")}</button>
      <button type="button" class="button" data-do="reset" disabled=${busy} onClick=${() => ask("reset")}>${t("floor.reset")}</button>
    `;
  if (state === "planned" && open)
    return html`<button type="button" class="button button-main big" data-do="start" disabled=${busy || out} onClick=${() => clocks("start")}>▶ ${t("floor.start")}</button>`;
  return null;
}

/** The clock counts by itself; its text is written without drawing the card anew. @param {{clock: any}} props */
function Clock({ clock }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const draw = () => {
      const now = steadyNow();
      const known = clock.since === undefined || now !== null;
      const rest = left(clock, now);
      const used = counted(clock, now);
      if (!box.current) return;
      box.current.dataset.urgency = known ? urgency(clock, now) : "plain";
      const [what, time, note] = box.current.children;
      const over = rest !== null && rest < 0;
      what.textContent = t(rest === null ? "floor.used" : over ? "floor.over" : "floor.left");
      time.textContent = known ? (rest === null ? clockText(used) : leftText(rest)) : "–:––";
      const given = clock.given ? ` · ${t("floor.given", { time: clockText(clock.given) })}` : "";
      note.textContent = `${rest === null ? "" : `${t("floor.used")} ${clockText(used)}`}${given}`;
    };
    draw();
    if (clock.state !== "running") return;
    const timer = setInterval(draw, DRAW_EVERY);
    return () => clearInterval(timer);
  });
  return html`<div class="station-clock" ref=${box}>
    <span class="quiet"></span><strong class="figures" role="timer"></strong><span class="quiet figures"></span>
  </div>`;
}

/** @param {any} props */
function Notes({ notes = [], open, onWithdraw }) {
  if (notes.length === 0) return null;
  return html`<ul class="station-notes">
    ${notes.map(
      (
        /** @type {any} */ one,
      ) => html`<li key=${one.position} data-withdrawn=${one.withdrawn ? "yes" : undefined}>
        <span class="figures quiet">${clockText(one.ran)}</span>
        <span class="grow">${one.text}${one.withdrawn ? html` <em>${t("floor.withdrawn", { reason: one.withdrawn })}</em>` : ""}</span>
        ${open && !one.withdrawn && html`<button type="button" class="button" aria-label=${t("floor.withdraw")} onClick=${() => onWithdraw(one)}>✕</button>`}
      </li>`,
    )}
  </ul>`;
}
