/* The search: pure, without a page. prepare(core) once, then search(prepared, query); while
   it names parts that it wants, hand them over with prepared.parts.add(), and ask again. */
import { prepare } from "./corpus.js";
import { holding } from "./holding.js";
import { inTexts, inTitles, ofPairs } from "./phrases.js";
import { read } from "./query.js";
import { rarity } from "./score.js";
import { Scores } from "./scores.js";
import { runs } from "./words.js";

export { prepare };

const READ = 20; // sections whose texts are read to put them in order
const HELD = 40; // others that may hold the query as it was typed
const LONG = 8; // letters of a query that may be a piece of a text

function byWords(units, corpus) {
  const { kinds } = corpus.sections;
  const scores = new Scores(kinds);
  const valued = units.map((unit) => {
    const found = corpus.worth.of(unit);
    return { ...found, weight: unit.weight * rarity(found.sections.length, kinds.length) };
  });
  const total = valued.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (const { sections, values, weight } of valued) {
    for (let n = 0; n < sections.length; n++) {
      scores.add(sections[n], values[n] * weight, weight / total);
    }
  }
  return scores;
}

/** Whether `whole` is one word or one term, which is no quotation. */
const isOne = (query, whole, units) => units.length === 1
  && (runs(query).length < 2 || units[0].spellings.some(({ texts }) => texts.includes(whole)));

/** Answer `query`: {hits: [{section, score}], best first, spellings: what to mark in them,
    wanted: [names of parts]}. With parts wanted the hits are not the last word. */
export function search(corpus, query) {
  const { parts } = corpus;
  parts.wanted.clear();
  const { whole, units, pairs } = read(query, corpus);
  const scores = byWords(units, corpus);
  const titled = inTitles(whole, corpus, scores);
  let hits = parts.wanted.size ? [] : scores.best(READ);
  const held = whole.length < LONG ? [] : holding(query, corpus, HELD);
  const sections = [...new Set([...hits.map(({ section }) => section), ...held])];
  for (const section of sections) parts.text(section);
  if (!parts.wanted.size && (units.length > 1 || pairs.length || whole.length >= LONG)) {
    ofPairs(pairs, hits.map(({ section }) => section), corpus, scores);
    inTexts(whole, !titled && !isOne(query, whole, units), sections, corpus, scores);
    hits = scores.best(READ);
  }
  const texts = units.flatMap(({ spellings }) => spellings.flatMap((spelling) => spelling.texts));
  return { hits, wanted: [...parts.wanted], spellings: [...new Set([whole, ...pairs, ...texts])] };
}

/** Where a hit leads, from the top of the site. */
export function address({ core, sections }, { section }) {
  return `${core.pages[sections.page[section]][0]}#${sections.ids[section]}`;
}
