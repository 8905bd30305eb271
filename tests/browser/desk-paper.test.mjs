// Sheets on paper in Node: which are printed, what their code says, and the boxes on them.

import assert from "node:assert/strict";
import test from "node:test";
import { readPaperText } from "../../server/desk/web/entry-rules.js";
import { paperBoxes, paperSheets, paperText } from "../../server/desk/web/paper-rules.js";
import { event, loadTexts, MODULES, round } from "./desk-samples.mjs";

await loadTexts();

test("sheets are printed for every judge and code that is due, and name nobody who is marked", () => {
  const field = event({
    modules: [MODULES[0]],
    entries: [
      { entry: "x", number: "101", delegation: "east" },
      { entry: "y", number: "102", delegation: "north" },
      { entry: "z", number: "103", delegation: "north" },
    ],
  });
  const order = ["x", "y", "z"].map((entry, n) => ({ entry, code: `0${n + 1}`, heat: 1, station: n + 1 }));
  const drawn = round({ order, states: { z: { state: "withdrawn", reason: "" } } });
  const officials = [{ id: "j1", delegation: "east" }, { id: "j2" }];

  const sheets = paperSheets(field, drawn, officials);

  assert.deepEqual(
    sheets.map(({ judge, code }) => `${judge} ${code}`),
    ["j1 02", "j2 01", "j2 02"],
  );
  assert.equal(paperText("cup", "r", sheets[0]), "jinchui-sheet/cup/r/m1/02/j1/1");
  const again = paperSheets(field, { ...drawn, runs: { m1: { "02": 2 } } }, officials);
  assert.deepEqual(
    again.map(({ code, run }) => `${code} ${run}`),
    ["02 2", "01 1", "02 2"],
  );
  for (const one of [...sheets, ...again]) {
    const { module, judge, code, run, answers } = one;
    assert.deepEqual(readPaperText(paperText("cup", "r", one)), {
      competition: "cup",
      round: "r",
      module,
      code,
      judge,
      run,
      answers,
    });
  }
  assert.deepEqual(paperSheets(field, drawn, officials, { judge: "j2", code: "02" }), [sheets[2]]);
  assert.ok(!/10[123]|east|north/.test(JSON.stringify(sheets)));
});

test("paper says after which return it was printed, and is printed for shadow judges, too", () => {
  const entries = [{ entry: "x", number: "101", delegation: "east" }];
  const field = event({ modules: [MODULES[0]], entries });
  const order = [{ entry: "x", code: "01", heat: 0, station: 0 }];
  const drawn = round({ order, states: {}, shadows: { m1: ["s1"] }, returned: { m1: { "01": { j2: 31 } } } });
  const officials = [{ id: "j1" }, { id: "j2" }, { id: "s1" }, { id: "s2" }];

  const sheets = paperSheets(field, drawn, officials);

  assert.deepEqual(
    sheets.map(({ judge, answers, shadow }) => [judge, answers, shadow]),
    [
      ["j1", 0, false],
      ["j2", 31, false],
      ["s1", 0, true],
    ],
  );
  assert.equal(paperText("cup", "r", sheets[1]), "jinchui-sheet/cup/r/m1/01/j2/1/31");
  assert.equal(readPaperText(paperText("cup", "r", sheets[1]))?.answers, 31);
});

test("where the scheme lets judges mark their own delegation, its paper is printed for them, too", () => {
  const entries = [{ entry: "x", number: "101", delegation: "east" }];
  const field = event({ modules: [MODULES[0]], entries, scheme: { own_delegation: "mark" } });
  const drawn = round({ order: [{ entry: "x", code: "01", heat: 0, station: 0 }], states: {} });
  const officials = [{ id: "j1", delegation: "east" }, { id: "j2" }];

  assert.deepEqual(
    paperSheets(field, drawn, officials).map(({ judge }) => judge),
    ["j1", "j2"],
  );
});

test("a code that names no sheet opens none, and one printed before runs stood on paper is of the first run", () => {
  const [head, rest] = ["jinchui-sheet/cup/r/m1", "02/j1"];

  assert.equal(readPaperText(`${head}/${rest}`)?.run, 1);
  assert.equal(readPaperText(` ${head}/${rest}/2\n`)?.run, 2);
  assert.equal(readPaperText(`${head}/${rest}/2`)?.answers, 0);
  assert.equal(readPaperText("jinchui-sheet/cup/r/%E5%A4%A7/02/j1/1")?.module, "大");
  for (const text of [
    "",
    "02",
    "http://x/",
    head,
    `${head}/${rest}/0`,
    `${head}/${rest}/x`,
    `${head}/${rest}/1/x`,
    `${head}/${rest}/1/1/1`,
    `${head}//j1/1`,
  ])
    assert.equal(readPaperText(text), null);
});

test("few levels are ringed, answers are ticked, and everything else has a box with unit and range", () => {
  const aspect = (/** @type {any} */ rule) => ({ title: { zh: "焊缝", en: "Seam" }, max: "10", rule });
  const level = { kind: "judgement", low: "0", high: "2", step: "0.5", benchmarks: [] };
  const quantity = {
    id: "h",
    title: { zh: "余高", en: "Height" },
    low: "-5",
    high: "20",
    step: "0.1",
    unit: "mm",
  };

  const [rings] = paperBoxes(aspect(level));
  const [tick] = paperBoxes(aspect({ kind: "veto", scope: "module" }));
  const readings = paperBoxes(aspect({ kind: "measurement", quantities: [{ ...quantity, readings: 2 }] }));

  assert.deepEqual([rings.way, rings.choices], ["ring", ["0.0", "0.5", "1.0", "1.5", "2.0"]]);
  assert.deepEqual([tick.way, tick.choices], ["tick", ["yes", "no"]]);
  assert.deepEqual(
    readings.map((one) => [one.id, one.way, one.unit, one.range]),
    [
      ["h.1", "write", "mm", "-5 … 20"],
      ["h.2", "write", "mm", "-5 … 20"],
    ],
  );
});
