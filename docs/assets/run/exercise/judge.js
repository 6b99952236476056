/* Compares the result of a reader's query with the answer's: columns by position, numbers
   by value, duplicates counted, order only where the question asks for it.

   A result is {columns: [{name, type}], rows: [[text or null]]}, type being PostgreSQL's
   number of it. */

const KINDS = {
  number: [20, 21, 23, 26, 700, 701, 1700], text: [18, 19, 25, 705, 1042, 1043],
  boolean: [16], date: [1082], time: [1083], timestamp: [1114], timestamptz: [1184],
  interval: [1186], json: [114, 3802], uuid: [2950], daterange: [3912], datemultirange: [4535],
};
const FLOATS = new Set([700, 701]);
const DIGITS = 12; // to which floating point numbers are compared
const SHOWN = 3; // rows of each kind that a message names
const MOST = 6; // columns whose orders are tried

const names = new Map(Object.entries(KINDS).flatMap(([kind, types]) => types.map((t) => [t, kind])));
export const kindOf = (type) => names.get(type) ?? `type ${type}`;

/** A number without what does not change its value. */
function plain(text) {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text; // NaN, Infinity
  const cut = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return cut === "-0" ? "0" : cut;
}

/** How each column is read: one reader for both results. */
function readers(expected, given) {
  return expected.columns.map(({ type }, n) => {
    const floats = FLOATS.has(type) || FLOATS.has(given.columns[n].type);
    if (floats) return (text) => plain(Number(text).toPrecision(DIGITS));
    return kindOf(type) === "number" ? plain : (text) => text;
  });
}

const keyOf = (row, read) =>
  JSON.stringify(row.map((cell, n) => (cell === null ? null : read[n](cell))));

/** The rows of `these`, with their keys, that `others` lacks, each as often as it does. */
function beyond(these, keys, others) {
  const left = new Map();
  for (const key of others) left.set(key, (left.get(key) ?? 0) + 1);
  return these.filter((_, n) => {
    const count = left.get(keys[n]) ?? 0;
    left.set(keys[n], count - 1);
    return count <= 0;
  });
}

/** Every order of the numbers below `count`. */
function* orders(count, begun = []) {
  if (begun.length === count) yield begun;
  for (let n = 0; n < count; n += 1) {
    if (!begun.includes(n)) yield* orders(count, [...begun, n]);
  }
}

/** Whether the rows agree in another order of the columns. */
function isSwapped({ columns, rows }, given) {
  if (columns.length > MOST || !rows.length || rows.length !== given.rows.length) return false;
  const joined = (list) => list.map((row) =>
    JSON.stringify(row.map((cell) => (cell === null ? null : plain(cell))))).sort().join();
  const wanted = joined(rows);
  for (const order of orders(columns.length)) {
    if (order.every((n, place) => n === place)) continue;
    if (joined(given.rows.map((row) => order.map((n) => row[n]))) === wanted) return true;
  }
  return false;
}

function compareColumns(expected, given, fixed) {
  const [wanted, found] = [expected.columns, given.columns];
  const listed = wanted.map(({ name }) => name).join(", ");
  if (wanted.length !== found.length) {
    return { verdict: "columns", given: found.length, expected: wanted.length, names: listed };
  }
  const differ = wanted.findIndex(({ type }, n) => kindOf(type) !== kindOf(found[n].type));
  if (differ < 0) return null;
  if (!fixed && isSwapped(expected, given)) return { verdict: "swapped", names: listed };
  const kinds = [found[differ], wanted[differ]].map(({ type }) => kindOf(type));
  return { verdict: "types", column: differ + 1, given: kinds[0], expected: kinds[1] };
}

/** Return {verdict, ...} with what its message says: right, nothing, columns, swapped,
    types, repeated, rows or order. `fixed` says that the reader did not choose the columns. */
export function judge(expected, given, { ordered = false, fixed = false } = {}) {
  if (!given) return { verdict: "nothing" };
  const columns = compareColumns(expected, given, fixed);
  if (columns) return columns;
  const read = readers(expected, given);
  const wanted = expected.rows.map((row) => keyOf(row, read));
  const found = given.rows.map((row) => keyOf(row, read));
  const missing = beyond(expected.rows, wanted, found);
  const extra = beyond(given.rows, found, wanted);
  const counts = { given: found.length, expected: wanted.length };
  if (missing.length || extra.length) {
    const listed = expected.columns.map(({ name }) => name).join(", ");
    if (!fixed && isSwapped(expected, given)) return { verdict: "swapped", names: listed };
    const known = new Set(wanted);
    const verdict = !missing.length && found.every((key) => known.has(key)) ? "repeated" : "rows";
    const numbers = { missing: missing.length, extra: extra.length };
    const samples = { missing: missing.slice(0, SHOWN), extra: extra.slice(0, SHOWN) };
    return { verdict, ...counts, ...numbers, samples };
  }
  const row = ordered ? wanted.findIndex((key, n) => key !== found[n]) : -1;
  return row < 0 ? { verdict: "right", rows: found.length } : { verdict: "order", row: row + 1 };
}
