// The desk's pure rules in Node: addresses, what comes next, the draw, lists and panels.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { draw, sameDraw } from "../../server/desk/web/draw.js";
import { revealOf } from "../../server/desk/web/freeze-rules.js";
import { inOrder } from "../../server/desk/web/in-order.js";
import { daysBetween, namesIn, owing } from "../../server/desk/web/lists.js";
import {
  actsOf,
  changedPanels,
  freeId,
  nextStep,
  oddPanels,
  placeOf,
  stepsDone,
} from "../../server/desk/web/next-step.js";
import { thinPanels } from "../../server/desk/web/recusal-rules.js";
import { pathOf, readPath } from "../../server/desk/web/routes.js";
import { sha256 } from "../../static/lib/sha256.js";
import { event, loadTexts, round } from "./desk-samples.mjs";

await loadTexts();

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

test("panels of another size than the scheme's are named, others are not", () => {
  const modules = ["a", "b", "c"].map((id) => ({ id, title: id, panel_size: 2 }));

  assert.deepEqual(oddPanels({ modules }, { panels: { a: ["x"], b: ["x", "y"] } }), [
    { id: "a", title: "a", wanted: 2, have: 1 },
    { id: "c", title: "c", wanted: 2, have: 0 },
  ]);
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

test("answers that come slower than they are asked for are shown all the same, and never one older than what stands", () => {
  const questions = inOrder();
  const [first, second, third] = [questions.ask(), questions.ask(), questions.ask()];
  assert.equal(first(), true, "the first is in while two are on their way");
  assert.equal(third(), true);
  assert.equal(second(), false, "the third stands already");

  const late = questions.ask();
  questions.leave();
  assert.equal(late(), false, "the page shows something else by now");
});

test("results that become official under an embargo wait for its end, unless that waited only for them", () => {
  const [before, at, after] = [1_000, 2_000, 3_000];
  const timed = { until: at, ceremony: false, asked: false };
  assert.equal(revealOf(timed, before), "time");
  assert.equal(revealOf(timed, after), "due");
  assert.equal(revealOf({ until: 0, ceremony: true, asked: false }, after), "ceremony");
  assert.equal(revealOf({ until: 0, ceremony: true, asked: true }, after), "due");
  assert.equal(revealOf({ until: 0, ceremony: false, asked: false }, after), "hand");
});
