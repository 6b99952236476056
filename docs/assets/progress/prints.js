/* Fingerprints of a page: what a reader has read is kept with those of the language that it
   was read in, as "en:sum id=print id=print ...". */

/** What is kept of a page whose prints are { sum, sections }. */
export function printOf(language, { sum, sections }) {
  return [`${language}:${sum}`, ...Object.entries(sections).map(([id, print]) => `${id}=${print}`)]
    .join(" ");
}

/** Whether the page with `prints` by language was another one when `kept` was written. */
export function hasChanged(kept, prints) {
  const [language, sum] = kept.split(" ", 1)[0].split(":");
  return prints[language]?.sum !== sum;
}

/** The ids of the sections that are new or changed since, "" for the opening; none where
    only the whole was kept. */
export function changedSections(kept, prints) {
  const [head, ...rest] = kept.split(" ");
  if (!rest.length) return [];
  const old = new Map(rest.map((part) => part.split("=")));
  const now = Object.entries(prints[head.split(":")[0]]?.sections ?? {});
  return now.filter(([id, print]) => old.get(id) !== print).map(([id]) => id);
}
