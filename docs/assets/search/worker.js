/* Material's search worker: speaks its four messages, and loads engine and index at the
   first query, which a page sends when its search box gets the focus. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const language = new URLSearchParams(self.location.search).get("language");
const loaded = new Map();

/** The index of a language, made ready; loaded once. */
function corpus(name) {
  if (!loaded.has(name)) loaded.set(name, load(name));
  return loaded.get(name);
}

async function load(name) {
  const file = fetch(new URL(`../../search/index.${name}.json`, self.location));
  const [{ prepare }, answer] = await Promise.all([import("./engine.js"), file]);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return prepare(await answer.json());
}

async function answer(query) {
  const [{ results, waysOn }, here] = await Promise.all([
    import("./results.js"), corpus(language),
  ]);
  if (!query.trim()) return [];
  const found = results(here, query);
  return found.length
    ? found
    : waysOn(here, await corpus(language === "ja" ? "en" : "ja"), query);
}

let latest = 0;
self.onmessage = async ({ data: { type, data } }) => {
  if (type === SETUP) self.postMessage({ type: READY });
  if (type !== QUERY) return;
  const turn = ++latest;
  const items = data === "" ? [] : await answer(data);
  if (turn === latest) self.postMessage({ type: RESULT, data: { items } });
};
