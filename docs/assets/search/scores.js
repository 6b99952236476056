/* The sections that answer a query so far, with what speaks for each. */
import { WEIGHTS } from "./weights.js";

const KINDS = ["section", "question", "term", "list"];
const TITLED = 3; // the value of a section of which only the title is known to answer

export class Scores {
  /** `kinds` has a number a section. */
  constructor(kinds) {
    this.kinds = kinds;
    this.ofKind = KINDS.map((name) => WEIGHTS[name] ?? 1);
    this.values = new Float64Array(kinds.length);
    this.shares = new Float64Array(kinds.length);
    this.factors = new Map();
    this.largest = 1; // factor
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
    this.largest = Math.max(this.largest, factor);
  }

  /** What a section has if it answers the whole query. */
  whole(section) {
    const factor = this.factors.get(section) ?? 1;
    return this.values[section] * factor * this.ofKind[this.kinds[section]];
  }

  /** How much it counts that a section answers but a part. */
  share(section) {
    return Math.min(Math.max(this.shares[section], WEIGHTS.least), 1) ** WEIGHTS.every;
  }

  /** The `most` best sections: [{section, score}]. */
  best(most) {
    const found = [];
    const largest = this.largest * Math.max(...this.ofKind);
    let least = 0; // of the best so far: what could not reach it is not looked at
    for (let section = 0; section < this.values.length; section++) {
      if (this.values[section] * largest <= least) continue;
      const whole = this.whole(section);
      const score = whole > least ? whole * this.share(section) : 0;
      if (score <= least) continue;
      let place = found.length;
      while (place > 0 && found[place - 1].score < score) place--;
      found.splice(place, 0, { section, score });
      if (found.length > most) found.pop();
      if (found.length === most) least = found.at(-1).score;
    }
    return found;
  }
}
