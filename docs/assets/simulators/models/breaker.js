/* A circuit breaker, as snippets/reliability/breaker.py has it, and a dependency that fails
   for a while. Times in seconds. */
import { random } from "../random.js";

/** Opens when `threshold` of the last `calls` calls, or of the calls of the last
    `seconds`, failed; after `wait` lets `probes` calls test for recovery. */
export class Breaker {
  constructor(clock, {
    calls = Infinity, seconds = null, minimum = 10, threshold = 0.5, wait = 30, probes = 3,
  }) {
    Object.assign(this, { clock, calls, seconds, minimum, threshold, wait, probes });
    this.epoch = 0;
    this.enter("closed");
  }

  enter(state) {
    Object.assign(this, { state, since: this.clock(), window: [], sent: 0, passed: 0 });
    this.epoch += 1;
  }

  /** A permit for one call, or null: refused without calling. */
  allow() {
    const waited = this.clock() - this.since >= this.wait;
    if (this.state === "open" && waited) this.enter("half-open");
    else if (this.state === "half-open" && waited) this.enter("open");
    if (this.state === "open") return null;
    if (this.state === "half-open") {
      if (this.sent === this.probes) return null;
      this.sent += 1;
    }
    return this.epoch;
  }

  /** Say how the call that had this permit ended. */
  record(permit, ok) {
    if (permit !== this.epoch) return;
    if (this.state === "half-open") {
      this.passed += ok ? 1 : 0;
      if (!ok) this.enter("open");
      else if (this.passed === this.probes) this.enter("closed");
      return;
    }
    const now = this.clock();
    this.window.push({ at: now, ok });
    if (this.window.length > this.calls) this.window.shift();
    while (this.seconds && this.window[0].at <= now - this.seconds) this.window.shift();
    const failed = this.window.filter((call) => !call.ok).length;
    const enough = this.window.length >= this.minimum;
    if (enough && failed >= this.threshold * this.window.length) this.enter("open");
  }
}

/** [time, step, permitted, state] after each of `steps`. */
export function replay(settings, steps) {
  let now = 0;
  const asked = [];
  const breaker = new Breaker(() => now, settings);
  return steps.split(" ").map((step) => {
    let [permit, shown] = [null, ""];
    if (["ok", "fail", "ask"].includes(step)) {
      permit = breaker.allow();
      shown = permit === null ? "no" : "yes";
    }
    if (step === "ask" && permit) asked.push(permit);
    else if (step === "report") breaker.record(asked.shift(), true);
    else if (permit) breaker.record(permit, step === "ok");
    else if (!shown) now += Number(step);
    return [now, step, shown, breaker.state];
  });
}

const [RATE, FROM, TO, END] = [10, 20, 60, 120]; // requests a second; seconds

/** What the page shows for the settings of its controls. */
export function run({ threshold, calls, wait, probes, failing }) {
  const draw = random(42);
  const counted = { failed: Array(END).fill(0), refused: Array(END).fill(0) };
  let [now, opened, closed, spared] = [0, Infinity, Infinity, 0];
  const settings = { calls, minimum: Math.min(10, calls), threshold, wait, probes };
  const breaker = new Breaker(() => now, settings);
  for (let n = 0; n < END * RATE; n += 1) {
    now = n / RATE;
    const bad = now >= FROM && now < TO && draw.random() < failing;
    const permit = breaker.allow();
    if (permit === null) {
      counted.refused[Math.floor(now)] += 1;
      spared += now >= TO ? 1 : 0;
    } else {
      if (bad) counted.failed[Math.floor(now)] += 1;
      breaker.record(permit, !bad);
    }
    if (breaker.state === "open") opened = Math.min(opened, now);
    if (breaker.state !== "closed") closed = Infinity;
    else if (opened < Infinity && now >= TO) closed = Math.min(closed, now);
  }
  const total = (counts) => counts.reduce((sum, count) => sum + count, 0);
  const values = {
    opens: opened - FROM,
    closes: closed - TO,
    failed: total(counted.failed),
    refused: total(counted.refused),
    needless: spared,
  };
  const steps = (counts) => counts.map((count, second) => [second, count]);
  return { values, series: { failed: steps(counted.failed), refused: steps(counted.refused) } };
}
