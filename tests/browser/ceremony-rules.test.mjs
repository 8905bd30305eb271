// Where a ceremony's rows stand, and how its winners are grouped.

import assert from "node:assert/strict";
import test from "node:test";
import { arranged, columnsFor, firstShown, groupsOf } from "../../scoreboard/web/ceremony-rules.js";
import { inLatin, lineAt } from "../../server/desk/web/script-rules.js";

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
    [3, 60].map((many) => columnsFor(many, false)),
    [1, 2],
  );
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
