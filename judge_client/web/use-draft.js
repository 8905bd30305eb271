// The pen: every touch on a sheet goes through here into its draft, and back by undo. Drawing and storage are elsewhere.

import { useMemo, useState } from "../../static/lib/ui.js";
import { settle } from "./keypad.js";
import { drafts } from "./state.js";
import * as stopwatch from "./stopwatch.js";
import { tablet } from "./tablet.js";

/** @typedef {import("./database.js").Draft} Draft */

const UNDO_MAX = 100;
/** As many characters as the server takes. */
export const COMMENT_MAX = 2000;

/** The draft of a sheet; an empty one where nothing was touched yet. @param {string} sheet @returns {Draft} */
export function draftOf(sheet) {
  return (
    drafts.value.get(sheet) ?? { sheet, marks: {}, comment: "", clocks: {}, touchedAt: 0, refused: null }
  );
}

export class Pen {
  /** @param {string} sheet @param {() => void} onHistory something can be undone, or no longer */
  constructor(sheet, onHistory) {
    this.sheet = sheet;
    this.onHistory = onHistory;
    /** @type {Draft[]} */
    this.past = [];
    /** @type {string} the box that was touched last: typing on is one step of undo, not one a key */
    this.last = "";
    /** @type {Draft} the draft as this page knows it: what differs was written by another window */
    this.known = draftOf(sheet);
  }

  get canUndo() {
    return this.past.length > 0;
  }

  /** @param {Partial<Draft>} change @param {string} [box] */
  touch(change, box = "") {
    const before = draftOf(this.sheet);
    if (!box || box !== this.last) {
      this.past = [...this.past, before].slice(-UNDO_MAX);
      this.onHistory();
    }
    this.last = box;
    this.write({ ...before, ...change, touchedAt: Date.now() });
  }

  /** @param {Draft} draft */
  write(draft) {
    this.known = draft;
    tablet.keep(draft);
  }

  /** What this page had before another window of the tablet wrote over it; null where none did. @returns {Draft | null} */
  overwritten() {
    const now = drafts.value.get(this.sheet);
    // a draft that is gone was handed in or let go: the page itself says so
    if (!now || now === this.known || now.touchedAt === this.known.touchedAt) return null;
    return JSON.stringify(said(now)) === JSON.stringify(said(this.known)) ? null : this.known;
  }

  /** What the other window wrote stays. */
  accept() {
    this.known = draftOf(this.sheet);
    this.onHistory();
  }

  /** What stood here comes back, over the other window's. @param {Draft} mine */
  takeBack(mine) {
    this.past = [...this.past, draftOf(this.sheet)].slice(-UNDO_MAX);
    this.last = "";
    this.write({ ...mine, touchedAt: Date.now() });
    this.onHistory();
  }

  /** Leave a box: the next key begins a new step. */
  rest() {
    this.last = "";
  }

  /** What stands in a box now, not when the page was drawn: fingers may be faster than the screen. */
  text(/** @type {string} */ aspect, /** @type {string} */ field) {
    return draftOf(this.sheet).marks[aspect]?.[field] ?? "";
  }

  /** @param {string} aspect @param {{[field: string]: string}} boxes @param {string} [box] */
  mark(aspect, boxes, box) {
    const { marks } = draftOf(this.sheet);
    const { not_attempted, ...mark } = marks[aspect] ?? {};
    const merged = Object.entries({ ...mark, ...boxes }).filter(([, text]) => text !== "");
    this.touch({ marks: { ...marks, [aspect]: Object.fromEntries(merged) } }, box);
  }

  /** Texts left half-typed ("12.") as they are meant. @param {string} aspect @param {string} field */
  settle(aspect, field) {
    const text = this.text(aspect, field);
    if (settle(text) !== text) this.mark(aspect, { [field]: settle(text) }, `${aspect}/${field}`);
    this.rest();
  }

  /** What stood there stays behind it, in case the touch was a mistake. @param {string} aspect @param {boolean} absent */
  notAttempted(aspect, absent) {
    const { marks } = draftOf(this.sheet);
    const { not_attempted, ...mark } = marks[aspect] ?? {};
    this.touch({ marks: { ...marks, [aspect]: absent ? { ...mark, not_attempted: "yes" } : mark } });
  }

