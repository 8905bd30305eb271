// Where a ceremony's rows stand, and how its winners are grouped.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import {
  arranged,
  columnsFor,
  firstShown,
  groupsOf,
  listLayout,
  onStep,
  PEOPLE,
  peopleLayout,
} from "../../scoreboard/web/ceremony-rules.js";
import { called, inLatin, lineAt, opening, resultSaid, whoSaid } from "../../server/desk/web/script-rules.js";

test("whoever is still to come has an empty place above, unless they may be named", () => {
  const state = { size: 4, placed: ["d"], current: ["c"] };

  assert.deepEqual(arranged(state), ["#1", "#2", "c", "d"]);
  assert.deepEqual(arranged({ ...state, waiting: ["b", "a"] }), ["b", "a", "c", "d"]);
});

test("whoever is being revealed is in sight, and no room is left over", () => {
  for (const rows of [1, 3, 8, 40])
    for (let left = 0; left < rows; left += 1) {
      const first = firstShown(rows, left, 8);

      assert.ok(first >= 0 && first <= left && left < first + 8, `${rows} ${left}`);
      assert.ok(rows <= 8 ? first === 0 : first + 8 <= rows, `${rows} ${left}`);
    }
});

test("winners stand under their awards, the best holders first", () => {
  const rows = { a: { awards: ["gold", "title"] }, b: { awards: ["silver"] }, c: { awards: ["silver"] } };

  assert.deepEqual(groupsOf({ lit: ["a", "b", "c"], rows }), [
    { award: "gold", entries: ["a"] },
    { award: "title", entries: ["a"] },
    { award: "silver", entries: ["b", "c"] },
  ]);
});

test("more names take more columns", () => {
  assert.deepEqual(
    [3, 8, 20, 60].map((many) => columnsFor(many, true)),
    [1, 2, 3, 4],
  );
  assert.deepEqual(
    [3, 14, 15, 60].map((many) => columnsFor(many, false)),
    [1, 1, 2, 2],
  );
});

const WIDTHS = [100, 178, 300];
/** A name's size at size 1, in units of the zone. */
const NAME = 15;

test("everyone with a prize stands in the zone, and the more there are the smaller", () => {
  for (const width of WIDTHS) {
    let before = 2;
    for (let many = 1; many <= PEOPLE; many += 1) {
      const { columns, size, most } = peopleLayout(many, width);
      const rows = Math.ceil(many / columns);
      const tall = (width > 100 ? 78 : 155) - 20;

      assert.ok(columns * most * NAME * size <= width, `${many} beside each other of ${width}`);
      assert.ok(rows * size * NAME * 2.4 <= tall, `${many} above each other of ${width}`);
      assert.ok(size <= before && most >= 5, `${many} ${width}`);
      before = size;
    }
  }
});

test("steps of a podium stand beside each other in every zone, and the first is no smaller than the others", () => {
  for (const width of WIDTHS)
    for (let steps = 1; steps <= 3; steps += 1)
      for (let many = 1; many <= 6; many += 1) {
        const [first, other] = [onStep(many, true, width, steps), onStep(many, false, width, steps)];

        assert.ok(steps * first.across <= width - 8, `${width} ${steps}`);
        assert.ok(first.most * NAME * first.size < first.across && first.size >= other.size);
        assert.ok(many === 1 || other.size <= onStep(many - 1, false, width, steps).size);
      }
});

test("a list of winners never stands over its edge", () => {
  for (const width of WIDTHS)
    for (const many of [1, 4, 9, 20, 60, 200]) {
      const tall = 78;
      const { columns, line, most } = listLayout(many, 1.2, { width, tall }, (into) =>
        Math.ceil(many / into),
      );

      assert.ok((Math.ceil(many / columns) + 1.2) * line <= tall, `${many}`);
      assert.ok(columns * (most + 2.9) * 0.44 * line <= width, `${many}`);
      assert.ok(line <= 14);
    }
});

test("the announcer reads the line that is being revealed until the next one begins", () => {
  const lines = [{ from: 1 }, { from: 4 }, { from: 9 }];

  assert.deepEqual(
    [0, 1, 3, 4, 8, 9, 20].map((step) => lineAt(lines, step)),
    [-1, 0, 0, 1, 1, 2, 2],
  );
});

test("the English line has the Latin name of the roster, else the pinyin", () => {
  assert.equal(inLatin({ en: "Wei WANG" }, "Wáng Wěi"), "Wei WANG");
  assert.equal(inLatin({ en: "王伟" }, "Wáng Wěi"), "Wáng Wěi");
  assert.equal(inLatin({ en: "Team A" }, "Team A"), "Team A");
});

test("every line of the script is said in both languages", () => {
  const event = { zh: "焊接", en: "Welding" };
  const award = { zh: "一等奖", en: "First prize" };
  const one = {
    name: { zh: "乐嘉", en: "乐嘉" },
    pinyin: "Lè Jiā",
    delegation: { zh: "六合一队", en: "Luhe One" },
    delegation_pinyin: "lù hé yī duì",
    rank: 1,
    shared: true,
    total: "90.50",
    awards: [award, { zh: "工艺奖", en: "Craft prize" }],
  };

  assert.equal(resultSaid(one, "zh", said("zh-CN")), "并列第 1 名，成绩 90.50，获得一等奖、工艺奖。");
  assert.equal(
    resultSaid(one, "en", said("en")),
    "Lè Jiā, Luhe One, shared rank 1, with 90.50, First prize, Craft prize.",
  );
  const plain = { ...one, shared: false, total: undefined, awards: [], delegation: undefined };
  assert.equal(resultSaid(plain, "zh", said("zh-CN")), "第 1 名。");
  assert.equal(resultSaid(plain, "en", said("en")), "Lè Jiā, rank 1.");
  assert.equal(whoSaid(one, "zh"), "六合一队，乐嘉");
  for (const kind of ["start", "call_up", "podium", "list"])
    for (const [language, tag] of /** @type {const} */ ([
      ["zh", "zh-CN"],
      ["en", "en"],
    ])) {
      const text = opening({ kind, award }, event, language, said(tag));

      assert.ok(text && !text.includes("{") && !text.startsWith("desk."), `${kind} ${tag}: ${text}`);
      assert.equal(/\p{Script=Han}/u.test(text), language === "zh", text);
    }
  assert.equal(opening({ kind: "place" }, event, "zh", said("zh-CN")), "");
});

test("on the podium the first is called last, and a list of prizes calls nobody again", () => {
  const people = [1, 2, 2, 3].map((rank, at) => ({ rank, at }));

  assert.deepEqual(
    called({ kind: "podium", people }).map(({ rank, at }) => [rank, at]),
    [
      [3, 3],
      [2, 1],
      [2, 2],
      [1, 0],
    ],
  );
  assert.deepEqual(called({ kind: "call_up", people }), people);
  assert.deepEqual(called({ kind: "list", people }), []);
});

/** @param {string} tag */
function said(tag) {
  const texts = JSON.parse(
    readFileSync(new URL(`../../static/i18n/${tag}/desk.json`, import.meta.url), "utf8"),
  );
  return (/** @type {string} */ key, /** @type {any} */ params = {}) =>
    (texts[key] ?? key).replace(
      /\{(\w+)\}/g,
      (/** @type {string} */ _, /** @type {string} */ name) => params[name],
    );
}
