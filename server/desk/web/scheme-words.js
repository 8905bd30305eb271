// A marking scheme in words: what each aspect asks and what it is worth. Pure texts; how they are laid out is not here.

import { listed, say, t } from "./words.js";

/**
 * How an aspect is marked, one sentence per rule.
 *
 * @param {any} aspect of a scheme, as JSON
 * @param {{titleOf?: (id: string) => string, unit?: string}} [of] the title of another aspect that a rule names, and
 *   whether points are points or seconds
 * @returns {string[]}
 */
export function ruleWords(aspect, { titleOf = (id) => id, unit = "points" } = {}) {
  const rule = aspect.rule;
  const words =
    RULES[rule.kind]?.(rule, aspect, { titleOf, worth: (points) => t(`desk.unit.${unit}`, { n: points }) }) ??
    [];
  return /** @type {string[]} */ ([...words, ...aroundWords(aspect)].filter(Boolean));
}

/**
 * @typedef {{titleOf: (id: string) => string, worth: (points: string) => string}} Said
 * @type {Record<string, (rule: any, aspect: any, said: Said) => (string | false)[]>}
 */
const RULES = {
  judgement: (rule) =>
    rule.benchmarks.map(
      (/** @type {any} */ text, /** @type {number} */ n) => `${Number(rule.low) + n} · ${say(text)}`,
    ),
  points: (rule, aspect, { worth }) => [
    t("desk.rule.points", { low: rule.low, high: worth(aspect.max), step: rule.step }),
  ],
  measurement: measurementWords,
  count: (rule, aspect) => [
    t("desk.rule.count_start", { start: rule.start }),
    ...rule.faults.map(faultWords),
    rule.floor !== null && t("desk.rule.floor", { floor: rule.floor }),
    aspect.max !== null && t("desk.rule.ceiling", { high: aspect.max }),
  ],
  time: timeWords,
  yes_no: (rule) =>
    rule.items.map((/** @type {any} */ item) =>
      t("desk.rule.item", { title: say(item.title), points: item.points }),
    ),
  rubric: (rule, _, { worth }) =>
    rule.levels.map((/** @type {any} */ level) =>
      t("desk.rule.level", { title: say(level.title), points: worth(level.points) }),
    ),
  imported: (rule, aspect, { worth }) => [
    t("desk.rule.imported", { paper: rule.paper_max, max: worth(aspect.max) }),
  ],
  relative: relativeWords,
  veto: (rule, _, { titleOf }) => [
    t(`desk.rule.veto_${rule.scope}`, { voids: listed((rule.voids ?? []).map(titleOf)) }),
  ],
};

/** @param {any} rule @param {any} aspect @param {Said} said */
function relativeWords({ order, unit, compared }, { max }, { worth }) {
  const words = [[t(`desk.rule.relative_${order}`), unit].filter(Boolean).join(" · ")];
  if (compared.by === "best_share") return [...words, t("desk.rule.best_share", { max: worth(max) })];
  if (compared.by === "behind_best") {
    const { step, minus_points } = compared;
    return [
      ...words,
      t("desk.rule.behind_best", { max: worth(max), step, unit, points: worth(minus_points) }),
    ];
  }
  if (compared.by === "by_place") {
    const lines = compared.ranks.map((/** @type {any} */ line) =>
      t("desk.rule.place", { place: placeWords(line), points: worth(line.points) }),
    );
    return [...words, ...lines, compared.shared === "mean" && t("desk.rule.places_shared_mean")];
  }
  const { start, each, limit, step, minus_points } = compared;
  const late = { limit, step, unit, points: worth(minus_points) };
  return [
    ...words,
    t("desk.rule.beaten", { points: worth(start), each: worth(each) }),
    limit !== null && t("desk.rule.beaten_late", late),
  ];
}

/** @param {{first: number, last: number | null}} line */
const placeWords = ({ first, last }) => (first === last ? `${first}` : `${first}–${last ?? ""}`);

/** What holds for a mark of any kind: points beyond the maximum, several tries. @param {any} aspect */
function aroundWords({ bonus, tries }) {
  return [
    Number(bonus ?? 0) > 0 && t("desk.rule.bonus", { bonus }),
    tries && t(`desk.rule.tries_${tries.take}`, { n: tries.count }),
  ];
}

