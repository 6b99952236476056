/* What both workers do: start their runtime once, run one script after the other, send on
   what it prints, and name what goes wrong. */

const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]); // a module of WebAssembly
const PAUSE = 50; // milliseconds between two pieces of output

/** Why a runtime cannot go on: a key of the messages that a page shows. */
export function reasonOf(error) {
  const text = `${error?.name}: ${error?.message}`;
  if (typeof WebAssembly === "undefined" || /content security policy|unsafe-eval|code generation/i.test(text)) {
    return "blocked";
  }
  if (/out of memory|could not allocate|allocation failed|cannot enlarge memory/i.test(text)) {
    return "memory";
  }
  if (/failed to fetch|networkerror|load failed|imported module|\.packed: \d/i.test(text)) {
    return "network";
  }
  return "dead";
}

/** Answer messages {base, code, options}. `start(base, progress)` gives a runtime with
    run(code, options, print) -> result and clean() -> whether it can be used again. */
export function serve(start) {
  let runtime = null;
  let last = Promise.resolve();
  let waiting = "";
  let sent = 0;

  const flush = () => {
    if (waiting) postMessage({ output: waiting });
    [waiting, sent] = ["", performance.now()];
  };
  const print = (text) => {
    waiting += text;
    if (performance.now() - sent > PAUSE) flush();
  };

  async function answer({ base, code, options }) {
    try {
      // Engines wrap a refusal to compile, or wait for ever: ask by ourselves.
      if (!runtime) await WebAssembly.compile(EMPTY);
      runtime ??= await start(base, (bytes) => postMessage({ bytes }));
      postMessage({ started: true });
      if (code === undefined) return;
      const begun = performance.now();
      const result = await runtime.run(code, options, print);
      const milliseconds = performance.now() - begun;
      flush();
      postMessage({ result: { ...result, milliseconds } });
      if (await runtime.clean()) return;
      postMessage({ spent: true });
      close(); // what waits is sent to the next worker
    } catch (error) {
      flush();
      postMessage({ failure: reasonOf(error), detail: String(error?.message ?? error) });
    }
  }

  addEventListener("message", ({ data }) => {
    last = last.then(() => answer(data));
  });
}
