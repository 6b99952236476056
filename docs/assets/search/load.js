/* Reads the index: its core once, its parts when a query wants them. */
import { prepare, search } from "./engine.js";

/** What a file of the index holds: searchPart("name",{...}). */
export const unwrap = (text) => JSON.parse(text.slice(text.indexOf(",") + 1, -1));

export class Index {
  /** `read` promises the part of a name. */
  constructor(read) {
    this.read = read;
    this.coming = new Map();
  }

  /** The part `name`, asked for once, and again where that failed. */
  part(name) {
    if (!this.coming.has(name)) {
      const coming = this.read(name);
      coming.catch(() => this.coming.delete(name));
      this.coming.set(name, coming);
    }
    return this.coming.get(name);
  }

  /** The index made ready. */
  async corpus() {
    this.ready ??= this.part("core").then(prepare);
    this.ready.catch(() => { this.ready = undefined; });
    return this.ready;
  }

  /** What search() says of `query`, once everything that it wants was read; null where `isOld` says
      that nobody waits for them any more. */
  async search(query, isOld = () => false) {
    const corpus = await this.corpus();
    for (;;) {
      const found = search(corpus, query);
      if (!found.wanted.length) return found;
      await Promise.all(found.wanted.map(async (name) => {
        const part = await this.part(name);
        if (!corpus.parts.there.has(name)) corpus.parts.add(name, part);
      }));
      if (isOld()) return null;
    }
  }
}
