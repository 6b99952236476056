/* The parts of an index that are read when a query needs them: words by their order, texts
   by section. What is not there yet is noted in `wanted`. */
import { Memory } from "./memory.js";
import { Text } from "./text.js";

const ACROSS = 2; // parts of words that one beginning reads
const REMEMBERED = 1000; // sections

/** The last of the sorted `starts` that is not after `at`, by what `of` takes of each. */
function place(starts, at, of = (start) => start) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(starts[middle]) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

export class Parts {
  constructor({ words, texts }) {
    this.starts = { words, texts };
    this.there = new Map();
    this.folded = new Memory(REMEMBERED);
    this.wanted = new Set();
    this.missed = 0; // how often a part was not there
  }

  /** Keep the part `name`. */
  add(name, part) {
    this.there.set(name, part);
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
      for (let row = place(rows, start, ([word]) => word); row < rows.length; row++) {
        const word = rows[row][0];
        if (word.startsWith(start) && (!alone || word === start)) found.push(rows[row]);
        else if (word > start) break;
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

  /** What text() has, each of it folded. */
  scanned(section) {
    return this.folded.get(section, () => {
      const [prose, code, asked] = this.text(section);
      return { prose: new Text(prose), code: new Text(code), asked: new Text(asked) };
    });
  }
}
