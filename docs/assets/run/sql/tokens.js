/* The small parts of a script of psql: quotes, comments, variables. */

const ESCAPES = { n: "\n", t: "\t", b: "\b", r: "\r", f: "\f" };

/** The text inside the quotes of an argument of a backslash command. */
export function unquoted(inside) {
  return inside.replace(/''|\\([^])/g, (_, sign) => (sign ? ESCAPES[sign] ?? sign : "'"));
}

const quoted = (value, sign) => `${sign}${value.replaceAll(sign, sign + sign)}${sign}`;

/** What `:name` at the place of `match` stands for, or null where it is no variable. */
export function filled(match, variables) {
  const [whole, literal, identifier, asked, plain] = match;
  if (asked) return variables.has(asked) ? "TRUE" : "FALSE";
  const name = literal ?? identifier ?? plain;
  if (!variables.has(name)) return null;
  const value = variables.get(name);
  if (literal) return quoted(value, "'");
  return identifier ? quoted(value, '"') : value;
}

/** The place after the quoted text that begins at `at`. */
export function endOfQuote(text, at, escapes) {
  const sign = text[at];
  for (let n = at + 1; n < text.length; n += 1) {
    if (escapes && text[n] === "\\") n += 1;
    else if (text[n] === sign) return n + 1;
  }
  return text.length;
}

/** The place after the comment, which may hold others, that begins at `at`. */
export function endOfComment(text, at) {
  let depth = 0;
  for (let n = at; n < text.length; n += 1) {
    if (text.startsWith("/*", n)) depth += 1;
    else if (text.startsWith("*/", n)) depth -= 1;
    else continue;
    n += 1;
    if (!depth) return n + 1;
  }
  return text.length;
}
