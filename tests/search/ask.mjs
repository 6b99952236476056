// Reads {folder, queries} and prints the places found for each query, as page#id.
import { readFileSync } from "node:fs";
import { address, prepare } from "../../docs/assets/search/engine.js";
import { complete, reader } from "./reading.mjs";

const { folder, queries } = JSON.parse(readFileSync(0, "utf8"));
const read = reader(folder);
const corpus = prepare(read("core"));
const place = (hit) => address(corpus, hit).replace(/^ja\//, "")
  .replace(/^#/, "index#").replace("/#", "#");
console.log(JSON.stringify(queries.map((query) => complete(corpus, query, read).hits.map(place))));
