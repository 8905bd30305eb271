// Notices that the tablet's clock jumped: compared with a counter that only goes forward. What to do then is the caller's.

/** A clock kept right over the network creeps by milliseconds; what is more was set, or slept through. */
export const JUMP_MS = 1000;
const LOOK_EVERY_MS = 500;

export class ClockJumps {
  /**
   * @param {() => number} clock the time of day, which can be set @param {() => number} counter only goes forward, and
   *   on many tablets stands still while they sleep
   */
  constructor(clock, counter) {
    this.clock = clock;
    this.counter = counter;
    this.apart = clock() - counter();
    this.hidden = false;
  }

  /** The page went out of sight: a jump found after that is most likely sleep. */
  hide() {
    this.hidden = true;
  }

  /** The jump since the last look, if there was one. @returns {{by: number, slept: boolean} | null} */
  look() {
    const apart = this.clock() - this.counter();
    const by = Math.round(apart - this.apart);
    const { hidden } = this;
    if (typeof document === "undefined" || document.visibilityState === "visible") this.hidden = false;
    if (Math.abs(by) < JUMP_MS) return null;
    this.apart = apart;
    // a clock that goes back was set, asleep or not
    return { by, slept: hidden && by > 0 };
  }
}

/** @param {(jump: {by: number, slept: boolean}) => void} tell */
export function watchClock(tell) {
  const jumps = new ClockJumps(
    () => Date.now(),
    () => performance.now(),
  );
  const look = () => {
    const jump = jumps.look();
    if (jump) tell(jump);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") jumps.hide();
    else look();
  });
  setInterval(look, LOOK_EVERY_MS);
}
