// Pictures and signatures: what is signed has one form, and a picture that leaves the tablet tells nothing but itself.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { canonical, contentHash, shortHash } from "../../judge_client/web/content.js";
import { due } from "../../judge_client/web/pictures-kept.js";
import { plain } from "../../static/lib/plain-picture.js";
import { sha256 } from "../../static/lib/sha256.js";

const SAID = {
  round: "final",
  module: "weld",
  code: "07",
  marks: { b: { "l.1": "85.0" }, a: { level: "2" } },
  comment: '好\n"x"',
};

test("the signed text has its keys in order and no blanks, as the server writes it", () => {
  assert.equal(
    canonical({ ...SAID, evidence: [] }),
    '{"code":"07","comment":"好\\n\\"x\\"","evidence":[],"marks":{"a":{"level":"2"},"b":{"l.1":"85.0"}},' +
      '"module":"weld","round":"final"}',
  );
});

test("the content hash knows the judge, and evidence without an aspect is of the whole work", () => {
  const text = canonical({ ...SAID, judge: "j1", evidence: [{ aspect: null, file: "f", what: "photo" }] });
  const expected = createHash("sha256").update(text).digest("hex");
  const evidence = /** @type {any} */ ([{ file: "f", what: "photo" }]);

  assert.equal(contentHash({ ...SAID, evidence }, "j1"), expected);
  assert.notEqual(contentHash({ ...SAID, evidence }, "j2"), expected);
  assert.equal(shortHash("0123456789abcdef"), "0123 4567 89ab");
});

test("bytes are hashed as they are", () => {
  const bytes = Uint8Array.from({ length: 70_001 }, (_, n) => n % 256);

  assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"));
});

/** @param {number} marker @param {string} body */
const segment = (marker, body) => [0xff, marker, 0, body.length + 2, ...Buffer.from(body, "latin1")];
const JFIF = segment(0xe0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
const FRAME = segment(0xc0, "\x08\0\x03\0\x04\x01\x01\x11\0");
const SCAN = [...segment(0xda, "\x01\x01\0\0?\0"), 0x12, 0xff, 0, 0x34];
const jpeg = (/** @type {number[][]} */ ...more) =>
  Uint8Array.from([0xff, 0xd8, ...more.flat(), ...FRAME, ...SCAN, 0xff, 0xd9]);

test("a JPEG loses where and by what it was taken, its comment, its thumbnail and what hangs on behind", () => {
  const told = jpeg(
    JFIF,
    segment(0xe1, "Exif\0\0GPS 39N 117E"),
    segment(0xe2, "ICC"),
    segment(0xfe, "Wang's phone"),
    segment(0xe0, "JFXX\0a thumbnail"),
  );

  assert.deepEqual(plain(Uint8Array.from([...told, 1, 2, 3])), jpeg(JFIF));
});

/** @param {string} name @param {Buffer} body */
function chunk(name, body) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(name), body, Buffer.alloc(4)]);
}

const png = (/** @type {Buffer[]} */ ...more) =>
  Uint8Array.from(
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      chunk("IHDR", Buffer.alloc(13)),
      ...more,
      chunk("IDAT", deflateSync(Buffer.alloc(9))),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );

test("a PNG keeps the chunks that are seen", () => {
  const told = png(chunk("tEXt", Buffer.from("Author\0Wang")), chunk("eXIf", Buffer.from("MM")));

  assert.deepEqual(plain(Uint8Array.from([...told, 9, 9])), png());
  assert.throws(() => plain(Uint8Array.from(Buffer.from("GIF89a"))), RangeError);
});

test("a picture goes once its sheet is recorded, and again to a server that came back from an older copy", () => {
  const one = { sheet: "s", judge: "j", competition: "c", sentTo: "" };
  const here = { judge: "j", competition: "c", epoch: "new" };
  const receipts = new Map([["s", { epoch: "new" }]]);

  assert.deepEqual(due([one], new Map(), here), []);
  assert.deepEqual(due([one], new Map([["s", { epoch: "old" }]]), here), []);
  assert.deepEqual(due([one], receipts, here), [one]);
  assert.deepEqual(due([{ ...one, sentTo: "new" }], receipts, here), []);
  assert.deepEqual(due([{ ...one, sentTo: "old" }], receipts, here).length, 1);
  assert.deepEqual(due([one], receipts, { ...here, judge: "other" }), []);
});
