// Does a thing again and again, never twice at once: a pause lies between the end of one time and the next. No drawing.

/** Who has not answered by then will not: it is given up, and the next time may come. Milliseconds. */
const PATIENCE = 10_000;

export class Again {
  /**
   * @param {(signal: AbortSignal) => any} act what it throws is its own affair: the next time comes all the same; the
   *   signal tells it that it took too long
   * @param {number} pause milliseconds
   * @param {number} [first] milliseconds before the first time
   */
  constructor(act, pause, first = pause) {
    this.act = act;
    this.pause = pause;
    this.busy = false;
    this.stopped = false;
    /** @type {number | null} somebody wants the next time sooner than after a pause */
    this.sooner = null;
    /** @type {any} */
    this.timer = setTimeout(() => this.run(), first);
  }

  /** The next time comes after this wait instead: counted from the end of the one that is under way. @param {number} wait */
  soon(wait) {
    if (this.busy) this.sooner = wait;
    else this.wait(wait);
  }

  /** No next time; what is under way ends by itself. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.run(), milliseconds);
  }

  async run() {
    const given = new AbortController();
    /** @type {any} */
    let patience;
    const tooLong = new Promise((resolve) => {
      patience = setTimeout(() => {
        given.abort(new DOMException("no answer in time", "TimeoutError"));
        resolve(undefined);
      }, PATIENCE);
    });
    this.busy = true;
    try {
      await Promise.race([this.act(given.signal), tooLong]);
    } finally {
      clearTimeout(patience);
      this.busy = false;
      this.wait(this.sooner ?? this.pause);
      this.sooner = null;
    }
  }
}
