/* Runs code on a runtime of this page: PostgreSQL or Python, each in a worker of its own
   that starts at the first run and stays warm.

     import { run, stop, RunError } from "./runner.js";
     const { status, output, results } = await run("sql", "SELECT 1", { bases });

   results (SQL): [{columns: [{name, type}], rows: [[text or null]]}], one a result set.
   data (Python): what it wrote to PLOT_DATA. status: the exit code of psql or Python.
   A script that fails is a result too; RunError says that the runtime cannot run it, its
   `reason` being network, blocked, memory, dead, stuck, timeout, flood, or stopped. */

const WORKERS = { sql: "./sql/worker.js", python: "./python/worker.js" };
const START = 60_000; // milliseconds without a sign of life while it starts
const MOST = 400_000; // characters of output

export class RunError extends Error {
  constructor(reason, detail = "") {
    super(detail || reason);
    this.reason = reason;
  }
}

const runtimes = new Map();

/** Run `code` on `kind`, "sql" or "python". Options: `bases`, the addresses of the
    runtimes' files by kind; `timeout` in milliseconds; `file`, the name that errors give
    the code; for SQL `first`, a script that runs before in a session of its own, and
    `given`, one that runs before in the same session, both unseen; `onoutput(text)` and `onbytes(n)`, told while it runs and while it loads. */
export function run(kind, code, options) {
  if (!runtimes.has(kind)) runtimes.set(kind, new Runtime(kind, options.bases[kind]));
  return runtimes.get(kind).run(code, options);
}

/** End what runs on `kind`; its run fails with the reason "stopped". */
export function stop(kind) {
  runtimes.get(kind)?.end(new RunError("stopped"));
}

/** Whether the files of `kind` were loaded and its worker lives. */
export function isWarm(kind) {
  return Boolean(runtimes.get(kind)?.started);
}

class Runtime {
  #worker = null;
  #last = Promise.resolve();
  #current = null;

  constructor(kind, base) {
    Object.assign(this, { kind, base, started: false });
  }

  run(code, options) {
    const next = this.#last.then(() => this.#run(code, options));
    this.#last = next.catch(() => {});
    return next;
  }

  #run(code, { timeout = 60_000, file = "", first = "", given = "", onoutput = () => {}, onbytes = () => {} }) {
    return new Promise((resolve, reject) => {
      const message = { base: this.base, code, options: { file, first, given } };
      this.#current = { resolve, reject, timeout, onoutput, onbytes, message, output: "" };
      this.#send();
    });
  }

  #send() {
    try {
      this.#worker ??= this.#start();
      this.#wait(START, "stuck");
      this.#worker.postMessage(this.#current.message);
    } catch (error) {
      this.end(new RunError("blocked", error.message));
    }
  }

  #start() {
    document.dispatchEvent(new Event("runtime")); // heard by offline/start.js
    const worker = new Worker(new URL(WORKERS[this.kind], import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#read(data));
    worker.addEventListener("error", (event) => {
      // A worker whose script cannot be loaded says nothing more than that.
      this.end(new RunError(event.message ? "dead" : "network", event.message));
    });
    return worker;
  }

  #read({ bytes, started, output, result, spent, failure, detail }) {
    const now = this.#current;
    if (failure) this.end(new RunError(failure, detail));
    if (spent) this.#kill();
    if (spent && now) this.#send();
    if (!now) return;
    if (bytes) {
      now.onbytes(bytes);
      this.#wait(START, "stuck");
    }
    if (started) {
      this.started = true;
      this.#wait(now.timeout, "timeout");
    }
    if (output) {
      now.output += output;
      now.onoutput(output);
      if (now.output.length > MOST) this.end(new RunError("flood"));
    }
    if (result) {
      this.#settle();
      now.resolve({ ...result, output: now.output });
    }
  }

  #wait(milliseconds, reason) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(new RunError(reason)), milliseconds);
  }

  #settle() {
    clearTimeout(this.timer);
    const settled = this.#current;
    this.#current = null;
    return settled;
  }

  /** End the worker, and what runs on it with `error`. */
  end(error) {
    this.#kill();
    this.#settle()?.reject(error);
  }

  #kill() {
    this.#worker?.terminate();
    this.#worker = null;
    this.started = false;
  }
}
