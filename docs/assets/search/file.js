/* A page that was opened as a file may neither start a worker nor fetch. There the engine
   runs in the page and reads its index as scripts; and a link to a folder leads to the
   page in it. */
(() => {
  if (location.protocol !== "file:") return;
  const QUERY = 2, RESULT = 3, READY = 1;
  const waiting = new Map();
  let engine;

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });

  window.searchPart = (name, part) => waiting.set(name, part);

  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.address = new URL(address, location);
    }

    async postMessage({ type, data }) {
      if (type !== QUERY) return this.tell({ type: READY });
      const asked = Object.fromEntries(this.address.searchParams);
      engine ??= load(new URL("engine.js", this.address));
      await engine;
      this.answer ??= searchEngine.answering(asked, (...names) => this.read(...names));
      return this.answer(data, (items) => this.tell({ type: RESULT, data: { items } }));
    }

    async read(language, name) {
      await load(new URL(`../../search/${language}/${name}.js`, this.address));
      return waiting.get(name);
    }

    tell(data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  };

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const to = link && new URL(link.href);
    if (!to || to.protocol !== "file:" || !to.pathname.endsWith("/")) return;
    event.preventDefault();
    to.pathname += "index.html";
    location = to;
  });
})();
