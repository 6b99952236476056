/* How well a section answers a query: BM25 over its fields, titles first. */

const FIELDS = { title: 5.2, asked: 2.4, above: 0.4, prose: 1.6, code: 0.5 };
const HALF = 1.2, LENGTH = 0.5;

function worth(name, field, section, [whole, part], length) {
  const count = whole + 0.6 * part;
  const size = field.length(section);
  if (name === "title") return (whole ? 1 : 0.7) * (0.45 + 0.55 * Math.min(1, length / size));
  if (name === "asked" || name === "above") return whole ? 1 : 0.7;
  const long = 1 - LENGTH + LENGTH * (size / field.mean);
  return ((whole ? 1 : 0.7) * count * (HALF + 1)) / (count + HALF * long) / (HALF + 1);
}

/** The value of one unit for each section: section -> {value, spellings}. */
export function valueUnit(unit, corpus) {
  const values = new Map();
  for (const spelling of unit.spellings) {
    const per = new Map();
    for (const [name, boost] of Object.entries(FIELDS)) {
      if (spelling.soft && name === "code") continue;
      const field = corpus.fields[name];
      for (const [section, counts] of field.find(spelling.text, spelling.tail)) {
        const value = boost * worth(name, field, section, counts, spelling.text.length) * spelling.weight;
        per.set(section, (per.get(section) ?? 0) + value);
      }
    }
    for (const [section, value] of per) {
      const best = values.get(section) ?? { value: 0, spellings: [] };
      best.value = Math.max(best.value, value);
      best.spellings.push(spelling.text);
      values.set(section, best);
    }
  }
  for (const explained of unit.sections) {
    explained.forEach((section, place) => {
      const best = values.get(section) ?? { value: 0, spellings: [] };
      best.value += place ? 0.6 : 2.2;
      values.set(section, best);
    });
  }
  return values;
}

/** What is rare says more. */
export const rarity = (found, all) => Math.log(1 + (all - found + 0.5) / (found + 0.5));
