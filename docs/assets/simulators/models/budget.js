/* A number of tries, or a budget for all, as snippets/distributed/retry_budget.py has it. */
import { random } from "../random.js";

/** gRPC's retry throttling: a failure costs 1, a success earns `ratio` back. */
function budgetOf(most, ratio) {
  let tokens = most;
  return {
    note(success) {
      tokens = Math.min(most, Math.max(0, tokens + (success ? ratio : -1)));
    },
    allows: () => tokens > most / 2,
  };
}

/** Calls for each request, and the share of requests that fail. `budget` is null or
    { most, ratio }. */
export function retry(failing, budget, requests = 10000, tries = 3) {
  const draw = random(5);
  const limit = budget && budgetOf(budget.most, budget.ratio);
  let [calls, failed] = [0, 0];
  for (let n = 0; n < requests; n += 1) {
    let success = false;
    for (let attempt = 0; attempt < tries; attempt += 1) {
      calls += 1;
      success = draw.random() >= failing;
      limit?.note(success);
      if (success || (limit && !limit.allows())) break;
    }
    failed += success ? 0 : 1;
  }
  return [calls / requests, failed / requests];
}

/** Calls that reach the last of `layers` for each request of a user, and the share of
    requests that fail: each layer sees what the one below it could not repair. */
export function through(layers, failing, budget, requests, tries) {
  let [load, seen] = [1, failing];
  for (let n = 0; n < layers; n += 1) {
    const [calls, failed] = retry(seen, budget, requests, tries);
    load *= calls;
    seen = failed;
  }
  return [load, seen];
}

/** What the page shows for the settings of its controls. */
export function run({ failing, tries, layers, ratio }) {
  const budget = { most: 10, ratio };
  const shares = Array.from({ length: 21 }, (_, n) => n / 20);
  const curve = (limit) => shares.map(
    (share) => [share, through(layers, share, limit, 800, tries)[0]],
  );
  const [without, lost] = through(layers, failing, null, 10000, tries);
  const [held, refused] = through(layers, failing, budget, 10000, tries);
  const values = { without, with: held, lost, refused };
  return { values, series: { without: curve(null), with: curve(budget) } };
}
