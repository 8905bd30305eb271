// The judge's list: order, the state of each sheet, what comes next, and a server that came back from an older copy.

import assert from "node:assert/strict";
import test from "node:test";
import { contentHash } from "../../judge_client/web/content.js";
import { decimal } from "../../judge_client/web/fraction.js";
import { missing, subtotal, tidy } from "../../judge_client/web/marking.js";
import { sheetCommand } from "../../judge_client/web/sheet-command.js";
import {
  byHeat,
  draftsOfReturned,
  forgotten,
  groups,
  next,
  sheetKey,
  tally,
} from "../../judge_client/web/sheets.js";

const text = (name) => ({ zh: name, en: name });
const aspect = (id, max, rule) => ({ id, title: text(id), max, rule, note: null, panel: null });
const points = { kind: "points", step: "0.5", low: "0" };
const box = (id, high = "10", step = "0.5") => ({
  id,
  input: "points",
  low: "0",
  high,
  step,
  unit: "",
  title: null,
});
const choice = (id) => ({ id, input: "choice", low: "0", high: "0", step: "1", unit: "", title: null });

const MODULE = {
  id: "m1",
  title: text("m1"),
  max: "20",
  floor: "0",
  sub_criteria: [
    {
      id: "s1",
      title: text("s1"),
      cap: "12",
      floor: null,
      aspects: [aspect("a", "10", points), aspect("b", "10", points)],
    },
    {
      id: "s2",
      title: text("s2"),
      cap: null,
      floor: null,
      aspects: [
        aspect("v", "0", { kind: "veto", scope: "aspects", voids: ["b"] }),
        aspect("w", "0", { kind: "veto", scope: "module", voids: [] }),
      ],
    },
  ],
};
const FIELDS = { a: [box("points")], b: [box("points")], v: [choice("fault")], w: [choice("fault")] };
const MARKS = { a: { points: "7.5" }, b: { points: "3" }, v: { fault: "no" }, w: { fault: "no" } };

const sheet = (code, order, more = {}) => ({ code, order, state: "competing", submitted: null, ...more });
const told = (position) => ({ position, recorded_at: 5, marks: MARKS, corrected: false });

function work(sheets, more = {}) {
  return {
    judge: { id: "j", name: "陈" },
    competition: { id: "c", title: text("c") },
    epoch: "e1",
    position: 900,
    rounds: [
      {
        id: "r",
        title: text("r"),
        event: { id: "e", title: text("e") },
        phase: "open",
        modules: [{ module: MODULE, fields: FIELDS, direction: "high", unit: "points", sheets }],
      },
    ],
    ...more,
  };
}
const key = (code) => sheetKey("c", "j", "r", "m1", code);
const held = (more = {}) => ({ drafts: new Map(), outbox: new Map(), receipts: new Map(), ...more });
/** @type {(code: string, marks?: any, refused?: any) => [string, any]} */
const draft = (code, marks = MARKS, refused = null) => [
  key(code),
  { sheet: key(code), marks, comment: "", clocks: {}, touchedAt: 1, refused },
];
/** @type {(code: string, position: number, epoch?: string) => [string, any]} */
const receipt = (code, position, epoch = "e1") => [
  key(code),
  {
    sheet: key(code),
    id: "0".repeat(32),
    position,
    epoch,
    recordedAt: 7,
    body: "{}",
    competition: "c",
    judge: "j",
    madeAt: 1,
  },
];

test("a module done again has a sheet of its own, and what was written before stays apart", () => {
  const list = work([sheet("07", 1, { run: 2 })]);

  const [group] = groups(
    list,
    held({
      drafts: new Map([draft("07", MARKS, { code: "sheet_of_other_run", params: {}, detail: "", at: 1 })]),
      receipts: new Map([receipt("07", 800)]),
    }),
  );

  assert.deepEqual(
    group.sheets.map(({ key, run, state, done, refused }) => [key, run, state, done, refused]),
    [["c/j/r/m1/07~2", 2, "todo", 0, null]],
  );
  assert.deepEqual(
    group.sheets[0].earlier.map(({ sheet, marks }) => [sheet, marks]),
    [["c/j/r/m1/07", MARKS]],
  );
  assert.deepEqual(forgotten(list, new Map([receipt("07", 800, "e0")])), []);
});

test("a sheet says which run it is of from the second on, and its signature is bound to it", () => {
  const group = groups(work([sheet("07", 1)]), held())[0];
  const written = { sheet: key("07"), marks: MARKS, comment: "", clocks: {}, touchedAt: 1, refused: null };
  const one = /** @type {any} */ (sheetCommand(group, group.sheets[0], written, "j"));
  const two = /** @type {any} */ (sheetCommand(group, { ...group.sheets[0], run: 2 }, written, "j"));

  assert.equal(one.run, undefined);
  assert.equal(two.run, 2);
  assert.notEqual(contentHash(one, "j"), contentHash(two, "j"));
});

