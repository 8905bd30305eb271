// Time used: a stop-watch that survives a reload, and the keypad for a time read elsewhere.

import { durationText } from "../../static/lib/clock.js";
import { html, useEffect, useState } from "../../static/lib/ui.js";
import { Dialog } from "./dialog.js";
import { placesOf } from "./fraction.js";
import { BoxButton } from "./number-box.js";
import { elapsed, STANDING, secondsText } from "./stopwatch.js";
import { t } from "./texts.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

const DRAW_MS = 50;

/** @param {InputProps} props */
export function TimeInput(props) {
  const { aspect, fields, mark, pen, watch = STANDING, onBox } = props;
  const [field] = fields;
  const running = watch.startedAt !== null;
  const [clearing, setClearing] = useState(false);
  const now = useNow(running);
  const text = mark.seconds ?? "";
  const shown = running ? secondsText(elapsed(watch, now), field.step) : text;
  const toggle = () => {
    onBox(null);
    if (running) pen.stopClock(aspect.id, field.step);
    else pen.startClock(aspect.id);
  };
  return html`<div class="time" data-running=${running}>
    ${
      running
        ? html`<p class="watch figures" role="timer" aria-label=${t("judge.running")}>${durationText(shown)}</p>`
        : html`<${BoxButton} ...${props} field=${field} shown=${text ? safeTime(text) : `0:00${placesOf(field.step) ? `.${"0".repeat(placesOf(field.step))}` : ""}`} />`
    }
    <button type="button" class="button watch-key" data-do="watch" data-running=${running} onClick=${toggle}>
      ${t(running ? "judge.stop" : watch.held ? "judge.resume" : "judge.start")}
    </button>
    ${!running && (watch.held > 0 || text !== "") && html`<button type="button" class="button" data-do="clear-watch" onClick=${() => setClearing(true)}>${t("judge.clear")}</button>`}
    ${
      clearing &&
      html`<${Dialog} label=${t("judge.clear")} onClose=${() => setClearing(false)}>
      <h2>${t("judge.clear_sure", { time: safeTime(text || "0") })}</h2>
      <div class="dialog-keys">
        <button type="button" class="button button-main" onClick=${() => setClearing(false)}>${t("common.cancel")}</button>
        <button type="button" class="button button-danger" onClick=${() => {
          setClearing(false);
          pen.clearClock(aspect.id);
        }}>${t("judge.clear")}</button>
      </div>
    <//>`
    }
    <${Limits} rule=${aspect.rule} />
  </div>`;
}

/** @param {string} text */
const safeTime = (text) => durationText(text);

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
