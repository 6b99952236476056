/* How well a section answers a query: BM25 over its fields, titles first. */

import { WEIGHTS } from "./weights.js";

const TITLES = ["title", "above"], COUNTED = ["asked", "prose", "code"];

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

/** The value of a spelling for each section: the sum of its fields. */
function valueSpelling({ texts, key, tail, soft }, fields) {
  const values = new Map();
  const add = (section, value) => values.set(section, (values.get(section) ?? 0) + value);
  for (const name of TITLES) {
    const best = new Map();
    for (const text of texts) {
      for (const [section, counts] of fields[name].find(text, tail)) {
        const value = WEIGHTS[name] * ofTitle(name, fields[name], section, counts, text.length);
        if (value > (best.get(section) ?? 0)) best.set(section, value);
      }
    }
    for (const [section, value] of best) add(section, value);
  }
  for (const name of COUNTED) {
    if (soft && name === "code") continue;
    for (const [section, counts] of fields[name].find(key, tail)) {
      add(section, WEIGHTS[name] * ofText(name, fields[name], section, counts));
    }
  }
  return values;
}

/** The value of one unit for each section. */
export function valueUnit(unit, corpus) {
  const values = new Map();
  for (const spelling of unit.spellings) {
    for (const [section, value] of valueSpelling(spelling, corpus.fields)) {
      const best = values.get(section) ?? 0;
      if (value * spelling.weight > best) values.set(section, value * spelling.weight);
    }
  }
  for (const explained of unit.sections) {
    explained.forEach((section, place) => {
      const more = place ? WEIGHTS.mentions : WEIGHTS.explains;
      values.set(section, (values.get(section) ?? 0) + more);
    });
  }
  return values;
}

/** What is rare says more. */
export const rarity = (found, all) => Math.log(1 + (all - found + 0.5) / (found + 0.5));
