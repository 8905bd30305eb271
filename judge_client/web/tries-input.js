// Several tries of one aspect: the input of its kind once for each try, and "not made" where a try may be missing.

import { durationText } from "../../static/lib/clock.js";
import { html } from "../../static/lib/ui.js";
import { BoxButton } from "./number-box.js";
import { NOT_ATTEMPTED, tryBox, tryCanBeNotAttempted } from "./points.js";
import { t } from "./texts.js";

/** @typedef {import("./aspect-plate.js").InputProps} InputProps */

/** @param {InputProps & {Input: any}} props */
export function TriesInput(props) {
  const { aspect, Input } = props;
  const { count, take } = aspect.tries;
  return html`<div class="tries">
    <p class="quiet scored">${t(`judge.tries_${take}`, { n: count })}</p>
    ${Array.from({ length: count }, (_, n) => html`<${OneTry} key=${n} ...${props} Input=${Input} number=${n + 1} />`)}
  </div>`;
}

/** @param {InputProps & {Input: any, number: number}} props */
function OneTry(props) {
  const { aspect, fields, mark, pen, Input, number } = props;
  const each = fields.length / aspect.tries.count;
  const own = fields.slice((number - 1) * each, number * each);
  const absent = tryBox(NOT_ATTEMPTED, number);
  const missed = mark[absent] === "yes";
  const miss = () =>
    pen.mark(aspect.id, {
      ...Object.fromEntries(own.map(({ id }) => [id, ""])),
      [absent]: missed ? "" : "yes",
    });
  return html`<section class="try" data-try=${number} aria-label=${t("judge.try_n", { n: number })}>
    <header class="aspect-head">
      <h4 class="grow">${t("judge.try_n", { n: number })}</h4>
      ${
        tryCanBeNotAttempted(aspect) &&
        html`<button type="button" class="button not-attempted" data-do="miss-try" aria-pressed=${missed} onClick=${miss}>
        ${t(missed ? "judge.attempted_after_all" : "judge.try_missed")}</button>`
      }
    </header>
    ${missed ? html`<p class="absent">${t("judge.try_missed_text")}</p>` : html`<${TryBoxes} ...${props} own=${own} Input=${Input} />`}
  </section>`;
}

/** @param {any} props */
function TryBoxes(props) {
  const { aspect, mark, own, Input } = props;
  // boxes the keypad writes into keep their whole name; the clock of a sheet runs for one time only
  if (aspect.rule.kind === "time") {
    const text = mark[own[0].id] ?? "";
    return html`<${BoxButton} ...${props} field=${own[0]} shown=${text ? durationText(text) : "0:00"} />`;
  }
  return html`<${Input} ...${within(props, own)} />`;
}

/** The props of one try as those of a mark without tries. @param {any} props @param {import("./marking.js").Field[]} own */
function within(props, own) {
  const { aspect, mark, pen, box, onBox, number } = props;
  const end = tryBox("", number);
  const plain = (/** @type {string} */ id) => id.slice(0, -end.length);
  const named = (/** @type {{[field: string]: string}} */ boxes) =>
    Object.fromEntries(Object.entries(boxes).map(([id, text]) => [`${id}${end}`, text]));
  return {
    ...props,
    aspect: { ...aspect, tries: null },
    fields: own.map((field) => ({ ...field, id: plain(field.id) })),
    mark: Object.fromEntries(own.map(({ id }) => [plain(id), mark[id] ?? ""])),
    box: box?.field.endsWith(end) ? { ...box, field: plain(box.field) } : null,
    onBox: (/** @type {any} */ to) => onBox(to && { ...to, field: `${to.field}${end}` }),
    pen: {
      text: (/** @type {string} */ id, /** @type {string} */ field) => pen.text(id, `${field}${end}`),
      mark: (/** @type {string} */ id, /** @type {any} */ boxes) => pen.mark(id, named(boxes)),
    },
  };
}