  /** @param {string} text */
  comment(text) {
    this.touch({ comment: text }, "comment");
  }

  /** A ready phrase behind what stands there. @param {string} text @param {string} apart what stands between two */
  phrase(text, apart) {
    const { comment } = draftOf(this.sheet);
    const before = comment.trimEnd();
    if (before.length + apart.length + text.length > COMMENT_MAX) return;
    this.touch({ comment: before ? `${before}${apart}${text}` : text });
  }

  /** @param {import("./content.js").Evidence} one a picture that is kept already */
  addEvidence(one) {
    const { evidence = [] } = draftOf(this.sheet);
    if (evidence.some(({ file }) => file === one.file)) return;
    this.touch({ evidence: [...evidence, one] });
  }

  /** @param {string} file @param {string | null} aspect what it shows; null: the whole work */
  evidenceOf(file, aspect) {
    const { evidence = [] } = draftOf(this.sheet);
    this.touch({ evidence: evidence.map((one) => (one.file === file ? { ...one, aspect } : one)) });
  }

  /** @param {string} file */
  dropEvidence(file) {
    const { evidence = [] } = draftOf(this.sheet);
    this.touch({ evidence: evidence.filter((one) => one.file !== file) });
  }

  /** @param {string} aspect */
  startClock(aspect) {
    const { clocks, marks } = draftOf(this.sheet);
    const running = stopwatch.start(clocks[aspect] ?? stopwatch.STANDING, Date.now());
    const { [aspect]: _gone, ...others } = marks;
    this.touch({ clocks: { ...clocks, [aspect]: running }, marks: others });
  }

  /** @param {string} aspect @param {string} step */
  stopClock(aspect, step) {
    const { clocks, marks } = draftOf(this.sheet);
    const stopped = stopwatch.stop(clocks[aspect] ?? stopwatch.STANDING, Date.now());
    const seconds = stopwatch.secondsText(stopwatch.elapsed(stopped, Date.now()), step);
    this.touch({ clocks: { ...clocks, [aspect]: stopped }, marks: { ...marks, [aspect]: { seconds } } });
  }

  /** @param {string} aspect */
  splitClock(aspect) {
    const { clocks } = draftOf(this.sheet);
    if (!clocks[aspect]) return;
    this.touch({ clocks: { ...clocks, [aspect]: stopwatch.split(clocks[aspect], Date.now()) } });
  }

  /** The time with a jump of the clock counted instead of without, or the other way round. @param {string} aspect @param {string} step */
  otherTime(aspect, step) {
    const { clocks, marks } = draftOf(this.sheet);
    const watch = stopwatch.otherWay(clocks[aspect]);
    const seconds = stopwatch.secondsText(stopwatch.elapsed(watch, Date.now()), step);
    const stands = watch.startedAt === null ? { marks: { ...marks, [aspect]: { seconds } } } : {};
    this.touch({ clocks: { ...clocks, [aspect]: watch }, ...stands });
  }

  /** @param {string} aspect */
  clearClock(aspect) {
    const { clocks, marks } = draftOf(this.sheet);
    const { [aspect]: _watch, ...others } = clocks;
    const { [aspect]: _mark, ...rest } = marks;
    this.touch({ clocks: others, marks: rest });
  }

  undo() {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.last = "";
    this.write({ ...before, touchedAt: Date.now() });
    this.onHistory();
  }
}

/** @param {Draft} draft */
const said = ({ marks, comment, evidence = [] }) => ({ marks, comment, evidence });

/** The tablet's clock jumped: every watch that runs notes it, on whichever sheet. @param {{by: number, slept: boolean}} jump */
export function noteJump(jump) {
  for (const draft of drafts.value.values()) {
    const running = Object.entries(draft.clocks).filter(([, { startedAt }]) => startedAt !== null);
    if (!running.length) continue;
    const noted = running.map(([aspect, watch]) => [aspect, stopwatch.jumped(watch, jump)]);
    tablet.keep({ ...draft, clocks: { ...draft.clocks, ...Object.fromEntries(noted) } });
  }
}

/** @param {string} sheet */
export function useDraft(sheet) {
  const [, setSteps] = useState(0);
  return useMemo(() => new Pen(sheet, () => setSteps((n) => n + 1)), [sheet]);
}
