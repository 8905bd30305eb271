// What an organiser wishes of a freeze or an embargo, as plain data: how much of the board, and when. Draws nothing.

const PLACES_MAX = 50;

/**
 * What a freeze covers.
 *
 * @param {string} how `whole`, `places` or `modules`
 * @param {string} places as typed
 * @param {string[]} modules chosen
 * @param {number} count how many modules there are
 * @returns {{places?: number, modules?: string[]} | null} null: that cannot be meant
 */
export function coverOf(how, places, modules, count) {
  if (how === "whole") return {};
  if (how === "places") {
    const number = Number(places);
    return Number.isInteger(number) && number >= 1 && number <= PLACES_MAX ? { places: number } : null;
  }
  return modules.length > 0 && modules.length < count ? { modules } : null;
}

/**
 * How an embargo can end: an end that is set can only be put off, from a time to a later one, to the ceremony, to a hand.
 *
 * @param {{until: number, ceremony: boolean} | undefined} before the one that holds
 * @returns {("ceremony" | "time" | "hand")[]}
 */
export function endsAfter(before) {
  if (!before) return ["ceremony", "time", "hand"];
  if (before.until) return ["time", "ceremony", "hand"];
  return before.ceremony ? ["hand"] : [];
}

/**
 * What still keeps results from the public when they become official now; `due`: nothing, their end waited only for that.
 *
 * @param {{until: number, ceremony: boolean, asked: boolean}} embargo
 * @param {number} now ms since 1970 UTC
 * @returns {"due" | "time" | "ceremony" | "hand"}
 */
export function revealOf({ until, ceremony, asked }, now) {
  if (asked || (until > 0 && until <= now)) return "due";
  if (until) return "time";
  return ceremony ? "ceremony" : "hand";
}

/** @param {string} local of an input of day and time, in this browser's zone @returns {number | null} ms since 1970 UTC */
export function atOf(local) {
  const at = new Date(local).getTime();
  return Number.isFinite(at) && at > 0 ? at : null;
}

/** @param {number} at ms since 1970 UTC @returns {string} for an input of day and time, to the minute */
export function dayAndTime(at) {
  const date = new Date(at);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
