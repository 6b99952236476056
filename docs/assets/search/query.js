/* Reads a query: units of meaning, each with the spellings that stand for it. */
import { fold } from "./fold.js";
import { begun, misspelt, named } from "./glossary.js";
import { near } from "./near.js";
import { isEmpty, stem } from "./english.js";
import { composed, japaneseWords, latinWords } from "./words.js";

const spelling = (text, weight, tail) => ({ text, weight, tail });

/** A term of the glossary: any of its forms, and the sections that explain it. */
function ofTerms(terms, name, weight = 1) {
  const spellings = [spelling(name, 1)];
  for (const form of terms.flatMap((term) => term.forms)) {
    if (form !== name) spellings.push(spelling(form, 0.8));
  }
  return { weight, spellings, sections: terms.map((term) => term.sections) };
}

/** Everyday words that mean nearly what `word` does. */
function ofEveryday(word, corpus) {
  const others = corpus.everyday.get(stem(word) || word) ?? [];
  return others.map((other) => stem(other)
    ? { ...spelling(stem(other), 0.4, 3), soft: true }
    : { ...spelling(other, 0.4), soft: true });
}

function ofLatin(word, corpus) {
  const spellings = [spelling(word, 1, word.length < 3 ? 0 : undefined)];
  const root = stem(word);
  if (root) spellings.push(spelling(root, 0.85, 3));
  const known = spellings.some((s) => corpus.occurs(s.text));
  if (!known && /[._:/@'%]/.test(word)) {
    for (const part of word.split(/[._:/@'%]/)) {
      if (part.length > 1) spellings.push(spelling(part, 0.5));
    }
  }
  if (!known && word.length > 3) spellings.push(...slips(word, corpus));
  return { weight: 1, spellings: [...spellings, ...ofEveryday(word, corpus)], sections: [] };
}

function ofJapanese(word, corpus) {
  const spellings = [spelling(word, 1)];
  const terms = begun(corpus.glossary, word);
  if (!corpus.occurs(word)) {
    for (const term of terms) {
      spellings.push(...term.forms.map((form) => spelling(form, 0.8)));
    }
    if (!terms.length && word.length > 2) spellings.push(...slips(word, corpus));
    if (spellings.length === 1) spellings.push(...pairs(word));
  }
  spellings.push(...ofEveryday(word, corpus));
  return { weight: 1, spellings, sections: terms.map((term) => term.sections) };
}

const slips = (word, corpus) =>
  near(corpus.vocabulary, word).map((other) => spelling(other, 0.7));

function pairs(word) {
  if (word.length < 3) return [];
  return [...word.slice(1)].map((_, i) => spelling(word.slice(i, i + 2), 0.4));
}

/** What is left of `text` after what `found` covers is cut out. */
function uncovered(text, found) {
  let [rest, done] = ["", 0];
  for (const { at, end } of found) {
    rest += `${text.slice(done, at)} `;
    done = end;
  }
  return rest + text.slice(done);
}

/** The parts of `query` that the glossary does not know, as typed. */
function unknown(query, found) {
  const words = japaneseWords(query).map(fold);
  return words.filter((word) => !found.some(({ name }) => name.includes(word)));
}

/** Neighbours in `query`: sections where they stand together come first. */
function latinPairs(query) {
  const words = latinWords(query).map(fold);
  return words.slice(1).map((word, n) => `${words[n]} ${word}`);
}

/** Read `query`. Returns the whole of it, folded, and its units. */
export function read(query, corpus) {
  const typed = composed(query);
  const whole = fold(typed.trim().replace(/\s+/g, " "));
  const found = named(corpus.glossary, whole);
  const units = found.map(({ name, terms }) => ofTerms(terms, name));
  const rest = latinWords(uncovered(whole, found)).map(fold);
  const full = rest.filter((word) => !isEmpty(word));
  const latin = full.length || units.length ? full : rest;
  units.push(...latin.map((word) => ofLatin(word, corpus)));
  units.push(...unknown(typed, found).map((word) => ofJapanese(word, corpus)));
  units.push(...latinPairs(typed).map((pair) => ({
    weight: 0.6, bonus: true, spellings: [spelling(pair, 1)], sections: [],
  })));
  if (!found.length) {
    const meant = misspelt(corpus.glossary, whole);
    const half = begun(corpus.glossary, whole);
    if (meant.length) units.push(ofTerms(meant, whole));
    else if (half.length) units.push(ofTerms(half, whole, 0.8));
  }
  return { whole, units };
}
