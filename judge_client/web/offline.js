// The page without the server: its worker, and the moment at which a newer page may take this one's place.

/** How often, at most, a waking tablet asks whether there is a newer page. */
const ASK_AGAIN_MS = 10 * 60_000;
const LOCK = "jinchui-sheet-open";

export class Keeper {
  /**
   * @param {object} parts
   * @param {(offline: "ready" | "loading" | "none") => void} parts.offline how far the page is kept for work without network
   * @param {(waits: boolean) => void} parts.update a newer page is here, whole, and waits
   * @param {() => Promise<void>} parts.flush everything touched is on the disk
   */
  constructor(parts) {
    this.parts = parts;
    /** @type {any} */
    this.registration = null;
    this.askedAt = 0;
    /** @type {(() => void) | null} */
    this.letGo = null;
    this.sheetOpen = false;
    this.newer = false;
  }

  /** Plain http has no worker: then an open page goes on working, but cannot be loaded again without the server. */
  async start() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return this.parts.offline("none");
    let had = serviceWorker.controller !== null;
    serviceWorker.addEventListener("controllerchange", () => {
      // the first worker takes a page that fits it; every later one brings another page
      if (had) this.reload();
      had = true;
    });
    try {
      this.registration = await serviceWorker.register(/** @type {any} */ (vouched("/judge/sw.js")), {
        scope: "/judge/",
        updateViaCache: "none",
      });
    } catch {
      return this.parts.offline("none");
    }
    this.askedAt = Date.now();
    this.registration.addEventListener("updatefound", () => this.follow(this.registration.installing));
    this.follow(this.registration.installing);
    this.look();
    const { active } = await serviceWorker.ready;
    this.parts.offline("ready");
    active?.postMessage({ do: "complete" });
  }

  /** @param {any} installing */
  follow(installing) {
    installing?.addEventListener("statechange", () => this.look());
  }

  /** A newer worker waits: let it take over as soon as no tab has a sheet open. */
  look() {
    const waiting = Boolean(this.registration?.waiting && this.registration.active) || this.newer;
    this.parts.update(waiting);
    if (waiting && !this.sheetOpen) this.takeOver();
  }

  async takeOver() {
    if (!navigator.locks) return this.newer && this.reload();
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (/** @type {any} */ lock) => {
      if (!lock) return; // another tab has a sheet open: it looks again when it closes it
      await this.parts.flush();
      this.registration?.waiting?.postMessage({ do: "take-over" });
    });
    if (!this.registration && this.newer) await this.reload();
  }

  async reload() {
    await this.parts.flush();
    location.reload();
  }

  /** A sheet was opened or left in this tab. @param {boolean} open */
  sheet(open) {
    if (open === this.sheetOpen) return;
    this.sheetOpen = open;
    if (open) this.hold();
    else {
      this.letGo?.();
      this.letGo = null;
      // the lock is free only after this turn
      setTimeout(() => this.look());
    }
  }

  /** Tells other tabs that a sheet is open here, for as long as it is. */
  hold() {
    navigator.locks?.request(LOCK, { mode: "shared" }, () => {
      if (!this.sheetOpen) return;
      return new Promise((resolve) => {
        this.letGo = () => resolve(undefined);
      });
    });
  }

  /** The server was greeted: where its files are others than ours, there is a newer page. @param {string} build */
  greeted(build) {
    const own = new URL(import.meta.url).pathname.split("/")[1];
    if (build === "" || own === `~${build}`) return;
    if (this.registration) this.ask(true);
    else {
      this.newer = true;
      this.look();
    }
  }

  /** Is there a newer page? @param {boolean} [now] */
  ask(now = false) {
    if (!this.registration || (!now && Date.now() - this.askedAt < ASK_AGAIN_MS)) return;
    this.askedAt = Date.now();
    this.registration.update().catch(() => {}); // no server just now: another time
  }
}

/** The policy of the page wants even this fixed address to be vouched for. @param {string} worker */
function vouched(worker) {
  const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("jinchui-offline", {
    createScriptURL: (/** @type {string} */ address) => {
      if (address !== "/judge/sw.js") throw new TypeError("no such worker");
      return address;
    },
  });
  return policy ? policy.createScriptURL(worker) : worker;
}
