/* The glossary's words: which of them a query names, in either language or in kana. */
import { fold, script, LATIN } from "./fold.js";
import { oneSlip } from "./near.js";

const compact = (form) => form.replace(/ /g, "");

/** The forms of all terms, longest first, so that the longest is found first. */
export function prepareTerms(terms) {
  const prepared = terms.map(([english, japanese, reading, sections], number) => ({
    number,
    forms: [...new Set([...english, ...japanese].map(fold))],
    reading: fold(reading),
    sections,
  }));
  const names = prepared.flatMap((term) =>
    [...new Set([...term.forms, ...term.forms.map(compact), term.reading])]
      .map((name) => ({ name, term })));
  names.sort((a, b) => b.name.length - a.name.length);
  return { terms: prepared, names };
}

function standsAlone(text, at, end) {
  const latin = (n) => n >= 0 && n < text.length && script(text.charCodeAt(n)) === LATIN;
  if (latin(at) && latin(at - 1)) return false;
  return !(latin(end - 1) && latin(end) && !/^e?s(?![a-z0-9])/.test(text.slice(end)));
}

/** The terms that `query` (folded) names, as [{name, terms, at, end}]: the longest that do
    not overlap. */
export function named(glossary, query) {
  const found = [];
  for (const { name, term } of glossary.names) {
    for (let at = query.indexOf(name); name && at >= 0; at = query.indexOf(name, at + 1)) {
      const end = at + name.length;
      const same = found.find((f) => f.at === at && f.end === end);
      if (same) { if (!same.terms.includes(term)) same.terms.push(term); continue; }
      if (found.some((f) => f.at < end && at < f.end)) continue;
      if (name.length > 1 && standsAlone(query, at, end)) {
        found.push({ name, terms: [term], at, end });
      }
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The terms whose name is one slip from `query` (folded). */
export function misspelt(glossary, query) {
  if (query.length < 4) return [];
  const found = glossary.names.filter(({ name }) => oneSlip(name, query));
  return [...new Set(found.map(({ term }) => term))];
}

/** The terms of which `beginning` (folded) is the first half, the shortest first. */
export function begun(glossary, beginning, most = 4) {
  if (beginning.length < 2) return [];
  const [, kanji, kana] = /^([一-鿿々]+)([ァ-ヺー]+)$/.exec(beginning) ?? [];
  const halfConverted = ({ forms, reading }) =>
    kanji && forms.some((form) => form.startsWith(kanji)) && reading.indexOf(kana) > 0;
  const found = glossary.names.filter(({ name, term }) =>
    (name.length > beginning.length && name.startsWith(beginning)) || halfConverted(term));
  return [...new Set(found.reverse().map(({ term }) => term))].slice(0, most);
}
