// A judge's deviations as a strip of dots, entry by entry in running order; drawn only, nothing is reckoned but places.

import { html } from "../../../static/lib/ui.js";
import { t } from "./words.js";

const WIDE = 600;
const HIGH = 120;
const EDGE = 8;
const STEPS = [2, 5, 10, 20, 50, 100];

/** The same scale for every judge, so that strips can be compared: ± so many percent. @param {any[]} judges */
export function scaleOf(judges) {
  const far = judges.flatMap(({ entries }) =>
    entries.map((/** @type {any} */ one) => Math.abs(Number(one.percent))),
  );
  const most = Math.max(0, ...far);
  return STEPS.find((step) => step >= most) ?? Math.ceil(most / 100) * 100;
}

/** A figure with its sign, the minus as type has it. @param {string} figure */
export function signed(figure) {
  if (Number(figure) === 0) return figure.replace("-", "");
  return figure.startsWith("-") ? `−${figure.slice(1)}` : `+${figure}`;
}

/** Where a value lies from the top. @param {string} percent @param {number} scale */
const level = (percent, scale) => HIGH / 2 - (Number(percent) / scale) * (HIGH / 2 - EDGE);

/** @param {number} place from 0 @param {number} all */
const across = (place, all) => EDGE + ((place + 0.5) / all) * (WIDE - 2 * EDGE);

/** From which to which entry each third goes, as the server divides. @param {number} all */
export function thirdsOf(all) {
  const size = Math.floor(all / 3);
  return [
    [0, size],
    [size, all - size],
    [all - size, all],
  ];
}

/** One judge's dots, the line of no deviation, and the mean of each third. @param {any} props */
export function DeviationStrip({ judge, scale }) {
  const { entries, thirds } = judge;
  const all = entries.length;
  const told = t("desk.statistics.strip", { name: judge.name, scale });
  return html`<figure class="strip">
    <div class="strip-scale figures quiet" aria-hidden="true"><span>+${scale} %</span><span>0</span><span>−${scale} %</span></div>
    <svg viewBox=${`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img" aria-label=${told}>
      <line class="strip-edge" x1="0" x2=${WIDE} y1=${EDGE} y2=${EDGE} />
      <line class="strip-edge" x1="0" x2=${WIDE} y1=${HIGH - EDGE} y2=${HIGH - EDGE} />
      <line class="strip-zero" x1="0" x2=${WIDE} y1=${HIGH / 2} y2=${HIGH / 2} />
      ${(thirds ?? []).map((/** @type {string} */ value, /** @type {number} */ n) => {
        const [from, to] = thirdsOf(all)[n];
        const y = level(value, scale);
        return html`<line key=${n} class="strip-third" x1=${across(from - 0.4, all)} x2=${across(to - 0.6, all)} y1=${y} y2=${y} />`;
      })}
      ${entries.map(
        (/** @type {any} */ one, /** @type {number} */ n) => html`<line key=${one.code} class="strip-dot"
          x1=${across(n, all)} x2=${across(n, all)} y1=${level(one.percent, scale)} y2=${level(one.percent, scale)}>
          <title>${`${one.code} ${signed(one.percent)} %`}</title>
        </line>`,
      )}
    </svg>
    <figcaption class="quiet">${t("desk.statistics.axis")}</figcaption>
  </figure>`;
}
