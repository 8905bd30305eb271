// Steps of a working that are told in one line of text. How they are laid out, and who the judges are, is not here.

import { OF_A_PART } from "./scheme-words.js";
import { listed, say, t } from "./words.js";

/** @typedef {import("./working-tree.js").Step} Step */

/** What a step is about. @param {Step} step @returns {string} */
export function textOf(step) {
  const { kind, figures } = step;
  const title = say(step.title ?? undefined);
  switch (kind) {
    case "panel":
      return panelStep(figures);
    case "agreed":
      return `${t("desk.conference.agreed")} · ${figures.reason}`;
    case "field":
      return t("desk.working.field", {
        ...figures,
        value: plain(figures.value),
        best: plain(figures.best),
      });
    case "difficulty":
      return t(`desk.working.difficulty${figures.declared === "yes" ? "" : "_usual"}`, figures);
    case "best_module":
      return t("desk.working.best_module", { title });
    case "own_share":
      return t("desk.working.own_share", figures);
    case "carried":
      return carriedWords(title || step.of, figures);
    case "best_round":
      return step.of
        ? t("desk.working.best_round", { title: title || step.of })
        : t("desk.working.best_round_own");
    case "rounding":
      return t("desk.working.rounding", { places: figures.places, exact: plain(figures.exact) });
    case "weight":
      return t("desk.working.weight", { weight: figures.weight, max: figures.max });
    case "limit":
      return t("desk.working.limit");
    case "void":
      return t(`desk.working.void_${figures.by}`, { title });
    case "gate":
      return `${t("desk.working.gate", { title, minimum: figures.minimum })} ${t(figures.passed === "yes" ? "desk.working.gate_met" : "desk.working.gate_not_met")}`;
    case "tie_break":
      return t("desk.working.tie_break", { of: tieWords(figures, step.of === "total" ? "" : title) });
    case "ended":
      return `${t(`common.state.${figures.state}`)} · ${title}`;
    case "part":
      return partWords(title || step.of, figures.units);
    default:
      return [title || step.of, figures.units].filter(Boolean).join(" · ");
  }
}

/** What a tie-break looked at: points of a part have its name alone. @param {Record<string, string>} figures @param {string} title */
function tieWords({ by, place }, title) {
  if (by === "decision") return t("desk.scheme.tie_decision");
  const of = title || t("desk.scheme.everything");
  return OF_A_PART.has(by) ? t(`desk.scheme.tie_of_${by}`, { of, n: place }) : of;
}

/** How a panel's marks became one: with marks put in, or with none dropped. @param {Record<string, string>} figures */
function panelStep({ rule, marks, high, low, filled, together }) {
  return listed([
    t(`desk.working.panel_${together ? "mean" : rule}`, { marks, high, low }),
    ...(filled ? [t("desk.working.panel_filled", { n: filled })] : []),
    ...(together ? [t("desk.working.panel_together")] : []),
  ]);
}

/** What comes from an earlier round. @param {string} title @param {Record<string, string>} figures */
function carriedWords(title, { total, percent }) {
  if (total === undefined) return t("desk.working.carried_none", { title });
  if (percent === "100") return t("desk.working.carried", { title });
  return t("desk.working.carried_share", { title, total, percent });
}

/** One reading, fault or item of a mark. @param {string} of @param {string | undefined} units */
function partWords(of, units) {
  const name = /^\d+$/.test(of) ? t("desk.working.reading", { n: of }) : of;
  return [name, units].filter(Boolean).join(" · ");
}

/**
 * An exact number for the eye: a fraction that has no end keeps its exact form beside a rounded one.
 *
 * @param {string} exact a decimal, or a fraction "31/3"
 */
export function plain(exact) {
  if (exact === "") return "–";
  const [above, below] = exact.split("/");
  if (below === undefined) return exact;
  return `${above}/${below} ≈ ${(Number(above) / Number(below)).toFixed(4)}`;
}
