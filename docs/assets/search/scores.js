/* The sections that answer a query so far, with what speaks for each. */
import { WEIGHTS } from "./weights.js";

const KINDS = ["section", "question", "term", "list"];
const TITLED = 3; // the value of a section of which only the title is known to answer

export class Scores {
  /** `kinds` has a number a section. */
  constructor(kinds) {
    this.kinds = kinds;
    this.values = new Float64Array(kinds.length);
    this.shares = new Float64Array(kinds.length);
    this.factors = new Map();
  }

  /** Add to a section; `share` is how much of the query the addition answers. */
  add(section, value, share) {
    this.values[section] += value;
    this.shares[section] += share;
  }

  /** Multiply a section by `factor`, or by a larger one. */
  raise(section, factor) {
    if (!this.values[section]) this.add(section, TITLED, 1);
    this.factors.set(section, Math.max(this.factors.get(section) ?? 1, factor));
  }

  score(section) {
    const { least, every } = WEIGHTS;
    const share = Math.min(Math.max(this.shares[section], least), 1);
    return this.values[section] * share ** every
      * (this.factors.get(section) ?? 1) * (WEIGHTS[KINDS[this.kinds[section]]] ?? 1);
  }

  /** The `most` best sections: [{section, score}]. */
  best(most) {
    const found = [];
    for (let section = 0; section < this.values.length; section++) {
      if (!this.values[section]) continue;
      const score = this.score(section);
      if (found.length === most && score <= found.at(-1).score) continue;
      let place = found.length;
      while (place > 0 && found[place - 1].score < score) place--;
      found.splice(place, 0, { section, score });
      if (found.length > most) found.pop();
    }
    return found;
  }
}
