/* The search: pure, without a page. prepare(index) once, then search(prepared, query). */
import { prepare } from "./corpus.js";
import { read } from "./query.js";
import { rarity, valueUnit } from "./score.js";

export { prepare };

const KIND = [1, 0.6, 0.75, 0.5]; // section, question, term, list
const LONG = 8, QUOTED = 24; // letters that are a quotation, and what it is worth
const WHOLE = { same: 2.4, text: 1.7 };

/** Raise what holds the query as it was typed: as its title, in it, or in its text. */
function asTyped(whole, units, corpus, scores) {
  if (whole.length < 2) return;
  const { title, prose, code } = corpus.fields;
  const titles = title.scan(whole);
  const several = units.filter((unit) => !unit.bonus).length !== 1;
  const quoted = whole.length >= LONG && several && !titles.size;
  for (const [section, counts] of titles) {
    const share = whole.length / title.length(section);
    scores.raise(section, share === 1 ? WHOLE.same : (counts[0] ? 1.1 : 1) + 0.8 * share);
  }
  if (units.length < 2 && whole.length < 8) return;
  for (const field of [prose, code]) {
    const found = field.scan(whole, Infinity, quoted);
    const factor = WHOLE.text + (Math.min(whole.length, 16) / 8) / found.size;
    for (const section of found.keys()) {
      if (quoted) scores.add(section, QUOTED / found.size, 0, [whole]);
      scores.raise(section, factor);
    }
  }
}

class Scores extends Map {
  add(section, value, share, spellings) {
    const score = this.get(section) ?? { value: 0, share: 0, factor: 1, spellings: [] };
    score.value += value;
    score.share += share;
    score.spellings.push(...spellings);
    this.set(section, score);
  }

  raise(section, factor) {
    const score = this.get(section) ?? { value: 3, share: 1, factor: 1, spellings: [] };
    score.factor = Math.max(score.factor, factor);
    this.set(section, score);
  }
}

/** The sections that answer `query`, best first: [{section, score, spellings}]. */
export function search(corpus, query, most = 24) {
  const { whole, units } = read(query, corpus);
  const all = corpus.index.sections.length;
  const scores = new Scores();
  const valued = units.map((unit) => {
    const values = valueUnit(unit, corpus);
    const weight = unit.weight * rarity(values.size, all);
    return { values, weight, bonus: unit.bonus };
  });
  const total = valued.reduce((sum, { weight, bonus }) => sum + (bonus ? 0 : weight), 0) || 1;
  for (const { values, weight, bonus } of valued) {
    for (const [section, { value, spellings }] of values) {
      scores.add(section, value * weight, bonus ? 0 : weight / total, spellings);
    }
  }
  asTyped(whole, units, corpus, scores);
  const hits = [...scores].map(([section, { value, share, factor, spellings }]) => ({
    section,
    score: value * Math.max(share, 0.2) ** 1.5 * factor * KIND[corpus.index.sections[section][4]],
    spellings: [...new Set([whole, ...spellings])],
  }));
  return hits.sort((a, b) => b.score - a.score || a.section - b.section).slice(0, most);
}

/** Where a hit leads, from the top of the site. */
export function address(corpus, { section }) {
  const [page, id] = corpus.index.sections[section];
  return `${corpus.index.pages[page][0]}#${id}`;
}
