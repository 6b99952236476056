/* Runs Python programs on a CPython of this worker. */
import { serve } from "../serve.js";
import { fetched, fetchedWasm } from "../unpack.js";

const PACKED = ["pyodide.asm.wasm", "stdlib.zip"];
const OWN = new URL("main.py", import.meta.url);
const MOST = 200 * 2 ** 20; // bytes of memory after which it starts anew

/** Pyodide fetches its files by itself: answer with the unpacked ones. It goes on without
    them: return a promise that fails when one does not come. */
function unpacking(base, progress) {
  const ask = globalThis.fetch;
  return new Promise((_, broken) => {
    const unpacked = async (address) => {
      if (address.endsWith(".wasm")) return fetchedWasm(address, progress, broken);
      return new Response(await fetched(address, progress));
    };
    globalThis.fetch = (address, ...more) => {
      if (!PACKED.includes(String(address).replace(base, ""))) return ask(address, ...more);
      const answer = unpacked(String(address));
      answer.catch(broken);
      return answer;
    };
  });
}

serve(async (base, progress) => {
  const broken = unpacking(base, progress);
  const [{ loadPyodide }, main] = await Promise.all([
    import(`${base}pyodide.mjs`),
    fetch(OWN).then((answer) => answer.text()),
  ]);
  const env = { PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1" };
  const options = { indexURL: base, stdLibURL: `${base}stdlib.zip`, env };
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
    clean: () => python._module.HEAPU8.length <= MOST,
  };
});
