// Listens to the board that rings when a judge's work changed; what to do then is the tablet's.

import { FeedSocket } from "../../static/lib/feed-socket.js";

export class WorkBell {
  /**
   * @param {{token: string, competition: {id: string}}} session
   * @param {{rung: () => void, reached: (reached: boolean) => void}} parts
   */
  constructor({ token, competition }, { rung, reached }) {
    // a page cannot put a header on a WebSocket: the token travels as a sub-protocol
    class Signed extends WebSocket {
      /** @param {string} url */
      constructor(url) {
        super(url, ["jinchui", `bearer.${token}`]);
      }
    }
    this.feed = new FeedSocket([`work.${competition.id}`], { WebSocket: Signed });
    this.feed.addEventListener("board", () => rung());
    this.feed.addEventListener("status", (/** @type {any} */ { detail }) => {
      if (detail.status === "live") reached(true);
      if (detail.status === "lost") reached(false);
    });
    this.feed.open();
  }

  close() {
    this.feed.close();
  }
}
