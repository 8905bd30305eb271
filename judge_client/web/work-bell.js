// Listens to the boards that ring when a judge's work changed, or when a judge is called; what to do then is the tablet's.

import { FeedSocket } from "../../static/lib/feed-socket.js";

export class WorkBell {
  /**
   * @param {{token: string, competition: {id: string}}} session
   * @param {string} address of the server
   * @param {{rung: () => void, reached: (reached: boolean) => void, greeted: (build: string) => void}} parts
   */
  constructor({ token, competition }, address, { rung, reached, greeted }) {
    this.feed = new FeedSocket([`work.${competition.id}`, `calls.${competition.id}`], {
      // a page cannot put a header on a WebSocket: the token travels as a sub-protocol
      protocols: ["jinchui", `bearer.${token}`],
      url: `${address.replace(/^http/, "ws")}/ws/v1/boards`,
    });
    this.feed.addEventListener("board", () => rung());
    this.feed.addEventListener("status", (/** @type {any} */ { detail }) => {
      if (detail.status === "live") reached(true);
      if (detail.status === "lost") reached(false);
    });
    this.feed.addEventListener("hello", (/** @type {any} */ { detail }) => greeted(detail.build ?? ""));
    this.feed.open();
  }

  /** Trust no connection from before. */
  fresh() {
    this.feed.reconnect();
  }

  close() {
    this.feed.close();
  }
}
