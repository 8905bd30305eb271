// An entry's place as a picture to send on, drawn in the browser; nothing is asked of the server.

/** @typedef {{title: string, event: string, name: string, unit: string, rank: string, of: string, total: string,
 *   status: string, labels: {rank: string, total: string}, address: string, look: Look}} Shown */
/** @typedef {{logo: HTMLImageElement | null, first: string, second: string, words: string}} Look the competition's, on
 *   dark; words: its colour as it can be read there */

const [WIDTH, HEIGHT, EDGE] = [1080, 1350, 80];
const FONT = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
const INK = "#0f1216";
/** The state of a list never takes a look's colour. */
const GOLD = "#f8bb2d";
const PAPER = "#f6f4ee";
const PLATE = "#fffefb";
const QUIET = "#b3bcc8";

/** The most a logo takes at the top, and the plate around it. */
const LOGO = { width: 360, height: 96, edge: 14, top: 52 };

/** @param {Shown} shown @returns {Promise<Blob>} a PNG */
export function pictureOf(shown) {
  const { first, second, words } = shown.look;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const draw = canvas.getContext("2d");
  if (!draw) throw new Error("no canvas");
  draw.fillStyle = INK;
  draw.fillRect(0, 0, WIDTH, HEIGHT);
  draw.fillStyle = first;
  draw.fillRect(0, 0, WIDTH, 16);
  draw.fillStyle = second;
  draw.fillRect(0, 16, WIDTH, 4);
  let y = lines(draw, shown.title, 150 + plate(draw, shown.look.logo), 52, PAPER, 700);
  y = lines(draw, shown.event, y + 60, 44, QUIET, 400);
  y = lines(draw, shown.name, Math.max(y + 130, 470), 92, PAPER, 900);
  lines(draw, shown.unit, y + 56, 40, QUIET, 400);
  figure(draw, shown.labels.rank, shown.rank || "–", EDGE, 190, words);
  figure(draw, shown.labels.total, shown.total || "–", 470, 120, words);
  lines(draw, shown.status, 1210, 38, GOLD, 700);
  lines(draw, shown.address, 1280, 32, QUIET, 400);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

/**
 * The logo on a light plate, so that any can be seen.
 *
 * @param {CanvasRenderingContext2D} draw @param {HTMLImageElement | null} logo
 * @returns {number} how far it moves down what follows
 */
function plate(draw, logo) {
  if (!logo) return 0;
  const scale = Math.min(LOGO.width / logo.naturalWidth, LOGO.height / logo.naturalHeight);
  const [width, height] = [logo.naturalWidth * scale, logo.naturalHeight * scale];
  draw.fillStyle = PLATE;
  draw.fillRect(EDGE, LOGO.top, width + 2 * LOGO.edge, LOGO.height + 2 * LOGO.edge);
  draw.drawImage(logo, EDGE + LOGO.edge, LOGO.top + LOGO.edge + (LOGO.height - height) / 2, width, height);
  return LOGO.height + LOGO.edge;
}

/**
 * @param {CanvasRenderingContext2D} draw @param {string} label @param {string} text @param {number} x
 * @param {number} size @param {string} colour
 */
function figure(draw, label, text, x, size, colour) {
  draw.fillStyle = QUIET;
  draw.font = `400 38px ${FONT}`;
  draw.fillText(label, x, 920);
  draw.fillStyle = colour;
  draw.font = `900 ${size}px ${FONT}`;
  draw.fillText(text, x, 1100, WIDTH - EDGE - x);
}

/**
 * A text in as many lines as it needs, at most two; Chinese breaks anywhere.
 *
 * @param {CanvasRenderingContext2D} draw @param {string} text @param {number} y @param {number} size
 * @param {string} colour @param {number} weight
 * @returns {number} where the last line stands
 */
function lines(draw, text, y, size, colour, weight) {
  draw.fillStyle = colour;
  draw.font = `${weight} ${size}px ${FONT}`;
  const rows = [""];
  for (const part of text.match(/[\p{Script=Latin}\d.,'’-]+\s*|./gu) ?? []) {
    const last = rows.length - 1;
    if (draw.measureText(rows[last] + part).width > WIDTH - 2 * EDGE && rows[last]) rows.push(part);
    else rows[last] += part;
  }
  const shown = rows.length > 2 ? [rows[0], `${rows[1].slice(0, -1)}…`] : rows;
  for (const [index, row] of shown.entries())
    draw.fillText(row, EDGE, y + index * size * 1.25, WIDTH - 2 * EDGE);
  return y + (shown.length - 1) * size * 1.25 + size * 0.3;
}

/** Hand the picture to another app, or save it. @param {Blob} blob @param {string} title @returns {Promise<"shared" | "saved">} */
export async function send(blob, title) {
  const file = new File([blob], "jinchui.png", { type: "image/png" });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title });
    } catch (error) {
      // Whoever closes the sheet of apps has changed their mind: nothing went wrong.
      if (/** @type {Error} */ (error).name !== "AbortError") throw error;
    }
    return "shared";
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return "saved";
}
