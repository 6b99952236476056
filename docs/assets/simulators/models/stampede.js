/* One expiry of one hot key, as snippets/caching/shared_cores.py has it. */
import { random } from "../random.js";

const MOST = 5000;

/** Arrivals, and which of them rebuild. rate: requests a second; rebuild: seconds alone;
    cores: rebuilds that run at full speed; times in seconds from the expiry. */
export function expiry(cure, rate, rebuild, cores, seed = 42) {
  const draw = random(seed);
  const running = []; // the work at which each ends; all advance together
  const steps = [[0, 0]];
  const starts = [];
  let now = cure === "xfetch" ? -(Math.log(rate * rebuild) + 5) * rebuild : 0;
  let work = 0;
  let filled = Infinity;
  let arrival = now + draw.expovariate(rate);
  let [worst, waiting, rebuilds] = [0, 0, 0];

  const speed = () => Math.min(1, cores / running.length);
  const step = () => steps.push([now, running.length]);
  while (running.length || filled === Infinity) {
    const end = running.length ? now + (running[0] - work) / speed() : Infinity;
    if (arrival < end && filled === Infinity) {
      if (running.length) work += (arrival - now) * speed();
      now = arrival;
      const early = cure === "xfetch" ? rebuild * -Math.log(1 - draw.random()) : 0;
      const missed = now + early >= 0;
      if (missed && (!running.length || cure === "none" || cure === "xfetch")) {
        running.push(work + rebuild);
        starts.push(now);
        rebuilds += 1;
        step();
      }
      if (missed && cure === "lock") waiting += 1;
      arrival = rebuilds < MOST ? now + draw.expovariate(rate) : Infinity;
    } else {
      work += (end - now) * speed();
      now = end;
      running.shift();
      filled = Math.min(filled, now);
      if (cure !== "stale") worst = Math.max(worst, now - starts.shift());
      step();
    }
  }
  const slow = { none: rebuilds, lock: waiting, stale: 0, xfetch: rebuilds }[cure];
  return { steps, rebuilds, worst, slow, stale: Math.max(0, filled) };
}

/** What the page shows for the settings of its controls. */
export function run({ cure, rate, rebuild, cores }) {
  const { steps, ...values } = expiry(cure, rate, rebuild, cores);
  const most = Math.max(...steps.map(([, count]) => count));
  const [from, to] = [steps[0][0], steps.at(-1)[0]];
  const series = { running: steps, cores: [[Math.min(from, steps[1][0]), cores], [to, cores]] };
  return { values: { ...values, most, per: rate * rebuild }, series };
}
