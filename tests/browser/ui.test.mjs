// The one file that pages import from, and the copies behind it, load in Node as they do in a browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { computed, effect, html, signal } from "../../static/lib/ui.js";

test("a template makes a tree, and values stay text", () => {
  const tree = html`<p class="name">${"<b>王小明</b>"}</p>`;

  assert.equal(tree.type, "p");
  assert.deepEqual(tree.props, { class: "name", children: "<b>王小明</b>" });
});

test("signals tell what depends on them", () => {
  const unsent = signal(0);
  const label = computed(() => `${unsent.value} 未发送`);
  const shown = [];

  const stop = effect(() => {
    shown.push(label.value);
  });
  unsent.value = 2;
  stop();
  unsent.value = 3;

  assert.deepEqual(shown, ["0 未发送", "2 未发送"]);
});

test("the types that are checked are those of the copies that are shipped", async () => {
  const read = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));
  const dev = (await read("../../package.json")).devDependencies;
  const shipped = (await read("../../static/vendor/versions.json")).libraries;

  const typed = shipped.filter(({ name }) => name in dev);

  assert.deepEqual(
    typed.map(({ name, version }) => [name, version]),
    typed.map(({ name }) => [name, dev[name]]),
  );
});
