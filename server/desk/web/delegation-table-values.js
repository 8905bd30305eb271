// A table of delegations between the form's texts and what the server takes: pure, no elements.

import { plain, pointsFrom, pointsText } from "./team-rule-values.js";

/** @type {Record<string, any>} What each scale has where nothing else is said. */
export const SCALES = {
  median: { by: "median", centre: "700", spread: "30", low: "0", high: "1000" },
  t_score: { by: "t_score", centre: "50", spread: "10", sample: false },
  share: { by: "share", of: "best", full: "100" },
};

/** A table as the form shows it; what it does not name has its usual value. @param {any} table */
export function valuesOf(table) {
  const rule = table.rule ?? {};
  const by = table.scale?.by ?? "median";
  return {
    id: table.id ?? "",
    zh: table.title?.zh ?? "",
    en: table.title?.en ?? "",
    of: rule.of ?? "medals",
    take: rule.take ?? "sum",
    points: pointsText(rule.points ?? []),
    best_of_event: rule.best_of_event == null ? "" : String(rule.best_of_event),
    shared: rule.shared ?? "full",
    ties: rule.ties ?? "none",
    places: String(rule.rounding?.places ?? 2),
    mode: rule.rounding?.mode ?? "half_up",
    scale: scaleValues(by, table.scale ?? {}),
    events: /** @type {string[]} */ (table.events ?? []),
    people: peopleOf(table.people ?? []),
    /** What the form does not show and leaves as it is. */
    kept: {
      medals: rule.medals ?? [],
      basis: table.basis ?? "typical",
      source: table.source ?? "",
      note: table.note ?? null,
    },
  };
}

/** @param {string} by @param {any} given */
function scaleValues(by, given) {
  const kept = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === "string" ? plain(value) : value,
  ]);
  return { ...SCALES[by], ...Object.fromEntries(kept) };
}

/** @param {{event: string, people: number}[]} heads @returns {Record<string, string>} */
function peopleOf(heads) {
  return Object.fromEntries(heads.map(({ event, people }) => [event, String(people)]));
}

/** What the server takes, from the form's values. @param {ReturnType<typeof valuesOf>} values */
export function tableFrom(values) {
  const { medals, ...said } = values.kept;
  const rule = {
    of: values.of,
    take: values.of === "medals" ? "sum" : values.take,
    points: values.of === "rank_points" ? pointsFrom(values.points) : [],
    medals,
    best_of_event: values.best_of_event === "" ? null : Number(values.best_of_event),
    shared: values.shared,
    ties: values.ties,
    rounding: { places: Number(values.places), mode: values.mode },
  };
  const heads = Object.entries(values.people).filter(([, people]) => people.trim() !== "");
  return {
    id: values.id,
    title: { zh: values.zh.trim(), en: values.en.trim() },
    rule,
    scale: values.scale,
    events: values.events,
    people: heads.map(([event, people]) => ({ event, people: Number(people) })),
    ...said,
  };
}

/** An id nobody has. @param {string[]} taken */
export function freeId(taken) {
  let n = 1;
  while (taken.includes(`own_${n}`)) n += 1;
  return `own_${n}`;
}

/**
 * A fault of a rule as a person reads it: the label of its field, and the half in their language.
 *
 * @param {string} line `rule.points[1]: 中文 / English`
 * @param {"zh" | "en"} language
 * @param {(name: string) => string | undefined} label of a field
 */
export function faultText(line, language, label) {
  const match = /^([\w.[\]]+)[:：]\s*(.*)$/s.exec(line);
  const halves = (match ? match[2] : line).split(" / ");
  const text = halves.length === 2 ? halves[language === "zh" ? 0 : 1] : halves.join(" / ");
  const steps = match ? match[1].split(".").reverse() : [];
  for (const step of steps) {
    const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(step) ?? ["", step];
    const known = label(name);
    if (known) return `${known}${index === undefined ? "" : ` ${Number(index) + 1}`}: ${text}`;
  }
  return match ? `${match[1]}: ${text}` : text;
}
