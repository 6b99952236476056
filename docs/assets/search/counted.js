/* One kind of text of all sections, known by the words that it holds. */
import { Gathering } from "./finds.js";
import { Memory } from "./memory.js";

const REMEMBERED = 4000;
const LETTERS = /^[a-z0-9\u00c0-\u024f]*$/;
const LATIN = /^[a-z0-9\u00c0-\u024f]/;
const ALONE = /^([=~]|[一-鿿々]$)/; // one kanji is a word only by itself

export class Counted {
  /** `column` is that of the field in an entry, `sizes` has a letter a section. */
  constructor(parts, column, sizes) {
    this.parts = parts;
    this.column = column;
    this.sizes = [...sizes].map((letter) => 2 ** ((letter.charCodeAt(0) - 48) / 4) - 1);
    this.mean = this.sizes.reduce((sum, size) => sum + size, 0) / Math.max(sizes.length, 1);
    this.gathering = new Gathering(this.sizes.length);
    this.known = new Memory(REMEMBERED, () => parts.missed);
  }

  length(section) {
    return this.sizes[section];
  }

  /** Where `word` occurs: Finds. At most `tail` letters may follow it in its word. */
  find(word, tail = Infinity) {
    return this.known.get(`${word} ${tail}`, () => {
      this.begun(word, tail);
      return this.gathering.take();
    });
  }

  /** Where the entry `word` occurs, and nothing else; or all that begin so. */
  entries(word, isBegun) {
    return this.known.get(`${word} ${isBegun}`, () => {
      for (const row of this.parts.entries(word, !isBegun)) this.add(row, true);
      return this.gathering.take();
    });
  }

  begun(word, tail) {
    const latin = LATIN.test(word);
    const rows = this.parts.entries(word, ALONE.test(word));
    const exact = rows.length > 0 && rows[0][0] === word;
    for (const row of rows) {
      const rest = row[0].slice(word.length);
      const isWhole = rest === "" || (latin && rest === "s");
      if (!isWhole && (latin ? rest.length > tail || !LETTERS.test(rest) : exact)) continue;
      this.add(row, isWhole);
    }
  }

  add(row, isWhole) {
    const list = row[this.column + 1];
    if (list) this.gathering.addList(list, isWhole);
  }
}
