// Colours can be read: text on its surface at least 4.5:1 at the bench and on a phone at night, 7:1 in the hall.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const sheet = (/** @type {string} */ name) =>
  readFile(new URL(`../../static/css/${name}.css`, import.meta.url), "utf8");
const css = (await Promise.all(["tokens", "site-dark"].map(sheet))).join("");
const blocks = [...css.matchAll(/\n(:root[^{]*|\[data-theme[^{]*)\{([^}]*)\}/g)];

/** The tokens of a room, each resolved to its hex colour. @param {string} room */
function colours(room) {
  /** @type {Record<string, string>} */
  const all = {};
  for (const [, selector, body] of blocks) {
    if (selector.includes("data-theme") && !selector.includes(room) && !selector.includes(":root")) continue;
    for (const [, name, value] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g))
      all[name] = value.split("/*")[0].trim();
  }
  const resolve = (/** @type {string} */ value) => {
    const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    return name === undefined ? value : resolve(all[name]);
  };
  return (/** @type {string} */ name) => resolve(`var(${name})`);
}

/** Relative luminance, as WCAG 2 defines it. @param {string} hex */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["--surface", "--surface-high", "--surface-low"];
const PAIRS = [
  ...SURFACES.flatMap((surface) =>
    ["--text", "--text-quiet", "--accent-text", "--good", "--warn", "--bad", "--info", "--hot"].map(
      (text) => [text, surface],
    ),
  ),
  ...["good", "warn", "bad", "info"].flatMap((state) => [
    [`--${state}`, `--${state}-surface`],
    ["--text", `--${state}-surface`],
  ]),
  ["--on-accent", "--accent"],
  ["--on-accent", "--accent-high"],
  ["--on-ink", "--surface-ink"],
  ["--on-ink-quiet", "--surface-ink"],
];

for (const [room, least] of /** @type {[string, number][]} */ ([
  ["bench", 4.5],
  ["hall", 7],
  ["phone", 4.5],
])) {
  test(`text can be read in the ${room}`, () => {
    const colour = colours(room);

    const faint = PAIRS.map(([text, surface]) => [
      text,
      surface,
      contrast(colour(text), colour(surface)),
    ]).filter(([, , ratio]) => Number(ratio) < least);

    assert.deepEqual(faint, []);
  });

  test(`edges of inputs can be seen in the ${room}`, () => {
    const colour = colours(room);

    assert.ok(contrast(colour("--line-strong"), colour("--surface-high")) >= 3);
    assert.ok(contrast(colour("--focus"), colour("--surface")) >= 3);
  });
}

/** Who sees no hues still tells states apart: each has a shape of its own in every sheet that dresses it. */
const SHAPED = /** @type {const} */ ([
  ["board.css", "data-status", "common.status"],
  ["board-heats.css", "data-state", "board.heat.state"],
]);
/** What most of a day is shown, or has nothing round it, is told by being without. */
const PLAIN = new Set(["provisional", "planned"]);

for (const [sheet, attribute, key] of SHAPED) {
  test(`a state is never told by its colour alone: ${sheet}`, async () => {
    const [styles, board, common] = await Promise.all(
      [`css/${sheet}`, "i18n/en/board.json", "i18n/en/common.json"].map((name) =>
        readFile(new URL(`../../static/${name}`, import.meta.url), "utf8"),
      ),
    );
    const states = Object.keys({ ...JSON.parse(board), ...JSON.parse(common) })
      .filter((name) => name.startsWith(`${key}.`))
      .map((name) => name.slice(key.length + 1));

    const rules = [...styles.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
    const shapes = states
      .filter((state) => !PLAIN.has(state))
      .map((state) => {
        const own = rules.filter(([, selector]) => selector.includes(`[${attribute}="${state}"]`));
        return own.map(([, , body]) => /--shape: ("[^"]+")/.exec(body)?.[1]).find(Boolean);
      });

    assert.ok(states.length > 3);
    assert.ok(!shapes.includes(undefined), `${states} have ${shapes}`);
    assert.equal(new Set(shapes).size, shapes.length, "no two have the same");
  });
}
