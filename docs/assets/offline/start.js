/* Has the reader's language kept for reading without a network (sw.js), once the page has
   loaded, and not by itself where the reader saves data. What the reader came for is first:
   a runtime that starts meanwhile has the language kept after its first run (run/keep.js). */

const container = navigator.serviceWorker;
const home = new URL("../../", import.meta.url);
const script = new URL("sw.js", home);
const LATER = 1000; // milliseconds after the page

/** Promises the worker, which then keeps the language of this page. */
export async function offline() {
  await container.register(script, { updateViaCache: "none" });
  const { active } = await container.ready;
  active.postMessage({ keep: document.documentElement.lang });
  return active;
}

/** The registration of this site, not that of another one above it. */
async function registered() {
  const registration = await container.getRegistration(home);
  return registration?.scope === home.href ? registration : null;
}

/** A newer version that is ready takes over now, if this is the only page; else look for one.
    Not both: Chromium has the version before end its work first. */
async function renew() {
  const { waiting, active } = await registered() ?? {};
  if (waiting) waiting.postMessage({ takeOver: true });
  else active?.postMessage({ renew: true });
}

async function start() {
  let running = false;
  document.addEventListener("runtime", () => { running = true; }, { once: true });
  container.onmessage = ({ data }) => { if (data?.again) location.reload(); };
  await renew();
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, LATER));
  if (!running && !navigator.connection?.saveData) await offline();
}

// Without a network, without TLS, or in a private window, the pages are read as they come.
if (container) start().catch(() => {});
