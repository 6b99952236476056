/* Starts PostgreSQL in this worker, from files that the site's build made. */
import { fetched, fetchedModule } from "../unpack.js";
import { CLEAN, LEFT } from "./clean.js";

// The package would else load its own initdb, which the ready data directory spares.
const NO_INITDB = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const LONG_JUMP = 100; // how an error of SQL leaves the engine's code
const SETTINGS = {
  exit_on_error: "false", log_checkpoints: "false", io_method: "sync",
  max_worker_processes: 0, max_parallel_workers: 0, max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0, max_prepared_transactions: 10,
  min_wal_size: "2MB", wal_recycle: "off",
  // As many buffers a session as on a whole server, so that tables grow by as many pages.
  shared_buffers: "80MB", autovacuum_worker_slots: 1, max_wal_senders: 0,
};

/** Return the running server; `base` is the address of its files. */
export async function start(base, progress) {
  const [{ PGlite, protocol }, pgliteWasmModule, fsBundle, loadDataDir] = await Promise.all([
    import(new URL("index.js", base)),
    fetchedModule(new URL("pglite.wasm", base), progress),
    fetched(new URL("pglite.data", base), progress).then((bytes) => new Blob([bytes])),
    fetched(new URL("cluster.tar", base), progress).then((bytes) => new Blob([bytes])),
  ]);
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const engine = await PGlite.create({
    pgliteWasmModule, fsBundle, loadDataDir,
    initdbWasmModule: new WebAssembly.Module(NO_INITDB),
    startParams: ["--single", "-F", "-O", "-j", ...settings],
  });
  return new Server(engine, protocol.serialize, base);
}

class Server {
  #extensions = new Set();

  constructor(engine, words, base) {
    Object.assign(this, { engine, words, base, dead: null });
    this.#watch(engine.Module);
  }

  /** The engine goes on after any exception of its code; only its own long jump is one to
      go on after. */
  #watch(module) {
    const { _PostgresMainLoopOnce: once, stackRestore } = module;
    module._PostgresMainLoopOnce = () => {
      try {
        once();
      } catch (error) {
        if (error.status !== LONG_JUMP) this.dead = error;
        throw error;
      }
    };
    module.stackRestore = (pointer) => {
      if (this.dead) throw this.dead;
      stackRestore(pointer);
    };
  }

  /** Send one statement, and what COPY reads; return the server's messages. */
  async ask(query, input = null) {
    const { query: ask, copyData, copyDone } = this.words;
    const parts = [ask(query)];
    if (input !== null) parts.push(copyData(new TextEncoder().encode(input)), copyDone());
    const message = new Uint8Array(await new Blob(parts).arrayBuffer());
    const { messages } = await this.engine.execProtocol(message, {
      throwOnError: false, syncToFs: false,
    });
    return messages;
  }

  /** Fetch the extension that a statement creates, where the site has it. */
  async extend(query) {
    const name = query.match(/^create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/i)?.[1];
    if (!name || this.#extensions.has(name)) return;
    this.#extensions.add(name);
    const address = new URL(`extensions/${name}.tar`, this.base);
    const archive = await fetched(address, () => {}, { optional: true });
    if (archive) unpackTar(this.engine.Module.FS, archive);
  }

  /** Make the database empty again; return whether nothing is left behind. */
  async clean() {
    const prepared = await this.ask("ROLLBACK; SELECT gid FROM pg_prepared_xacts");
    for (const { name, fields } of prepared) {
      if (name === "dataRow") await this.ask(`ROLLBACK PREPARED '${fields[0].replaceAll("'", "''")}'`);
    }
    for (const query of CLEAN) {
      const failed = (await this.ask(query)).some(({ name }) => name === "error");
      if (failed) return false;
    }
    const left = (await this.ask(LEFT)).find(({ name }) => name === "dataRow");
    return left?.fields[0] === "0" && this.engine.Module.HEAPU8.length <= 200 * 2 ** 20;
  }
}

function unpackTar(FS, archive) {
  const text = (from, length) =>
    new TextDecoder().decode(archive.subarray(from, from + length)).replace(/\0.*$/s, "");
  for (let at = 0; archive[at]; ) {
    const [name, size] = [text(at, 100), parseInt(text(at + 124, 12), 8) || 0];
    const path = `/pglite/${name}`;
    if (archive[at + 156] !== 53) {
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, archive.slice(at + 512, at + 512 + size));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
