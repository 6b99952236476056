// Builds what pages load to run snippets and to schedule questions: node build.mjs FOLDER
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepScript, notice, pack, tar } from "./archive.mjs";
import { bundle } from "./bundle.mjs";
import { cluster } from "./cluster.mjs";
import { stdlib } from "./stdlib.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PGLITE = join(HERE, "node_modules", "@electric-sql", "pglite");
const PYODIDE = join(HERE, "node_modules", "pyodide");
const FSRS = join(HERE, "node_modules", "ts-fsrs");
const LICENCES = join(HERE, "licences");

const read = (...path) => readFileSync(join(...path));
const bytesOf = (files) => files.reduce((sum, file) => sum + file.bytes, 0);

async function sql(folder) {
  mkdirSync(join(folder, "extensions"), { recursive: true });
  const dist = join(PGLITE, "dist");
  const { version, entries } = await cluster();
  const scripts = readdirSync(dist).filter((name) => /^(index|chunk-\w+)\.js$/.test(name));
  const files = [
    ...scripts.map((name) => keepScript(folder, name, read(dist, name))),
    pack(folder, "pglite.wasm", read(dist, "pglite.wasm")),
    pack(folder, "pglite.data", bundle(dist)),
    pack(folder, "cluster.tar", tar(entries)),
  ];
  for (const name of readdirSync(dist).filter((name) => name.endsWith(".tar.gz"))) {
    const extension = name.replace(".tar.gz", ".tar.packed");
    writeFileSync(join(folder, "extensions", extension), read(dist, name));
  }
  notice(folder, "LICENCES.txt", join(LICENCES, "postgresql.txt"), join(PGLITE, "LICENSE"));
  return { version: `PostgreSQL ${version}`, bytes: bytesOf(files), files };
}

async function python(folder) {
  mkdirSync(folder, { recursive: true });
  const { version, bytes } = await stdlib();
  // The list of packages, of which a page has none: the library alone.
  const { info } = JSON.parse(read(PYODIDE, "pyodide-lock.json"));
  const list = Buffer.from(JSON.stringify({ info, packages: {} }));
  const files = [
    keepScript(folder, "pyodide-lock.json", list),
    ...["pyodide.mjs", "pyodide.asm.mjs"].map((name) => keepScript(folder, name, read(PYODIDE, name))),
    pack(folder, "pyodide.asm.wasm", read(PYODIDE, "pyodide.asm.wasm")),
    pack(folder, "stdlib.zip", bytes),
  ];
  notice(folder, "LICENCES.txt", join(LICENCES, "python.txt"), join(LICENCES, "mpl-2.0.txt"));
  return { version: `Python ${version}`, bytes: bytesOf(files), files };
}

/** What schedules questions that come back; the page loads it as it is. */
function fsrs(folder) {
  mkdirSync(folder, { recursive: true });
  const { version } = JSON.parse(read(FSRS, "package.json"));
  const script = read(FSRS, "dist", "index.mjs").toString().replace(/^\/\/# sourceMappingURL=.*$/m, "");
  const files = [keepScript(folder, "fsrs.mjs", Buffer.from(script))];
  notice(folder, "LICENCES.txt", join(FSRS, "LICENSE"));
  return { version: `ts-fsrs ${version}`, bytes: bytesOf(files), files };
}

const folder = process.argv[2];
const manifest = {
  sql: await sql(join(folder, "sql")),
  python: await python(join(folder, "python")),
  fsrs: fsrs(join(folder, "fsrs")),
};
writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest, null, 1));
process.exit(0); // an instance that is closed keeps its timers
