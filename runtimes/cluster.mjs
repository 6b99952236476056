// A PostgreSQL data directory, made once, so that a browser need not run initdb.
import { PGlite, protocol } from "@electric-sql/pglite";

const DATA = "/pglite/data";
// As snippets/services/postgresql.py makes its own; small WAL files keep it small.
const INITDB = [
  "--wal-segsize=1", "--username=postgres", "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8", "--no-sync",
];
const SEGMENT = 2 ** 20; // bytes of a WAL file
const PAGE = 8192;
// template0 and template1 serve CREATE DATABASE only, which one session cannot use.
const LEFT_OUT = /^base\/(1|4)\/./;

/** Return {version, entries}: the server's version, and the files of a clean shutdown. */
export async function cluster() {
  const server = await PGlite.create({ initDbStartParams: INITDB });
  const version = (await server.query("SHOW server_version")).rows[0].server_version;
  for (const command of ["VACUUM FREEZE", "SELECT pg_switch_wal()"]) {
    await server.execProtocol(protocol.serialize.query(command));
  }
  const { FS } = server.Module;
  server.fs.closeFs = async () => {}; // the files are read after the shutdown
  await server.close();
  const files = read(FS, "").filter(([path]) => !LEFT_OUT.test(path));
  return { version, entries: withLastWal(files) };
}

/** Keep of the WAL the shutdown's checkpoint, which is all that a start reads. */
function withLastWal(files) {
  const control = Buffer.from(files.find(([path]) => path === "global/pg_control")[1]);
  const position = Number(control.readBigUInt64LE(32)); // ControlFileData.checkPoint
  const number = Math.floor(position / SEGMENT).toString(16).padStart(16, "0");
  const name = `pg_wal/00000001${number.toUpperCase()}`;
  files.find(([path]) => path === name)[1].fill(0, (position % SEGMENT) + PAGE);
  return files.filter(([path]) => !/^pg_wal\/[0-9A-F]{24}$/.test(path) || path === name);
}

function read(FS, folder) {
  const names = FS.readdir(`${DATA}/${folder}`).filter((name) => !/^\.\.?$/.test(name));
  return names.flatMap((name) => {
    const path = `${folder}${name}`;
    const { mode } = FS.stat(`${DATA}/${path}`);
    if (FS.isDir(mode)) return [[`${path}/`, new Uint8Array()], ...read(FS, `${path}/`)];
    return [[path, FS.readFile(`${DATA}/${path}`)]];
  });
}
