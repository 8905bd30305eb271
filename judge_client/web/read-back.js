// Marks read back, an aspect or a whole sheet: what was marked, in words and large figures, and what it is worth.

import { durationText } from "../../static/lib/clock.js";
import { html } from "../../static/lib/ui.js";
import { Thumbnail } from "./evidence-panel.js";
import { decimal } from "./fraction.js";
import { NOT_ATTEMPTED, notAttempted, tryBox } from "./points.js";
import { say, t } from "./texts.js";

/** @param {any} aspect @param {import("./marking.js").Field} field @param {string} text */
function answer(aspect, field, text) {
  if (!text) return "–";
  if (aspect.rule.kind === "veto") return t(text === "yes" ? "common.veto.yes" : "common.veto.no");
  if (aspect.rule.kind === "rubric") return say(aspect.rule.levels[Number(text)].title);
  if (field.input === "choice") return text === "yes" ? `✓ ${t("common.yes")}` : `✕ ${t("common.no")}`;
  if (field.input === "time") return /^\d+(\.\d+)?$/.test(text) ? durationText(text) : text;
  if (field.input === "count") return `× ${text}`;
  return field.unit ? `${text} ${field.unit}` : text;
}

/** A whole mark in one line. @param {any} aspect @param {import("./marking.js").Field[]} fields @param {{[field: string]: string}} mark */
export function markText(aspect, fields, mark) {
  if (notAttempted(mark)) return t("judge.not_attempted");
  const one = (field, n) => {
    const text = missedTry(field, mark) ? t("judge.try_missed") : answer(aspect, field, mark[field.id] ?? "");
    return fields.length > 1 ? `${fieldName(aspect, field, n)} ${text}`.trim() : text;
  };
  return fields.map(one).join(" · ");
}

/** The benchmark of the level, where the scale has one each. */
function note(aspect, mark) {
  const { kind, benchmarks, low, step } = aspect.rule;
  if (kind !== "judgement" || !mark.level) return "";
  const text = benchmarks[(Number(mark.level) - Number(low)) / Number(step)];
  return text ? say(text) : "";
}

/**
 * @param {{aspect: any, fields: import("./marking.js").Field[], mark: {[field: string]: string}, missing?: boolean,
 *   points: import("./fraction.js").Fraction | undefined, onMissing?: () => void}} props
 */
export function AspectLine({ aspect, fields, mark, points, missing = false, onMissing }) {
  const { kind } = aspect.rule;
  const absent = notAttempted(mark);
  const named = fields.length > 1;
  return html`<div class="line" data-missing=${missing} data-alarm=${kind === "veto" && mark.fault === "yes"}>
    <dt>${say(aspect.title)} ${note(aspect, mark) && html`<span class="quiet line-note">${note(aspect, mark)}</span>`}</dt>
    <dd class="line-values">
      ${
        absent
          ? html`<span class="tag" data-state="warn">${t("judge.not_attempted")}</span>`
          : fields.map(
              (field, n) => html`<span class="line-value figures" key=${field.id}>
                ${named && html`<span class="quiet">${fieldName(aspect, field, n)}</span>`}
                <strong>${missedTry(field, mark) ? t("judge.try_missed") : answer(aspect, field, mark[field.id] ?? "")}</strong></span>`,
            )
      }
    </dd>
    <dd class="line-points figures">${
      missing
        ? html`<button type="button" class="button line-missing" onClick=${onMissing}>${t("judge.fill_in")} ›</button>`
        : kind === "veto"
          ? ""
          : points
            ? decimal(points)
            : "–"
    }</dd>
  </div>`;
}

/** @param {import("./marking.js").Field} field @param {{[field: string]: string}} mark */
const missedTry = ({ id }, mark) =>
  id.includes("@") && mark[tryBox(NOT_ATTEMPTED, id.slice(id.lastIndexOf("@") + 1))] === "yes";

/** @param {any} aspect @param {import("./marking.js").Field} field @param {number} n */
function fieldName(aspect, field, n) {
  const number = field.id.includes("@") ? field.id.slice(field.id.lastIndexOf("@") + 1) : "";
  const name =
    aspect.rule.quantities?.length === 1 && !number ? String(n + 1) : field.title ? say(field.title) : "";
  return number ? `${t("judge.try_n", { n: number })} ${name}` : name;
}

/**
 * All marks of a sheet that is no longer filled in, part by part.
 * @param {{group: import("./sheets.js").Group, marks: {[aspect: string]: any}, sums: ReturnType<typeof import("./marking.js").subtotal>}} props
 */
export function MarksRead({ group, marks, sums }) {
  return group.module.sub_criteria.map(
    (sub) => html`<section class="review-sub" key=${sub.id}>
      <h2 class="sub-head"><span>${say(sub.title)}</span></h2>
      <dl class="lines">${sub.aspects.map(
        (aspect) => html`<${AspectLine} key=${aspect.id} aspect=${aspect} fields=${group.fields[aspect.id]}
          mark=${marks[aspect.id] ?? {}} points=${sums.aspects.get(aspect.id)} />`,
      )}</dl>
    </section>`,
  );
}

/**
 * Comment and pictures read back.
 * @param {{sheet: string, comment: string, evidence?: import("./content.js").Evidence[]}} props
 */
export function RemarksRead({ sheet, comment, evidence = [] }) {
  if (!comment && !evidence.length) return null;
  return html`<section class="plate stack">
    ${comment && html`<div><h2 class="quiet">${t("judge.comment")}</h2><p class="comment-text">${comment}</p></div>`}
    ${
      evidence.length > 0 &&
      html`<ul class="pictures">${evidence.map(
        (one) =>
          html`<li key=${one.file} class="picture-tile"><${Thumbnail} sheet=${sheet} one=${one} /></li>`,
      )}</ul>`
    }
  </section>`;
}
