// Which entries of a round are approved or ready for it, and what the others lack (确认). Pure; no drawing, no texts.

/**
 * @typedef {{kind: string, module?: string, n: number}} Lack
 * @typedef {{approved: string[], ready: string[], due: number}} Approvals ids in running order; `due` of them compete
 */

/** @param {any} state a round's progress @returns {Approvals} */
export function approvals(state) {
  const of = (/** @type {(row: any) => boolean} */ holds) =>
    state.order.filter((/** @type {string} */ entry) => holds(state.rows[entry]));
  return {
    approved: of((row) => row.approved !== undefined),
    ready: of((row) => row.lacks?.length === 0),
    due: of((row) => row.approved !== undefined || row.lacks !== undefined).length,
  };
}

/** What an entry lacks over all modules, each kind once, in the order in which it is said. @param {Lack[]} lacks */
export function kindsOf(lacks) {
  /** @type {Map<string, number>} */
  const kinds = new Map();
  for (const { kind, n } of lacks) kinds.set(kind, (kinds.get(kind) ?? 0) + n);
  return [...kinds].map(([kind, n]) => ({ kind, n }));
}

/** What is to be put in words where a conference has its own button. @param {any} row */
export function unsaid(row) {
  if (!row.conferences) return row.lacks;
  return row.lacks.filter((/** @type {Lack} */ { kind }) => kind !== "spread" && kind !== "conference");
}

/** How many entries a publication still waits for; none where the event's rules do not ask. @param {any} event @param {any} state */
export function waitsFor(event, state) {
  if (!state || !event.sheet_rules.approval) return 0;
  const { approved, due } = approvals(state);
  return due - approved.length;
}

/**
 * How many entries' sheets cannot be corrected, because they are approved.
 *
 * @param {any} state a round's progress, null while it is not there
 * @returns {{share: "none" | "some" | "all", n: number}}
 */
export function locked(state) {
  if (!state) return { share: "none", n: 0 };
  const { approved, due } = approvals(state);
  const n = approved.length;
  if (n === 0) return { share: "none", n };
  return { share: n < due ? "some" : "all", n };
}
