// The desk's pure rules in Node: addresses, what comes next, the draw, marks as people read them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { draw, sameDraw } from "../../server/desk/web/draw.js";
import { readPaperText } from "../../server/desk/web/entry-rules.js";
import { daysBetween, namesIn, owing } from "../../server/desk/web/lists.js";
import { differences, fieldsOf, markWords, mayBeNotAttempted } from "../../server/desk/web/mark-fields.js";
import {
  actsOf,
  changedPanels,
  freeId,
  nextStep,
  oddPanels,
  placeOf,
  stepsDone,
} from "../../server/desk/web/next-step.js";
import { paperBoxes, paperSheets, paperText } from "../../server/desk/web/paper-rules.js";
import { thinPanels } from "../../server/desk/web/recusal-rules.js";
import { pathOf, readPath } from "../../server/desk/web/routes.js";
import { panelWords, resultWords, ruleWords, tieWords } from "../../server/desk/web/scheme-words.js";
import { textOf } from "../../server/desk/web/step-words.js";
import { addTexts } from "../../static/lib/i18n.js";
import { sha256 } from "../../static/lib/sha256.js";

for (const [language, folder] of /** @type {const} */ ([
  ["zh", "zh-CN"],
  ["en", "en"],
])) {
  for (const area of ["common", "desk"]) {
    const file = new URL(`../../static/i18n/${folder}/${area}.json`, import.meta.url);
    addTexts(language, JSON.parse(await readFile(file, "utf8")));
  }
}

const MODULES = [
  { id: "m1", title: { zh: "甲", en: "A" }, panel_size: 2 },
  { id: "m2", title: { zh: "乙", en: "B" }, panel_size: 1 },
];

function round(changes = {}) {
  const panels = { m1: ["j1", "j2"], m2: ["j1"] };
  return {
    id: "r",
    phase: "drawn",
    panels,
    frozen: false,
    stale: false,
    sheets_in: 0,
    sheets_due: 6,
    ...changes,
  };
}

function event(changes = {}) {
  return { id: "e", modules: MODULES, entries: [{ entry: "x" }], rounds: [], ...changes };
}

test("an address names a view and the view its address", () => {
  const routes = [
    { view: "competitions" },
    { view: "screens" },
    { view: "home", competition: "cup" },
    { view: "screens", competition: "cup" },
    { view: "library", competition: "cup" },
    { view: "scheme", competition: "cup", scheme: "welding" },
    { view: "entries", competition: "cup", event: "welding" },
    { view: "sheets", competition: "cup", event: "welding" },
    { view: "live", competition: "cup", round: "final" },
  ];

  assert.deepEqual(
    routes.map((route) => readPath(pathOf(route))),
    routes,
  );
});

test("an address that means nothing is lost, whatever it holds", () => {
  const views = [
    "/desk/x",
    "/desk/c/cup/r/final",
    "/desk/c/cup/r/final/live/more",
    "/desk/c/cup/%E0%A4%A",
  ].map((path) => readPath(path).view);

  assert.deepEqual(views, ["lost", "lost", "lost", "lost"]);
});

test("the next step leads from an empty event to its publication", () => {
  const judges = [{ id: "j1" }];
  const steps = [
    nextStep(event({ entries: [] }), undefined, []),
    nextStep(event(), undefined, []),
    nextStep(event(), round({ phase: "planned", panels: {} }), []),
    nextStep(event(), round({ panels: {} }), []),
    nextStep(event(), round({ panels: { m1: ["j1"] } }), judges),
    nextStep(event(), round(), judges),
    nextStep(event(), round({ phase: "open" }), judges),
    nextStep(event(), round({ phase: "open", sheets_in: 6 }), judges),
    nextStep(event(), round({ phase: "closed" }), judges),
    nextStep(event(), round({ phase: "published" }), judges),
    nextStep(event(), round({ phase: "published", stale: true }), judges),
  ];

  assert.deepEqual(steps, [
    "entries",
    "round",
    "draw",
    "judges",
    "panels",
    "open",
    "marking",
    "close",
    "publish",
    "done",
    "publish_again",
  ]);
});

