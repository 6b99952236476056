// Reads {sets: [{folders, entries}]} and prints the weights that answer the queries best,
// learnt on either half and checked on the other, as JSON.
import { readFileSync } from "node:fs";
import { address, prepare } from "../../docs/assets/search/engine.js";
import { WEIGHTS } from "../../docs/assets/search/weights.js";
import { complete, reader } from "../../tests/search/reading.mjs";

const { sets, rounds } = JSON.parse(readFileSync(0, "utf8"));
const STEPS = [0.8, 1.25];
const LEAST = 0.6; // what a step must bring: less is chance
const place = (hit, corpus) => address(corpus, hit).replace(/^ja\//, "")
  .replace(/^#/, "index#").replace("/#", "#").replace(/(questions-\w+)-\d+$/, "$1");

const asked = sets.flatMap(({ folders, entries }) => folders.flatMap((folder) => {
  const read = reader(folder);
  const corpus = prepare(read("core"));
  return entries.map((entry, n) => ({ ...entry, half: n % 2, corpus, read }));
}));

function rank({ q, find, corpus, read }) {
  return complete(corpus, q, read).hits.findIndex((hit) => find.includes(place(hit, corpus)));
}

const corpora = new Set(asked.map(({ corpus }) => corpus));

/** What a half is worth: first place counts most. */
function worth(half) {
  let sum = 0;
  for (const entry of asked) {
    if (entry.half !== half) continue;
    const at = rank(entry);
    sum += (at === 0) + (at >= 0 ? 0.5 / (at + 1) : 0) + (at >= 0 && at < 3 ? 0.3 : 0);
  }
  return sum;
}

/** Change a weight, and forget what came of the one before. */
function set(name, weight) {
  WEIGHTS[name] = weight;
  for (const corpus of corpora) corpus.worth.forget();
}

function first(half) {
  const mine = asked.filter((entry) => entry.half === half);
  return mine.filter((entry) => rank(entry) === 0).length / mine.length;
}

const start = { ...WEIGHTS };
const learnt = [0, 1].map((half) => {
  for (const [name, weight] of Object.entries(start)) set(name, weight);
  const before = [first(half), first(1 - half)];
  let best = worth(half);
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(WEIGHTS)) {
      for (const step of STEPS) {
        for (let go = true; go;) {
          const kept = WEIGHTS[name];
          set(name, kept * step);
          const now = worth(half);
          go = now > best + LEAST;
          if (go) best = now;
          else set(name, kept);
        }
      }
    }
  }
  return { weights: { ...WEIGHTS }, before, after: [first(half), first(1 - half)] };
});
const mean = Object.fromEntries(Object.keys(start).map((name) =>
  [name, Number(Math.sqrt(learnt[0].weights[name] * learnt[1].weights[name]).toPrecision(2))]));
console.log(JSON.stringify({ halves: learnt.map(({ before, after }) => ({ before, after })), mean }));
