/* Hits as Material's dialog shows them: grouped by page, best first. */
import { crumbs } from "./corpus.js";
import { address, search } from "./engine.js";
import { likeness } from "./near.js";
import { fold } from "./fold.js";
import { escape, mark, teaser } from "./teaser.js";

const ALIKE = 0.2; // what a suggestion shares with the query where there are hits elsewhere
const OPEN = 3; // sections of a page that show at once; the rest unfolds
const QUERY = (language, query) =>
  `${language === "ja" ? "ja/" : ""}?q=${encodeURIComponent(query)}`;

function item(corpus, hit, score) {
  const { index } = corpus;
  const [, , title, , , prose, code] = index.sections[hit.section];
  const shown = teaser(prose, hit.spellings, index.language);
  const inCode = shown.words.length ? null : teaser(code, hit.spellings, index.language);
  const body = inCode?.words.length ? `<code>${inCode.html}</code>` : shown.html;
  const path = crumbs(index, hit.section).slice(1).map(escape).join(" › ");
  const words = [...shown.words, ...(inCode?.words ?? [])].map((word) => word.toLowerCase());
  return {
    location: address(corpus, hit),
    title: mark(title, hit.spellings),
    text: (path ? `<p class="search-path">${path}</p>` : "") + (body ? `<p>${body}</p>` : ""),
    terms: Object.fromEntries(words.slice(0, 8).map((word) => [word, true])),
    score,
  };
}

/** The dialog takes the last of a group for its heading when all lead to an anchor, shows
    those that score as much as the first, and opens the highest score on Enter. */
function group(corpus, hits, place) {
  const best = 1000 - place;
  const items = hits.map((hit, n) => item(corpus, hit, n < OPEN ? best : best - 0.5));
  const [, title] = corpus.index.pages[corpus.index.sections[hits[0].section][0]];
  const heading = { ...items[0], title: escape(title), text: "", score: best - 0.7 };
  return [...items, heading];
}

/** The groups that the dialog shows for `query`. */
export function results(corpus, query) {
  const pages = new Map();
  for (const hit of search(corpus, query)) {
    const [page] = corpus.index.sections[hit.section];
    if (!pages.has(page)) pages.set(page, []);
    pages.get(page).push(hit);
  }
  return [...pages.values()].map((hits, place) => group(corpus, hits, place));
}

/** What to show where nothing was found: the other language's hits as a link, and the
    nearest terms. `other` is the prepared index of the other language. */
export function waysOn(corpus, other, query) {
  const { language, words } = corpus.index;
  const count = search(other, query).length;
  const link = (title, location, score) =>
    [{ location, title: `<span class="search-way-on">${title}</span>`, text: "", terms: {}, score }];
  const elsewhere = count
    ? [link(escape(words.elsewhere.replace("#", count)), QUERY(other.index.language, query), 2)]
    : [];
  const near = nearest(corpus, query, count ? ALIKE : 0).map((term) =>
    link(`${escape(words.nearest)} ${escape(term)}`, QUERY(language, term), 1));
  return [...elsewhere, ...near];
}

function nearest(corpus, query, least, most = 3) {
  const typed = fold(query).trim();
  const side = corpus.index.language === "ja" ? 1 : 0;
  return corpus.index.terms
    .map((term) => [term[side][0], Math.max(
      ...[...term[0], ...term[1], term[2]].map((form) => likeness(fold(form), typed)))])
    .filter(([, alike]) => alike >= least)
    .sort((a, b) => b[1] - a[1]).slice(0, most).map(([term]) => term);
}
