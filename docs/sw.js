/* Keeps pages and runtimes for reading and running without a network. Files of a runtime
   stand in folders of their version: what is here is right. All else asks the network
   first. It is installed by the first run of a snippet. */

const [RUNTIMES, VISITED] = ["runtimes", "visited"];
const VERSIONED = /\/assets\/runtimes\/([^/]+)\//;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const isOurs = (url) => url.startsWith(new URL("./", location.href).href);

async function store(request, response) {
  if (!response.ok || response.status !== 200) return;
  const cache = await caches.open(VERSIONED.test(request.url) ? RUNTIMES : VISITED);
  await cache.put(request, response);
}

async function answer(event) {
  const { request } = event;
  const kept = () => caches.match(request, { ignoreSearch: request.mode === "navigate" });
  if (VERSIONED.test(request.url)) {
    const found = await kept();
    if (found) return found;
  }
  try {
    const response = await fetch(request);
    event.waitUntil(store(request, response.clone()));
    return response;
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && isOurs(request.url)) event.respondWith(answer(event));
});

/** Fetch what a page has already loaded, and forget runtimes of other versions. */
async function keep(urls) {
  const version = urls.map((url) => url.match(VERSIONED)?.[1]).find(Boolean);
  const runtimes = await caches.open(RUNTIMES);
  for (const { url } of await runtimes.keys()) {
    if (url.match(VERSIONED)?.[1] !== version) await runtimes.delete(url);
  }
  await Promise.all(urls.filter(isOurs).map(async (url) => {
    const request = new Request(url);
    if (await caches.match(request)) return;
    await store(request, await fetch(request)).catch(() => {});
  }));
}

addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep));
});
