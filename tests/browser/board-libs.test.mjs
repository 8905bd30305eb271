// What fits a screen, how figures are written, how texts switch language: the pure parts of the boards.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import {
  gainText,
  gapText,
  movedText,
  noteOf,
  penaltyText,
  resultText,
  revealText,
  stateText,
} from "../../scoreboard/web/board-texts.js";
import { fit, onPage, setting, shapeOf, unitOf, widthOf } from "../../scoreboard/web/standings-layout.js";
import { durationText, ServerClock, timeText } from "../../static/lib/clock.js";
import { addTexts, dotted, language, onLanguage, say, setLanguage, t, tagOf } from "../../static/lib/i18n.js";

const ORDER = Array.from({ length: 40 }, (_, place) => `e${place}`);
const POINTS = /** @type {const} */ ({ unit: "points", direction: "high", places: 2 });
const SECONDS = /** @type {const} */ ({ unit: "seconds", direction: "low", places: 2 });

test("the pages together show every place, each page is full, and the leaders stand on all of them", () => {
  for (const count of [1, 2, 3, 11, 12, 13, 14, 36, 120, 2000]) {
    for (const most of [1, 3, 4, 7, 8, 12, 20]) {
      const order = Array.from({ length: count }, (_, place) => `e${place}`);
      const how = fit(count, most * 60, 10, "wide");
      const pages = how.starts.map((_, page) => onPage(order, how, page));

      assert.deepEqual(new Set(pages.flat()), new Set(order), `${count} on ${most}`);
      for (const page of pages) {
        assert.ok(page.length === count || page.length === most, `${page.length}`);
        assert.deepEqual(page.slice(0, how.pinned), order.slice(0, how.pinned));
        assert.equal(new Set(page).size, page.length);
      }
      assert.ok(how.rowHeight * pages[0].length <= most * 60 + 1);
    }
  }
});

test("what penalties changed has its sign, and nothing is said where they changed nothing", () => {
  assert.equal(penaltyText({ amount: "-5.00" }, POINTS), "−5.00");
  assert.equal(penaltyText({ amount: "50" }, SECONDS), "+50");
  assert.equal(penaltyText({ cards: ["yellow"] }, POINTS), "");
  assert.equal(penaltyText(undefined, POINTS), "");
});

test("who did not finish and keeps a result is shown with it, and with the word beside it", () => {
  addTexts("en", { "common.state.not_finished": "did not finish", "common.state.disqualified": "out" });
  const said = (/** @type {any} */ row) => [
    stateText(row, "published", "en"),
    noteOf(row, "published", "en"),
  ];

  assert.deepEqual(said({ state: "not_finished", total: "61.00", rank: 9 }), ["", "did not finish"]);
  assert.deepEqual(said({ state: "not_finished" }), ["did not finish", ""]);
  assert.deepEqual(said({ state: "disqualified" }), ["out", ""]);
  assert.deepEqual(said({ state: "complete", total: "61.00" }), ["", ""]);
});

test("a list of several events pins nobody: its first lines lead only the first of them", () => {
  const how = fit(ORDER.length, 12 * 60, 10, "wide", false);

  assert.equal(how.pinned, 0);
  assert.equal(new Set(how.starts.flatMap((_, page) => onPage(ORDER, how, page))).size, ORDER.length);
});

test("what ends an embargo is said with the day where that is another than the board's", () => {
  addTexts("en", {
    "board.reveal.time": "after {time}",
    "board.reveal.ceremony": "after the ceremony",
    "board.reveal.hand": "once announced",
  });
  const as_of = new Date(2026, 4, 1, 9, 30).getTime();
  const said = (/** @type {number} */ until, ceremony = false) =>
    revealText({ as_of, embargo: { until, ceremony } }, "en");

  assert.equal(said(new Date(2026, 4, 1, 18).getTime()), "after 18:00");
  assert.equal(said(new Date(2026, 4, 2, 8, 5).getTime()), "after 05-02 08:05");
  assert.equal(said(0, true), "after the ceremony");
  assert.equal(said(0), "once announced");
  assert.equal(revealText({ as_of }, "en"), "");
});

test("what fits stands on one page and needs no leaders kept", () => {
  assert.deepEqual(fit(12, 720, 10, "wide"), {
    count: 12,
    rowHeight: 60,
    pinned: 0,
    turning: 12,
    starts: [0],
  });
  assert.equal(fit(3, 720, 10, "wide").rowHeight, 120);
  assert.deepEqual(
    fit(12, 650, 10, "wide").starts,
    [0],
    "rows shrink a little rather than turn a page for one",
  );
});

test("a phone scrolls: one page, however long", () => {
  assert.deepEqual(fit(120, 0, 7, "phone").starts, [0]);
});

test("screens are told apart by their shape, and text grows with them", () => {
  assert.deepEqual(
    [shapeOf(1920, 1080), shapeOf(1080, 1920), shapeOf(390, 844), shapeOf(3840, 2160)],
    ["wide", "tall", "phone", "wide"],
  );
  assert.equal(unitOf(3840, 2160, "wide"), 2 * unitOf(1920, 1080, "wide"));
});

test("a long name becomes smaller before it is broken or cut", () => {
  assert.equal(widthOf("王小明"), 3);
  const name = "滨海新区某建设集团有限公司";
  assert.deepEqual(
    [20, 12, 10, 8, 5].map((capacity) => setting(name, capacity)),
    ["full", "small", "smaller", "smallest", "two-lines"],
  );
});

