// The marks this judge gave to other entries in the same module, as this tablet knows them. What they say is in habit.js.

import { outbox, work } from "./state.js";

/**
 * @param {import("./sheets.js").Group} group @param {import("./sheets.js").Sheet} sheet the one that is left out
 * @returns {import("./marking.js").Marks[]}
 */
export function ownMarks(group, sheet) {
  const part = work.value?.data.rounds
    .find(({ id }) => id === sheet.round)
    ?.modules.find((one) => one.module.id === sheet.module);
  const recorded = (part?.sheets ?? []).filter(({ code, submitted }) => submitted && code !== sheet.code);
  const waiting = group.sheets.filter(({ key, state }) => state === "waiting" && key !== sheet.key);
  return [
    ...recorded.map(({ submitted }) => submitted.marks),
    ...waiting.map(({ key }) => JSON.parse(outbox.value.get(key)?.body ?? '{"marks":{}}').marks),
  ];
}
