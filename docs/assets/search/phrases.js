/* What holds the query as it was typed: as its title, in it, or in its text. */

import { rarity } from "./score.js";
import { WEIGHTS } from "./weights.js";

const LONG = 8; // letters that are a quotation

/** Raise the sections whose title holds `whole`. Returns whether there are any. */
export function inTitles(whole, { fields: { title } }, scores) {
  if (whole.length < 2) return false;
  const titles = title.scan(whole);
  titles.sections.forEach((section, n) => {
    const share = whole.length / title.length(section);
    scores.raise(section, share === 1 ? WEIGHTS.same
      : (titles.whole[n] ? 1.1 : 1) + WEIGHTS.inTitle * share);
  });
  return titles.size > 0;
}

/** Raise those of `sections`, their texts being there, that hold `whole` in their text, or
    are called so by readers: a quotation says all that was asked. `quoted`: what is so long
    that it must have been copied also counts inside a word. */
export function inTexts(whole, quoted, sections, { parts }, scores) {
  const copied = quoted && whole.length >= LONG;
  const found = sections.filter((section) => {
    const { prose, code } = parts.scanned(section);
    return prose.holds(whole, copied) || code.holds(whole, copied);
  });
  const factor = WEIGHTS.text + Math.min(whole.length, 16) / 8 / found.length;
  for (const section of found) {
    if (copied) scores.add(section, WEIGHTS.quoted / found.length, 1);
    scores.raise(section, factor);
  }
  for (const section of sections) {
    if (parts.scanned(section).asked.folded.split("\n").includes(whole)) {
      scores.raise(section, WEIGHTS.same);
    }
  }
}

/** Add to those of `sections` where neighbours of the query stand together. */
export function ofPairs(pairs, sections, corpus, scores) {
  for (const pair of pairs) {
    const together = corpus.pairs.get(pair, () => new Map());
    const titles = corpus.fields.title.find(pair).sections;
    const found = sections.map((section) => {
      if (!together.has(section)) together.set(section, where(pair, corpus.parts.scanned(section)));
      const value = together.get(section).reduce((sum, name) => sum + WEIGHTS[name], 0);
      return [section, value + (titles.includes(section) ? WEIGHTS.title : 0)];
    }).filter(([, value]) => value > 0);
    const weight = WEIGHTS.pair * rarity(found.length, scores.kinds.length);
    for (const [section, value] of found) scores.add(section, value * weight, 0);
  }
}

/** The kinds of text of a section that hold `pair`. */
const where = (pair, texts) => Object.keys(texts).filter((name) => texts[name].holds(pair));
