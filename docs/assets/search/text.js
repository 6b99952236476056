/* One text, folded: what stands in it, and whether as a word of its own. */
import { foldWithMap, LATIN, LONG, OTHER, script, settle } from "./fold.js";

export class Text {
  /** `text` as it was written. */
  constructor(text) {
    this.settled = settle(text);
    const { folded, lower, from } = foldWithMap(this.settled);
    this.folded = folded;
    this.lower = lower;
    this.from = from;
  }

  /** The script that a letter of `folded` had before; OTHER where there is none. */
  script(at) {
    const { folded, lower, from } = this;
    if (at < 0 || at >= folded.length) return OTHER;
    if (!from) return script(folded.charCodeAt(at));
    const code = lower.charCodeAt(from[at]);
    if (code !== LONG) return script(code);
    return from[at] ? script(lower.charCodeAt(from[at] - 1)) : OTHER;
  }

  /** Where a letter of `folded` stands in `settled`. */
  place(at) {
    return this.from ? this.from[at] : at;
  }

  /** Whether a find at `at` is inside a Latin word. */
  isInside(at) {
    const { folded } = this;
    return at > 0 && script(folded.charCodeAt(at)) === LATIN
      && script(folded.charCodeAt(at - 1)) === LATIN;
  }

  /** How a find at `at` is bounded: 0 inside a Latin word, 1 at a start, 2 a whole word. */
  bound(at, end) {
    if (this.isInside(at)) return 0;
    const first = this.script(at), last = this.script(end - 1), after = this.script(end);
    if (first !== OTHER && first === this.script(at - 1)) return 1;
    const plural = last === LATIN && this.folded[end] === "s" && this.script(end + 1) !== LATIN;
    return after !== last || last === OTHER || plural ? 2 : 1;
  }

  /** Whether `needle` stands here at the start of a word, or `anywhere`. */
  holds(needle, anywhere = false) {
    const { folded } = this;
    let at = needle ? folded.indexOf(needle) : -1;
    while (at >= 0 && !anywhere && this.isInside(at)) at = folded.indexOf(needle, at + 1);
    return at >= 0;
  }
}
