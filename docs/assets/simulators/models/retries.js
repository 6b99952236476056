/* Contending clients that retry, as snippets/distributed/backoff_strategies.py has them. */
import { Heap } from "../heap.js";
import { random } from "../random.js";

const BASE = 5;
const CAP = 2000; // milliseconds

function wait(strategy, attempt, last, draw) {
  const ceiling = Math.min(CAP, BASE * 2 ** Math.min(attempt, 20));
  if (strategy === "none") return 0;
  if (strategy === "exponential") return ceiling;
  if (strategy === "equal") return ceiling / 2 + draw.uniform(0, ceiling / 2);
  if (strategy === "full") return draw.uniform(0, ceiling);
  return Math.min(CAP, draw.uniform(BASE, last * 3)); // decorrelated
}

/** How many calls it takes, and when the last client is done; `each` gets the time of
    every call, in milliseconds. */
export function contend(strategy, clients, seed = 1, each = () => {}) {
  const draw = random(seed);
  const network = () => Math.abs(draw.gauss(10, 2));
  const queue = new Heap((a, b) => a.now < b.now || (a.now === b.now && a.client < b.client));
  const state = Array.from({ length: clients }, () => ({ attempt: 0, last: BASE }));
  for (let client = 0; client < clients; client += 1) {
    queue.push({ now: network(), client, seen: null });
  }
  let [version, calls, now] = [0, 0, 0];
  while (queue.size) {
    const event = queue.pop();
    const { client, seen } = event;
    now = event.now;
    if (seen === null) {
      calls += 1;
      each(now);
      queue.push({ now: now + network() + network(), client, seen: version });
    } else if (seen === version) {
      version += 1;
    } else {
      const { attempt, last } = state[client];
      const pause = wait(strategy, attempt + 1, last, draw);
      state[client] = { attempt: attempt + 1, last: Math.max(pause, BASE) };
      queue.push({ now: now + pause + network() + network(), client, seen: null });
    }
  }
  return [calls, now];
}

/** What the page shows for the settings of its controls. */
export function run({ strategy, clients }) {
  const counts = new Map();
  const bucket = (now) => counts.set(Math.floor(now / 50), (counts.get(Math.floor(now / 50)) ?? 0) + 1);
  const [calls, done] = contend(strategy, clients, 1, bucket);
  const last = Math.ceil(done / 50);
  const arriving = Array.from({ length: last + 1 }, (_, n) => [n * 0.05, counts.get(n) ?? 0]);
  const values = { calls, done: done / 1000, each: calls / clients, most: Math.max(...counts.values()) };
  return { values, series: { arriving } };
}
