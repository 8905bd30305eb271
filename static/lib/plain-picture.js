// Pure: cuts out of a JPEG or PNG everything but what is seen: no place, no time, no device, no comment.

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_SEEN = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
const [START_OF_SCAN, JFIF, COMMENT] = [0xda, 0xe0, 0xfe];

/**
 * The same picture with nothing else in it.
 * @param {Uint8Array} data as a canvas encodes it @returns {Uint8Array}
 * @throws {RangeError} neither JPEG nor PNG
 */
export function plain(data) {
  if (PNG.every((byte, at) => data[at] === byte)) return plainPng(data);
  if (data[0] === 0xff && data[1] === 0xd8) return plainJpeg(data);
  throw new RangeError("neither JPEG nor PNG");
}

/** @param {Uint8Array} data */
function plainPng(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kept = [data.subarray(0, PNG.length)];
  for (let at = PNG.length; at < data.length; ) {
    const end = at + 12 + view.getUint32(at);
    const name = String.fromCharCode(...data.subarray(at + 4, at + 8));
    if (PNG_SEEN.has(name)) kept.push(data.subarray(at, end));
    if (name === "IEND") break;
    at = end;
  }
  return joined(kept);
}

/** Segments before the scan that are named APP1-APP15 or a comment go; the JFIF head stays without a thumbnail. */
function plainJpeg(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kept = [data.subarray(0, 2)];
  let at = 2;
  while (data[at + 1] !== START_OF_SCAN) {
    const marker = data[at + 1];
    const end = at + 2 + view.getUint16(at + 2);
    const other = (marker > JFIF && marker <= 0xef) || marker === COMMENT;
    if (!other && !(marker === JFIF && end - at !== 18)) kept.push(data.subarray(at, end));
    at = end;
  }
  return joined([...kept, data.subarray(at, endOf(data, at))]);
}

/** Behind the last "end of image": nothing may hang on. @param {Uint8Array} data @param {number} from */
function endOf(data, from) {
  for (let at = data.length - 2; at > from; at -= 1) {
    if (data[at] === 0xff && data[at + 1] === 0xd9) return at + 2;
  }
  throw new RangeError("a JPEG without an end");
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
