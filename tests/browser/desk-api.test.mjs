// How the desk asks: what it makes of answers that break off on their way, tried against a real server.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";

import { ask, askUntilAnswered, away, Unreachable } from "../../server/desk/web/api.js";

/** The key of every request, and how many of the next answers break off after half of their text. */
const keys = /** @type {string[]} */ ([]);
let broken = 0;

const server = createServer((request, response) => {
  keys.push(String(request.headers["idempotency-key"]));
  const text = JSON.stringify({ recorded: 7 });
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": text.length });
  if (broken === 0) return response.end(text);
  broken -= 1;
  return response.write(text.slice(0, 5), () => request.socket.destroy());
});
await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(null)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const path = `http://127.0.0.1:${port}/`;

after(() => {
  server.closeAllConnections();
  server.close();
});

test("an answer that breaks off is as none: the server is away, and back with the next", async () => {
  broken = 1;
  await assert.rejects(ask(path), Unreachable);
  assert.equal(away.value, true);

  assert.deepEqual(await ask(path), { recorded: 7 });
  assert.equal(away.value, false);
});

test("an answer that was given up for taking too long is as none, one nobody wants any more says nothing", async () => {
  const late = AbortSignal.abort(new DOMException("no answer in time", "TimeoutError"));
  await assert.rejects(ask(path, { signal: late }), Unreachable);
  assert.equal(away.value, true);

  await ask(path);
  await assert.rejects(ask(path, { signal: AbortSignal.abort() }), { name: "AbortError" });
  assert.equal(away.value, false);
});

test("a command whose answer broke off is asked again with its own key", async () => {
  broken = 1;
  keys.length = 0;
  const answer = await askUntilAnswered(path, { method: "POST", body: {}, key: "k1" });

  assert.deepEqual(answer, { recorded: 7 });
  assert.deepEqual(keys, ["k1", "k1"]);
});
