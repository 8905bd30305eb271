// Which line of the announcer's script is to be read, and how a name stands in its English one: pure.

/**
 * The line that is being revealed or was last; -1 before the first.
 *
 * @param {{from: number}[]} lines in their order
 * @param {number} step taken so far
 */
export function lineAt(lines, step) {
  return lines.filter((line) => line.from <= step).length - 1;
}

/**
 * A name for who reads no Chinese: the one the roster has, else how it is said.
 *
 * @param {{en: string}} name
 * @param {string} pinyin
 */
export function inLatin(name, pinyin) {
  return /\p{Script=Han}/u.test(name.en) ? pinyin : name.en;
}

/** @typedef {"zh" | "en"} Language */
/** @typedef {(key: string, params?: Record<string, string | number>) => string} Say a text in one language */

/**
 * What is said of a result, in one language.
 *
 * @param {any} one person of a line
 * @param {Language} language
 * @param {Say} t
 */
export function resultSaid(one, language, t) {
  const prizes = listedIn(
    one.awards.map((/** @type {any} */ award) => award[language]),
    language,
  );
  const params = { rank: one.rank, total: one.total ?? "", prizes };
  const said = [
    t(one.shared ? "desk.script.rank_shared" : "desk.script.rank", params),
    ...(one.total ? [t("desk.script.total", params)] : []),
    ...(prizes ? [t("desk.script.prizes", params)] : []),
  ];
  const end =
    language === "zh" ? [said.join("，"), "。"] : [`${whoSaid(one, "en")}, ${said.join(", ")}`, "."];
  return end.join("");
}

/**
 * Whom a line names, in one language: name and unit, in Latin letters where it is English.
 *
 * @param {any} one
 * @param {Language} language
 */
export function whoSaid(one, language) {
  const unit = one.delegation;
  if (language === "zh") return unit ? `${unit.zh}，${one.name.zh}` : one.name.zh;
  const name = inLatin(one.name, one.pinyin);
  return unit ? `${name}, ${inLatin(unit, one.delegation_pinyin)}` : name;
}

/**
 * The sentence a line begins with, in one language; "" for a result, which has its own.
 *
 * @param {any} line
 * @param {Record<Language, string>} event its title
 * @param {Language} language
 * @param {Say} t
 */
export function opening(line, event, language, t) {
  if (line.kind === "place") return "";
  return t(`desk.script.${line.kind}`, { event: event[language], award: line.award?.[language] ?? "" });
}

/**
 * The people of a line in the order they are called: on the podium the first comes last, as on screens.
 *
 * @template {{rank: number}} Person
 * @param {{kind: string, people: Person[]}} line
 */
export function called({ kind, people }) {
  if (kind === "list") return [];
  return kind === "podium" ? people.toSorted((a, b) => b.rank - a.rank) : people;
}

/** @param {string[]} words @param {Language} language */
function listedIn(words, language) {
  return words.join(language === "zh" ? "、" : ", ");
}
