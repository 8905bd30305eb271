// A team rule between the form's texts and what the server takes: pure, no elements.

/**
 * Points for places as a person writes them: "1=10 2=9 3-6=5 7+=1".
 *
 * @param {{first: number, last: number | null, points: string}[]} steps
 */
export function pointsText(steps) {
  return steps
    .map(({ first, last, points }) => {
      const range = last === first ? `${first}` : last === null ? `${first}+` : `${first}-${last}`;
      return `${range}=${plain(points)}`;
    })
    .join(" ");
}

/**
 * The same, read; what is no step becomes one that the server refuses by its place.
 *
 * @param {string} text
 * @returns {{first: number, last: number | null, points: string}[]}
 */
export function pointsFrom(text) {
  const parts = text.split(/[\s,，;；、]+/).filter(Boolean);
  return parts.map((part) => {
    const match = /^(\d{1,5})(?:([-–~])(\d{1,5})|(\+))?[=:：](\d{1,9}(?:\.\d{1,6})?)$/.exec(part);
    if (!match) return { first: 0, last: 0, points: "0" };
    const first = Number(match[1]);
    const last = match[4] ? null : match[3] ? Number(match[3]) : first;
    return { first, last, points: match[5] };
  });
}

/** "10.00" is 10 to a reader. @param {string} points */
export function plain(points) {
  return points.includes(".") ? points.replace(/0+$/, "").replace(/\.$/, "") : points;
}

/** A rule as the form shows it; what it does not name has its usual value. @param {any} rule */
export function valuesOf(rule) {
  return {
    id: rule.id ?? "",
    title: rule.title ?? null,
    basis: rule.basis ?? "typical",
    source: rule.source ?? "",
    note: rule.note ?? null,
    of: rule.of ?? "total",
    take: rule.take ?? "sum",
    best: rule.best == null ? "" : String(rule.best),
    must_count: (rule.must_count ?? []).join("、"),
    members_min: String(rule.members_min ?? 1),
    substitutes: String(rule.substitutes ?? 0),
    points: pointsText(rule.points ?? []),
    absent_places: String(rule.absent_places ?? 1),
    disqualified_places: String(rule.disqualified_places ?? 2),
    own_event: rule.own_event ?? "",
    own_weight: plain(rule.own_weight ?? "1"),
    ties: rule.ties ?? [],
    places: String(rule.rounding?.places ?? 2),
    mode: rule.rounding?.mode ?? "half_up",
    round: rule.round ?? "",
    mixed: rule.mixed ?? false,
  };
}

/** What the server takes, from the form's values. @param {ReturnType<typeof valuesOf>} values */
export function ruleFrom(values) {
  const { places, mode, points, best, must_count, own_event, round, ...rest } = values;
  return {
    ...rest,
    best: best === "" ? null : Number(best),
    must_count: must_count.split(/[、,，;；]+/).flatMap((one) => one.trim() || []),
    members_min: Number(values.members_min),
    substitutes: Number(values.substitutes),
    absent_places: Number(values.absent_places),
    disqualified_places: Number(values.disqualified_places),
    points: values.of === "rank_points" ? pointsFrom(points) : [],
    own_event: own_event || null,
    own_weight: own_event ? values.own_weight.trim() : "1",
    rounding: { places: Number(places), mode },
    round: round || null,
  };
}
