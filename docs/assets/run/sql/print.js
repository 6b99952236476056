/* Prints a result as psql does: aligned, unaligned, csv, expanded. */

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NUMBERS = new Set([20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069]);

/** The columns that `text` takes on a screen of fixed width. */
export function width(text) {
  let columns = 0;
  for (const sign of text) columns += WIDE.test(sign) ? 2 : 1;
  return columns;
}

const pad = (text, columns, right) => {
  const blank = " ".repeat(Math.max(0, columns - width(text)));
  return right ? blank + text : text + blank;
};

const center = (text, columns) => {
  const left = Math.floor((columns - width(text)) / 2);
  return pad(" ".repeat(Math.max(0, left)) + text, columns);
};

const footer = (rows) => `(${rows.length} row${rows.length === 1 ? "" : "s"})`;

/** Return a result as text. `columns` are {name, type}; `rows` hold strings or null. */
export function print({ columns, rows }, options) {
  const cells = rows.map((row) => row.map((value) => value ?? options.null));
  const table = { names: columns.map((column) => column.name), cells, columns };
  const expanded = options.expanded === "on";
  const form = { aligned, unaligned, csv }[options.format];
  const lines = (expanded && { aligned: vertical, unaligned: pairs }[options.format]) || form;
  return lines(table, options).map((line) => `${line.trimEnd()}\n`).join("");
}

function aligned({ names, cells, columns }, options) {
  const right = columns.map(({ type }) => NUMBERS.has(type));
  const split = cells.map((row) => row.map((cell) => cell.split("\n")));
  const widths = names.map((name, n) =>
    Math.max(width(name), ...split.flatMap((row) => row[n].map(width))));
  const margin = options.border ? " " : "";
  const between = options.border ? "|" : " ";
  const join = (parts) => {
    const line = parts.map((part) => `${margin}${part}`).join(between);
    return options.border === 2 ? `|${line}|` : line;
  };
  const corner = { 0: ["", " ", ""], 1: ["", "+", ""], 2: ["+", "+", "+"] }[options.border];
  const dashes = widths.map((columns) => "-".repeat(columns + (options.border ? 2 : 0)));
  const rule = corner[0] + dashes.join(corner[1]) + corner[2];
  const end = options.border ? " " : "";
  const lines = split.flatMap((row) => {
    const height = Math.max(1, ...row.map((cell) => cell.length));
    return Array.from({ length: height }, (_, n) => join(row.map((cell, column) => {
      const more = n < cell.length - 1 ? "+" : end;
      return pad(cell[n] ?? "", widths[column], right[column]) + more;
    })));
  });
  const outer = options.border === 2 ? [rule] : [];
  const head = options.tuples_only ? outer
    : [...outer, join(names.map((name, n) => center(name, widths[n]) + end)), rule];
  const foot = options.tuples_only || !options.footer ? [] : [footer(cells)];
  if (!names.length) return [...(options.tuples_only ? [] : ["--"]), ...foot, ""];
  return [...head, ...lines, ...outer, ...foot, ""];
}

function unaligned({ names, cells }, options) {
  const rows = cells.map((row) => row.join(options.fieldsep));
  if (options.tuples_only) return rows;
  return [names.join(options.fieldsep), ...rows, ...(options.footer ? [footer(cells)] : [])];
}

function csv({ names, cells }, options) {
  const field = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = options.tuples_only ? cells : [names, ...cells];
  return rows.map((row) => row.map(field).join(","));
}

function pairs({ names, cells }, options) {
  const records = cells.map((row) => row.map((cell, n) => `${names[n]}${options.fieldsep}${cell}`));
  return records.flatMap((lines, n) => (n ? ["", ...lines] : lines));
}

function vertical({ names, cells }, options) {
  if (!cells.length) return options.tuples_only ? [] : ["(0 rows)", ""];
  const left = Math.max(...names.map(width));
  const right = Math.max(...cells.flat().flatMap((cell) => cell.split("\n").map(width)));
  const lines = cells.flatMap((row, record) => {
    const rule = record || !options.tuples_only ? [ruled(record + 1, left, right, options)] : [];
    const values = row.flatMap((cell, n) => cell.split("\n").map((line, part, all) => {
      const more = part < all.length - 1 ? "+" : "";
      const value = more ? pad(line, right) + more : line;
      return `${pad(part ? "" : names[n], left)} | ${value}`;
    }));
    return [...rule, ...values];
  });
  return [...lines, ""];
}

function ruled(record, left, right, options) {
  const label = options.tuples_only ? "-" : `-[ RECORD ${record} ]`;
  const cross = `${"-".repeat(left + 1)}+${"-".repeat(right + 1)}`;
  return label + cross.slice(label.length);
}
