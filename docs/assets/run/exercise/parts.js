/* The parts of an exercise, out of the file of its snippet. */

const SECTION = /^-- --8<-- \[start:([\w-]+)\]\n([^]*?)^-- --8<-- \[end:\1\]$/gm;
const SHOWN = "\\pset null NULL\n";

/** Return the sections of a file by their names. */
export function sections(text) {
  return Object.fromEntries([...text.matchAll(SECTION)].map(([, name, code]) => [name, code.trim()]));
}

/** The script that runs `query` and then, where the exercise has one, its probe. */
export function script(query, { probe = "" }) {
  return `${SHOWN}${query}\n${probe ? `;\n${probe}\n` : ""}`;
}

/** The first line of what psql says of an error, without its severity. */
export function errorIn(output) {
  return output.match(/^ERROR: +(.*)$/m)?.[1] ?? output.trim().split("\n").at(-1);
}

/** Fill `{name}` in a sentence with what `facts` has under that name. */
export function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

/** A row as a line. */
export const line = (row) => row.map((cell) => cell ?? "NULL").join(" | ");
