/* How well a section answers a query: BM25 over its fields, titles first. */

import { WEIGHTS } from "./weights.js";

const TITLES = ["title", "above"], COUNTED = ["asked", "prose", "code"];
const COMMON = 2000; // sections that have an everyday word: in so many it says nothing

function ofTitle(name, field, section, [whole], length) {
  if (name === "above") return whole ? 1 : WEIGHTS.part;
  return (whole ? 1 : WEIGHTS.part) * (0.45 + 0.55 * Math.min(1, length / field.length(section)));
}

function ofText(name, field, section, [whole, part]) {
  if (name === "asked") return whole ? 1 : WEIGHTS.part;
  const count = whole + 0.6 * part;
  const long = 1 - WEIGHTS.long + WEIGHTS.long * (field.length(section) / field.mean);
  return ((whole ? 1 : WEIGHTS.part) * count) / (count + WEIGHTS.half * long);
}

/** A number for each section, most of them 0. */
class Values {
  constructor(size) {
    this.of = new Float64Array(size);
    this.touched = [];
  }

  put(section, value) {
    if (!this.of[section]) this.touched.push(section);
    this.of[section] = value;
  }

  add(section, value) {
    this.put(section, this.of[section] + value);
  }

  raise(section, value) {
    if (value > this.of[section]) this.put(section, value);
  }
}

/** The value of a spelling for each section: the sum of its fields. */
function valueSpelling({ texts, key, tail, soft }, fields, size) {
  const values = new Values(size);
  for (const name of TITLES) {
    const best = new Values(size);
    for (const text of texts) {
      for (const [section, counts] of fields[name].find(text, tail)) {
        best.raise(section, WEIGHTS[name] * ofTitle(name, fields[name], section, counts, text.length));
      }
    }
    for (const section of best.touched) values.add(section, best.of[section]);
  }
  for (const name of COUNTED) {
    if (soft && name === "code") continue;
    const found = fields[name].find(key, tail);
    if (soft && found.size > COMMON) continue;
    for (const [section, counts] of found) {
      values.add(section, WEIGHTS[name] * ofText(name, fields[name], section, counts));
    }
  }
  return values;
}

/** The value of one unit for each section, as Values. */
export function valueUnit(unit, { fields, sections: { kinds } }) {
  const values = new Values(kinds.length);
  for (const spelling of unit.spellings) {
    const { of, touched } = valueSpelling(spelling, fields, kinds.length);
    for (const section of touched) values.raise(section, of[section] * spelling.weight);
  }
  for (const explained of unit.sections) {
    explained.forEach((section, place) =>
      values.add(section, place ? WEIGHTS.mentions : WEIGHTS.explains));
  }
  return values;
}

/** What is rare says more. */
export const rarity = (found, all) => Math.log(1 + (all - found + 0.5) / (found + 0.5));
