/* Words an error or a notice as psql does, by its VERBOSITY. */
import { width } from "./print.js";

const COLUMNS = 60; // that a quoted line may take
const RIGHT = 10; // of them after the place of the error

/** The line of `query` with the place `position` (from 1) marked below. */
export function place(query, position) {
  const signs = [...query.replaceAll("\t", " ")];
  const at = position - 1;
  const before = signs.slice(0, at).lastIndexOf("\n") + 1;
  const number = signs.slice(0, before).filter((sign) => sign === "\n").length + 1;
  const next = signs.indexOf("\n", at);
  const columns = (from, to) => width(signs.slice(from, to).join(""));
  let [start, end] = [before, next < 0 ? signs.length : next];
  const whole = [start, end];
  if (columns(start, end) > COLUMNS && columns(start, at) + RIGHT > COLUMNS) {
    while (columns(at, end) > RIGHT) end -= 1;
    while (columns(start, end) > COLUMNS) start += 1;
  }
  while (columns(start, end) > COLUMNS) end -= 1;
  const head = `LINE ${number}: ${start > whole[0] ? "..." : ""}`;
  const line = signs.slice(start, end).join("") + (end < whole[1] ? "..." : "");
  return `${head}${line}\n${" ".repeat(head.length + columns(start, at))}^\n`;
}

/** The text of one message of the server about `query`. */
export function worded(message, query, verbosity, context) {
  const { severity, code, position, internalQuery, internalPosition } = message;
  if (verbosity === "sqlstate" && code) return `${severity}:  ${code}\n`;
  const state = verbosity === "verbose" ? `${code}: ` : "";
  const head = `${severity}:  ${state}${message.message}`;
  if (verbosity === "terse") return `${head}${position ? ` at character ${position}` : ""}\n`;
  const isError = /^(ERROR|FATAL|PANIC)$/.test(severity);
  const where = context === "always" || (context === "errors" && isError);
  const lines = [`${head}\n`];
  if (position) lines.push(place(query, Number(position)));
  else if (internalPosition) lines.push(place(internalQuery, Number(internalPosition)));
  if (message.detail) lines.push(`DETAIL:  ${message.detail}\n`);
  if (message.hint) lines.push(`HINT:  ${message.hint}\n`);
  if (internalQuery) lines.push(`QUERY:  ${internalQuery}\n`);
  if (message.where && where) lines.push(`CONTEXT:  ${message.where}\n`);
  if (state) lines.push(`LOCATION:  ${message.routine}, ${message.file}:${message.line}\n`);
  return lines.join("");
}
