/* The tools of one snippet: what each button does, and where the output appears. */
import { difference, verdict } from "./compare.js";
import { editor } from "./editor.js";
import { keep } from "./keep.js";
import { Pane } from "./pane.js";
import { RunError, run, stop } from "./runner.js";

const widgets = new WeakMap();

export function widget(place, settings) {
  if (!widgets.has(place)) widgets.set(place, new Widget(place, settings));
  return widgets.get(place);
}

const isOld = () => typeof DecompressionStream === "undefined" || typeof Worker === "undefined";

function recordedBelow(place) {
  let block = place.nextElementSibling;
  while (!block.matches(".recorded")) block = block.nextElementSibling;
  return block;
}

class Widget {
  constructor(place, settings) {
    const { words, kinds, home } = settings;
    const { run: kind, file, seconds } = place.dataset;
    Object.assign(this, { place, settings, words, home, kind, file, seconds: Number(seconds) });
    this.runtime = kinds[kind];
    this.status = place.querySelector("[role=status]");
    this.pane = new Pane(recordedBelow(place), words.here.replace("#", this.runtime.version), words.image);
    this.editor = null;
  }

  button(name) {
    return this.place.querySelector(`[data-do=${name}]`);
  }

  say(key, ...numbers) {
    const text = numbers.reduce((words, n) => words.replace("#", n), this.words[key] ?? "");
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  act(name) {
    return this[name]();
  }

  /** The program as the site has it, without the marks of its sections. */
  async source() {
    if (this.text === undefined) {
      const answer = await fetch(new URL(`snippets/${this.file}`, this.home));
      if (!answer.ok) throw new RunError("network");
      this.text = (await answer.text()).replace(/^\s*(?:--|#) --8<-- \[.*$/gm, "");
    }
    return this.text;
  }

  async code() {
    return this.editor ? this.editor.value : this.source();
  }

  /** What runs before it: the snippet that its head names behind `with`. */
  async first() {
    const { with: name } = this.place.dataset;
    if (!name) return "";
    const answer = await fetch(new URL(`snippets/${name}`, this.home));
    if (!answer.ok) throw new RunError("network");
    return answer.text();
  }

  busy(on) {
    this.running = on;
    this.place.setAttribute("aria-busy", String(on));
    this.place.dataset.runs = Number(this.place.dataset.runs ?? 0) + (on ? 1 : 0);
    this.button("run").disabled = on;
    this.button("stop").hidden = !on;
    if (on && document.activeElement === document.body) this.button("stop").focus({ preventScroll: true });
    else if (document.activeElement === document.body) this.button("run").focus({ preventScroll: true });
  }

  async run() {
    if (this.running) return;
    if (isOld()) {
      this.say("old");
      return;
    }
    this.busy(true);
    this.say("running");
    this.pane.begin();
    this.compared(false);
    try {
      const code = await this.code();
      const first = await this.first();
      const result = await run(this.kind, code, { ...this.options(), first });
      this.pane.draw(result);
      this.tell(result);
      keep(this.settings, this.kind);
    } catch (error) {
      this.failed(error);
    }
    this.button("reset").hidden = false;
    this.busy(false);
  }

  options() {
    const bases = { [this.kind]: new URL(this.runtime.base, this.home).href };
    const all = this.runtime.megabytes;
    let loaded = 0;
    const onbytes = (bytes) => {
      loaded += bytes;
      const part = Math.min(4, Math.floor((loaded / this.runtime.bytes) * 4)) / 4;
      this.say("loading", (part * all).toFixed(1), all);
    };
    const onoutput = (text) => {
      this.say("running");
      this.pane.write(text);
    };
    const timeout = this.seconds * 1000;
    return { bases, timeout, file: `snippets/${this.file}`, onbytes, onoutput };
  }

  tell({ output }) {
    const found = verdict(this.pane.recorded, output);
    this.lines = difference(this.pane.recorded, output);
    this.say(found, this.lines.filter(([sign]) => sign !== " ").length);
    this.button("compare").hidden = found !== "differs";
  }

  failed(error) {
    const reason = error instanceof RunError ? error.reason : "network";
    if (this.pane.isEmpty) this.pane.restore();
    this.say(reason, this.seconds);
  }

  stop() {
    stop(this.kind);
  }

  compare() {
    this.compared(this.button("compare").getAttribute("aria-pressed") !== "true");
  }

  compared(on) {
    this.button("compare").setAttribute("aria-pressed", String(on));
    if (!on) this.button("compare").hidden = this.running;
    this.pane.compare(on ? this.lines : null);
  }

  async edit() {
    if (!this.editor) {
      const label = this.words.editor.replace("#", this.file);
      this.editor = editor(await this.source(), label, () => this.run());
      this.place.prepend(this.editor);
      this.button("edit").setAttribute("aria-expanded", "true");
      this.button("reset").hidden = false;
    }
    this.editor.focus();
  }

  reset() {
    if (this.running) this.stop();
    this.editor?.remove();
    this.editor = null;
    this.pane.restore();
    this.compared(false);
    this.button("compare").hidden = true;
    this.button("edit").setAttribute("aria-expanded", "false");
    this.button("reset").hidden = true;
    this.button("edit").focus();
    this.say("");
  }

  async copy() {
    await navigator.clipboard.writeText(await this.code());
    this.say("copied");
  }
}
