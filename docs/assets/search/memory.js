/* Answers that are remembered: typing asks much the same again with each letter. */

export class Memory {
  /** Keeps `most` answers, the newest. What changes `doubts` while it is made is not kept. */
  constructor(most, doubts = () => 0) {
    this.most = most;
    this.doubts = doubts;
    this.known = new Map();
  }

  /** What `make` once said for `key`. */
  get(key, make) {
    let found = this.known.get(key);
    if (found !== undefined) return found;
    const before = this.doubts();
    found = make();
    if (this.doubts() === before) {
      if (this.known.size >= this.most) this.known.delete(this.known.keys().next().value);
      this.known.set(key, found);
    }
    return found;
  }

  forget() {
    this.known.clear();
  }
}
