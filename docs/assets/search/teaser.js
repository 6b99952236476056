/* Shows why a section was found: the piece of its text that holds most of the query. */

const AROUND = { en: 180, ja: 110 };
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

/** Where the `spellings`, longest first, stand in `text.settled`, without overlaps. */
export function places(text, spellings) {
  const { folded } = text;
  const found = [];
  const taken = new Uint8Array(folded.length);
  for (const spelling of spellings) {
    const size = spelling.length;
    let at = size ? folded.indexOf(spelling) : -1;
    for (; at >= 0; at = folded.indexOf(spelling, at + 1)) {
      if (taken[at] || taken[at + size - 1] || text.isInside(at)) continue;
      taken.fill(1, at, at + size);
      found.push({ start: text.place(at), end: text.place(at + size), spelling });
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

/** A whole Text as HTML with marks. */
export const mark = (text, spellings) => marked(text.settled, places(text, spellings));

/** The best piece of a Text as HTML with marks, and the words marked in it. */
export function teaser(text, spellings, language) {
  const { settled } = text;
  const found = places(text, spellings);
  const around = AROUND[language];
  const start = before(settled, Math.max(0, fullest(found, around) - Math.round(around / 4)));
  const end = Math.min(settled.length, start + around);
  const words = found.map((f) => settled.slice(f.start, f.end));
  const html = (start ? "…" : "") + marked(settled, found, start, end)
    + (end < settled.length ? "…" : "");
  return { html, words: [...new Set(words)] };
}

/** Where the `around` letters begin that have most of the query: 0 where none has any. */
function fullest(found, around) {
  const counts = new Map();
  let worth = 0, last = 0, best = { worth: -1, start: 0 };
  const count = ({ spelling }, change) => {
    const was = counts.get(spelling) ?? 0;
    counts.set(spelling, was + change);
    if (!was || was + change === 0) worth += spelling.length * change;
  };
  found.forEach((first, n) => {
    while (last < found.length && found[last].end <= first.start + around) count(found[last++], 1);
    if (worth > best.worth) best = { worth, start: first.start };
    if (n < last) count(first, -1);
    else last = n + 1;
  });
  return best.start;
}

/** The start of the word or sentence at `at`. */
function before(text, at) {
  const near = text.slice(Math.max(0, at - 20), at);
  const cut = Math.max(near.lastIndexOf(" "), near.lastIndexOf("。"), near.lastIndexOf("、"));
  return cut < 0 ? at : at - near.length + cut + 1;
}
