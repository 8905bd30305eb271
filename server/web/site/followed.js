// Which entry of a competition this phone follows; kept on the phone alone.

/** @typedef {{round: string, key: string, rank?: number}} Followed an entry's row, and the rank it was last seen with */

/** @param {string} competition */
const place = (competition) => `jinchui.follow.${competition}`;

/** @param {string} competition @returns {Followed | null} */
export function followed(competition) {
  try {
    const found = JSON.parse(localStorage.getItem(place(competition)) ?? "null");
    return found && typeof found.round === "string" && typeof found.key === "string" ? found : null;
  } catch {
    return null; // Storage is blocked, or holds what is not ours.
  }
}

/**
 * Remember the rank an entry was seen with, if it is still the one that is followed: meanwhile this page or another tab
 * may have chosen another one, or none.
 *
 * @param {string} competition
 * @param {Followed} entry
 */
export function saw(competition, entry) {
  const held = followed(competition);
  if (held?.round === entry.round && held.key === entry.key) follow(competition, entry);
}

/** @param {string} competition @param {Followed | null} entry */
export function follow(competition, entry) {
  try {
    if (entry) localStorage.setItem(place(competition), JSON.stringify(entry));
    else localStorage.removeItem(place(competition));
  } catch {
    // Blocked storage costs only the memory of the choice.
  }
}
