/* After a first run: this page, what it loaded, and the runtime work without a network. */

let asked = null;

/** Hand the addresses of what `kind` needs to the service worker, once a kind. */
export async function keep({ home, kinds, scripts }, kind) {
  if (!navigator.serviceWorker) return;
  asked ??= navigator.serviceWorker.register(new URL("sw.js", home)).then(() => navigator.serviceWorker.ready);
  try {
    const { active } = await asked;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const { base, files } = kinds[kind];
    const plain = files.filter((name) => !name.endsWith(".packed")).map((name) => base + name);
    const ours = [...scripts, ...plain].map((path) => new URL(path, home).href);
    const page = location.href.split("#")[0];
    active.postMessage({ keep: [...new Set([page, ...loaded, ...ours])] });
  } catch {
    asked = null; // a private window, or a host without TLS: it runs, though not offline
  }
}
