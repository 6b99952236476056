/* How well a section answers a query: BM25 over its fields, titles first. */
import { Memory } from "./memory.js";
import { WEIGHTS } from "./weights.js";

const TITLES = ["title", "above"], COUNTED = ["asked", "prose", "code"];
const COMMON = 2000; // sections that have an everyday word: in so many it says nothing
const REMEMBERED = 60; // units

const ofFind = (isWhole) => (isWhole ? 1 : WEIGHTS.part);

function ofText(field, section, whole, part) {
  const count = whole + 0.6 * part;
  const long = 1 - WEIGHTS.long + WEIGHTS.long * (field.length(section) / field.mean);
  return (ofFind(whole) * count) / (count + WEIGHTS.half * long);
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

  /** The sections that have a number, and the numbers; all are 0 again. */
  take() {
    const { of, touched } = this;
    const values = touched.map((section) => of[section]);
    for (const section of touched) of[section] = 0;
    this.touched = [];
    return { sections: touched, values };
  }
}

/** What the units of queries are worth. */
export class Worth {
  constructor(fields, size, parts) {
    this.fields = fields;
    [this.ofUnit, this.ofSpelling, this.ofField] = [0, 1, 2].map(() => new Values(size));
    this.known = new Memory(REMEMBERED, () => parts.missed);
  }

  /** Forget what came of other WEIGHTS. */
  forget() {
    this.known.forget();
  }

  /** The value of a unit for the sections that have one: {sections, values}. */
  of(unit) {
    return this.known.get(JSON.stringify(unit), () => this.unit(unit));
  }

  unit({ spellings, sections: ofTerms }) {
    for (const spelling of spellings) {
      const { sections, values } = this.spelling(spelling);
      sections.forEach((section, n) => this.ofUnit.raise(section, values[n] * spelling.weight));
    }
    for (const explained of ofTerms) {
      explained.forEach((section, place) =>
        this.ofUnit.add(section, place ? WEIGHTS.mentions : WEIGHTS.explains));
    }
    return this.ofUnit.take();
  }

  /** The value of a spelling: the sum of its fields. */
  spelling({ texts, key, tail, soft }) {
    for (const name of TITLES) {
      for (const text of texts) this.title(name, this.fields[name].find(text, tail), text.length);
      const { sections, values } = this.ofField.take();
      sections.forEach((section, n) => this.ofSpelling.add(section, values[n]));
    }
    for (const name of COUNTED) {
      if (soft && name === "code") continue;
      const found = this.fields[name].find(key, tail);
      if (!soft || found.size <= COMMON) this.counted(name, found);
    }
    return this.ofSpelling.take();
  }

  title(name, { sections, whole }, length) {
    const field = this.fields[name];
    for (let n = 0; n < sections.length; n++) {
      const share = name === "above" ? 1
        : 0.45 + 0.55 * Math.min(1, length / field.length(sections[n]));
      this.ofField.raise(sections[n], WEIGHTS[name] * (ofFind(whole[n]) * share));
    }
  }

  counted(name, { sections, whole, part }) {
    const field = this.fields[name];
    for (let n = 0; n < sections.length; n++) {
      const worth = name === "asked" ? ofFind(whole[n])
        : ofText(field, sections[n], whole[n], part[n]);
      this.ofSpelling.add(sections[n], WEIGHTS[name] * worth);
    }
  }
}

/** What is rare says more. */
export const rarity = (found, all) => Math.log(1 + (all - found + 0.5) / (found + 0.5));
