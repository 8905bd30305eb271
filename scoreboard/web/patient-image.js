// A picture that does not give up: a server that starts again, or a line that broke, takes no logo off a screen for the day.

import { backoff } from "../../static/lib/backoff.js";

const FIRST = 5_000;
const LONGEST = 300_000;

/**
 * Load the picture again after a failure, ever more rarely, as long as somebody looks.
 *
 * @param {HTMLImageElement} image
 * @param {{gone: () => void, back: () => void, wanted: () => boolean}} parts gone: it is not there; back: now it is;
 *   wanted: whether it is looked at still
 */
export function keepTrying(image, { gone, back, wanted }) {
  const address = image.src;
  let failures = 0;
  image.addEventListener("load", () => {
    if (failures > 0) back();
    failures = 0;
  });
  image.addEventListener("error", () => {
    if (failures === 0) gone();
    const wait = FIRST + backoff(failures++, { base: FIRST, cap: LONGEST });
    setTimeout(() => {
      if (wanted()) image.src = address;
    }, wait);
  });
}