test("a round with blind layers is drawn and opened on their page, and published only after that", () => {
  const layers = (/** @type {boolean} */ open) => ({
    blind: { layers: [{ layer: "work", drawn: true, open }] },
  });
  const closed = (/** @type {boolean} */ open) => round({ phase: "closed", ...layers(open) });
  const acts = (/** @type {any} */ of) =>
    actsOf(event(), of).map(({ act, off }) => (off ? `no ${act}` : act));

  assert.equal(nextStep(event(), round({ phase: "planned", ...layers(false) }), []), "seal");
  assert.deepEqual(
    [false, true].map((open) => nextStep(event(), closed(open), [])),
    ["decode", "publish"],
  );
  assert.equal(placeOf("decode", "cup", event(), closed(false)).view, "seals");
  assert.deepEqual(acts(closed(false)), ["no publish", "freeze", "embargo", "reopen"]);
  assert.deepEqual(acts(closed(true)), ["publish", "freeze", "embargo"]);
});

test("every step has a place where it is done", () => {
  const steps = /** @type {const} */ (["entries", "round", "judges", "draw", "open", "publish"]);
  const places = steps.map(
    (step) => placeOf(step, "cup", event(), step === "round" ? undefined : round()).view,
  );

  assert.deepEqual(places, ["entries", "entries", "judges", "draw", "live", "standings"]);
});

test("a publication that is out of date is not done", () => {
  const done = stepsDone(event(), round({ phase: "published", stale: true }));

  assert.deepEqual(done, {
    entries: true,
    draw: true,
    panels: true,
    open: true,
    marking: true,
    publish: false,
  });
});

test("a round offers what its phase allows, and says why something cannot be done yet", () => {
  const acts = (changes) =>
    actsOf(event(), round(changes)).map(({ act, off }) => (off ? `${act}: ${off}` : act));

  assert.deepEqual(
    [
      acts({ phase: "planned" }),
      acts({ panels: {} }),
      acts({}),
      acts({ phase: "open" }),
      acts({ phase: "open", frozen: true }),
      acts({ phase: "closed" }),
      acts({ phase: "closed", embargo: { until: 0, ceremony: true } }),
      acts({ phase: "published", embargo: { until: 0, ceremony: false } }),
      acts({ phase: "published" }),
      acts({ phase: "published", stale: true }),
    ],
    [
      ["open: desk.act.needs_draw"],
      ["open: desk.act.needs_panels", "freeze"],
      ["open", "freeze"],
      ["close", "freeze", "embargo"],
      ["close", "unfreeze", "embargo"],
      ["publish", "freeze", "embargo", "reopen"],
      ["publish", "put_off", "lift", "reopen"],
      ["lift", "reopen"],
      ["reopen"],
      ["publish", "reopen"],
    ],
  );
});

test("an id that is suggested is free and has the one spelling", () => {
  assert.deepEqual(
    [
      freeId("Golden Hammer Cup", [], "c"),
      freeId("welding", ["welding", "welding-2"], "e"),
      freeId("焊接", ["c"], "c"),
    ],
    ["golden-hammer-cup", "welding-3", "c-2"],
  );
});

test("SHA-256 is SHA-256, for every length around a block", () => {
  for (let length = 0; length < 200; length += 1) {
    const text = "金".repeat(length % 7) + "x".repeat(length);
    assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
  }
});

test("the draw is the server's draw", () => {
  // The example of server/core/draw.py.
  const expected = [
    { entry: "b", code: "01", heat: 0, station: 0 },
    { entry: "a", code: "03", heat: 0, station: 0 },
    { entry: "c", code: "02", heat: 0, station: 0 },
  ];

  assert.deepEqual(draw("2026", ["a", "b", "c"]), expected);
  assert.deepEqual(
    [sameDraw(draw("2026", ["c", "b", "a"]), expected), sameDraw(draw("2027", ["a", "b", "c"]), expected)],
    [true, false],
  );
});

test("heats and stations are the server's, with delegations kept apart or not", () => {
  // Both lists are what server/core/draw.py gives; tests/core/test_draw.py holds it to the rule by hand.
  const field = ["e1", "e2", "e3", "e4", "e5", "e6", "e7"];
  const of = new Map(field.map((entry, n) => [entry, `d${n % 3}`]));
  const lines = (/** @type {any[]} */ drawn) =>
    drawn.map(({ entry, code, heat, station }) => `${entry} ${code} ${heat}/${station}`);

  assert.deepEqual(lines(draw("2026", field, 3)), [
    "e6 06 1/3",
    "e2 01 1/1",
    "e5 02 1/2",
    "e1 04 2/1",
    "e4 03 2/2",
    "e3 07 3/1",
    "e7 05 3/2",
  ]);
  assert.deepEqual(lines(draw("幸运数字 7", field, 3, of)), [
    "e5 02 1/1",
    "e7 01 1/2",
    "e3 05 2/1",
    "e1 03 2/2",
    "e4 07 3/3",
    "e2 04 3/1",
    "e6 06 3/2",
  ]);
});

