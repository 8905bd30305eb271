// Fetches again what of a public page did not come: without a sheet it would stay bare, without a module its figures would stay
// still until somebody loads it again. A plain script, as what imports may not come itself; it never loads the page again.

(() => {
  /** A wait is drawn from so many ms, twice as many each time up to the cap: phones of one hall do not ask in step. */
  const SPREAD = 2_000;
  const SPREAD_MAX = 30_000;
  const ANSWER_WITHIN = 15_000;
  /** So often the module is started once all files are there: a browser that keeps no file may lose them again. */
  const TRIES_MAX = 8;

  const { dataset } = document.body;
  // It is in the page twice, for it may be what does not come.
  if (dataset.again) return;
  dataset.again = "yes";

  const pause = (/** @type {number} */ attempt) =>
    new Promise((over) => setTimeout(over, Math.random() * Math.min(SPREAD_MAX, SPREAD * 2 ** attempt)));

  /** @param {string} address whether it came: whole, and so into the browser's cache */
  async function came(address) {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** @param {string} entry the address of the page's module */
  async function startModule(entry) {
    const links = document.querySelectorAll("link[rel=modulepreload]");
    let missing = [entry, ...[...links].map((link) => /** @type {HTMLLinkElement} */ (link).href)];
    for (let attempt = 0, tries = 0; tries < TRIES_MAX; attempt += 1) {
      await pause(attempt);
      const come = await Promise.all(missing.map(came));
      missing = missing.filter((_, index) => !come[index]);
      if (missing.length > 0) continue;
      tries += 1;
      // A browser of before 2026 remembers what did not come, and asks for it only under another address.
      for (const address of [entry, entry.replace("/~", `/~again-${tries}-`)]) {
        try {
          await import(address);
          return;
        } catch {
          if (dataset.begun) return; // it came, and has a fault of its own
        }
      }
    }
    say("");
  }

  /** @param {string} key of a text in the page, or "" */
  function say(key) {
    const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
    const live = document.getElementById("live");
    if (live) live.textContent = words[key] ?? "";
  }

  /** @param {HTMLLinkElement} link of a sheet */
  function isBare(link) {
    if (!matchMedia(link.media || "all").matches) return false;
    try {
      return !link.sheet?.cssRules.length;
    } catch {
      return true; // what did not come belongs to nobody
    }
  }

  /** @param {HTMLLinkElement} link */
  async function dress(link) {
    for (let attempt = 0; isBare(link); attempt += 1) {
      await pause(attempt);
      if (!(await came(link.href))) continue;
      const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
      await new Promise((over) => {
        fresh.onload = fresh.onerror = over;
        link.replaceWith(fresh);
      });
      link = fresh;
    }
  }

  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[type=module]"));
  // Scripts run in the order of the page: the module before this one has run, or did not come.
  if (script && !dataset.begun) {
    say("public.js_lost");
    startModule(script.src);
  }
  const sheets = () => {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      dress(/** @type {HTMLLinkElement} */ (link));
    }
  };
  if (document.readyState === "complete") sheets();
  else addEventListener("load", sheets);
})();