/** @param {any} fault */
function faultWords(fault) {
  return [
    t("desk.rule.fault", { title: say(fault.title), points: signed(fault.points) }),
    fault.per > 1 && t("desk.rule.per", { n: fault.per }),
    fault.cap !== null && t("desk.rule.cap", { cap: fault.cap }),
    fault.zero_from && t("desk.rule.zero_from", { n: fault.zero_from }),
  ]
    .filter(Boolean)
    .join("");
}

/** @param {string} number with a sign that is seen */
function signed(number) {
  return number.startsWith("-") ? `−${number.slice(1)}` : `+${number}`;
}

/** @param {any} rule @param {any} _ @param {Said} said */
function measurementWords(rule, _, said) {
  const many = rule.quantities.length > 1 || rule.quantities[0].readings > 1;
  const { take } = rule.scored;
  return [
    ...rule.quantities.map(quantityWords),
    ...scoredWords(rule, said),
    many && take && t(`desk.rule.take_${take}`),
    ...limitWords(rule),
  ];
}

/** When a line of readings is worth nothing. @param {any} rule @returns {(string | false)[]} */
function limitWords({ limits, quantities }) {
  if (!limits) return [];
  return [
    limits.out_max !== null && t("desk.rule.limit_out", { n: limits.out_max }),
    limits.over_max !== null &&
      t("desk.rule.limit_over", { over: limits.over_max, unit: quantities[0].unit }),
  ];
}

/** @param {any} q */
function quantityWords(q) {
  const nought = (/** @type {string | null} */ side) => side !== null && /^0(\.0*)?$/.test(side);
  // A limit that is the nominal itself: "≤ 0", not "0 (+0)".
  const limit = q.minus === null && nought(q.plus) ? "≤ " : q.plus === null && nought(q.minus) ? "≥ " : "";
  const tolerance = limit
    ? ""
    : [q.plus !== null && `+${q.plus}`, q.minus !== null && `−${q.minus}`].filter(Boolean).join(" / ");
  const nominal = q.nominal === null ? "" : ` ${limit}${q.nominal}${tolerance ? ` (${tolerance})` : ""}`;
  const readings = q.readings > 1 ? t("desk.rule.readings", { n: q.readings }) : "";
  const to = { title: say(q.title), nominal, unit: q.unit, step: q.step };
  return `${t("desk.rule.quantity", to)}${readings}`;
}

/** @param {any} rule @param {Said} said @returns {string[]} */
function scoredWords({ scored, quantities }, { worth }) {
  const unit = quantities[0].unit;
  if (scored.by === "step_deduction") {
    return [t("desk.rule.step_deduction", { step: scored.step, points: worth(scored.minus_points), unit })];
  }
  if (scored.by === "part_credit") {
    return scored.factors.map((/** @type {any} */ f) =>
      t("desk.rule.part_credit", { over: f.over, factor: f.factor, unit }),
    );
  }
  if (scored.by === "out_deduction") {
    return [t("desk.rule.out_deduction", { points: worth(scored.minus_points) })];
  }
  if (scored.by === "interpolation") {
    return scored.knots.map((/** @type {any} */ knot) =>
      t("desk.rule.knot", { at: knot.at, unit, points: worth(knot.points) }),
    );
  }
  if (scored.by === "formula") return [formulaWords(scored)];
  if (scored.by === "value") return [t("desk.rule.value")];
  const bands = scored.bands.map((/** @type {any} */ band) =>
    t("desk.rule.band", {
      when: listed(band.when.map((/** @type {any} */ w) => withinWords(w, quantities))),
      points: worth(band.points),
    }),
  );
  return [...bands, t("desk.rule.otherwise", { points: worth(scored.otherwise) })];
}

/** @param {any} scored */
function formulaWords({ side, factor, offset, exponent, rounding }) {
  const places = t("desk.result.places", { n: rounding.places });
  return `${t(`desk.rule.formula_${side}`, { factor, offset, exponent })} · ${places}`;
}

/** An interval as mathematics writes it: 2.5 ≤ Width < 3. @param {any} within @param {any[]} quantities */
function withinWords(within, quantities) {
  const title = quantities.length > 1 ? say(quantities.find((q) => q.id === within.quantity)?.title) : "x";
  const low =
    within.above !== null ? `${within.above} < ` : within.at_least !== null ? `${within.at_least} ≤ ` : "";
  const high =
    within.below !== null ? ` < ${within.below}` : within.at_most !== null ? ` ≤ ${within.at_most}` : "";
  return `${low}${title}${high}`;
}

