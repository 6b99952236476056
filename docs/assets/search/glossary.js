/* The glossary's words: which of them a query names, in either language or in kana. */
import { fold, script, LATIN } from "./fold.js";
import { oneSlip } from "./near.js";

const START = 3; // letters by which a name is looked up

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
  names.forEach((entry, place) => { entry.place = place; });
  const starts = grouped(names, ({ name }) => name.slice(0, START));
  return { terms: prepared, names, starts, sizes: grouped(names, ({ name }) => name.length) };
}

function grouped(entries, of) {
  const groups = new Map();
  for (const entry of entries) {
    const key = of(entry);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(entry);
  }
  return groups;
}

/** The names that may stand in `query`: those of which the first letters do. */
function* likely({ starts }, query) {
  const seen = new Set();
  for (let at = 0; at < query.length; at++) {
    for (let size = 2; size <= START; size++) seen.add(query.slice(at, at + size));
  }
  for (const start of seen) yield* starts.get(start) ?? [];
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
  const names = [...likely(glossary, query)].sort((a, b) => a.place - b.place);
  for (const { name, term } of names) {
    for (let at = query.indexOf(name); at >= 0; at = query.indexOf(name, at + 1)) {
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
  const sizes = [1, 0, -1].flatMap((more) => glossary.sizes.get(query.length + more) ?? []);
  const found = sizes.filter(({ name }) => oneSlip(name, query));
  return [...new Set(found.map(({ term }) => term))];
}

/** The terms of which `beginning` (folded) is the first half, the shortest first. */
export function begun(glossary, beginning, most = 4) {
  if (beginning.length < 2) return [];
  const [, kanji, kana] = /^([一-鿿々]+)([ァ-ヺー]+)$/.exec(beginning) ?? [];
  const halfConverted = ({ forms, reading }) =>
    kanji && forms.some((form) => form.startsWith(kanji)) && reading.indexOf(kana) > 0;
  const names = kanji || beginning.length < START ? glossary.names
    : glossary.starts.get(beginning.slice(0, START)) ?? [];
  const found = names.filter(({ name, term }) =>
    (name.length > beginning.length && name.startsWith(beginning)) || halfConverted(term));
  return [...new Set(found.reverse().map(({ term }) => term))].slice(0, most);
}
