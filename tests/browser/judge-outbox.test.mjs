// What an answer means for a command, and how the outbox drains: nothing is forgotten without a receipt.

import assert from "node:assert/strict";
import test from "node:test";
import { unanswered, understand } from "../../judge_client/web/answers.js";
import { newCommandId } from "../../judge_client/web/command-id.js";
import { DraftWriter } from "../../judge_client/web/draft-writer.js";
import { Sync } from "../../judge_client/web/sync.js";

const RECEIPT = {
  position: 812,
  first: 812,
  epoch: "k3",
  hash: "9f",
  recorded_at: 1790000000000,
  fresh: true,
};
const refusal = (code, retry, params = {}) => ({ code, retry, params, detail: "…", status: 409 });

test("only a whole receipt lets a command go", () => {
  assert.deepEqual(understand(200, RECEIPT), {
    means: "recorded",
    receipt: { position: 812, epoch: "k3", recordedAt: 1790000000000 },
  });
  for (const body of [null, {}, { position: 812 }, { position: "812", epoch: "k3" }, "recorded", [RECEIPT]]) {
    assert.equal(understand(200, body).means, "later", JSON.stringify(body));
  }
});

test("a repeated command's receipt is a receipt", () => {
  assert.equal(understand(200, { ...RECEIPT, fresh: false }).means, "recorded");
});

test("a refusal that no retry can help goes back to the judge with its reason", () => {
  const meaning = understand(409, refusal("round_not_open", false, { round: "r1" }));

  assert.deepEqual(meaning, {
    means: "refused",
    code: "round_not_open",
    params: { round: "r1" },
    detail: "…",
  });
});

test("a server in trouble, a proxy's page and a silent line all mean: keep it and try again", () => {
  assert.deepEqual(understand(503, refusal("busy", true)), { means: "later", reached: true, code: "busy" });
  assert.deepEqual(understand(500, refusal("internal", true)), {
    means: "later",
    reached: true,
    code: "internal",
  });
  /** @type {[number, object | null][]} */
  const unsaid = [
    [502, null],
    [404, null],
    [403, { detail: "log in to the hotel" }],
    [200, null],
  ];
  for (const [status, body] of unsaid) {
    assert.deepEqual(understand(status, body), { means: "later", reached: false, code: "" });
  }
  assert.deepEqual(unanswered(), { means: "later", reached: false, code: "" });
});

test("being signed out says nothing about the sheet", () => {
  for (const code of ["sign_in_needed", "pairing_revoked"]) {
    assert.deepEqual(understand(401, refusal(code, false)), { means: "signed_out", code });
  }
});

