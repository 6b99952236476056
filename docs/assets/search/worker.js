/* Material's search worker: speaks its four messages, and reads engine and index at the
   first query, which a page sends when its search box gets the focus. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const asked = Object.fromEntries(new URLSearchParams(self.location.search));
let answer;

async function read(language, name) {
  const file = await fetch(new URL(`../../search/${language}/${name}.js`, self.location));
  if (!file.ok) throw new Error(`${file.url}: ${file.status}`);
  return searchEngine.unwrap(await file.text());
}

const post = (items) => self.postMessage({ type: RESULT, data: { items } });

self.onmessage = ({ data: { type, data } }) => {
  if (type === SETUP) self.postMessage({ type: READY });
  if (type !== QUERY) return;
  if (!answer && !data) { // what the theme asks at each page load
    post([]);
    return;
  }
  try {
    if (!answer) {
      importScripts("engine.js");
      answer = searchEngine.answering(asked, read);
    }
    answer(data, post);
  } catch (error) {
    console.warn(error);
    const title = `<span class="search-way-on">${asked.failed}</span>`;
    post([[{ location: asked.home, title, text: "", terms: {}, score: 1 }]]);
  }
};
