// Reads {folder, entries} and prints as JSON: hit@1 and hit@3; kilobytes that a first query
// reads beside the core; milliseconds of processor time a keystroke, which other programs
// do not disturb: the parts are read, the hits put in order, and what is shown is made.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { address, prepare } from "../../docs/assets/search/engine.js";
import { results } from "../../docs/assets/search/results.js";
import { complete, reader } from "../../tests/search/reading.mjs";

const { folder, entries } = JSON.parse(readFileSync(0, "utf8"));
const TYPED = 40; // queries that are typed letter by letter, for the times
const read = reader(folder);
const core = read("core");
const corpus = prepare(core);
const every = Math.ceil(entries.length / TYPED);
const typed = entries.filter((_, n) => n % every === 0);
const at = (values, share) => values.sort((a, b) => a - b)[Math.floor(values.length * share)];

const place = (hit) => address(corpus, hit).replace(/^ja\//, "").replace(/^#/, "index#")
  .replace("/#", "#").replace(/(questions-\w+)-\d+$/, "$1");
const ranks = entries.map(({ q, find }) =>
  complete(corpus, q, read).hits.findIndex((hit) => find.includes(place(hit))));

const now = () => Object.values(process.cpuUsage()).reduce((sum, part) => sum + part) / 1000;

const fresh = prepare(core);
const times = [];
for (const { q } of typed) {
  for (let end = 1; end <= q.length; end++) {
    const start = now();
    results(fresh, complete(fresh, q.slice(0, end), read));
    times.push(now() - start);
  }
}

const sizes = typed.map(({ q }) => {
  let size = 0;
  complete(prepare(core), q, (name) => {
    size += gzipSync(readFileSync(`${folder}/${name}.js`)).length / 1000;
    return read(name);
  });
  return size;
});

const share = (within) => ranks.filter((rank) => rank >= 0 && rank < within).length / ranks.length;
console.log(JSON.stringify({
  first: share(1), third: share(3), p50: at(times, 0.5), p95: at(times, 0.95),
  query: at(sizes, 0.5), queries: at(sizes, 0.95),
}));