/** @param {any} rule @returns {(string | false)[]} */
function timeWords(rule) {
  const per = (/** @type {string} */ key, /** @type {any} */ p, /** @type {string} */ sign) =>
    p &&
    `${t(key, { points: `${sign}${p.points}`, time: spanWords(p.seconds) })}${p.cap === null ? "" : t("desk.rule.cap", { cap: p.cap })}`;
  return [
    t(`desk.rule.time_${rule.scored}`, {
      limit: rule.limit === null ? "" : spanWords(rule.limit),
      start: rule.start,
    }),
    rule.grace && Number(rule.grace) > 0 && t("desk.rule.grace", { time: spanWords(rule.grace) }),
    per("desk.rule.time_bonus", rule.bonus, "+"),
    per("desk.rule.time_penalty", rule.penalty, "−"),
    rule.cut_off !== null && t("desk.rule.cut_off", { time: spanWords(rule.cut_off) }),
  ];
}

/** A span of time as one says it: 4 小时, 1 分 30 秒; what is no whole number of seconds stays in seconds. @param {string} seconds */
function spanWords(seconds) {
  const whole = Number(seconds);
  if (!Number.isInteger(whole) || whole < 60) return t("desk.span.seconds", { n: seconds });
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return ["hours", "minutes", "seconds"]
    .map((name, at) => (parts[at] ? t(`desk.span.${name}`, { n: parts[at] }) : ""))
    .filter(Boolean)
    .join(" ");
}

/** How several judges' marks become one. @param {any} panel @returns {string} */
export function panelWords(panel) {
  const apart = (panel.apart ?? []).map((/** @type {any} */ step) => t("desk.panel.apart", step));
  return [
    t(`desk.panel.${panel.rule}`, { high: panel.drop_high, low: panel.drop_low }),
    panel.spread_limit !== null && t("desk.panel.spread", { limit: panel.spread_limit }),
    panel.missing === "mean" && t("desk.panel.missing_mean"),
    ...apart,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What the event's result is and which end wins. @param {any} result @returns {string} */
export function resultWords(result) {
  const key = `desk.result.${result.unit}_${result.direction}`;
  const unit = result.unit_name ? say(result.unit_name) : "";
  return [
    t(key, { unit }),
    t("desk.result.places", { n: result.rounding.places }),
    result.take === "best" && t("desk.result.take_best"),
    result.not_finished === "by_ties" && t("desk.result.by_ties"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * What a tie-break or gate names, by its title.
 *
 * @param {any} scheme
 * @param {string} id of a module, sub-criterion or aspect
 */
export function titleIn(scheme, id) {
  for (const module of scheme.modules) {
    if (module.id === id) return say(module.title);
    for (const sub of module.sub_criteria) {
      if (sub.id === id) return say(sub.title);
      for (const aspect of sub.aspects) if (aspect.id === id) return say(aspect.title);
    }
  }
  return id;
}

/**
 * A tie-break in words: times are shorter or longer, everything else is higher or lower.
 *
 * @param {any} scheme
 * @param {{by: string, of: string, order: "high" | "low", field?: string | null, place?: number}} key
 */
export function tieWords(scheme, key) {
  if (key.by === "decision") return t("desk.scheme.tie_decision");
  const time = !COUNTED.has(key.by) && isTime(scheme, key) ? "_time" : "";
  return t(`desk.scheme.tie_${key.order}${time}`, { of: tieOf(scheme, key) });
}

/** Tie-breaks that compare a number or points, never a time. */
const COUNTED = new Set(["faults", "best_judge", "worst_judge"]);
/** Tie-breaks that look at something of a part, and not at its points. */
export const OF_A_PART = new Set(["faults", "best_judge", "worst_judge", "try", "exact", "carried"]);

/** @param {any} scheme @param {{by: string, of: string, place?: number}} key */
function tieOf(scheme, { by, of, place = 1 }) {
  const title = of === "total" ? t("desk.scheme.everything") : titleIn(scheme, of);
  return OF_A_PART.has(by) ? t(`desk.scheme.tie_of_${by}`, { of: title, n: place }) : title;
}

/** @param {any} scheme @param {{of: string, field?: string | null}} key */
function isTime(scheme, { of, field }) {
  const aspects = scheme.modules.flatMap((/** @type {any} */ module) =>
    module.sub_criteria.flatMap((/** @type {any} */ sub) => sub.aspects),
  );
  const rule = aspects.find((/** @type {any} */ one) => one.id === of)?.rule;
  if (rule) return rule.kind === "time" && (field === "seconds" || rule.scored === "elapsed");
  return scheme.result.unit === "seconds";
}