test("a command's id is 128 random bits in the spelling of the ledger", () => {
  const ids = new Set(Array.from({ length: 500 }, newCommandId));

  assert.equal(ids.size, 500);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

/** An outbox in memory that keeps the promise of the real one: what is not settled is still there. */
function box(answers) {
  const held = new Map();
  const sent = [];
  const settled = [];
  const parts = {
    waiting: async () => [...held.values()],
    send: async (command) => {
      sent.push(command.id);
      return (await answers(command, sent.length)) ?? unanswered();
    },
    settle: async (command, meaning) => {
      if (meaning.means === "later") return;
      settled.push([command.id, meaning.means]);
      if (meaning.means !== "signed_out") held.delete(command.id);
    },
    delay: () => 0,
    alone: (run) => run(),
  };
  const put = (id) => held.set(id, { id });
  return { parts, held, sent, settled, put };
}

const recorded = () => understand(200, RECEIPT);

test("what waits is sent oldest first and forgotten with its receipt", async () => {
  const { parts, held, sent, put } = box(async () => recorded());
  for (const id of ["a", "b", "c"]) put(id);
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;

  assert.deepEqual([sent, held.size], [["a", "b", "c"], 0]);
});

test("an hour without a server costs nothing: the same id goes again until the receipt", async () => {
  const { parts, held, sent, put } = box(async (_command, times) => (times < 40 ? null : recorded()));
  put("a");
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;

  assert.deepEqual([new Set(sent), sent.length, held.size], [new Set(["a"]), 40, 0]);
});

test("a sheet the server stumbles over does not hold up the others", async () => {
  let mended = false;
  const { parts, held, settled, put } = box(async ({ id }) =>
    id === "a" && !mended ? understand(500, refusal("internal", true)) : recorded(),
  );
  for (const id of ["a", "b", "c"]) put(id);
  const settle = parts.settle;
  parts.settle = async (command, meaning) => {
    await settle(command, meaning);
    mended ||= command.id === "c";
  };
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;

  assert.deepEqual([settled.map(([id]) => id), held.size], [["b", "c", "a"], 0]);
});

test("without a network the first silence ends the pass: no battery is spent on the rest", async () => {
  const { parts, sent, put } = box(async (_command, times) => (times === 1 ? null : recorded()));
  for (const id of ["a", "b"]) put(id);
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;

  assert.deepEqual(sent, ["a", "a", "b"]);
});

test("signed out, everything stays until somebody signs in and kicks again", async () => {
  let signedIn = false;
  const { parts, held, put } = box(async () =>
    signedIn ? recorded() : understand(401, refusal("pairing_revoked", false)),
  );
  for (const id of ["a", "b"]) put(id);
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;
  assert.equal(held.size, 2);
  signedIn = true;
  sync.kick();
  await sync.idle;

  assert.equal(held.size, 0);
});

test("a judge whose sign-in has ended does not hold up the others at the same tablet", async () => {
  const sent = [];
  const held = new Map(["a1", "b1", "a2", "b2"].map((id) => [id, { id, competition: "cup", judge: id[0] }]));
  const out = new Set();
  const sync = new Sync({
    waiting: async () => /** @type {any} */ ([...held.values()].filter(({ judge }) => !out.has(judge))),
    send: async ({ id, judge }) => {
      sent.push(id);
      return judge === "a" ? understand(401, refusal("pairing_revoked", false)) : recorded();
    },
    settle: async ({ id, judge }, { means }) => {
      if (means === "signed_out") out.add(judge);
      else held.delete(id);
    },
    delay: () => 0,
    alone: (run) => run(),
  });

  sync.kick();
  await sync.idle;

  assert.deepEqual(
    [sent, [...held.keys()]],
    [
      ["a1", "b1", "b2"],
      ["a1", "a2"],
    ],
  );
});

test("a kick ends the waiting, and a command put in during a pass is not overlooked", async () => {
  let calls = 0;
  const { parts, held, put } = box(async ({ id }) => {
    calls += 1;
    if (calls === 1) {
      put("b");
      sync.kick();
    }
    return id ? recorded() : null;
  });
  parts.delay = () => 1_000_000;
  put("a");
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;

  assert.equal(held.size, 0);
});

test("storage that fails for a moment does not end the day", async () => {
  let times = 0;
  const { parts, held, put } = box(async () => recorded());
  const waiting = parts.waiting;
  parts.waiting = async () => {
    times += 1;
    if (times < 3) throw new Error("disk");
    return waiting();
  };
  put("a");
  const sync = new Sync(parts);

  sync.kick();
  await sync.idle;

  assert.equal(held.size, 0);
});

test("drafts are written one after the other, the newest of each sheet last, and none is lost", async () => {
  const disk = new Map();
  const order = [];
  const writer = new DraftWriter(async (draft) => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(draft.touchedAt);
    disk.set(draft.sheet, draft.touchedAt);
  });

  for (let touch = 1; touch <= 50; touch++)
    writer.put(/** @type {any} */ ({ sheet: `s${touch % 2}`, touchedAt: touch }));
  await writer.flush();

  assert.deepEqual([disk.get("s0"), disk.get("s1")], [50, 49]);
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
});

test("a device that stops taking drafts is told once, and again when it takes them", async () => {
  let broken = true;
  const told = [];
  const writer = new DraftWriter(
    async () => {
      if (broken) throw new Error("disk full");
    },
    (failed) => told.push(failed),
  );

  writer.put(/** @type {any} */ ({ sheet: "s", touchedAt: 1 }));
  await writer.flush();
  assert.equal(writer.over(new Map()).get("s")?.touchedAt, 1);
  broken = false;
  writer.put(/** @type {any} */ ({ sheet: "s", touchedAt: 2 }));
  await writer.flush();

  assert.deepEqual([told, writer.pending.size], [[true, false], 0]);
});