test("a returned sheet is open again under a key of its own, and its judge goes on from what it said", () => {
  const returned = { position: 850, recorded_at: 6, reason: "misread", marks: MARKS, comment: "a" };
  const list = work([sheet("07", 1, { returned })]);
  const [made] = draftsOfReturned(list, () => false, 9);
  const drafts = new Map([[made.sheet, made]]);
  const before = held({ drafts, receipts: new Map([receipt("07", 812)]) });
  const [group] = groups(list, before);
  const [one] = group.sheets;

  assert.deepEqual([made.marks, made.comment], [MARKS, "a"]);
  assert.deepEqual([one.key, one.state, one.returned?.reason], [made.sheet, "draft", "misread"]);
  assert.equal(/** @type {any} */ (sheetCommand(group, one, made, "j")).answers, 850);
  assert.deepEqual(
    draftsOfReturned(list, () => true, 9),
    [],
  );

  const again = work([sheet("07", 1, { submitted: { ...told(880), answers: 850 } })]);
  const [after] = groups(again, held())[0].sheets;
  assert.deepEqual([after.key, after.state, after.returned], [made.sheet, "recorded", null]);
});

test("every sheet is in one of the judge's states, in running order", () => {
  const list = work([
    sheet("40", 6, { state: "not_started" }),
    sheet("07", 1),
    sheet("12", 2),
    sheet("31", 3),
    sheet("26", 4),
    sheet("19", 5, { submitted: told(812) }),
  ]);
  const refused = { code: "round_not_open", params: {}, detail: "", at: 1 };

  const [group] = groups(
    list,
    held({
      drafts: new Map([draft("12", { a: { points: "1" } }), draft("31", MARKS, refused)]),
      outbox: new Map([[key("26"), {}]]),
    }),
  );

  assert.deepEqual(
    group.sheets.map(({ code, state, done, due }) => [code, state, done, due]),
    [
      ["07", "todo", 0, 4],
      ["12", "draft", 1, 4],
      ["31", "refused", 4, 4],
      ["26", "waiting", 0, 4],
      ["19", "recorded", 0, 4],
      ["40", "not_competing", 0, 4],
    ],
  );
  assert.deepEqual(tally(group), { done: 2, due: 5 });
});

test("the draft that was begun comes next, then the order of the list", () => {
  const list = work([sheet("07", 1, { submitted: told(1) }), sheet("12", 2), sheet("31", 3), sheet("26", 4)]);
  const at = (drafts) => groups(list, held({ drafts: new Map(drafts) }))[0];

  assert.equal(next(at([]))?.code, "12");
  assert.equal(next(at([draft("26")]))?.code, "26");
  assert.equal(next(at([]), key("31"))?.code, "26");
  assert.equal(next(at([]), key("26"))?.code, "12");
});

test("a receipt counts before the list has caught up, the server's word after", () => {
  const list = work([sheet("07", 1), sheet("12", 2, { submitted: { ...told(950), corrected: true } })]);

  const [group] = groups(list, held({ receipts: new Map([receipt("07", 901), receipt("12", 870)]) }));

  assert.deepEqual(
    group.sheets.map(({ state, recorded }) => [state, recorded?.position, recorded?.corrected]),
    [
      ["recorded", 901, false],
      ["recorded", 950, true],
    ],
  );
});

test("after a restore under a new epoch, sheets the server lost are found and only those", () => {
  const list = work([sheet("07", 1), sheet("12", 2, { submitted: told(3) }), sheet("31", 3)], {
    epoch: "e2",
    position: 4,
  });
  const receipts = new Map([receipt("07", 901), receipt("12", 3), receipt("31", 5, "e2")]);

  const lost = forgotten(list, receipts);

  assert.deepEqual(
    lost.map(({ sheet }) => sheet),
    [key("07")],
  );
  assert.deepEqual(
    groups(list, held({ receipts }))[0].sheets.map(({ state }) => state),
    ["todo", "recorded", "recorded"],
  );
});

test("where a spare took over, its receipts count before its list is here, and none of them is taken for lost", () => {
  const list = work([sheet("07", 1), sheet("12", 2)], { epoch: "4-first" });
  const spare = new Map([receipt("07", 902, "5-spare")]);
  const older = new Map([receipt("07", 902, "3-before")]);
  const states = (/** @type {any} */ receipts) =>
    groups(list, held({ receipts }))[0].sheets.map(({ state }) => state);

  assert.deepEqual([states(spare), forgotten(list, spare)], [["recorded", "todo"], []]);
  assert.deepEqual([states(older), forgotten(list, older).length], [["todo", "todo"], 1]);
});

test("a list that is merely older than a receipt proves nothing", () => {
  assert.deepEqual(forgotten(work([sheet("07", 1)]), new Map([receipt("07", 901)])), []);
});

