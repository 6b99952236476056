/* The sections whose text may hold the query as it was typed: all words of it stand in their
   prose, or all in their code. Words that say nothing count here: a phrase has them too. */
import { fold } from "./fold.js";
import { isJapanese, runs } from "./words.js";

const FIELDS = ["prose", "code"];

/** The sections that all of `found` have, the likeliest to have them side by side first:
    many of each in a short text. */
function inAll(found, field) {
  const [rarest] = [...found].sort((a, b) => a.size - b.size);
  if (!rarest.size) return [];
  const held = new Uint16Array(field.sizes.length);
  for (const { sections } of found) sections.forEach((section) => { held[section]++; });
  const likely = new Map();
  for (const section of rarest.sections) {
    if (held[section] === found.length) likely.set(section, length(section, field));
  }
  if (!likely.size) return [];
  for (const { sections, whole, part } of found) {
    sections.forEach((section, n) => {
      if (held[section] !== found.length) return;
      const finds = whole[n] + part[n];
      likely.set(section, likely.get(section) + Math.log(finds) - length(section, field));
    });
  }
  return [...likely].sort((a, b) => b[1] - a[1]);
}

const length = (section, field) => Math.log(field.length(section) + 1);

/** At most `most` sections that hold each word of `query`, those they need being there. What
    the query begins with may be the end of a word, which is not required then. */
export function holding(query, { parts, fields }, most) {
  const words = runs(query).map(fold);
  if (words.length < 2) return [];
  const all = FIELDS.flatMap((name) => {
    const field = fields[name];
    const found = words.map((word, n) => field.entries(word, n === words.length - 1));
    const whole = inAll(found, field);
    const isCut = isJapanese(words[0]) || parts.entries(words[0]).length === 0;
    return whole.length || !isCut ? whole : inAll(found.slice(1), field);
  });
  return [...new Set(all.sort((a, b) => b[1] - a[1]).map(([section]) => section))].slice(0, most);
}
