// Keeps the tablet's page at hand while the server is away: the shell and its files, nothing else. No marks, no API.

const PAGES = "judge-pages";
const FILES = "judge-files";
const SHELL = "/judge/";
/** A server that does not answer in this time is as good as away. */
const PATIENCE_MS = 4000;

const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === SHELL) event.respondWith(page(request));
  // an address with a revision never changes what it means
  else if (pathname.startsWith("/~")) event.respondWith(file(request));
});

/** The page says which files it loaded before this worker was there; what older builds needed goes. */
worker.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep));
});

/** The newest page there is: the server's, or the last one that came. @param {Request} request */
async function page(request) {
  const pages = await caches.open(PAGES);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) await pages.put(SHELL, answer.clone());
    return answer;
  } catch (error) {
    const kept = await pages.match(SHELL);
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request */
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await files.put(request.url, answer.clone());
  return answer;
}

/** @param {string[]} wanted */
async function keep(wanted) {
  const [files, pages] = await Promise.all([caches.open(FILES), caches.open(PAGES)]);
  if (!(await pages.match(SHELL))) await pages.add(SHELL);
  const held = new Set((await files.keys()).map(({ url }) => url));
  await Promise.all(wanted.filter((url) => !held.has(url)).map((url) => files.add(url)));
  const needed = new Set(wanted);
  await Promise.all([...held].filter((url) => !needed.has(url)).map((url) => files.delete(url)));
}
