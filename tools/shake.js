// What `shake.py` puts before a page's own code: its questions, their answers and its news wait now and then, by the seed.

(() => {
  // @ts-ignore: shake.py writes the number
  let seed = SEED;
  // Mulberry32: a page has no seeded chance of its own.
  const chance = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const later = setTimeout;
  const wait = async () => {
    const luck = chance();
    const most = luck < 0.6 ? 0 : luck < 0.9 ? 250 : 1200;
    if (most) await new Promise((done) => later(done, chance() * most));
  };
  const ask = globalThis.fetch;
  globalThis.fetch = async (...question) => {
    await wait();
    const answer = await ask(...question);
    await wait();
    return answer;
  };
  const heard = /** @type {any} */ (Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage"));
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    ...heard,
    set(hear) {
      let before = Promise.resolve();
      const inTurn = (/** @type {MessageEvent} */ event) => {
        // nobody listens any more: what comes late is not heard
        before = before.then(wait).then(() => this.onmessage && hear.call(this, event));
      };
      heard.set.call(this, hear && inTurn);
    },
  });
})();
