/* One kind of text of all sections (titles, prose, ...), folded and scanned as a whole. */
import { foldWithMap, KANJI, LATIN, OTHER, script } from "./fold.js";
import { Postings } from "./postings.js";

const REMEMBERED = 4000;

export class Field {
  /** `texts` has one text a section. */
  constructor(texts) {
    this.known = new Map();
    const parts = texts.map(foldWithMap);
    this.starts = new Uint32Array(texts.length + 1);
    parts.forEach((part, n) => {
      this.starts[n + 1] = this.starts[n] + part.folded.length + 1;
    });
    this.text = parts.map((part) => part.folded).join("\n");
    this.scripts = new Uint8Array(this.text.length + 1);
    parts.forEach((part, n) => this.scripts.set(part.scripts, this.starts[n]));
    this.mean = this.text.length / Math.max(texts.length, 1);
  }

  get postings() {
    this.words ??= new Postings(this.text, this.starts);
    return this.words;
  }

  length(section) {
    return this.starts[section + 1] - this.starts[section] - 1;
  }

  /** How a find at `at` is bounded: 0 inside a Latin word, 1 at a start, 2 a whole word. */
  bound(at, end) {
    const before = at > 0 ? this.scripts[at - 1] : OTHER;
    const first = this.scripts[at];
    if (first === LATIN && before === LATIN && script(this.text.charCodeAt(at - 1)) === LATIN) {
      return 0;
    }
    const last = this.scripts[end - 1];
    const plural = last === LATIN && this.text[end] === "s" && this.scripts[end + 1] !== LATIN;
    const free = before !== first || first === OTHER;
    return free && (this.scripts[end] !== last || last === OTHER || plural) ? 2 : 1;
  }

  /** scan(), remembered: typing asks the same again with each letter. */
  find(needle, tail = Infinity) {
    const key = `${needle} ${tail}`;
    let found = this.known.get(key);
    if (!found) {
      if (this.known.size > REMEMBERED) this.known.clear();
      const word = /^[a-z0-9]+$/.test(needle);
      found = word ? this.postings.find(needle, tail) : this.scan(needle, tail);
      this.known.set(key, found);
    }
    return found;
  }

  /** Where `needle` occurs: section -> [finds of a whole word, other finds]. With `tail`,
      at most so many letters may follow it in its word; `anywhere` also inside a word. */
  scan(needle, tail = Infinity, anywhere = false) {
    const found = new Map();
    if (!needle) return found;
    const alone = needle.length === 1 && script(needle.charCodeAt(0)) === KANJI;
    let section = 0;
    for (let at = this.text.indexOf(needle); at >= 0; at = this.text.indexOf(needle, at + 1)) {
      const end = at + needle.length;
      const bound = this.bound(at, end) || (anywhere ? 1 : 0);
      if (!bound || (alone && bound < 2) || (tail < Infinity && this.tail(end) > tail)) continue;
      while (this.starts[section + 1] <= at) section++;
      const counts = found.get(section) ?? [0, 0];
      counts[2 - bound]++;
      found.set(section, counts);
    }
    return found;
  }

  tail(end) {
    let n = 0;
    while (this.scripts[end + n] === LATIN) n++;
    return n;
  }
}

/** The titles above each section: what a title holds counts for all below it. */
export class Above {
  /** `ends` has for each section the first after those below it. */
  constructor(title, ends) {
    this.title = title;
    this.ends = ends;
  }

  find(needle, tail) {
    const found = new Map();
    for (const [section, [whole]] of this.title.find(needle, tail)) {
      for (let below = section + 1; below < this.ends[section]; below++) {
        if (whole || !found.has(below)) found.set(below, whole ? [1, 0] : [0, 1]);
      }
    }
    return found;
  }
}
