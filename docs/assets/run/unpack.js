/* Fetches what the build compressed, keeps it for the next visit, and unpacks it here:
   it does not matter what the host compresses or which headers it sends. */

const STORE = "runtimes";

/** Answer from the store, else from the network; null where `optional` and not there. */
async function response(address, { optional = false } = {}) {
  const url = `${address}.packed`;
  const store = await globalThis.caches?.open(STORE).catch(() => undefined);
  const kept = await store?.match(url);
  if (kept) return kept;
  const answer = await fetch(url);
  if (!answer.ok) {
    if (optional) return null;
    throw new TypeError(`${url}: ${answer.status}`);
  }
  store?.put(url, answer.clone()).catch(() => {}); // a full disk is no reason to stop
  return answer;
}

function counted(answer, progress, broken = () => {}) {
  const { readable, writable } = new TransformStream({
    transform(chunk, out) {
      progress(chunk.length);
      out.enqueue(chunk);
    },
  });
  answer.body.pipeTo(writable).catch(broken);
  return readable.pipeThrough(new DecompressionStream("gzip"));
}

/** The bytes of the file at `address`; `progress(n)` is told of each n bytes that came. */
export async function fetched(address, progress, options) {
  const answer = await response(address, options);
  if (!answer) return null;
  return new Uint8Array(await new Response(counted(answer, progress)).arrayBuffer());
}

/** The file at `address`, as a response that the engines compile while it comes;
    `broken(error)` is told when it stops coming. */
export async function fetchedWasm(address, progress, broken) {
  const headers = { "Content-Type": "application/wasm" };
  return new Response(counted(await response(address), progress, broken), { headers });
}

export async function fetchedModule(address, progress) {
  return WebAssembly.compileStreaming(await fetchedWasm(address, progress));
}
