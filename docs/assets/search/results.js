/* Hits as Material's dialog shows them: grouped by page, best first. */
import { crumbs } from "./corpus.js";
import { address } from "./engine.js";
import { likeness } from "./near.js";
import { fold } from "./fold.js";
import { escape, mark, teaser } from "./teaser.js";
import { Text } from "./text.js";

const ALIKE = 0.2; // what a suggestion shares with the query where there are hits elsewhere
const OPEN = 3; // sections of a page that show at once; the rest unfolds
const HOME = { en: "", ja: "ja/" };
const OTHER = { en: "ja", ja: "en" };
const QUERY = (language, query) => `${HOME[language]}?q=${encodeURIComponent(query)}`;

function item(corpus, hit, spellings, score) {
  const { core: { language }, sections: { titles } } = corpus;
  const { prose, code } = corpus.parts.scanned(hit.section);
  const shown = teaser(prose, spellings, language);
  const inCode = shown.words.length ? null : teaser(code, spellings, language);
  const body = inCode?.words.length ? `<code>${inCode.html}</code>` : shown.html;
  const path = crumbs(corpus, hit.section).slice(1).map(escape).join(" › ");
  const words = [...shown.words, ...(inCode?.words ?? [])].map((word) => word.toLowerCase());
  return {
    location: address(corpus, hit),
    title: mark(new Text(titles[hit.section]), spellings),
    text: (path ? `<p class="search-path">${path}</p>` : "") + (body ? `<p>${body}</p>` : ""),
    terms: Object.fromEntries(words.slice(0, 8).map((word) => [word, true])),
    score,
  };
}

/** The dialog takes the last of a group for its heading when all lead to an anchor, shows
    those that score as much as the first, and opens the highest score on Enter. */
function group(corpus, hits, spellings, place) {
  const best = 1000 - place;
  const items = hits.map((hit, n) => item(corpus, hit, spellings, n < OPEN ? best : best - 0.5));
  const [, title] = corpus.core.pages[corpus.sections.page[hits[0].section]];
  const heading = { ...items[0], title: escape(title), text: "", score: best - 0.7 };
  return [...items, heading];
}

/** The groups that the dialog shows for `hits`, best first, with the `spellings` marked. */
export function results(corpus, { hits, spellings }) {
  const pages = new Map();
  const longest = [...spellings].sort((a, b) => b.length - a.length);
  for (const hit of hits) {
    const page = corpus.sections.page[hit.section];
    if (!pages.has(page)) pages.set(page, []);
    pages.get(page).push(hit);
  }
  return [...pages.values()].map((found, place) => group(corpus, found, longest, place));
}

const link = (title, location, score) =>
  [{ location, title: `<span class="search-way-on">${title}</span>`, text: "", terms: {}, score }];

/** What to show where nothing was found: the other language's `count` of hits as a link,
    and the nearest terms. */
export function waysOn(corpus, count, query) {
  const { language, told } = corpus.core;
  const elsewhere = count
    ? [link(escape(told.elsewhere.replace("#", count)), QUERY(OTHER[language], query), 2)]
    : [];
  const near = nearest(corpus, query, count ? ALIKE : 0).map((term) =>
    link(`${escape(told.nearest)} ${escape(term)}`, QUERY(language, term), 1));
  return [...elsewhere, ...near];
}

/** What to show where the index cannot be read: why, and where the list of pages is. */
export const failure = (language, failed) => [link(escape(failed), HOME[language], 1)];

function nearest({ core: { language, terms } }, query, least, most = 3) {
  const typed = fold(query).trim();
  const side = language === "ja" ? 1 : 0;
  return terms
    .map((term) => [term[side][0], Math.max(
      ...[...term[0], ...term[1], term[2]].map((form) => likeness(fold(form), typed)))])
    .filter(([, alike]) => alike >= least)
    .sort((a, b) => b[1] - a[1]).slice(0, most).map(([term]) => term);
}
