/* Reads a query: units of meaning, each with the spellings that stand for it. */
import { fold } from "./fold.js";
import { begun, misspelt, named } from "./glossary.js";
import { near } from "./near.js";
import { isEmpty, stem } from "./english.js";
import { pieces } from "./segment.js";
import { WEIGHTS } from "./weights.js";
import { composed, isWeak, japanesePairs, japaneseWords, latinWords, withoutKana } from "./words.js";

const spelling = (text, weight, tail) => ({ texts: [text], key: text, weight, tail });
const together = (texts, key, weight) => ({ texts, key, weight });

/** A term of the glossary: any of its forms, and the sections that explain it. */
function ofTerms(terms, name, weight = 1) {
  const spellings = [spelling(name, 1), ...terms.map(ofForms)];
  return { weight, spellings, sections: terms.map((term) => term.sections) };
}

/** All forms of a term: the index has one entry for them. */
const ofForms = ({ number, forms }) => together(forms, `=${number}`, WEIGHTS.form);

/** Everyday words that mean nearly what `word` does. */
function ofEveryday(word, corpus) {
  const groups = corpus.everyday.get(stem(word) || word) ?? [];
  return groups.map(({ number, words }) =>
    ({ ...together(words.map((other) => stem(other) || other), `~${number}`, WEIGHTS.everyday), soft: true }));
}

function ofLatin(word, corpus) {
  const spellings = [spelling(word, 1, word.length < 3 ? 0 : undefined)];
  const root = stem(word);
  if (root) spellings.push(spelling(root, WEIGHTS.stem, 3));
  const known = spellings.some((s) => corpus.occurs(s.key));
  if (!known && /[._:/@'%]/.test(word)) {
    for (const part of word.split(/[._:/@'%]/)) {
      if (part.length > 1) spellings.push(spelling(part, 0.5));
    }
  }
  if (!known && word.length > 3) spellings.push(...slips(word, corpus));
  const weight = /^\d{1,2}$/.test(word) ? WEIGHTS.weak : 1;
  return { weight, spellings: [...spellings, ...ofEveryday(word, corpus)], sections: [] };
}

/** The units of a Japanese word: itself, and the words that it is made of. `last`: it may
    still be half typed. */
function ofJapanese({ word, key, last }, names, corpus) {
  const spellings = [{ ...spelling(word, 1), key }];
  const terms = last ? begun(corpus.glossary, word) : [];
  const occurs = corpus.occurs(key);
  const cut = word.length > 2
    ? pieces(key, (part) => corpus.words.has(part)).filter((part) =>
      !names.some((name) => name.includes(part)))
    : [];
  if (!occurs) {
    spellings.push(...terms.map(ofForms));
    if (!terms.length && !cut.length && word.length > 2) spellings.push(...slips(word, corpus));
    if (spellings.length === 1 && !cut.length) spellings.push(...pairs(word));
  }
  spellings.push(...ofEveryday(word, corpus));
  const weight = isWeak(word) ? WEIGHTS.weak : word.length < 2 ? WEIGHTS.verb : 1;
  const parts = cut.map((part) => ({
    weight: occurs ? WEIGHTS.piece : isWeak(part) ? WEIGHTS.weak : 1, sections: [],
    spellings: [spelling(part, 1), ...ofEveryday(part, corpus)],
  }));
  return [{ weight, spellings, sections: terms.map((term) => term.sections) }, ...parts];
}

const slips = (word, corpus) =>
  near(corpus.vocabulary, word).map((other) => spelling(other, WEIGHTS.slip));

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

/** The words of `query` in Japanese that the glossary's `names` do not hold. */
function unknown(query, names) {
  const words = japaneseWords(query).map((typed) => ({
    word: fold(typed), key: fold(withoutKana(typed)), last: query.endsWith(typed),
  }));
  return words.filter(({ word }) => !names.some((name) => name.includes(word)));
}

/** Units of the everyday words of `query` in kana, which no word of it is cut from. */
function ofKana(query, corpus) {
  return corpus.kana.filter((word) => query.includes(word)).map((word) => ({
    weight: WEIGHTS.verb, sections: [],
    spellings: [spelling(fold(word), 1), ...ofEveryday(fold(word), corpus)],
  }));
}

/** Neighbours in `query`: sections where they stand together come first. */
function neighbours(query) {
  const words = latinWords(query).map(fold);
  const latin = words.slice(1).map((word, n) => `${words[n]} ${word}`);
  return [...latin, ...japanesePairs(query).map(fold)];
}

/** Read `query`. Returns the whole of it, folded, its units, and its pairs of
    neighbours. */
export function read(query, corpus) {
  const typed = composed(query);
  const whole = fold(typed.trim().replace(/\s+/g, " "));
  const found = named(corpus.glossary, whole);
  const units = found.map(({ name, terms }) => ofTerms(terms, name));
  const rest = latinWords(uncovered(whole, found)).map(fold);
  const full = rest.filter((word) => !isEmpty(word));
  const latin = full.length || units.length ? full : rest;
  units.push(...latin.map((word) => ofLatin(word, corpus)));
  const names = found.map(({ name }) => name);
  units.push(...unknown(typed, names).flatMap((word) => ofJapanese(word, names, corpus)));
  units.push(...ofKana(typed, corpus));
  if (!found.length) {
    const half = begun(corpus.glossary, whole);
    const meant = half.length ? [] : misspelt(corpus.glossary, whole);
    if (half.length) units.push(ofTerms(half, whole, 0.8));
    else if (meant.length) units.push(ofTerms(meant, whole));
  }
  return { whole, units, pairs: neighbours(typed) };
}
