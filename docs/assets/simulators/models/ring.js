/* How even a hash ring is, as snippets/distributed/hash_balance.py has it. */
import { random } from "../random.js";

/** The part of the ring that each node owns; the points of node `gone` are taken away. */
export function ringShares(nodes, points, seed, gone = -1) {
  const draw = random(seed);
  const ring = [];
  for (let node = 0; node < nodes; node += 1) {
    for (let n = 0; n < points; n += 1) ring.push([draw.random(), node]);
  }
  ring.sort(([a, first], [b, second]) => a - b || first - second);
  const there = ring.filter(([, node]) => node !== gone);
  const shares = Array(nodes).fill(0);
  let before = there.at(-1)[0] - 1;
  for (const [place, node] of there) {
    shares[node] += place - before;
    before = place;
  }
  return shares;
}

/** What the page shows for the settings of its controls. */
export function run({ nodes, points, lost }) {
  const gone = lost === "one" ? 0 : -1;
  const whole = ringShares(nodes, points, 0);
  const left = ringShares(nodes, points, 0, gone);
  const parts = left.filter((_, node) => node !== gone);
  const fair = 1 / parts.length;
  const squares = parts.map((share) => (share - fair) ** 2);
  const values = {
    deviation: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / parts.length) / fair,
    fullest: Math.max(...parts) / fair,
    emptiest: Math.min(...parts) / fair,
    moved: gone < 0 ? 0 : whole[gone],
    grown: Math.max(...left.map((share, node) => (node === gone ? 0 : share / whole[node]))),
  };
  const series = {
    shares: left.map((share, node) => [node + 1, share]),
    fair: [[1, fair], [nodes, fair]],
  };
  return { values, series };
}
