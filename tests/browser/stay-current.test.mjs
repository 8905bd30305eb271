// A page that nobody touches loads itself again after an upgrade: once, not with all the others, never in a loop.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stayCurrent } from "../../scoreboard/web/stay-current.js";

/** A page of build `own`; `hello` is a server's greeting, `waits` are the reloads that were asked for. */
function page(own, kept = new Map()) {
  const feed = new EventTarget();
  const waits = [];
  stayCurrent(feed, {
    own,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
    },
    random: () => 0.5,
    later: (_act, wait) => waits.push(wait),
    reload: () => {},
  });
  const hello = (build) => feed.dispatchEvent(new CustomEvent("hello", { detail: { type: "hello", build } }));
  return { hello, waits, kept };
}

test("the build it was loaded with, or none, moves nothing", () => {
  const { hello, waits } = page("b1");

  for (const build of ["b1", undefined, ""]) hello(build);

  assert.deepEqual(waits, []);
});

test("another build is loaded once, after a wait of its own", () => {
  const { hello, waits } = page("b1");

  for (const build of ["b2", "b2", "b2"]) hello(build);

  assert.deepEqual(waits, [5_000]);
});

test("builds that follow each other quickly are one reload", () => {
  const { hello, waits } = page("b1");

  for (const build of ["b2", "b3"]) hello(build);

  assert.deepEqual(waits, [5_000]);
});

test("where nothing can be remembered nothing is loaded again: it might be for ever", () => {
  const { hello, waits } = page("b1", /** @type {any} */ ({}));

  hello("b2");

  assert.deepEqual(waits, []);
});

test("a page that came back with the old build does not try that one again, but does try the next", () => {
  const { hello, kept } = page("b1");
  hello("b2");

  const again = page("b1", kept);
  again.hello("b2");
  assert.deepEqual(again.waits, []);
  again.hello("b3");
  assert.deepEqual(again.waits, [5_000]);
});
