/* Cuts a script as psql does: statements at semicolons outside quotes, comments and
   parentheses; backslash commands; variables filled in as they are reached. */
import { endOfComment, endOfQuote, filled, unquoted } from "./tokens.js";

const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const LITERAL = /'((?:[^'\\]|''|\\[^])*)'?/y;
const VARIABLE = /:(?:'(\w+)'|"(\w+)"|\{\?(\w+)\}|(\w+))/y;
const CREATES_ROUTINE = /^create (or replace )?(function|procedure)\b/;

export class Scanner {
  /** `variables` is a Map that may change between two items. */
  constructor(text, variables) {
    Object.assign(this, { text, variables, at: 0 });
    this.reset();
  }

  /** Forget the statement that has begun. */
  reset() {
    Object.assign(this, { buffer: "", words: "", depth: 0, inner: 0 });
  }

  /** Yield {query} for each statement and {command, words} for each backslash command,
      with the statement that had begun in `this.buffer`. */
  *items() {
    while (this.at < this.text.length) {
      const sign = this.text[this.at];
      if (sign === "\\") {
        yield* this.#backslash();
      } else if (sign === ";" && !this.depth && !this.inner) {
        this.at += 1;
        const query = `${this.buffer};`;
        this.reset();
        yield { query };
      } else {
        this.#step(sign);
      }
    }
    const query = this.buffer.trim();
    this.reset();
    if (query) yield { query };
  }

  *#backslash() {
    const rest = this.text.slice(this.at + 1);
    if (rest[0] === ";") {
      this.buffer += ";";
      this.at += 2;
      return;
    }
    const command = rest.match(/^(?:[a-zA-Z?!]+|\S)/)?.[0] ?? "";
    this.at += 1 + command.length;
    const words = this.#arguments();
    yield { command, words };
  }

  /** Read the words of a backslash command, to the end of its line. */
  #arguments() {
    const words = [];
    while (this.at < this.text.length && this.text[this.at] !== "\n") {
      if (this.text.startsWith("\\\\", this.at)) {
        this.at += 2;
        break;
      }
      if (this.text[this.at] === "\\") break;
      if (/\s/.test(this.text[this.at])) this.at += 1;
      else words.push(this.#word());
    }
    return words;
  }

  #word() {
    let word = "";
    while (this.at < this.text.length && !/[\s\\]/.test(this.text[this.at])) {
      const sign = this.text[this.at];
      if (sign === "'") word += this.#literal();
      else if (sign === ":" && this.#variable()) word += this.found;
      else {
        word += sign;
        this.at += 1;
      }
    }
    return word;
  }

  #literal() {
    LITERAL.lastIndex = this.at;
    const [whole, inside] = LITERAL.exec(this.text);
    this.at += whole.length;
    return unquoted(inside);
  }

  #variable() {
    VARIABLE.lastIndex = this.at;
    const match = this.text[this.at - 1] !== ":" && VARIABLE.exec(this.text);
    this.found = match ? filled(match, this.variables) : null;
    if (this.found === null) return false;
    this.at += match[0].length;
    return true;
  }

  /** Take one token into the statement. */
  #step(sign) {
    const { text, at } = this;
    if (text.startsWith("--", at)) return this.#take(text.indexOf("\n", at), at);
    if (/\s/.test(sign)) {
      if (this.buffer) this.buffer += sign;
      this.at += 1;
      return undefined;
    }
    if (text.startsWith("/*", at)) return this.#take(endOfComment(text, at));
    if (sign === "'" || sign === '"') return this.#take(endOfQuote(text, at, false));
    if (/[eE]/.test(sign) && text[at + 1] === "'") return this.#take(endOfQuote(text, at + 1, true));
    DOLLAR.lastIndex = at;
    const tag = sign === "$" && DOLLAR.exec(text)?.[0];
    if (tag) return this.#take(text.indexOf(tag, at + tag.length) + tag.length);
    if (sign === ":" && this.#variable()) {
      this.buffer += this.found;
      return undefined;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word) return this.#name(word);
    this.depth += { "(": 1, ")": -1 }[sign] ?? 0;
    return this.#take(at + 1);
  }

  #name(word) {
    const name = word.toLowerCase();
    if (this.words.length < 40) this.words = `${this.words} ${name}`.trim();
    const begun = name === "begin" || (name === "case" && this.inner);
    if (CREATES_ROUTINE.test(this.words) && begun) this.inner += 1;
    if (name === "end" && this.inner) this.inner -= 1;
    this.#take(this.at + word.length);
  }

  /** Take the text up to `end`, or all of it where `end` is before this place; a comment
      before the statement, which begins at `comment`, is dropped. */
  #take(end, comment = -1) {
    const stop = end <= this.at ? this.text.length : end;
    if (comment < 0 || this.buffer) this.buffer += this.text.slice(this.at, stop);
    this.at = stop;
  }

  /** Take the lines below this one up to `\.`: what COPY FROM STDIN reads. */
  copyData() {
    const start = this.text.indexOf("\n", this.at) + 1;
    const end = start && this.text.indexOf("\n\\.", start - 1) + 1;
    if (!end) return "";
    const data = this.text.slice(start, end);
    this.at = end + 2;
    return data;
  }
}