test("a dot or a quotation mark of a Chinese name is as wide as its characters, of a Latin one hardly anything", () => {
  assert.equal(widthOf("买买提·依明"), 6);
  assert.equal(widthOf("“金锤”队"), 5);
  assert.ok(widthOf("O’Neill · Jr.") < 0.45 * "O’Neill · Jr.".length);
  assert.ok(
    widthOf("BASF扬子") > 2 + widthOf("BASF"),
    "among Chinese characters Latin ones are set in a wider face",
  );
});

test("what stands small already takes a second line sooner", () => {
  const name = "滨海新区某建设集团有限公司";
  assert.deepEqual(
    [20, 12, 10, 8].map((capacity) => setting(name, capacity, 0.84)),
    ["full", "small", "two-lines", "two-lines"],
  );
});

test("between parts of a saying stands the dot of its language, and nothing around what is not there", () => {
  assert.equal(dotted(["焊工", "决赛"], "zh"), "焊工·决赛");
  assert.equal(dotted(["Welding", "Final"], "en"), "Welding · Final");
  assert.equal(dotted(["", "Final", undefined], "en"), "Final");
});

test("a name is set and read aloud as what it is, whatever language the page is in", () => {
  const tags = ["Maria José", "欧阳秋实", "BASF 扬子", "107"].map((name) => tagOf(name, "zh"));
  assert.deepEqual(tags, ["en", "zh-CN", "zh-CN", "zh-CN"]);
  assert.equal(tagOf("107", "en"), "en");
});

test("seconds are written as a stop-watch shows them, digit for digit", () => {
  assert.deepEqual(["0", "5.2", "83.45", "600", "3661.20", "-83.45", "fast"].map(durationText), [
    "0:00",
    "0:05.2",
    "1:23.45",
    "10:00",
    "1:01:01.20",
    "−1:23.45",
    "fast",
  ]);
});

test("the gap is less in points and more in time, and the leader has none", () => {
  assert.equal(gapText({ gap: "1.25", rank: 2 }, POINTS), "−1.25");
  assert.equal(gapText({ gap: "1.25", rank: 2 }, SECONDS), "+1.25");
  assert.equal(gapText({ gap: "75.50", rank: 2 }, SECONDS), "+1:15.50");
  assert.equal(gapText({ gap: "0.00", rank: 1 }, POINTS), "");
  assert.equal(gapText({}, POINTS), "");
});

test("results, gains and moves carry their signs", () => {
  assert.equal(resultText("87.25", POINTS), "87.25");
  assert.equal(resultText("87.25", SECONDS), "1:27.25");
  assert.equal(resultText(undefined, POINTS), "");
  assert.equal(gainText("11.50", POINTS), "+11.50");
  assert.equal(gainText("-2.00", POINTS), "−2.00");
  assert.equal(gainText("0.00", POINTS), "");
  assert.deepEqual([2, -1, 0, undefined].map(movedText), ["▲2", "▼1", "", ""]);
});

test("a parameter is filled in, a plural chosen by number, an unknown key shows itself", () => {
  addTexts("en", { "x.sheets": "{in} of {due, plural, =0 {no sheets} one {# sheet} other {# sheets}}" });
  addTexts("zh", { "x.sheets": "{in}/{due} 张" });

  assert.equal(t("x.sheets", { in: 0, due: 1 }, "en"), "0 of 1 sheet");
  assert.equal(t("x.sheets", { in: 3, due: 12 }, "en"), "3 of 12 sheets");
  assert.equal(t("x.sheets", { in: 0, due: 0 }, "en"), "0 of no sheets");
  assert.equal(t("x.sheets", { in: 3, due: 12 }, "zh"), "3/12 张");
  assert.equal(t("x.unknown"), "x.unknown");
});

test("a switch is heard once by whoever listens, and a missing translation falls back", () => {
  /** @type {string[]} */
  const heard = [];
  const stop = onLanguage((now) => heard.push(now));

  setLanguage("en");
  setLanguage("en");
  stop();
  setLanguage("zh");

  assert.deepEqual(heard, ["en"]);
  assert.equal(language(), "zh");
  assert.equal(say({ zh: "", en: "Welding" }, "zh"), "Welding");
});

test("the server's clock is followed, not the wall's; a late message does not pull it back", () => {
  let now = 1_000;
  const clock = new ServerClock(() => now);

  clock.hear(50_000);
  now += 1_000;
  clock.hear(50_600); // 400 ms late on its way
  assert.ok(clock.now() >= 50_990);
  clock.hear(10_000); // the server's clock was set
  assert.equal(clock.now(), 10_000);
  assert.equal(timeText(0, { seconds: true, timeZone: "Asia/Shanghai" }), "08:00:00");
});

test("both languages have the same texts with the same parameters", async () => {
  for (const area of ["common", "board"]) {
    const [zh, en] = await Promise.all(
      ["zh-CN", "en"].map(async (tag) =>
        JSON.parse(await readFile(new URL(`../../static/i18n/${tag}/${area}.json`, import.meta.url), "utf8")),
      ),
    );
    const names = (/** @type {string} */ text) => [
      ...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name)),
    ];

    assert.deepEqual(Object.keys(zh), Object.keys(en));
    for (const key of Object.keys(zh)) assert.deepEqual(names(zh[key]).sort(), names(en[key]).sort(), key);
  }
});
