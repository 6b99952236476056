/* The sections whose text may hold the query as it was typed: all words of it stand in their
   prose, or all in their code. Words that say nothing count here: a phrase has them too. */
import { fold } from "./fold.js";
import { isJapanese, runs } from "./words.js";

const FIELDS = { prose: 1, code: 2 }; // columns in an entry

/** The counts of `word`, which may be begun in the end, by section. */
function counted(parts, word, isLast, column) {
  const found = new Map();
  for (const row of parts.entries(word, !isLast)) {
    const list = row[column] ?? [];
    for (let i = 0, section = 0; i < list.length; i += 2) {
      section += list[i];
      const finds = (list[i + 1] % 10) + Math.floor(list[i + 1] / 10);
      found.set(section, (found.get(section) ?? 0) + finds);
    }
  }
  return found;
}

/** The sections that all of `found` have, the likeliest to have them side by side first:
    many of each in a short text. */
function inAll(found, field) {
  const [rarest, ...others] = [...found].sort((a, b) => a.size - b.size);
  const likely = (section) => {
    const long = Math.log(field.length(section) + 1);
    return found.reduce((sum, counts) => sum + Math.log(counts.get(section)) - long, long);
  };
  return [...rarest.keys()].filter((section) => others.every((counts) => counts.has(section)))
    .map((section) => [section, likely(section)]).sort((a, b) => b[1] - a[1]);
}

/** At most `most` sections that hold each word of `query`, those they need being there. What
    the query begins with may be the end of a word, which is not required then. */
export function holding(query, { parts, fields }, most) {
  const words = runs(query).map(fold);
  if (words.length < 2) return [];
  const all = Object.entries(FIELDS).flatMap(([name, column]) => {
    const found = words.map((word, n) => counted(parts, word, n === words.length - 1, column));
    const whole = inAll(found, fields[name]);
    const isCut = isJapanese(words[0]) || parts.entries(words[0]).length === 0;
    return whole.length || !isCut ? whole : inAll(found.slice(1), fields[name]);
  });
  return [...new Set(all.sort((a, b) => b[1] - a[1]).map(([section]) => section))].slice(0, most);
}
