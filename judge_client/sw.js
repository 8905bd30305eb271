// Keeps the tablet's page and all its files at hand, one whole build at a time; no marks and nothing of the API.
//
// The server puts the build before this text: `self.JINCHUI = {build, revision, files}`. Another build is another worker;
// it fetches everything it needs first, then waits until a page says that no sheet is open.

const worker = /** @type {any} */ (self);
/** @type {{build: string, revision: string, files: string[]}} */
const { build, revision, files } = worker.JINCHUI;

const SHELL = "/judge/";
const CACHE = `judge-${build}`;
/** So many files at once: a hall full of tablets shares one radio. */
const AT_ONCE = 4;

worker.addEventListener("install", (event) => event.waitUntil(fill()));

worker.addEventListener("activate", (event) => event.waitUntil(settle()));

worker.addEventListener("message", (event) => {
  if (event.data?.do === "take-over") worker.skipWaiting();
  // a browser may throw caches away under pressure: what is missing is fetched again
  if (event.data?.do === "complete") event.waitUntil(fill().catch(() => {}));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === SHELL) event.respondWith(answer(SHELL, request));
  else if (pathname.startsWith("/~")) event.respondWith(answer(request.url, request));
});

/** The page and its files come from this build whether the server is there or not: they always fit each other. */
async function answer(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(name)) ?? fetch(request);
}

/** Whatever of this build is not here yet; what came before a cut stays, and the next try goes on from there. */
async function fill() {
  const cache = await caches.open(CACHE);
  const held = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const missing = files.filter((file) => !held.has(file));
  const fetchNext = async () => {
    for (let file = missing.pop(); file !== undefined; file = missing.pop()) {
      const response = await fetch(file);
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      await cache.put(file, response);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  if (!held.has(SHELL)) await cache.put(SHELL, await shell());
}

/** The page itself, last: with it the build is whole. */
async function shell() {
  const response = await fetch(SHELL, { cache: "reload" });
  const text = await response.clone().text();
  // the server may have been upgraded between this worker's text and this page
  if (!response.ok || !text.includes(`/~${revision}/`)) throw new Error("a page of another build");
  return response;
}

async function settle() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}
