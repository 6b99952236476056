// Reads an index from its folder, as a page reads it from its server.
import { readFileSync } from "node:fs";
import { search } from "../../docs/assets/search/engine.js";
import { unwrap } from "../../docs/assets/search/load.js";

/** A function that reads a part of the index in `folder`. */
export const reader = (folder) => (name) => unwrap(readFileSync(`${folder}/${name}.js`, "utf8"));

/** What search() says of `query`, once every part that it wants was read. */
export function complete(corpus, query, read) {
  for (;;) {
    const found = search(corpus, query);
    if (!found.wanted.length) return found;
    for (const name of found.wanted) corpus.parts.add(name, read(name));
  }
}