test("only panels that differ are sent, with judges in the competition's order", () => {
  const officials = [{ id: "j1" }, { id: "j2" }, { id: "j3" }];
  const wanted = { m1: new Set(["j3", "j1"]), m2: new Set(["j1"]) };

  assert.deepEqual(changedPanels(event(), round(), wanted, officials), [
    { module: "m1", judges: ["j1", "j3"], shadows: [] },
  ]);
});

test("the judges who owe most come first, and only entries that compete are owed", () => {
  const judges = [
    { id: "j1", name: "周", modules: ["m1"] },
    { id: "j2", name: "吴", modules: ["m1", "m2"] },
    { id: "j3", name: "郑", modules: ["m2"] },
  ];
  const cell = { position: 1 };
  const rows = {
    a: { state: "competing", cells: { m1: { j1: cell }, m2: { j3: cell } } },
    b: { state: "competing", cells: { m2: { j3: cell } } },
    c: { state: "withdrawn", cells: {} },
  };

  assert.deepEqual(owing({ judges, order: ["a", "b", "c"], rows }), [
    { name: "吴", n: 4 },
    { name: "周", n: 1 },
  ]);
});

test("names are found however they were pasted", () => {
  assert.deepEqual(namesIn(" 周建国\n吴秀兰、郑海涛, 孙丽；\n\n钱多多\t"), [
    "周建国",
    "吴秀兰",
    "郑海涛",
    "孙丽",
    "钱多多",
  ]);
});

test("days run from the first to the last, over the end of a month, at most a month", () => {
  assert.deepEqual(
    [
      daysBetween("2026-02-27", "2026-03-01"),
      daysBetween("2026-02-27", ""),
      daysBetween("", ""),
      daysBetween("2026-01-01", "2027-01-01").length,
    ],
    [["2026-02-27", "2026-02-28", "2026-03-01"], ["2026-02-27"], [], 31],
  );
});

const WIDTH = {
  id: "w",
  title: { zh: "宽度", en: "Width" },
  unit: "mm",
  step: "0.1",
  low: "0",
  high: "20",
  readings: 2,
  nominal: null,
};
const ASPECTS = [
  {
    id: "width",
    title: { zh: "焊缝宽度", en: "Weld width" },
    max: "4",
    rule: { kind: "measurement", quantities: [WIDTH] },
  },
  {
    id: "burn",
    title: { zh: "烧穿", en: "Burnt through" },
    max: "0",
    rule: { kind: "veto", scope: "module", voids: [] },
  },
  {
    id: "time",
    title: { zh: "用时", en: "Time" },
    max: null,
    rule: { kind: "time", scored: "elapsed", high: "900", step: "0.01" },
  },
];

test("the boxes of a mark are those the server asks for", () => {
  assert.deepEqual(
    ASPECTS.map((aspect) => fieldsOf(aspect).map(({ id }) => id)),
    [["w.1", "w.2"], ["fault"], ["seconds"]],
  );
  assert.deepEqual(ASPECTS.map(mayBeNotAttempted), [true, false, false]);
});

test("a mark is shown as it was typed, with its unit", () => {
  assert.deepEqual(
    [
      markWords(ASPECTS[0], { "w.1": "9.50", "w.2": "10" }),
      markWords(ASPECTS[0], { not_attempted: "yes" }),
      markWords(ASPECTS[1], { fault: "no" }),
    ],
    [
      [
        { title: "宽度 1", text: "9.50 mm" },
        { title: "宽度 2", text: "10 mm" },
      ],
      [{ title: "", text: "未做" }],
      [{ title: "烧穿", text: "未发现" }],
    ],
  );
});

test("a correction names what differs and nothing else", () => {
  const before = { width: { "w.1": "9.5", "w.2": "10" }, burn: { fault: "no" }, time: { seconds: "83" } };
  const after = { ...before, width: { "w.1": "9.5", "w.2": "10.5" }, time: { seconds: "83.00" } };

  assert.deepEqual(differences(ASPECTS, before, after), [
    { id: "width", title: "焊缝宽度", before: "宽度 2 10 mm", after: "宽度 2 10.5 mm" },
    { id: "time", title: "用时", before: "83 s", after: "83.00 s" },
  ]);
});

