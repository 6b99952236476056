// Reads {index, queries} and prints the places found for each query, as page#id.
import { readFileSync } from "node:fs";
import { address, prepare, search } from "../../docs/assets/search/engine.js";

const { index, queries } = JSON.parse(readFileSync(0, "utf8"));
const corpus = prepare(JSON.parse(readFileSync(index, "utf8")));
const place = (hit) => address(corpus, hit).replace(/^ja\//, "")
  .replace(/^#/, "index#").replace("/#", "#");
console.log(JSON.stringify(queries.map((query) => search(corpus, query).map(place))));
