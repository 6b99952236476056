// PGlite's bundle of files, without what one session never opens.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const UNUSED = [
  /\/lib\/postgresql\/(utf8_and_|euc|latin|cyrillic|libpqwalreceiver|pgoutput|pgxs)/,
  /\/icu\/icudt/, // one session compares text by the built-in C.UTF-8
  /\/share\/postgresql\/(postgres\.bki|.*\.sql$|.*\.sample$|sql_features|errcodes)/,
];

/** Return the bundle of the package at `folder`, with the bytes of unused files zeroed:
    its script knows every file by its place. */
export function bundle(folder) {
  const bytes = readFileSync(join(folder, "pglite.data"));
  const script = readFileSync(join(folder, "pglite.js"), "utf8");
  for (const [, name, start, end] of script.matchAll(/filename:"([^"]+)",start:(\d+),end:(\d+)/g)) {
    if (UNUSED.some((pattern) => pattern.test(name))) bytes.fill(0, Number(start), Number(end));
  }
  return bytes;
}
