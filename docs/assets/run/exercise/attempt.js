/* One exercise: what its buttons do, and where the result of a reader's query appears. */
import { keep } from "../keep.js";
import { RunError, run, stop } from "../runner.js";
import { judge } from "./judge.js";
import { errorIn, filled, line, script, sections } from "./parts.js";

const attempts = new WeakMap();
const SECONDS = 20;

export function attempt(place, settings) {
  if (!attempts.has(place)) attempts.set(place, new Attempt(place, settings));
  return attempts.get(place);
}

async function fetched(path, home) {
  if (!path) return "";
  const answer = await fetch(new URL(`snippets/${path}`, home));
  if (!answer.ok) throw new RunError("network");
  return answer.text();
}

class Attempt {
  constructor(place, settings) {
    const { words, kinds, home } = settings;
    Object.assign(this, { place, settings, words, home, runtime: kinds.sql });
    this.editor = place.querySelector("textarea");
    this.status = place.querySelector("[role=status]");
    this.ordered = "ordered" in place.dataset;
  }

  act(name) {
    return { check: () => this.go(true), run: () => this.go(false), stop: () => stop("sql"), reset: () => this.reset() }[name]();
  }

  button(name) {
    return this.place.querySelector(`[data-do=${name}]`);
  }

  say(key, facts = {}) {
    this.status.textContent = filled(this.words[key] ?? "", facts).replace("#", SECONDS);
    this.place.dataset.verdict = key;
  }

  /** Fetch the exercise and what runs before it, once. */
  async load() {
    const { exercise, with: first } = this.place.dataset;
    this.parts ??= sections(await fetched(exercise, this.home));
    this.first ??= await fetched(first, this.home);
  }

  run(code) {
    const bases = { sql: new URL(this.runtime.base, this.home).href };
    let loaded = 0;
    const onbytes = (bytes) => {
      loaded += bytes;
      const part = Math.min(4, Math.floor((loaded / this.runtime.bytes) * 4)) / 4;
      const all = this.runtime.megabytes;
      this.status.textContent = this.words.loading.replace("#", (part * all).toFixed(1)).replace("#", all);
    };
    const { first, parts: { given = "" } } = this;
    return run("sql", code, { bases, first, given, onbytes, timeout: SECONDS * 1000 });
  }

  busy(on) {
    this.running = on;
    this.place.setAttribute("aria-busy", String(on));
    this.place.dataset.runs = Number(this.place.dataset.runs ?? 0) + (on ? 1 : 0);
    this.button("stop").hidden = !on;
    this.button("reset").hidden = on;
    for (const name of ["check", "run"]) this.button(name).disabled = on;
    if (document.activeElement === document.body) this.button(on ? "stop" : "check").focus({ preventScroll: true });
  }

  async go(checks) {
    if (this.running) return;
    if (!this.editor.value.trim()) {
      this.say("empty");
      this.editor.focus();
      return;
    }
    this.busy(true);
    this.shown?.remove();
    this.say("running");
    try {
      await this.load();
      const done = await this.run(script(this.editor.value, checks ? this.parts : {}));
      await this.tell(done, checks);
      keep(this.settings, "sql");
    } catch (error) {
      this.say(error instanceof RunError ? error.reason : "network");
    }
    this.busy(false);
  }

  async tell({ status, output, results }, checks) {
    const verdict = status ? { verdict: "failed", message: errorIn(output) }
      : checks ? judge(await this.answer(), results.at(-1), { ordered: this.ordered, fixed: Boolean(this.parts.probe) })
        : { verdict: "ran" };
    if (verdict.verdict === "right") this.place.dispatchEvent(new Event("solved"));
    this.show(output, verdict.samples);
    this.say(verdict.verdict, verdict);
  }

  async answer() {
    if (!this.expected) {
      const { results } = await this.run(script(this.parts.answer, this.parts));
      this.expected = results.at(-1);
    }
    return this.expected;
  }

  /** Show the rows that are missing or too many, and what the query printed. */
  show(output, samples = { missing: [], extra: [] }) {
    this.shown = document.createElement("pre");
    Object.assign(this.shown, { className: "ran", tabIndex: 0 });
    this.shown.setAttribute("aria-label", this.words.output);
    const code = document.createElement("code");
    for (const [tag, kind] of [["del", "missing"], ["ins", "extra"]]) {
      for (const row of samples[kind]) {
        const said = document.createElement(tag);
        said.textContent = `${this.words[kind]}: ${line(row)}\n`;
        code.append(said);
      }
    }
    code.append(output);
    this.shown.append(code);
    this.place.append(this.shown);
  }

  reset() {
    this.editor.value = "";
    this.shown?.remove();
    this.button("reset").hidden = true;
    this.say("");
    this.editor.focus();
  }
}
