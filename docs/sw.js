/* The handbook without a network. A version of it is a list of files, each with its hash, that
   the build writes below. A browser keeps files by their hash, so the next version fetches what
   changed only, beside the one in use, and an interrupted fetch goes on where it was.

   A page comes from here when its language is kept whole, and then all that it loads is of the
   same version. Any other page comes from the network, with all that it loads. Where a page
   comes from is remembered here. A worker of the next version is installed when it has each
   language that was kept, and takes over when no page is open, or one that asks for it; a page
   from before gets nothing of the new version, and loads again. */

const SITE = { version: "", shared: {}, languages: {} };

const SCOPE = registration.scope;
const CACHE = `handbook ${SCOPE}`; // other sites of this host may keep something too
const RUNTIMES = "runtimes";
const RUNTIME = /\/assets\/runtimes\/([^/]+)\//; // folders of their version: what is kept is right
const PART = /^search\/(\w+)\/([\w-]+)\.js$/;
const HASHES = Object.assign({}, SITE.shared, ...Object.values(SITE.languages));
const START = "assets/offline/start.js"; // what lets a page load again
const FEW = 2; // files fetched at once: what the reader does meanwhile is first
const [HERE, NETWORK] = ["here", "network"];
const packs = {};

const key = (path) => `${SCOPE}${path}?${HASHES[path]}`;
const mark = (language) => `${SCOPE}?kept=${language}&${SITE.version}`;
const source = (client) => `${SCOPE}?client=${client}`;
const pack = (language) => `search/${language}.json`;
const languageOf = (path) => (path.startsWith("ja/") ? "ja" : "en");
const pathOf = ({ url }) => url.slice(SCOPE.length).replace(/[?#].*/s, "")
  .replace(/(^|\/)index\.html$/, "$1");
const anew = (found) => new Response(found.body, found); // its address is the one asked for
const kept = async (name) => (await caches.open(CACHE)).match(name);

/* What is kept ----------------------------------------------------------------------- */

/** The file of this version, or an error where the host has another one. */
function fetched(path) {
  const integrity = `sha256-${HASHES[path]}`;
  return fetch(SCOPE + path, { integrity, cache: "no-cache", redirect: "error", priority: "low" });
}

/** Fetch what is missing of a language; it is marked when it is whole. */
async function keep(language) {
  const files = SITE.languages[language];
  if (!files || await kept(mark(language))) return;
  const cache = await caches.open(CACHE);
  const paths = Object.keys({ ...SITE.shared, ...files }).values(); // shared: each is taken once
  await Promise.all(Array.from({ length: FEW }, async () => {
    for (const path of paths) {
      if (!await cache.match(key(path))) await cache.put(key(path), await fetched(path));
    }
  }));
  await cache.put(mark(language), new Response());
}

/** Fetch this version of each language that was kept of the one before. */
async function install() {
  const addresses = await (await caches.open(CACHE)).keys();
  const marked = addresses.map(({ url }) => new URL(url).searchParams.get("kept"));
  for (const language of new Set(marked)) await keep(language);
}

/** Forget other versions, and have their pages load again. */
async function activate() {
  const ours = new Set([...Object.keys(HASHES).map(key), ...Object.keys(SITE.languages).map(mark)]
    .map((name) => new URL(name).href));
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) if (!ours.has(request.url)) await cache.delete(request);
  for (const window of await clients.matchAll({ type: "window" })) window.postMessage({ again: true });
}

/** Keep files of a runtime, and forget other versions of the runtimes. */
async function keepRuntime(urls) {
  const version = urls[0].match(RUNTIME)[1];
  const cache = await caches.open(RUNTIMES);
  for (const { url } of await cache.keys()) {
    if (url.match(RUNTIME)?.[1] !== version) await cache.delete(url);
  }
  await Promise.all(urls.map(async (url) => await cache.match(url) ?? cache.add(url)));
}

/** Take over from the version before if the page that asks is the only one. More than one try:
    the page that was left counts until the browser has cleared it away, and Chromium may find
    the version before busy. */
async function takeOver() {
  for (let tries = 0; tries < 20 && registration.waiting; tries++) {
    const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
    if (pages.filter(({ url }) => url.startsWith(SCOPE)).length === 1) skipWaiting();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Look for a newer version; where the site no longer has a worker, forget everything. */
async function renew() {
  const gone = () => fetch(location.href, { cache: "no-store" })
    .then(({ status }) => [404, 410].includes(status));
  if (await registration.update().catch(gone) !== true) return;
  await registration.unregister();
  for (const name of [CACHE, RUNTIMES]) await caches.delete(name);
}

/* What is answered ------------------------------------------------------------------- */

async function page({ request, resultingClientId }, path) {
  const found = path in HASHES && await kept(mark(languageOf(path))) && await kept(key(path));
  await remember(resultingClientId, found ? HERE : NETWORK);
  return found ? anew(found) : fetch(request);
}

async function remember(client, from) {
  if (client) await (await caches.open(CACHE)).put(source(client), new Response(from));
}

/** Where a page comes from, and so all that it loads; a worker that is not known is a page's
    from here, and a page that was open before there was one the network's. Nothing for a page
    from before this version: it is told to load again. */
async function sourceOf(id) {
  const known = await kept(source(id));
  if (known) return known.text();
  const client = await clients.get(id);
  if (client?.type !== "window") return HERE;
  const controlled = await clients.matchAll({ type: "window" });
  if (!controlled.some((window) => window.id === id)) return NETWORK;
  client.postMessage({ again: true });
  return null;
}

async function file({ clientId, resultingClientId, request }, path) {
  const from = await sourceOf(clientId);
  if (!from && path !== START) return Response.error();
  if (from) await remember(resultingClientId, from); // a worker of that page
  if (from === NETWORK) return fetch(request);
  if (path in HASHES) return anew(await kept(key(path)) ?? await fetched(path));
  return await part(...path.match(PART).slice(1)) ?? fetch(request);
}

/** A part of the search index of a language, out of its pack. */
async function part(language, name) {
  const found = packs[language] ? null : await kept(key(pack(language)));
  if (found) packs[language] ??= found.json();
  const text = (await packs[language])?.[name];
  return text && new Response(text, { headers: { "Content-Type": "text/javascript" } });
}

const runtime = async (request) => await caches.match(request, { cacheName: RUNTIMES }) ?? fetch(request);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const path = pathOf(request);
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (path in HASHES || PART.test(path)) event.respondWith(file(event, path));
  else if (RUNTIME.test(request.url)) event.respondWith(runtime(request));
});
addEventListener("message", (event) => {
  const { keep: language, runtime: urls, ...asked } = event.data ?? {};
  const works = [
    language && keep(language), urls && keepRuntime(urls),
    asked.takeOver && takeOver(), asked.renew && renew(),
  ];
  // What fails without a network is asked for again by the next page.
  event.waitUntil(Promise.allSettled(works));
});