test("bands, caps and vetoes of a scheme can be read", () => {
  const bands = {
    max: "4",
    rule: {
      kind: "measurement",
      quantities: [{ ...WIDTH, readings: 1 }],
      scored: {
        by: "bands",
        bands: [
          { when: [{ quantity: "w", above: null, at_least: "2", at_most: null, below: "3" }], points: "4" },
        ],
        otherwise: "0",
      },
    },
  };
  const veto = { max: "0", rule: { kind: "veto", scope: "aspects", voids: ["width"] } };

  assert.deepEqual(
    [ruleWords(bands), ruleWords(veto, { titleOf: () => "焊缝宽度" })],
    [["宽度 mm，读到 0.1", "2 ≤ x < 3：4 分", "其他：0 分"], ["出现即作废评分点：焊缝宽度"]],
  );
});

test("panels of another size than the scheme's are named, others are not", () => {
  const modules = ["a", "b", "c"].map((id) => ({ id, title: id, panel_size: 2 }));

  assert.deepEqual(oddPanels({ modules }, { panels: { a: ["x"], b: ["x", "y"] } }), [
    { id: "a", title: "a", wanted: 2, have: 1 },
    { id: "c", title: "c", wanted: 2, have: 0 },
  ]);
});

const RELATIVE = { kind: "relative", order: "low", unit: "s", step: "1", low: "0", high: "7200" };
const compared = (how, max = "15") => ({
  id: "t",
  title: { zh: "用时", en: "Time" },
  max,
  rule: { ...RELATIVE, compared: how },
});

test("points that depend on the others can be read", () => {
  const ranks = [
    { first: 1, last: 1, points: "15" },
    { first: 2, last: 4, points: "10" },
    { first: 5, last: null, points: "2" },
  ];
  const late = { start: "5", each: "0.1", limit: "3600", step: "600", minus_points: "0.5" };

  assert.deepEqual(
    [
      ruleWords(compared({ by: "best_share" })),
      ruleWords(compared({ by: "behind_best", step: "60", minus_points: "2" })),
      ruleWords(compared({ by: "by_place", ranks, shared: "mean" })),
      ruleWords(compared({ by: "beaten", ...late })),
    ].map((words) => words.slice(1)),
    [
      ["最好者得 15 分，其余按比例"],
      ["最好者得 15 分，每差 60 s 扣 2 分"],
      ["第 1 名：15 分", "第 2–4 名：10 分", "第 5– 名：2 分", "并列者平分所占名次的得分"],
      ["起始 5 分，每优于一名加 0.1 分", "超过 3600 s 不加分，每 600 s 扣 0.5 分"],
    ],
  );
  assert.deepEqual(
    [RELATIVE, { ...RELATIVE, unit: "kg" }].map(
      (rule) => fieldsOf({ ...compared({ by: "best_share" }), rule })[0].id,
    ),
    ["seconds", "value"],
  );
});

test("formulas, panels that fill in and results of attempts can be read", () => {
  const rounding = { places: 0, mode: "floor" };
  const formula = {
    by: "formula",
    factor: "9.23076",
    offset: "26.7",
    exponent: "1.835",
    side: "below",
    rounding,
  };
  const hurdles = {
    max: "1500",
    rule: { kind: "measurement", quantities: [{ ...WIDTH, readings: 1 }], scored: formula },
  };
  const panel = { rule: "trimmed_mean", drop_high: 1, drop_low: 1, spread_limit: null, rounding: null };
  const result = { unit: "seconds", direction: "low", rounding: { places: 2 } };

  assert.deepEqual(ruleWords(hurdles).slice(1), ["9.23076 × (26.7 − 读数)^1.835 · 保留 0 位小数"]);
  assert.equal(
    panelWords({ ...panel, missing: "mean", apart: [{ at_least: "8", limit: "0.3" }] }),
    "去掉 1 个最高、1 个最低后取平均 · 缺分以其余平均代替 · 平均 8 起，有效分相差超过 0.3 则全部取平均",
  );
  assert.equal(
    resultWords({ ...result, take: "best", not_finished: "by_ties" }),
    "按用时，短者名次在前 · 保留 2 位小数 · 各模块为一次机会，取最好一次 · 未完成者按同分规则排在最后",
  );
});

