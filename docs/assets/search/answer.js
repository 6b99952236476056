/* Answers the queries of a page, in a worker or, where the page is a file, in the page. */
import { Index, unwrap } from "./load.js";
import { failure, results, waysOn } from "./results.js";

export { unwrap };

const OTHER = { en: "ja", ja: "en" };

/** What answers the queries of a page in `language`: call it with a query and with what
    takes the groups to show. `read(language, name)` promises a part of an index; `failed`
    is what a reader is told where it breaks its promise: the next query tries again. */
export function answering({ language, failed }, read) {
  const indexes = Object.fromEntries(Object.keys(OTHER).map((name) =>
    [name, new Index((part) => read(name, part))]));
  const [here, there] = [indexes[language], indexes[OTHER[language]]];
  let latest = 0;
  return async (query, take) => {
    const turn = ++latest;
    const isOld = () => turn !== latest;
    const groups = query ? await answer(here, there, query, isOld).catch((error) => {
      console.warn(error);
      return failure(language, failed);
    }) : [];
    if (!isOld()) take(groups);
  };
}

async function answer(here, there, query, isOld) {
  const corpus = await here.corpus();
  if (!query.trim()) return [];
  const found = await here.search(query, isOld);
  if (!found) return [];
  if (found.hits.length) return results(corpus, found);
  const elsewhere = await there.search(query, isOld).catch(() => null); // not kept, no network
  return waysOn(corpus, elsewhere?.hits.length ?? 0, query);
}
