/* Where a word stands: sections, each once, and in each the finds of the whole word and the
   other ones. */

const MOST = 10; // an entry of the index has both counts in one number, in digits

export class Finds {
  sections = [];
  whole = [];
  part = [];

  get size() {
    return this.sections.length;
  }
}

/** Puts finds together, of whatever order. */
export class Gathering {
  /** `size` is how many sections there are. */
  constructor(size) {
    this.places = new Int32Array(size);
    this.finds = new Finds();
  }

  add(section, whole, part) {
    const { finds, places } = this;
    const place = places[section] - 1;
    if (place < 0) {
      places[section] = finds.sections.push(section);
      finds.whole.push(whole);
      finds.part.push(part);
    } else {
      finds.whole[place] += whole;
      finds.part[place] += part;
    }
  }

  /** Add a list of the index; without `isWhole` all of it counts as parts of a word. */
  addList(list, isWhole) {
    for (let i = 0, section = 0; i < list.length; i += 2) {
      section += list[i];
      const whole = list[i + 1] % MOST, part = (list[i + 1] - whole) / MOST;
      this.add(section, isWhole ? whole : 0, isWhole ? part : whole + part);
    }
  }

  /** The finds so far; the next ones are gathered anew. */
  take() {
    const { finds, places } = this;
    for (const section of finds.sections) places[section] = 0;
    this.finds = new Finds();
    return finds;
  }
}