test("every tie-break says what it looks at", () => {
  const run = { id: "run", title: { zh: "单次", en: "Run" }, rule: { kind: "time", scored: "elapsed" } };
  const module = { id: "m", title: { zh: "实操", en: "Work" }, sub_criteria: [{ id: "s", aspects: [run] }] };
  const scheme = { modules: [module], result: { unit: "seconds" } };
  const said = (by, of, order, more = {}) => tieWords(scheme, { by, of, order, ...more });

  assert.deepEqual(
    [
      said("faults", "total", "low"),
      said("best_judge", "m", "high"),
      said("worst_judge", "m", "high"),
      said("try", "run", "low", { place: 2 }),
      said("exact", "total", "low"),
      said("carried", "total", "low"),
    ],
    [
      "同分时比较 全部扣分次数，低者名次在前",
      "同分时比较 实操最高裁判分，高者名次在前",
      "同分时比较 实操最低裁判分，高者名次在前",
      "同分时比较 单次第 2 好的一次，用时短者在前",
      "同分时比较 修约前的总成绩，用时短者在前",
      "同分时比较 带入成绩，用时短者在前",
    ],
  );
});

test("steps of the working that come from the field and from earlier rounds can be read", () => {
  const title = { zh: "预赛", en: "Heats" };
  const step = (kind, figures, more = {}) => textOf({ kind, of: "", value: "0", figures, ...more });
  const field = { value: "31/3", best: "9", place: "3", beaten: "1", of: "6" };
  const panel = { rule: "trimmed_mean", marks: "5", high: "1", low: "1" };

  assert.deepEqual(
    [
      step("field", field),
      step("difficulty", { factor: "3.2", declared: "yes" }),
      step("difficulty", { factor: "1", declared: "no" }),
      step("best_module", {}, { title }),
      step("own_share", { percent: "50" }),
      step("carried", { percent: "100", total: "90" }, { title }),
      step("carried", { percent: "40", total: "90" }, { title }),
      step("carried", { percent: "100" }, { title }),
      step("best_round", {}, { of: "heats", title }),
      step("best_round", {}),
      step("tie_break", { by: "module", order: "high" }, { of: "heats", title }),
      step("tie_break", { by: "try", order: "low", place: "2" }, { of: "heats", title }),
      step("tie_break", { by: "faults", order: "low" }, { of: "total", title }),
      step("tie_break", { by: "decision", order: "low" }, { of: "total", title }),
      step("panel", { ...panel, filled: "1" }),
      step("panel", { ...panel, together: "yes" }),
    ],
    [
      "31/3 ≈ 10.3333，6 名中第 3（最好 9）",
      "难度系数 × 3.2",
      "难度系数 × 1（未申报）",
      "取最好一次：预赛",
      "本轮计 50%",
      "带入预赛",
      "带入预赛 90 的 40%",
      "带入预赛：无成绩",
      "取最好一轮：预赛",
      "取最好一轮：本轮",
      "同分比较：预赛",
      "同分比较：预赛第 2 好的一次",
      "同分比较：全部扣分次数",
      "同分比较：裁判长裁定",
      "5 名裁判，去掉 1 个最高、1 个最低后的平均值、缺 1 个，以其余平均代替",
      "5 名裁判的平均值、有效分相差过大，一个不去",
    ],
  );
});

test("a panel is thin where its own delegation leaves fewer judges than the rule drops and keeps", () => {
  const module = { id: "m1", title: { zh: "甲", en: "A" }, panel_size: 3, judges_min: 3 };
  const entries = [
    { entry: "x", number: "101", delegation: "east" },
    { entry: "y", number: "102", delegation: "north" },
  ];
  const officials = [{ id: "j1", delegation: "east" }, { id: "j2" }, { id: "j3" }];
  const wanted = { m1: new Set(["j1", "j2", "j3"]) };
  const drawn = { order: [{ entry: "x" }, { entry: "y" }] };

  assert.deepEqual(thinPanels({ modules: [module], entries }, drawn, wanted, officials), [
    { module, left: 2, needed: 3, numbers: ["101"] },
  ]);
  const enough = { ...module, judges_min: 2 };
  assert.deepEqual(thinPanels({ modules: [enough], entries }, drawn, wanted, officials), []);
});

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