test("the subtotal keeps to caps, and a veto takes away what it voids", () => {
  const sum = (marks) => decimal(subtotal(MODULE, FIELDS, marks).points);

  assert.equal(sum({}), "0");
  assert.equal(sum({ a: { points: "7.5" } }), "7.5");
  assert.equal(sum({ a: { points: "7.5" }, b: { points: "10" } }), "12");
  assert.equal(sum({ ...MARKS, v: { fault: "yes" } }), "7.5");
  assert.equal(sum({ ...MARKS, w: { fault: "yes" } }), "0");
});

test("an aspect that is compared with the others has no points yet, and the subtotal says that it lacks them", () => {
  const seconds = aspect("t", "5", {
    kind: "relative",
    order: "low",
    unit: "s",
    compared: { by: "best_share" },
  });
  const [first] = MODULE.sub_criteria;
  const module = {
    ...MODULE,
    sub_criteria: [{ ...first, aspects: [...first.aspects, seconds] }, MODULE.sub_criteria[1]],
  };
  const fields = { ...FIELDS, t: [{ ...box("seconds", "3600", "1"), input: "time", unit: "s" }] };
  const sums = (mark, more = {}) => {
    const { points, open, aspects } = subtotal(module, fields, { ...MARKS, t: mark, ...more });
    return [decimal(points), open, aspects.has("t")];
  };

  assert.deepEqual(
    [
      sums({ seconds: "754" }),
      sums({ seconds: "" }),
      sums({ not_attempted: "yes" }),
      sums({ seconds: "754" }, { w: { fault: "yes" } }),
    ],
    [
      ["10.5", ["t"], false],
      ["10.5", ["t"], false],
      ["10.5", [], true],
      ["0", [], false],
    ],
  );
});

test("a sheet may go only when every box is filled with what the server takes", () => {
  assert.deepEqual(missing(MODULE, FIELDS, MARKS), []);
  assert.deepEqual(missing(MODULE, FIELDS, { ...MARKS, a: { points: "7.3" } }), ["a"]);
  assert.deepEqual(missing(MODULE, FIELDS, { ...MARKS, b: { points: "11" }, w: {} }), ["b", "w"]);
  assert.deepEqual(missing(MODULE, FIELDS, { ...MARKS, a: { not_attempted: "yes" } }), []);
});

test("what is sent holds the boxes of the sheet and nothing beside “not attempted”", () => {
  const marks = { ...MARKS, a: { points: "7.5", not_attempted: "yes" }, stray: { x: "1" } };

  assert.deepEqual(tidy(MODULE, FIELDS, marks), { ...MARKS, a: { not_attempted: "yes" } });
});

test("sheets stand by heat: the one that works now, those after it, those before; by station within each", () => {
  const sheet = (code, order, heat, station) => ({
    code,
    order,
    heat,
    station,
    state: "competing",
    submitted: null,
  });
  const heats = [1, 2, 3].map((heat) => ({ heat, title: text(`heat ${heat}`), starts_at: "" }));
  const sheets = [
    sheet("11", 1, 1, 2),
    sheet("12", 2, 1, 1),
    sheet("21", 3, 2, 2),
    sheet("22", 4, 2, 1),
    sheet("31", 5, 3, 1),
  ];
  const work = (heat) => ({
    judge: { id: "j" },
    competition: { id: "c" },
    epoch: "e",
    rounds: [{ id: "r", phase: "open", heats, modules: [{ module: MODULE, fields: FIELDS, heat, sheets }] }],
  });
  const none = { drafts: new Map(), outbox: new Map(), receipts: new Map() };
  const of = (heat) => groups(work(heat), none)[0];
  const codes = (heat) =>
    byHeat(of(heat), of(heat).sheets).map((part) => part.sheets.map(({ code }) => code));

  assert.deepEqual(codes(2), [["22", "21"], ["31"], ["12", "11"]]);
  assert.deepEqual(codes(0), [["12", "11"], ["22", "21"], ["31"]]);
  assert.equal(next(of(2))?.code, "22");
  assert.equal(next(of(0))?.code, "11");
});

test("calibration pieces are a group of their own that waits for no opening, and drafts of them are kept like any", () => {
  const list = work([sheet("07", 1)]);
  const [round] = list.rounds;
  round.phase = "drawn";
  round.modules.unshift({
    ...round.modules[0],
    calibration: true,
    sheets: [sheet("C1", 1, { title: "one" }), sheet("C2", 2, { state: "ended" })],
  });

  const [pieces, counted] = groups(list, held({ drafts: new Map([draft("C1")]) }));

  assert.deepEqual(
    [pieces, counted].map((group) => [group.calibration, group.round.phase]),
    [
      [true, "open"],
      [false, "drawn"],
    ],
  );
  assert.deepEqual(
    pieces.sheets.map(({ code, title, state }) => [code, title, state]),
    [
      ["C1", "one", "draft"],
      ["C2", "", "not_competing"],
    ],
  );
  assert.deepEqual(tally(pieces), { done: 0, due: 1 });
  assert.equal(next(pieces)?.code, "C1");
});
