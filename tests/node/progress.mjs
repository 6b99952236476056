// Plays steps on stores that share one storage, and prints what each answers. A step is
// [tab, method, words...], or about all of them: ["storage", "ok" | "full" | "blocked"],
// ["stored", text], ["time", now], ["wipe"] (a reader clears the browser's data),
// ["deliver"] (what a browser does with storage events), ["anew"] (other tabs, nothing kept).
import { readFileSync } from "node:fs";
import { openStore } from "../../docs/assets/progress/store.js";

const KEY = "handbook.progress";
const kept = new Map();
const tabs = new Map();
const events = [];
let mode = "ok";
let now = 1000;

function storageOf(tab) {
  const may = (writes) => {
    if (mode === "blocked") throw new DOMException("denied", "SecurityError");
    if (mode === "full" && writes) throw new DOMException("exceeded", "QuotaExceededError");
  };
  return {
    getItem(key) { may(false); return kept.get(key) ?? null; },
    setItem(key, newValue) { may(true); kept.set(key, newValue); events.push({ tab, key, newValue }); },
    removeItem(key) { may(true); kept.delete(key); events.push({ tab, key, newValue: null }); },
  };
}

function opened(tab) {
  if (!tabs.has(tab)) {
    const channel = new EventTarget();
    const store = openStore({ storage: storageOf(tab), key: KEY, now: () => now, channel });
    const heard = [];
    store.subscribe(() => heard.push(store.trouble));
    tabs.set(tab, { channel, heard, store });
  }
  return tabs.get(tab);
}

function deliver() {
  for (let event = events.shift(); event; event = events.shift()) {
    for (const [tab, { channel }] of tabs) {
      const { key, newValue } = event;
      if (tab !== event.tab) channel.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
    }
  }
}

const about = {
  storage(wanted) { mode = wanted; },
  stored(...text) { if (text.length) kept.set(KEY, text[0]); return kept.get(KEY) ?? null; },
  time(wanted) { now = wanted; },
  wipe() { kept.clear(); events.push({ tab: null, key: null, newValue: null }); },
  anew() { for (const all of [kept, tabs]) all.clear(); events.length = 0; now = 1000; },
  deliver,
};

function answer([first, ...rest]) {
  if (first in about) return about[first](...rest);
  const { store, heard } = opened(first);
  const [method, ...words] = rest;
  if (method === "heard") return heard;
  return typeof store[method] === "function" ? store[method](...words) : store[method];
}

const answers = JSON.parse(readFileSync(0, "utf8")).map((step) => {
  try {
    return answer(step) ?? null;
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
});
console.log(JSON.stringify(answers));
