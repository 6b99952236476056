/* The Latin words of a field, sorted, with the sections that hold them: what begins with
   some letters is found without a scan of the text. */

const WORD = /[a-z0-9\u00c0-\u024f]+/g;

export class Postings {
  /** `text` holds all sections, each beginning at one of `starts`. */
  constructor(text, starts, gathering) {
    this.gathering = gathering;
    const counts = new Map();
    let section = 0;
    for (const match of text.matchAll(WORD)) {
      while (starts[section + 1] <= match.index) section++;
      const [word] = match;
      let list = counts.get(word);
      if (!list) counts.set(word, list = []);
      if (list.at(-2) === section) list[list.length - 1]++;
      else list.push(section, 1);
    }
    this.words = [...counts.keys()].sort();
    this.lists = this.words.map((word) => counts.get(word));
  }

  /** The sections with a word that begins with `start` and goes on for at most `tail`
      letters: Finds, a plural being the whole word. */
  find(start, tail) {
    for (let n = this.first(start); this.words[n]?.startsWith(start); n++) {
      const rest = this.words[n].slice(start.length);
      if (rest.length > tail && rest !== "s") continue;
      const list = this.lists[n];
      const isWhole = rest === "" || rest === "s";
      for (let i = 0; i < list.length; i += 2) {
        this.gathering.add(list[i], isWhole ? list[i + 1] : 0, isWhole ? 0 : list[i + 1]);
      }
    }
    return this.gathering.take();
  }

  first(start) {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
