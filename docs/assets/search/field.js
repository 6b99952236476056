/* The titles of all sections, folded and scanned as a whole. */
import { Finds, Gathering } from "./finds.js";
import { KANJI, LATIN, script } from "./fold.js";
import { Memory } from "./memory.js";
import { Postings } from "./postings.js";
import { Text } from "./text.js";

const REMEMBERED = 4000;

export class Field {
  /** `texts` has one text a line and section. */
  constructor(texts) {
    this.all = new Text(texts);
    this.starts = [0];
    const { folded } = this.all;
    for (let at = folded.indexOf("\n"); at >= 0; at = folded.indexOf("\n", at + 1)) {
      this.starts.push(at + 1);
    }
    this.gathering = new Gathering(this.starts.length);
    this.starts.push(folded.length + 1);
    this.known = new Memory(REMEMBERED);
  }

  get text() {
    return this.all.folded;
  }

  get postings() {
    this.words ??= new Postings(this.text, this.starts, this.gathering);
    return this.words;
  }

  length(section) {
    return this.starts[section + 1] - this.starts[section] - 1;
  }

  /** scan(), remembered. */
  find(needle, tail = Infinity) {
    return this.known.get(`${needle} ${tail}`, () => (/^[a-z0-9]+$/.test(needle)
      ? this.postings.find(needle, tail) : this.scan(needle, tail)));
  }

  /** Where `needle` occurs: Finds. With `tail`, at most so many letters may follow it in
      its word. */
  scan(needle, tail = Infinity) {
    if (!needle || (this.absent && needle.includes(this.absent))) return new Finds();
    const { text, starts } = this;
    const alone = needle.length === 1 && script(needle.charCodeAt(0)) === KANJI;
    let section = 0, at = text.indexOf(needle);
    if (at < 0) this.absent = needle;
    for (; at >= 0; at = text.indexOf(needle, at + 1)) {
      const end = at + needle.length;
      const bound = this.all.bound(at, end);
      if (!bound || (alone && bound < 2) || (tail < Infinity && this.tail(end) > tail)) continue;
      while (starts[section + 1] <= at) section++;
      this.gathering.add(section, bound - 1, 2 - bound);
    }
    return this.gathering.take();
  }

  tail(end) {
    let n = 0;
    while (this.all.script(end + n) === LATIN) n++;
    return n;
  }
}

/** The titles above each section: what a title holds counts for all below it. */
export class Above {
  /** `ends` has for each section the first after those below it. */
  constructor(title, ends) {
    this.title = title;
    this.ends = ends;
    this.gathering = new Gathering(ends.length);
    this.known = new Memory(REMEMBERED);
  }

  find(word, tail = Infinity) {
    return this.known.get(`${word} ${tail}`, () => {
      const { sections, whole } = this.title.find(word, tail);
      sections.forEach((section, n) => this.below(section, whole[n] ? 1 : 0));
      return this.gathering.take();
    });
  }

  below(section, whole) {
    for (let n = section + 1; n < this.ends[section]; n++) this.gathering.add(n, whole, 1 - whole);
  }
}
