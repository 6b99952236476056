/* After a first run: the runtime works without a network, and so do the pages. */
import { offline } from "../offline/start.js";

/** Hand the files that `kind` needs to the service worker; what is packed is kept already. */
export async function keep({ home, kinds }, kind) {
  const { base, files } = kinds[kind];
  const plain = files.filter((name) => !name.endsWith(".packed"));
  try {
    (await offline()).postMessage({ runtime: plain.map((name) => new URL(base + name, home).href) });
  } catch {
    // a private window, or a host without TLS: it runs, though not offline
  }
}
