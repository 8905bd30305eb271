// How the server is reached: at which address, over which bell, and what a waking tablet thinks of old connections.

import * as api from "./api.js";
import { believable } from "./epochs.js";
import * as state from "./state.js";
import { WorkBell } from "./work-bell.js";

/** @typedef {import("./database.js").Session} Session */

export class Reach {
  /** @type {WorkBell | null} */
  bell = null;
  /** @type {Session | null} whose bell is listened to */
  session = null;

  /**
   * @param {object} parts
   * @param {() => void} parts.rung the work of whoever holds the tablet changed
   * @param {() => void} parts.wake the server may be there again: ask and send
   * @param {(build: string) => void} parts.greeted a server of this build said hello
   */
  constructor(parts) {
    this.parts = parts;
  }

  /** Listen for whoever holds the tablet; to nobody, where their sign-in has ended. @param {Session | null} session */
  listen(session) {
    this.bell?.close();
    this.session = session && !session.revoked ? session : null;
    this.bell =
      this.session &&
      new WorkBell(this.session, api.lines.at, {
        rung: this.parts.rung,
        greeted: this.parts.greeted,
        reached: (reached) => (reached ? this.reached() : this.away()),
      });
  }

  /** The tablet slept, the page came back, the network changed: no old connection is worth waiting for. */
  fresh() {
    api.abandon();
    this.bell?.fresh();
  }

  reached() {
    if (state.link.value.state === "online") return;
    state.link.value = { state: "online", since: Date.now() };
    this.parts.wake();
  }

  away() {
    if (state.link.value.state !== "away") state.link.value = { state: "away", since: Date.now() };
  }

  /** The addresses the server named last. @param {string[]} spares */
  know(spares) {
    const { lines } = api;
    lines.know(spares);
    const { address, spares: shown } = state.device.value;
    if (address !== lines.at || shown.join() !== lines.spares.join())
      state.device.value = { ...state.device.value, address: lines.at, spares: lines.spares };
  }

  /** Somebody of ours answered there. @param {string} at */
  heard(at) {
    api.lines.heard(at);
  }

  /** Nobody answered there, or one whose history is over: the next address may know more. @param {string} at */
  silent(at) {
    this.away();
    if (api.lines.silent(at)) this.moved();
  }

  /** While a spare serves, its own server may have come back; an older history is none. @param {number} generation seen so far */
  async tryHome(generation) {
    if (!api.lines.away) return;
    const answer = await api.about(api.lines.home);
    const epoch = answer?.status === 200 ? answer.body?.epoch : undefined;
    if (typeof epoch !== "string" || !believable(epoch, generation) || !api.lines.away) return;
    api.lines.back();
    this.moved();
  }

  /** Another address is in use from now on. */
  moved() {
    this.know(api.lines.spares);
    this.listen(this.session);
    this.parts.wake();
  }
}
