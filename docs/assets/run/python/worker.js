/* Runs Python programs on a CPython of this worker. */
import { serve } from "../serve.js";
import { fetched, fetchedWasm } from "../unpack.js";

const PACKED = ["pyodide.asm.wasm", "stdlib.zip"];
const OWN = new URL("main.py", import.meta.url);
const MOST = 200 * 2 ** 20; // bytes of memory after which it starts anew

/** Pyodide fetches its files by itself, one after the other: begin with all of them at
    once, and answer with the unpacked ones. It goes on without a file: return a promise
    that fails when one does not come. */
function unpacking(base, progress) {
  const ask = globalThis.fetch;
  return new Promise((_, broken) => {
    const unpacked = async (address) => {
      if (address.endsWith(".wasm")) return fetchedWasm(address, progress, broken);
      return new Response(await fetched(address, progress));
    };
    const answers = new Map(PACKED.map((name) => [base + name, unpacked(base + name)]));
    for (const answer of answers.values()) answer.catch(broken);
    globalThis.fetch = (address, ...more) => answers.get(String(address)) ?? ask(address, ...more);
  });
}

serve(async (base, progress) => {
  const broken = unpacking(base, progress);
  const [{ loadPyodide }, { default: createPyodideModule }, main] = await Promise.all([
    import(`${base}pyodide.mjs`),
    import(`${base}pyodide.asm.mjs`),
    fetch(OWN).then((answer) => answer.text()),
  ]);
  const env = { PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1" };
  const stdLibURL = `${base}stdlib.zip`;
  const options = { indexURL: base, stdLibURL, env, createPyodideModule };
  const python = await Promise.race([loadPyodide(options), broken]);
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
    clean() {
      module.clean();
      return python._module.HEAPU8.length <= MOST;
    },
  };
});
