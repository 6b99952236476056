/* One kind of text of all sections, known by the words that it holds. */

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
    this.known = new Map();
  }

  length(section) {
    return this.sizes[section];
  }

  /** Where `word` occurs: section -> [finds of the whole word, other finds]. At most
      `tail` letters may follow it in its word. */
  find(word, tail = Infinity) {
    const key = `${word} ${tail}`;
    if (this.known.has(key)) return this.known.get(key);
    if (this.known.size > REMEMBERED) this.known.clear();
    const missing = this.parts.missed;
    const found = this.read(word, tail);
    if (this.parts.missed === missing) this.known.set(key, found);
    return found;
  }

  read(word, tail) {
    const found = new Map();
    const latin = LATIN.test(word);
    const entries = this.parts.entries(word, ALONE.test(word));
    const exact = entries.some(([other]) => other === word);
    for (const [other, ...lists] of entries) {
      const rest = other.slice(word.length);
      const plural = rest === "" || (latin && rest === "s");
      if (!plural && (latin ? rest.length > tail || !LETTERS.test(rest) : exact)) continue;
      this.count(lists[this.column] ?? [], plural, found);
    }
    return found;
  }

  count(list, plural, found) {
    let section = 0;
    for (let i = 0; i < list.length; i += 2) {
      section += list[i];
      const [whole, part] = [list[i + 1] % 10, Math.floor(list[i + 1] / 10)];
      const counts = found.get(section) ?? [0, 0];
      counts[0] += plural ? whole : 0;
      counts[1] += plural ? part : whole + part;
      found.set(section, counts);
    }
  }
}
