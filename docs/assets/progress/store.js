/* What a reader has read, ticked, rated and planned, kept on this device by every page of
   both languages. Two open tabs never overwrite each other: each writes one entry into what
   stands there at that moment, and takes over what the other wrote. */
import {
  check, empty, entered, lacks, latest, merged, parsed, revived, values, written,
} from "./format.js";

const KEY = "handbook.progress";

/** The storage of the browser, or null where a setting blocks it. */
function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

const isFull = (error) => /quota/i.test(`${error?.name} ${error?.message}`);

class Store {
  #storage; #key; #now; #state = empty(); #listeners = new Set(); #locked = false;
  /** Why progress is not kept: null, or "blocked", "full", "broken" (what stood there was
      unreadable and is put aside) or "newer" (it is of a later handbook and stays as it is). */
  trouble = null;

  constructor({ storage, key, now, channel }) {
    [this.#storage, this.#key, this.#now] = [storage, key, now];
    this.#state = this.#stored();
    channel?.addEventListener?.("storage", ({ key: changed, newValue }) => {
      if (changed !== null && changed !== key) return;
      if (newValue === null) this.#state = empty(); // the browser's data was cleared
      this.refresh();
    });
    channel?.addEventListener?.("pageshow", ({ persisted }) => persisted && this.refresh());
  }

  #text() {
    try {
      if (!this.#storage) throw new Error("blocked");
      return this.#storage.getItem(this.#key);
    } catch {
      this.trouble = "blocked";
      return null;
    }
  }

  /** What stands in the storage; what cannot be read is put aside, never overwritten. */
  #stored() {
    const text = this.#text();
    this.#locked = false;
    if (text === null) return empty();
    const { state, problem } = parsed(text);
    this.#locked = Boolean(problem) && !(problem !== "newer" && this.#aside(text));
    if (problem) this.trouble = problem === "newer" ? "newer" : "broken";
    return state ?? empty();
  }

  #aside(text) {
    try {
      this.#storage.setItem(`${this.#key}.unreadable`, text);
      this.#storage.removeItem(this.#key);
      return true;
    } catch {
      return false;
    }
  }

  #keep() {
    if (this.#locked) return;
    try {
      if (!this.#storage) throw new Error("blocked");
      this.#storage.setItem(this.#key, written(this.#state));
      if (this.trouble !== "broken") this.trouble = null;
    } catch (error) {
      this.trouble = isFull(error) ? "full" : "blocked";
    }
  }

  #tell() {
    for (const listener of this.#listeners) listener(this);
  }

  #change(change) {
    this.#state = change(merged(this.#stored(), this.#state));
    this.#keep();
    this.#tell();
  }

  /** The values of a part by id: "read" { at, print }, "ticked" at, "cards" card, "plan"
      value; `at` is a time in milliseconds. */
  part(name) {
    return values(this.#state, name);
  }

  /** Keep `value`. Throws TypeError for what no part may hold. */
  set(part, id, value) {
    check(part, id, value);
    this.#change((state) => entered(state, this.#now(), part, id, value));
  }

  /** Take an entry out, in other tabs too. */
  remove(part, id) {
    const has = (state) => Object.hasOwn(values(state, part), id);
    this.#change((state) => (has(state) ? entered(state, this.#now(), part, id) : state));
  }

  /** Call `listener(store)` after each change, also one of another tab. Returns what ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Take over what another tab wrote; if it lacks what this one has, write both. */
  refresh() {
    const theirs = this.#stored();
    this.#state = merged(theirs, this.#state);
    if (lacks(theirs, this.#state)) this.#keep();
    this.#tell();
  }

  /** Everything as the text of a file. */
  exported() {
    return written(this.#state, new Date(this.#now()).toISOString().slice(0, 10));
  }

  /** Merge an exported file, of each entry the newest. Returns { problem }: null, or why
      nothing was changed ("broken", "foreign" or "newer"). */
  imported(text) {
    const { state, problem } = parsed(text);
    if (problem) return { problem };
    this.#change((ours) => merged(ours, revived(state, ours)));
    return { problem: null };
  }

  /** The text that could not be read and was put aside, or null. */
  get unreadable() {
    try {
      return this.#storage?.getItem(`${this.#key}.unreadable`) ?? null;
    } catch {
      return null;
    }
  }

  /** Forget everything, in other tabs too. Ask the reader first. */
  cleared() {
    this.#locked = false;
    this.trouble = null;
    const all = merged(this.#stored(), this.#state);
    this.#state = empty(Math.max(this.#now(), all.cleared, latest(all)));
    this.#locked = false; // also what a later handbook wrote
    try {
      this.#storage?.removeItem(`${this.#key}.unreadable`);
    } catch { /* blocked: the next line says so */ }
    this.#keep();
    this.#tell();
  }
}

/** Open the progress of this device; a page needs one store, and `openStore()` is that of
    the browser. */
export function openStore({
  storage = browserStorage(), key = KEY, now = Date.now, channel = globalThis,
} = {}) {
  return new Store({ storage, key, now, channel });
}
