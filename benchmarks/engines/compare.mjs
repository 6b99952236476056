// Reads {folder, stock, material, pagefind, engines, language, entries} and prints for each
// engine its hit@1, hit@3, p50 and p95 in milliseconds a keystroke, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import vm from "node:vm";
import { address, prepare } from "../../docs/assets/search/engine.js";
import { complete, reader } from "../../tests/search/reading.mjs";

const given = JSON.parse(readFileSync(0, "utf8"));
const installed = createRequire(`${given.engines}/package.json`);
const read = reader(given.folder);
const core = read("core");
const TYPED = 12; // queries that are typed letter by letter, for the times

function ours() {
  const corpus = prepare(core);
  return async (query) => complete(corpus, query, read).hits.map((hit) => address(corpus, hit));
}

/** The theme's own worker with the languages it loads, in a context like a worker's. */
async function stock() {
  const setup = JSON.parse(readFileSync(given.stock, "utf8"));
  let [answer, receive] = [null, null];
  const self = {
    console, setTimeout, URL, addEventListener: (_, listen) => { receive = listen; },
    postMessage: (message) => answer(message),
  };
  self.self = self;
  const context = vm.createContext(self);
  const run = (path) => vm.runInContext(readFileSync(path, "utf8"), context);
  self.importScripts = (...paths) => paths.forEach((path) =>
    run(`${given.material}/${path}`));
  run(given.worker);
  const tell = (data) => new Promise((resolve) => { answer = resolve; receive({ data }); });
  await tell({ type: 0, data: { ...setup, options: { suggest: false } } });
  return async (query) => {
    const { data } = await tell({ type: 2, data: query });
    return data.items.flatMap((group) => group.filter((hit) => hit.score > 0))
      .sort((a, b) => b.score - a.score).map((hit) => hit.location);
  };
}

const RUN = /[a-z0-9]+|[ぁ-ゖァ-ヺー一-鿿々]+/gi;

/** Words, and pairs of characters of Japanese. */
function tokens(text) {
  return (text.normalize("NFKC").toLowerCase().match(RUN) ?? []).flatMap((run) =>
    /[a-z0-9]/.test(run) || run.length < 3
      ? [run]
      : [...run.slice(1)].map((_, n) => run.slice(n, n + 2)));
}

function minisearch() {
  const MiniSearch = installed("minisearch");
  const engine = new MiniSearch({
    fields: ["title", "prose", "code", "asked"], storeFields: ["place"], tokenize: tokens,
    searchOptions: {
      boost: { title: 4, asked: 3, code: 0.5 }, prefix: true, combineWith: "OR",
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
    },
  });
  const { sections } = prepare(core);
  const texts = core.texts.flatMap((_, n) => read(`texts-${n}`));
  engine.addAll(texts.map(([prose, code, asked], n) => ({
    id: n, place: address({ core, sections }, { section: n }), title: sections.titles[n],
    prose, code, asked,
  })));
  return async (query) => engine.search(query).map((hit) => hit.place);
}

async function pagefind() {
  globalThis.document = {
    querySelector: () => ({ getAttribute: () => given.language }), currentScript: null,
  };
  globalThis.location = new URL(given.pagefind);
  const script = await (await fetch(`${given.pagefind}pagefind.js`)).text();
  const engine = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  await engine.options({ basePath: given.pagefind, baseUrl: "/" });
  return async (query) => {
    const { results } = await engine.search(query);
    const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    return pages.flatMap(({ sub_results: found }) => [...found]
      .sort((a, b) => b.locations.length - a.locations.length).map(({ url }) => url));
  };
}

const place = (url) => url.replace(/^\//, "").replace(/^ja\//, "").replace(/^#|^$/, "index#")
  .replace("/#", "#").replace(/(questions-\w+)-\d+$/, "$1");

async function measure(ask) {
  let [first, third] = [0, 0];
  for (const { q, find } of given.entries) {
    const rank = (await ask(q)).map(place).findIndex((found) => find.includes(found));
    if (rank === 0) first++;
    if (rank >= 0 && rank < 3) third++;
  }
  const times = [];
  const step = Math.ceil(given.entries.length / TYPED);
  for (const { q } of given.entries.filter((_, n) => n % step === 0)) {
    for (let end = 1; end <= q.length; end++) {
      const start = performance.now();
      await ask(q.slice(0, end));
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)];
  const all = given.entries.length;
  return { first: first / all, third: third / all, p50: at(0.5), p95: at(0.95) };
}

const engines = { ours, stock, minisearch, pagefind };
const report = {};
for (const name of given.measured) report[name] = await measure(await engines[name]());
console.log(JSON.stringify(report));
process.exit(0);
