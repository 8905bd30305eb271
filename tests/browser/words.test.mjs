// Where a line of Chinese may end: never within a word, never before a dot, and the text stays what it is.

import assert from "node:assert/strict";
import test from "node:test";
import { isClose } from "../../scoreboard/web/standings-layout.js";
import { piecesOf } from "../../scoreboard/web/words.js";

const BROKEN = [
  "焊工·|决赛·|实操",
  "叉车|司机·|团体|成绩",
  "“金锤杯”|第九届|职工|职业|技能|大赛·|场上|选手",
  "安全|与|职业|素养",
  "操作|规范|与|文明|生产",
  "砺石|港务|集团|第三|装卸|公司|青年|突击队",
  "中铁|长汀|轨道|交通|装备|制造|（北辰）|有限公司",
  "请第二场|选手|到检录区",
  "午餐 |11:30 |起在|二号|厂房|供应",
  "BASF-YPC队",
];

test("a line ends between words and after a dot, and no character stands alone", () => {
  for (const text of BROKEN) assert.equal(piecesOf(text.replaceAll("|", "")).join("|"), text);
});

test("what is cut into pieces is the same text, whatever it is", () => {
  for (const text of ["", "王", "Welding · Final", "（）·", "· ·", "与与与与", "第 2 / 2 页", "“”“”《》"])
    assert.equal(piecesOf(text).join(""), text);
});

test("words stay whole only where two lines have room to spare", () => {
  assert.equal(isClose("砺石港务集团第三装卸公司青年突击队", 10), false);
  assert.equal(isClose("砺石港务集团第三装卸公司青年突击队", 6), true);
});
