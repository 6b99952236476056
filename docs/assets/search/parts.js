/* The parts of an index that are read when a query needs them: words by their order, texts
   by section. What is not there yet is noted in `wanted`. */
import { Field } from "./field.js";

const ACROSS = 2; // parts of words that one beginning reads

/** The last of the sorted `starts` that is not after `at`. */
function place(starts, at) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

export class Parts {
  constructor({ words, texts }) {
    this.starts = { words, texts };
    this.there = new Map();
    this.words = new Map();
    this.fields = new Map();
    this.wanted = new Set();
    this.missed = 0; // how often a part was not there
  }

  /** Keep the part `name`. */
  add(name, part) {
    this.there.set(name, part);
    if (name.startsWith("words")) this.words.set(part, part.map(([word]) => word));
  }

  part(name) {
    const part = this.there.get(name);
    if (!part) {
      this.wanted.add(name);
      this.missed++;
    }
    return part;
  }

  /** The entries of the words that begin with `start`, those it needs being there; only
      `start` itself where it is `alone`. */
  entries(start, alone) {
    const first = place(this.starts.words, start);
    const found = [];
    for (let n = first; n < first + ACROSS; n++) {
      if (n > first && (alone || !this.starts.words[n]?.startsWith(start))) break;
      const rows = this.part(`words-${n}`);
      if (!rows) continue;
      for (let row = place(this.words.get(rows), start); row < rows.length; row++) {
        const [word] = rows[row];
        if (word > start && !word.startsWith(start)) break;
        if (word === start || (!alone && word.startsWith(start))) found.push(rows[row]);
      }
    }
    return found;
  }

  /** Prose and code of a section and what readers call it, or undefined where they are
      wanted. */
  text(section) {
    const n = place(this.starts.texts, section);
    return this.part(`texts-${n}`)?.[section - this.starts.texts[n]];
  }

  /** What text() has as fields of one text. */
  scanned(section) {
    if (!this.fields.has(section)) {
      const [prose, code, asked] = this.text(section).map((text) => new Field([text]));
      this.fields.set(section, { prose, code, asked });
    }
    return this.fields.get(section);
  }
}
