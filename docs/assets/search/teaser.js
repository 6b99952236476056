/* Shows why a section was found: the piece of its text that holds most of the query. */
import { foldWithMap, LATIN, settle } from "./fold.js";

const AROUND = { en: 180, ja: 110 };
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

const REMEMBERED = 200;
const known = new Map();

/** foldWithMap(), remembered: with each letter typed much the same texts are shown. */
function folding(text) {
  if (!known.has(text)) {
    if (known.size > REMEMBERED) known.clear();
    known.set(text, foldWithMap(text));
  }
  return known.get(text);
}

/** Where the spellings stand in settle(text), longest first, without overlaps. */
export function places(text, spellings) {
  const { folded, scripts, from } = folding(text);
  const found = [];
  for (const spelling of [...spellings].sort((a, b) => b.length - a.length)) {
    if (!spelling) continue;
    for (let at = folded.indexOf(spelling); at >= 0; at = folded.indexOf(spelling, at + 1)) {
      const inside = at > 0 && scripts[at] === LATIN && scripts[at - 1] === LATIN;
      const [start, end] = [from[at], from[at + spelling.length]];
      if (inside || found.some((f) => f.start < end && start < f.end)) continue;
      found.push({ start, end, spelling });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `text` from `start` to `end` as HTML, with what was found marked. */
function marked(text, found, start = 0, end = text.length) {
  let [html, done] = ["", start];
  for (const place of found.filter((f) => f.start >= start && f.end <= end)) {
    html += escape(text.slice(done, place.start));
    html += `<mark>${escape(text.slice(place.start, place.end))}</mark>`;
    done = place.end;
  }
  return html + escape(text.slice(done, end));
}

/** Whole text as HTML with marks. */
export function mark(text, spellings) {
  return marked(settle(text), places(text, spellings));
}

/** The best piece of `text` as HTML with marks, and the words marked in it. */
export function teaser(text, spellings, language) {
  const settled = settle(text);
  const found = places(text, spellings);
  const around = AROUND[language];
  let best = { worth: -1, start: 0 };
  for (const first of found) {
    const near = found.filter((f) => f.start >= first.start && f.end <= first.start + around);
    const worth = [...new Set(near.map((f) => f.spelling))]
      .reduce((sum, spelling) => sum + spelling.length, 0);
    if (worth > best.worth) best = { worth, start: first.start };
  }
  const start = before(settled, Math.max(0, best.start - Math.round(around / 4)));
  const end = Math.min(settled.length, start + around);
  const words = found.map((f) => settled.slice(f.start, f.end));
  const html = (start ? "…" : "") + marked(settled, found, start, end)
    + (end < settled.length ? "…" : "");
  return { html, words: [...new Set(words)] };
}

/** The start of the word or sentence at `at`. */
function before(text, at) {
  const near = text.slice(Math.max(0, at - 20), at);
  const cut = Math.max(near.lastIndexOf(" "), near.lastIndexOf("。"), near.lastIndexOf("、"));
  return cut < 0 ? at : at - near.length + cut + 1;
}
