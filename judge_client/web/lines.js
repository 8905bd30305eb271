// Which address of the server is asked: its own first, a spare where nobody answers, and back. Asks nobody itself.

/** So many silences in a row and the next address is tried: one lost answer is the radio's, not the server's. */
const PATIENCE = 2;

export class Lines {
  /** @param {string} home the address this page came from */
  constructor(home) {
    this.home = home;
    /** @type {string[]} */
    this.spares = [];
    this.at = home;
    this.silences = 0;
  }

  /** Every address, its own first. */
  get all() {
    return [this.home, ...this.spares];
  }

  get away() {
    return this.at !== this.home;
  }

  /** The server said where else it may be found. @param {string[]} spares */
  know(spares) {
    this.spares = [...new Set(spares)].filter((address) => address !== this.home);
    if (!this.all.includes(this.at)) this.back();
  }

  /** @param {string} address */
  heard(address) {
    if (address === this.at) this.silences = 0;
  }

  /** Nobody answered there. @param {string} address @returns {boolean} whether another address is in use from now on */
  silent(address) {
    if (address !== this.at) return false; // a late word about an address that was left
    this.silences += 1;
    if (this.silences < PATIENCE || this.spares.length === 0) return false;
    const all = this.all;
    this.at = all[(all.indexOf(address) + 1) % all.length];
    this.silences = 0;
    return true;
  }

  /** Its own server answers again. */
  back() {
    this.at = this.home;
    this.silences = 0;
  }
}
