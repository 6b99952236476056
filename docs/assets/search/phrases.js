/* What holds the query as it was typed: as its title, in it, or in its text. */

import { rarity } from "./score.js";
import { WEIGHTS } from "./weights.js";

const LONG = 8; // letters that are a quotation

/** Raise the sections whose title holds `whole`. Returns whether there are any. */
export function inTitles(whole, { fields: { title } }, scores) {
  if (whole.length < 2) return false;
  const titles = title.scan(whole);
  for (const [section, counts] of titles) {
    const share = whole.length / title.length(section);
    scores.raise(section, share === 1 ? WEIGHTS.same : (counts[0] ? 1.1 : 1) + WEIGHTS.inTitle * share);
  }
  return titles.size > 0;
}

/** Raise those of `sections`, their texts being there, that hold `whole` in their text, or
    are called so by readers: a quotation says all that was asked. `quoted`: what is so long
    that it must have been copied also counts inside a word. */
export function inTexts(whole, quoted, sections, { parts }, scores) {
  const copied = quoted && whole.length >= LONG;
  const found = sections.filter((section) => ["prose", "code"].some((field) =>
    parts.scanned(section)[field].scan(whole, Infinity, copied).size));
  const factor = WEIGHTS.text + Math.min(whole.length, 16) / 8 / found.length;
  for (const section of found) {
    if (copied) scores.add(section, WEIGHTS.quoted / found.length, 1);
    scores.raise(section, factor);
  }
  for (const section of sections) {
    if (parts.scanned(section).asked.text.split("\n").includes(whole)) {
      scores.raise(section, WEIGHTS.same);
    }
  }
}

/** Add to those of `sections` where neighbours of the query stand together. */
export function ofPairs(pairs, sections, { parts, fields: { title } }, scores) {
  for (const pair of pairs) {
    const titles = title.scan(pair);
    const found = sections.map((section) => {
      const texts = Object.entries(parts.scanned(section)).filter(([, text]) => text.scan(pair).size);
      const value = texts.reduce((sum, [name]) => sum + WEIGHTS[name], 0);
      return [section, value + (titles.has(section) ? WEIGHTS.title : 0)];
    }).filter(([, value]) => value > 0);
    const weight = WEIGHTS.pair * rarity(found.length, scores.kinds.length);
    for (const [section, value] of found) scores.add(section, value * weight, 0);
  }
}
