/* Runs Python programs on a CPython of this worker. */
import { serve } from "../serve.js";
import { fetched, fetchedWasm } from "../unpack.js";

const PACKED = ["pyodide.asm.wasm", "stdlib.zip"];
const OWN = new URL("main.py", import.meta.url);
const MOST = 200 * 2 ** 20; // bytes of memory after which it starts anew

/** Pyodide fetches its files by itself: answer with the unpacked ones. */
function unpacking(base, progress) {
  const ask = globalThis.fetch;
  globalThis.fetch = async (address, ...more) => {
    const name = String(address).replace(base, "");
    if (!PACKED.includes(name)) return ask(address, ...more);
    if (name.endsWith(".wasm")) return fetchedWasm(String(address), progress);
    return new Response(await fetched(String(address), progress));
  };
}

serve(async (base, progress) => {
  unpacking(base, progress);
  const [{ loadPyodide }, main] = await Promise.all([
    import(`${base}pyodide.mjs`),
    fetch(OWN).then((answer) => answer.text()),
  ]);
  const python = await loadPyodide({
    indexURL: base,
    stdLibURL: `${base}stdlib.zip`,
    env: { PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1" },
  });
  const module = python.runPython(`import types; types.ModuleType("main")`);
  module.__file__ = "<page>";
  python.runPython(main, { globals: module.__dict__, filename: "<page>" });
  const decoder = new TextDecoder();
  return {
    async run(code, { file }, print) {
      const write = (bytes) => {
        print(decoder.decode(bytes, { stream: true }));
        return bytes.length;
      };
      python.setStdout({ write });
      python.setStderr({ write });
      const answer = module.run(code, file);
      const [status, data] = answer.toJs();
      answer.destroy();
      return { status, data };
    },
    clean: () => python._module.HEAPU8.length <= MOST,
  };
});
