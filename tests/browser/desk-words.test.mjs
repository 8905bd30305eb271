// Marks and schemes in the words of the desk, in Node.

import assert from "node:assert/strict";
import test from "node:test";
import { differences, fieldsOf, markWords, mayBeNotAttempted } from "../../server/desk/web/mark-fields.js";
import { panelWords, resultWords, ruleWords, tieWords } from "../../server/desk/web/scheme-words.js";
import { textOf } from "../../server/desk/web/step-words.js";
import { loadTexts } from "./desk-samples.mjs";

await loadTexts();

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

test("a scheme says times as one says them, and a limit that is the nominal itself as a limit", () => {
  const time = { kind: "time", scored: "elapsed", start: "10", bonus: null };
  const penalty = { seconds: "60", points: "1", cap: null };
  const work = {
    max: "10",
    rule: { ...time, scored: "limit", limit: "14400", grace: "90", penalty, cut_off: "0.5" },
  };
  const gap = {
    max: "4",
    rule: {
      kind: "measurement",
      quantities: [{ ...WIDTH, readings: 1, nominal: "0", plus: "0", minus: null }],
      scored: { by: "value" },
    },
  };

  assert.deepEqual(ruleWords(work), [
    "限时 4 小时，起始 10 分",
    "宽限 1 分钟 30 秒",
    "超时每 1 分钟 −1",
    "超过 0.5 秒停止，本模块计零分",
  ]);
  assert.equal(ruleWords(gap)[0], "宽度 ≤ 0 mm，读到 0.1");
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
