/* Runs a script as `psql -X -q -v ON_ERROR_STOP=1` does, on a server in this process. */
import { commands } from "./commands.js";
import { worded } from "./errors.js";
import { print } from "./print.js";
import { Scanner } from "./scan.js";

const OFF = /^(off|false|no|0)$/i;

/** A script that stops: `status` is psql's exit code. */
export class Stopped extends Error {
  constructor(status) {
    super(`exit ${status}`);
    this.status = status;
  }
}

export class Psql {
  /** `server.ask(query, input)` answers with the server's messages; `write(text)` shows
      text; `load(query)` makes ready what a statement needs beyond the server. */
  constructor(server, write, load = async () => {}) {
    Object.assign(this, { server, shown: write, load, results: [], branches: [] });
    this.options = {
      format: "aligned", border: 1, tuples_only: false, footer: true, expanded: "off",
      fieldsep: "|", null: "",
    };
    this.variables = new Map(Object.entries({
      ON_ERROR_STOP: "1", VERBOSITY: "default", SHOW_CONTEXT: "errors", DBNAME: "postgres",
      USER: "postgres", ENCODING: "UTF8", SERVER_VERSION_NUM: "180006",
    }));
    this.hidden = false; // what \o sends to a file
  }

  /** Run `script`; return psql's exit code. */
  async run(script) {
    this.scanner = new Scanner(script, this.variables);
    try {
      for (const { query, command, words } of this.scanner.items()) {
        if (command !== undefined) await this.#command(command, words);
        else if (this.active) await this.query(query);
      }
      return 0;
    } catch (stopped) {
      if (stopped instanceof Stopped) return stopped.status;
      throw stopped;
    }
  }

  get active() {
    return this.branches.every((branch) => branch.active);
  }

  isOn(name) {
    return this.variables.has(name) && !OFF.test(this.variables.get(name));
  }

  async #command(name, words) {
    const known = commands[name];
    const steers = /^(if|elif|else|endif)$/.test(name);
    if (!this.active && !steers) return;
    if (!known) this.fail(`\\${name}: this page runs only a part of psql, without this command\n`);
    else await known(this, words);
  }

  /** Show what psql itself finds wrong, and stop. */
  fail(message) {
    this.shown(message);
    if (this.isOn("ON_ERROR_STOP")) throw new Stopped(3);
  }

  /** Take the statement that a backslash command sends. */
  begun() {
    const query = this.scanner.buffer.trim();
    this.scanner.reset();
    return query;
  }

  /** Send one statement and show what comes back, by `options`, or hide it. */
  async query(query, { options = this.options, hidden = this.hidden, take = null } = {}) {
    await this.load(query);
    const input = /^\s*copy\b[^;]*\bfrom\s+stdin\b/i.test(query) ? this.scanner.copyData() : null;
    const answer = new Answer(this, query, { options, hidden, take });
    for (const message of await this.server.ask(query, input)) answer.read(message);
    this.variables.set("ERROR", answer.failed ? "true" : "false");
    this.variables.set("SQLSTATE", answer.failed?.code ?? "00000");
    this.variables.set("ROW_COUNT", String(answer.count));
    if (!answer.failed) return;
    this.variables.set("LAST_ERROR_MESSAGE", answer.failed.message);
    this.variables.set("LAST_ERROR_SQLSTATE", answer.failed.code);
    if (this.isOn("ON_ERROR_STOP")) throw new Stopped(3);
  }
}

/** Reads the messages that answer one statement. */
class Answer {
  constructor(psql, query, how) {
    Object.assign(this, { psql, query, ...how, table: null, failed: null, count: 0 });
  }

  read(message) {
    const { variables, shown, results } = this.psql;
    if (message.name === "rowDescription") {
      const columns = message.fields.map((f) => ({ name: f.name, type: f.dataTypeID }));
      this.table = { columns, rows: [] };
    } else if (message.name === "dataRow") {
      this.table.rows.push(message.fields);
    } else if (message.name === "copyData") {
      if (!this.hidden) shown(new TextDecoder().decode(message.chunk));
    } else if (message.name === "commandComplete") {
      this.count = Number(message.text.match(/\d+$/)?.[0] ?? 0);
      if (this.table) this.#table(results);
    } else if (message.name === "error" || message.name === "notice") {
      if (message.name === "error") this.failed = message;
      const verbosity = variables.get("VERBOSITY");
      shown(worded(message, this.query, verbosity, variables.get("SHOW_CONTEXT")));
    }
  }

  #table(results) {
    results.push(this.table);
    if (this.take) this.take(this.table);
    else if (!this.hidden) this.psql.shown(print(this.table, this.options));
    this.table = null;
  }
}
