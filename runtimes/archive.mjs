// Packs files: gzip that a worker unpacks itself, and the tar that PGlite reads.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Write `bytes` compressed to <folder>/<name>.packed; return its entry in the manifest. */
export function pack(folder, name, bytes) {
  return keep(folder, `${name}.packed`, gzipSync(bytes, { level: 9 }));
}

/** Write a script as it is; hosts compress it on the way. */
export function keepScript(folder, name, bytes) {
  const { hash } = keep(folder, name, bytes);
  return { name, bytes: gzipSync(bytes, { level: 9 }).length, hash };
}

function keep(folder, name, bytes) {
  writeFileSync(join(folder, name), bytes);
  const hash = createHash("sha256").update(bytes).digest("base64");
  return { name, bytes: bytes.length, hash: `sha256-${hash}` };
}

/** Copy the text of a licence to <folder>/<name>. */
export function notice(folder, name, ...sources) {
  const texts = sources.map((source) => readFileSync(source, "utf8"));
  writeFileSync(join(folder, name), texts.join("\n\n"));
}

/** Return the tar of [path, bytes] pairs; a path that ends in / is a folder. */
export function tar(entries) {
  const blocks = entries.flatMap(([path, bytes]) => {
    const padding = (512 - (bytes.length % 512)) % 512;
    return [header(path, bytes.length), Buffer.from(bytes), Buffer.alloc(padding)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(path, size) {
  const block = Buffer.alloc(512);
  const folder = path.endsWith("/");
  block.write(path, 0, 100);
  block.write(`${folder ? "0000700" : "0000600"}\0`, 100);
  block.write("0000000\0".repeat(2), 108);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write(folder ? "5" : "0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
