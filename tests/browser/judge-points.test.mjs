// The tablet's arithmetic and its refusals are the server's: every golden vector, exactly.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { add, decimal, exact, fraction, parseNumber } from "../../judge_client/web/fraction.js";
import { checkMark, progressOf } from "../../judge_client/web/marking.js";
import { toleranceText } from "../../judge_client/web/measured.js";
import { pointsOf } from "../../judge_client/web/points.js";

const file = new URL("../golden/points_vectors.json", import.meta.url);
const { cases, shown_places } = JSON.parse(await readFile(file, "utf8"));
const kindsOf = (some) => new Set(some.map(({ aspect }) => aspect.rule.kind));

test("the vectors speak of every kind of aspect", () => {
  const kinds = [
    "count",
    "imported",
    "judgement",
    "measurement",
    "points",
    "relative",
    "rubric",
    "time",
    "veto",
    "yes_no",
  ];

  assert.deepEqual([...kindsOf(cases)].sort(), kinds);
});

test("a mark is worth on the tablet exactly what it is worth on the server", () => {
  let compared = 0;
  for (const { where, aspect, marks } of cases) {
    for (const { mark, points, shown } of marks) {
      const found = pointsOf(aspect, mark);
      const about = `${where} ${aspect.id} ${JSON.stringify(mark)}`;
      assert.equal(`${found.top}/${found.bottom}`, points, about);
      assert.equal(decimal(found, shown_places), shown, about);
      compared += 1;
    }
  }
  assert.ok(compared > 500, `${compared} marks compared`);
});

test("every mark the server takes is complete on the tablet", () => {
  for (const { aspect, fields, marks } of cases) {
    for (const { mark } of marks) {
      assert.equal(checkMark(aspect, fields, mark), null);
      assert.equal(progressOf(fields, mark), "done");
    }
  }
});

test("what the server refuses, the tablet refuses, with the same code and box", () => {
  for (const { where, aspect, fields, refused } of cases) {
    for (const { mark, code, field } of refused) {
      const found = checkMark(aspect, fields, mark);
      assert.deepEqual(found, { code, field }, `${where} ${aspect.id} ${JSON.stringify(mark)}`);
    }
  }
});

test("only the accepted spelling is a number, and nothing is read between the lines", () => {
  const refused = [
    "1,25",
    "1e2",
    "+1",
    " 1",
    "1 ",
    "",
    ".5",
    "5.",
    "01",
    "１",
    "NaN",
    "-",
    "1.0000001",
    "0x1",
  ];

  assert.deepEqual(
    refused.map((text) => parseNumber(text)),
    refused.map(() => null),
  );
});

test("tenths add up to what they add up to", () => {
  const sum = Array.from({ length: 10 }, () => exact("0.1")).reduce(add);

  assert.deepEqual(sum, fraction(1n));
});

test("shown numbers are rounded half up, on both sides of nothing", () => {
  assert.deepEqual(
    ["0.125", "-0.125", "0.124", "-0.004", "2.675"].map((text) => decimal(exact(text), 2)),
    ["0.13", "-0.13", "0.12", "0.00", "2.68"],
  );
});

test("a tolerance is written as on a drawing, and a limit that is the nominal itself as a limit", () => {
  const said = (
    /** @type {string | null} */ plus,
    /** @type {string | null} */ minus,
    nominal = /** @type {string | null} */ ("8"),
  ) => toleranceText({ nominal, plus, minus, unit: "mm" });

  assert.equal(said("0.1", "0.2"), "8 +0.1 −0.2 mm");
  assert.equal(said("0.1", "0.1"), "8 ±0.1 mm");
  assert.equal(said("0.1", null), "8 +0.1 mm");
  assert.equal(said("0", null, "0"), "≤ 0 mm");
  assert.equal(said(null, "0.0"), "≥ 8 mm");
  assert.equal(said(null, null, null), "");
});
