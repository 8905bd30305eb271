// A picture drawn anew: small enough, upright, and without what a camera writes into it. Where it goes is not known here.

import { plain } from "./plain-picture.js";
import { sha256 } from "./sha256.js";

/** @typedef {{file: string, type: "image/jpeg" | "image/png", data: ArrayBuffer}} Picture `file`: SHA-256 of the data */

/** The longer side of a photo, in pixels: a crack in a seam can be seen, a judge's tablet is not filled. */
const SIDE = 1600;
const BYTES_MAX = 480 * 1024;
const QUALITIES = [0.85, 0.75, 0.6, 0.45, 0.3];

/**
 * A photo as it is kept and sent.
 * @param {Blob} photo as the camera or the gallery gives it @returns {Promise<Picture>}
 * @throws the browser cannot read it
 */
export async function fromPhoto(photo) {
  const image = await createImageBitmap(photo, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  context(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return smallEnough(canvas);
}

/** A drawing or a signature. @param {HTMLCanvasElement} canvas @returns {Promise<Picture>} */
export async function fromDrawing(canvas) {
  return made(await encoded(canvas, "image/png"), "image/png");
}

/** @param {HTMLCanvasElement} canvas @returns {CanvasRenderingContext2D} */
export const context = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/** @param {HTMLCanvasElement} canvas @returns {Promise<Picture>} */
async function smallEnough(canvas) {
  for (const quality of QUALITIES) {
    const data = await encoded(canvas, "image/jpeg", quality);
    if (data.length <= BYTES_MAX) return made(data, "image/jpeg");
  }
  throw new RangeError("the picture stays too large");
}

/** @param {HTMLCanvasElement} canvas @param {string} type @param {number} [quality] @returns {Promise<Uint8Array>} */
async function encoded(canvas, type, quality) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  if (!blob) throw new RangeError("the picture cannot be encoded");
  return plain(new Uint8Array(await blob.arrayBuffer()));
}

/** @param {Uint8Array} data @param {Picture["type"]} type @returns {Picture} */
const made = (data, type) => ({
  file: sha256(data),
  type,
  data: /** @type {ArrayBuffer} */ (data.slice().buffer),
});
