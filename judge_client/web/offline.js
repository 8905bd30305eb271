// Lets the page open without the server, where the browser allows it (https, or this very machine).

/** Everything of ours this page was built from, as the browser loaded it. */
function loaded() {
  const { origin } = location;
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return [...new Set(names)].filter((name) => name.startsWith(`${origin}/~`));
}

/** Plain http has no service worker: then an open page goes on working, but cannot be loaded again. */
export async function keepAtHand() {
  if (!navigator.serviceWorker) return false;
  try {
    // the policy of the page wants even this fixed address to be vouched for
    const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("jinchui-offline", {
      createScriptURL: (/** @type {string} */ address) => {
        if (address !== "/judge/sw.js") throw new TypeError("no such worker");
        return address;
      },
    });
    const address = policy ? policy.createScriptURL("/judge/sw.js") : "/judge/sw.js";
    await navigator.serviceWorker.register(address, { scope: "/judge/" });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ keep: loaded() });
    return true;
  } catch {
    return false;
  }
}
