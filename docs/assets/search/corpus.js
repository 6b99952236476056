/* An index made ready: its texts folded, its words counted, its glossary prepared. */
import { Field } from "./field.js";
import { fold, KATAKANA, LATIN, script } from "./fold.js";
import { stem } from "./english.js";
import { prepareTerms } from "./glossary.js";

const WORD = /[a-z\u00c0-\u024f]{4,}|[ァ-ヺー]{3,}/g;

/** The titles above a section, from the page down. */
export function crumbs(index, section) {
  const titles = [];
  for (let above = index.sections[section][3]; above >= 0; above = index.sections[above][3]) {
    titles.unshift(index.sections[above][2]);
  }
  return titles;
}

/** Make `index` ready for search(). */
export function prepare(index) {
  const { sections } = index;
  const fields = {
    title: new Field(sections.map((section) => section[2])),
    above: new Field(sections.map((_, n) => crumbs(index, n).join(" "))),
    prose: new Field(sections.map((section) => section[5])),
    asked: new Field(sections.map((section) => section[7])),
    code: new Field(sections.map((section) => section[6])),
  };
  const glossary = prepareTerms(index.terms);
  const known = new Map();
  return {
    index,
    fields,
    glossary,
    everyday: everyday(index.everyday),
    vocabulary: vocabulary(fields, glossary),
    /** Whether any text holds `word`. */
    occurs(word) {
      if (!known.has(word)) {
        known.set(word, Object.values(fields).some((field) => field.find(word).size > 0));
      }
      return known.get(word);
    },
  };
}

/** Each everyday word, by its stem, with those that mean nearly the same. */
function everyday(groups) {
  const found = new Map();
  for (const group of groups.map((words) => words.map(fold))) {
    for (const word of group) {
      const key = stem(word) || word;
      found.set(key, [...(found.get(key) ?? []), ...group.filter((other) => other !== word)]);
    }
  }
  return found;
}

/** Each word of four letters and more with how often it stands there. */
function vocabulary(fields, glossary) {
  const counts = new Map();
  const count = (text, weight) => {
    for (const [word] of text.matchAll(WORD)) {
      const kind = script(word.charCodeAt(0));
      if (kind === LATIN || kind === KATAKANA) {
        counts.set(word, (counts.get(word) ?? 0) + weight);
      }
    }
  };
  count(fields.prose.text, 1);
  count(fields.title.text, 10);
  for (const { name } of glossary.names) count(name, 20);
  return counts;
}
