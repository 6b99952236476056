/* The search: pure, without a page. prepare(core) once, then search(prepared, query); while
   it names parts that it wants, hand them over with prepared.parts.add(), and ask again. */
import { prepare } from "./corpus.js";
import { inTexts, inTitles, ofPairs } from "./phrases.js";
import { read } from "./query.js";
import { rarity, valueUnit } from "./score.js";
import { WEIGHTS } from "./weights.js";

export { prepare };

const KINDS = ["section", "question", "term", "list"];
const READ = 20; // sections whose texts are read to put them in order
const LONG = 8;

class Scores extends Map {
  add(section, value, share, texts) {
    const score = this.get(section) ?? { value: 0, share: 0, factor: 1, texts: [] };
    score.value += value;
    score.share += share;
    score.texts.push(...texts);
    this.set(section, score);
  }

  raise(section, factor) {
    const score = this.get(section) ?? { value: 3, share: 1, factor: 1, texts: [] };
    score.factor = Math.max(score.factor, factor);
    this.set(section, score);
  }

  /** The best sections: [{section, score, spellings}]. */
  best(kinds, whole) {
    const { least, every } = WEIGHTS;
    const hits = [...this].map(([section, { value, share, factor, texts }]) => ({
      section, texts, score: value * Math.max(share, least) ** every * factor
        * (WEIGHTS[KINDS[kinds[section]]] ?? 1),
    }));
    return hits.sort((a, b) => b.score - a.score || a.section - b.section).slice(0, READ)
      .map(({ texts, ...hit }) => ({ ...hit, spellings: [...new Set([whole, ...texts])] }));
  }
}

function byWords(units, corpus) {
  const all = corpus.sections.ids.length;
  const scores = new Scores();
  const valued = units.map((unit) => {
    const values = valueUnit(unit, corpus);
    return { values, weight: unit.weight * rarity(values.size, all) };
  });
  const total = valued.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (const { values, weight } of valued) {
    for (const [section, { value, texts }] of values) {
      scores.add(section, value * weight, weight / total, texts);
    }
  }
  return scores;
}

/** Answer `query`: {hits: [{section, score, spellings}], best first, wanted: [names of
    parts]}. With parts wanted the hits are not the last word. */
export function search(corpus, query) {
  const { parts, sections: { kinds } } = corpus;
  parts.wanted.clear();
  const { whole, units, pairs } = read(query, corpus);
  const scores = byWords(units, corpus);
  const titled = inTitles(whole, corpus, scores);
  let hits = scores.best(kinds, whole);
  if (parts.wanted.size) return { hits, wanted: [...parts.wanted] };
  const sections = hits.map(({ section }) => section);
  for (const section of sections) parts.text(section);
  if (!parts.wanted.size) {
    ofPairs(pairs, sections, corpus, scores, (found) => rarity(found, kinds.length));
    if (units.length > 1 || whole.length >= LONG) {
      inTexts(whole, units.length !== 1 && !titled, sections, corpus, scores);
    }
    hits = scores.best(kinds, whole);
  }
  return { hits, wanted: [...parts.wanted] };
}

/** Where a hit leads, from the top of the site. */
export function address({ core, sections }, { section }) {
  return `${core.pages[sections.page[section]][0]}#${sections.ids[section]}`;
}
