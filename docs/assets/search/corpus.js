/* An index made ready: its titles folded, its glossary prepared, its parts to come. */
import { Counted } from "./counted.js";
import { Above, Field } from "./field.js";
import { fold } from "./fold.js";
import { stem } from "./english.js";
import { prepareTerms } from "./glossary.js";
import { Memory } from "./memory.js";
import { Parts } from "./parts.js";
import { Worth } from "./score.js";

const SPELT = /^([a-z\u00c0-\u024f]{4,}|[ァ-ヺー]{3,})$/;
const WORD = /[a-z\u00c0-\u024f]{4,}|[ァ-ヺー]{3,}/g;

const PAIRS = 100; // of neighbours in queries, of which is known where they stand

/** Make the `core` of an index ready for search(). */
export function prepare(core) {
  const parts = new Parts(core);
  const sections = outline(core);
  const title = new Field(core.titles);
  const [prose, code, asked] = core.sizes.map((sizes, n) => new Counted(parts, n, sizes));
  const fields = { title, above: new Above(title, sections.ends), prose, asked, code };
  const glossary = prepareTerms(core.terms);
  const known = core.vocabulary.split(" ");
  return {
    core,
    sections,
    parts,
    fields,
    worth: new Worth(fields, sections.kinds.length, parts),
    pairs: new Memory(PAIRS),
    glossary,
    everyday: everyday(core.everyday),
    kana: core.everyday.flat().filter((word) => /^[ぁ-ゖー]{2,}$/.test(word)),
    vocabulary: vocabulary(known, title, glossary),
    words: new Set([...known, ...glossary.names.map(({ name }) => name)]),
    /** Whether any text holds `word`, or may: what is not there yet cannot tell. */
    occurs(word) {
      const before = parts.wanted.size;
      return Object.values(fields).some((field) => field.find(word).size > 0)
        || parts.wanted.size > before;
    },
  };
}

/** The sections in columns: page, id, title, kind, the one above, the first after those
    below. */
function outline({ pages, ids, titles, levels, kinds }) {
  const above = [], ends = [], open = [];
  const page = pages.flatMap(([, , count], n) => Array(count).fill(n));
  page.forEach((_, n) => {
    const starts = n === 0 || page[n] !== page[n - 1];
    while (open.length && (starts || levels[open.at(-1)] >= levels[n])) ends[open.pop()] = n;
    above.push(open.at(-1) ?? -1);
    open.push(n);
  });
  for (const n of open) ends[n] = page.length;
  return { page, above, ends, ids: ids.split("\n"), titles: titles.split("\n"),
    kinds: [...kinds].map(Number) };
}

/** The titles above a section, from the page down. */
export function crumbs({ sections: { titles, above } }, section) {
  const found = [];
  for (let n = above[section]; n >= 0; n = above[n]) found.unshift(titles[n]);
  return found;
}

/** The groups of everyday words that each of them, by its stem, is in. */
function everyday(groups) {
  const found = new Map();
  groups.map((words) => words.map(fold)).forEach((words, number) => {
    for (const word of words) {
      const key = stem(word) || word;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push({ number, words: words.filter((other) => other !== word) });
    }
  });
  return found;
}

/** [word, weight] of each word that a query may have misspelt. */
function vocabulary(words, title, glossary) {
  const counts = new Map(words.filter((word) => SPELT.test(word)).map((word) => [word, 1]));
  const count = (text, weight) => {
    for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  count(title.text, 10);
  for (const { name } of glossary.names) count(name, 20);
  return [...counts];
}
