/* Compares what was printed with what was recorded, as the tests do: the number behind
   ≈ is a measurement and free. So are memory and spilled rows in a plan: the page's
   PostgreSQL has pointers of 32 bits. */

const MEASURED = /[ \t]*≈[ \t]*[-+]?[\d,_]*\.?\d+(e[-+]?\d+)?/g;
const MEMORY = /\b((?:Memory(?: Usage)?|Disk): )\d+kB/g;
const MOST = 2000; // lines on a side that are compared one by one

const comparable = (line) => line.trimEnd().replaceAll(MEASURED, " ≈#").replaceAll(MEMORY, "$1#");
const linesOf = (text) => text.trimEnd().split("\n");

/** "same", "free" where only measurements differ, or "differs". */
export function verdict(recorded, printed) {
  const alike = (read) => linesOf(recorded).map(read).join("\n") === linesOf(printed).map(read).join("\n");
  if (alike((line) => line.trimEnd())) return "same";
  return alike(comparable) ? "free" : "differs";
}

/** Return [sign, line] pairs: " " in both, "-" recorded only, "+" printed only. */
export function difference(recorded, printed) {
  const [old, now] = [linesOf(recorded).slice(0, MOST), linesOf(printed).slice(0, MOST)];
  const [a, b] = [old.map(comparable), now.map(comparable)];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([" ", now[j]]);
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push(["-", old[i]]);
      i += 1;
    } else {
      lines.push(["+", now[j]]);
      j += 1;
    }
  }
  return lines;
}
