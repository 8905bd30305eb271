// A field to draw in with finger, pen or mouse: strokes, undo, clear, and the picture they make. What it is for is not known.

import { context, fromDrawing } from "../../static/lib/picture.js";
import { html, useEffect, useMemo, useRef, useState } from "../../static/lib/ui.js";

/** @typedef {{colour: string, width: number, points: [number, number][]}} Stroke */

const PAPER = "#fff";

/** The strokes of a field and what can be done with them. */
export class Ink {
  /** @param {number} width @param {number} height pixels of the picture @param {() => void} changed */
  constructor(width, height, changed) {
    this.width = width;
    this.height = height;
    this.changed = changed;
    /** @type {Stroke[]} */
    this.strokes = [];
    this.colour = "#14171c";
    this.thickness = 5;
    /** @type {HTMLCanvasElement | null} */
    this.canvas = null;
  }

  get empty() {
    return this.strokes.length === 0;
  }

  /** @param {[number, number]} at */
  begin(at) {
    this.strokes = [...this.strokes, { colour: this.colour, width: this.thickness, points: [at] }];
    this.draw();
  }

  /** @param {[number, number]} at */
  go(at) {
    this.strokes.at(-1)?.points.push(at);
    this.draw();
  }

  undo() {
    this.strokes = this.strokes.slice(0, -1);
    this.draw();
    this.changed();
  }

  clear() {
    this.strokes = [];
    this.draw();
    this.changed();
  }

  draw() {
    if (!this.canvas) return;
    const on = context(this.canvas);
    on.fillStyle = PAPER;
    on.fillRect(0, 0, this.width, this.height);
    for (const stroke of this.strokes) drawStroke(on, stroke);
  }

  picture() {
    return fromDrawing(/** @type {HTMLCanvasElement} */ (this.canvas));
  }
}

/** Through the middles between points: a line without corners. @param {CanvasRenderingContext2D} on @param {Stroke} stroke */
function drawStroke(on, { colour, width, points }) {
  on.strokeStyle = colour;
  on.lineWidth = width;
  on.lineCap = "round";
  on.lineJoin = "round";
  on.beginPath();
  const [[x, y], ...others] = points;
  on.moveTo(x, y);
  if (!others.length) on.lineTo(x + 0.1, y);
  let last = points[0];
  for (const point of others) {
    on.quadraticCurveTo(last[0], last[1], (last[0] + point[0]) / 2, (last[1] + point[1]) / 2);
    last = point;
  }
  on.lineTo(last[0], last[1]);
  on.stroke();
}

/** @param {number} width @param {number} height @returns {Ink} */
export function useInk(width, height) {
  const [, redraw] = useState(0);
  return useMemo(() => new Ink(width, height, () => redraw((n) => n + 1)), [width, height]);
}

/** @param {{ink: Ink, label: string}} props */
export function InkPad({ ink, label }) {
  const element = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    ink.canvas = element.current;
    ink.draw();
  }, [ink]);
  const at = (/** @type {PointerEvent} */ event) => {
    const box = /** @type {HTMLCanvasElement} */ (element.current).getBoundingClientRect();
    const x = ((event.clientX - box.left) * ink.width) / box.width;
    const y = ((event.clientY - box.top) * ink.height) / box.height;
    return /** @type {[number, number]} */ ([x, y]);
  };
  const drawing = useRef(-1);
  const begin = (/** @type {any} */ event) => {
    if (drawing.current >= 0 || event.button > 0) return;
    drawing.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    ink.begin(at(event));
    event.preventDefault();
  };
  const go = (/** @type {any} */ event) => {
    if (event.pointerId !== drawing.current) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) ink.go(at(one));
  };
  const end = (/** @type {any} */ event) => {
    if (event.pointerId !== drawing.current) return;
    drawing.current = -1;
    ink.changed();
  };
  return html`<canvas ref=${element} class="ink-pad" role="img" aria-label=${label} width=${ink.width} height=${ink.height}
    onPointerDown=${begin} onPointerMove=${go} onPointerUp=${end} onPointerCancel=${end}></canvas>`;
}
