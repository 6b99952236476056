/* M/M/c in closed form, as snippets/performance/queue_model.py has it. Times are in units
   of the mean service time. */

const HALVINGS = 60;

/** The share of requests that must wait (Erlang C). */
export function waits(servers, utilization) {
  const load = servers * utilization;
  let [term, free] = [1, 0];
  for (let k = 0; k < servers; k += 1) {
    free += term;
    term *= load / (k + 1);
  }
  const busy = term / (1 - utilization);
  return busy / (free + busy);
}

/** The mean time in system. */
export const meanTime = (servers, utilization) =>
  1 + waits(servers, utilization) / (servers * (1 - utilization));

/** The share of requests that take longer than `time`. */
export function slowerThan(time, servers, utilization) {
  const spare = servers * (1 - utilization);
  const waiting = waits(servers, utilization);
  if (Math.abs(spare - 1) < 1e-9) return Math.exp(-time) * (1 + waiting * time);
  const late = (Math.exp(-time) - Math.exp(-spare * time)) / (spare - 1);
  return Math.exp(-time) + waiting * late;
}

/** The time that `share` of the requests do not exceed. */
export function percentileTime(share, servers, utilization) {
  let [low, high] = [0, 1000 / (1 - utilization)];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (slowerThan(middle, servers, utilization) > 1 - share) low = middle;
    else high = middle;
  }
  return low;
}

/** What the page shows for the settings of its controls; `service` in seconds. */
export function run({ servers, utilization, service }) {
  const shares = Array.from({ length: 97 }, (_, n) => (n + 1) / 100);
  const curve = (time) => shares.map((share) => [share, service * time(share)]);
  const p99 = service * percentileTime(0.99, servers, utilization);
  const values = {
    mean: service * meanTime(servers, utilization),
    p50: service * percentileTime(0.5, servers, utilization),
    p99,
    waiting: waits(servers, utilization),
    arrivals: (servers * utilization) / service,
  };
  const series = {
    p99: curve((share) => percentileTime(0.99, servers, share)),
    mean: curve((share) => meanTime(servers, share)),
    here: [[utilization, 0], [utilization, p99]],
  };
  return { values, series };
}
