// Time used: a stop-watch that survives a reload and says when the tablet's clock is in doubt; the keypad for other clocks.

import { durationText } from "../../static/lib/clock.js";
import { html, useEffect, useState } from "../../static/lib/ui.js";
import { Dialog } from "./dialog.js";
import { placesOf } from "./fraction.js";
import { BoxButton } from "./number-box.js";
import { elapsed, otherwise, STANDING, secondsText } from "./stopwatch.js";
import { t } from "./texts.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

const DRAW_MS = 50;

/** @param {InputProps} props */
export function TimeInput(props) {
  const { aspect, fields, mark, pen, watch = STANDING, onBox } = props;
  const [field] = fields;
  const running = watch.startedAt !== null;
  const now = useNow(running);
  const text = mark.seconds ?? "";
  const shown = running ? secondsText(elapsed(watch, now), field.step) : text;
  const empty = `0:00${placesOf(field.step) ? `.${"0".repeat(placesOf(field.step))}` : ""}`;
  const toggle = () => {
    onBox(null);
    if (running) pen.stopClock(aspect.id, field.step);
    else pen.startClock(aspect.id);
  };
  return html`<div class="time" data-running=${running}>
    ${
      running
        ? html`<p class="watch figures" role="timer" aria-label=${t("judge.running")}>${durationText(shown)}</p>`
        : html`<${BoxButton} ...${props} field=${field} shown=${text ? durationText(text) : empty} />`
    }
    <button type="button" class="button watch-key" data-do="watch" data-running=${running} onClick=${toggle}>
      ${t(running ? "judge.stop" : watch.held ? "judge.resume" : "judge.start")}
    </button>
    ${running && html`<button type="button" class="button split-key" data-do="split" onClick=${() => pen.splitClock(aspect.id)}>${t("judge.split")}</button>`}
    ${!running && (watch.held > 0 || text !== "") && html`<${Clear} aspect=${aspect} pen=${pen} text=${text} />`}
    <${Limits} rule=${aspect.rule} />
    <${Splits} ...${props} watch=${watch} running=${running} step=${field.step} />
    <${Doubt} aspect=${aspect} pen=${pen} watch=${watch} now=${now} step=${field.step} />
  </div>`;
}

/** @param {any} props */
function Clear({ aspect, pen, text }) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return html`<button type="button" class="button" data-do="clear-watch" onClick=${() => setAsking(true)}>${t("judge.clear")}</button>
    ${
      asking &&
      html`<${Dialog} label=${t("judge.clear")} onClose=${close}>
      <h2>${t("judge.clear_sure", { time: durationText(text || "0") })}</h2>
      <div class="dialog-keys">
        <button type="button" class="button button-main" onClick=${close}>${t("common.cancel")}</button>
        <button type="button" class="button button-danger" onClick=${() => {
          close();
          pen.clearClock(aspect.id);
        }}>${t("judge.clear")}</button>
      </div>
    <//>`
    }`;
}

/** Times taken on the way; once the watch stands, one of them may be the one that counts. @param {any} props */
function Splits({ aspect, mark, pen, watch, running, step }) {
  const splits = watch.splits ?? [];
  if (!splits.length) return null;
  return html`<ol class="splits" aria-label=${t("judge.splits")}>
    ${splits.map((ms, n) => {
      const seconds = secondsText(ms, step);
      return html`<li key=${n}><button type="button" class="button split figures" data-split=${n + 1} disabled=${running}
        aria-pressed=${!running && mark.seconds === seconds} onClick=${() => pen.mark(aspect.id, { seconds })}>
        <span class="quiet">${n + 1}</span> ${durationText(seconds)}</button></li>`;
    })}
  </ol>`;
}

/** The tablet cannot know what happened while its clock jumped; it shows both times and the judge says which. @param {any} props */
function Doubt({ aspect, pen, watch, now, step }) {
  if (!watch.doubt) return null;
  const other = durationText(secondsText(otherwise(watch, now), step));
  const by = durationText(secondsText(Math.abs(watch.doubt), "1"));
  return html`<div class="notice doubt" data-state="warn" role="alert">
    <p class="grow">${t(watch.off ? "judge.clock_set" : "judge.clock_slept", { by })}</p>
    <button type="button" class="button" data-do="other-time" onClick=${() => pen.otherTime(aspect.id, step)}>
      ${t("judge.other_time", { time: other })}</button>
  </div>`;
}

function Limits({ rule }) {
  // a time that is compared with others has its limit where it says how
  const limit = rule.limit ?? rule.compared?.limit;
  const limits = [
    limit && t("judge.time_limit", { time: durationText(limit) }),
    rule.cut_off && t("judge.time_cut_off", { time: durationText(rule.cut_off) }),
  ].filter(Boolean);
  return html`${limits.length > 0 && html`<p class="quiet figures">${limits.join(" · ")}</p>`}`;
}

/** The time, again and again while `ticking`. @param {boolean} ticking */
function useNow(ticking) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), DRAW_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
