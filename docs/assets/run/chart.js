/* Draws the CSV that a snippet writes for a plot: the first column along the horizontal
   axis, a line for each other column. */

const NAMESPACE = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [560, 340, 56, 12, 44, 36];

function element(name, attributes, text = "") {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** A round distance that cuts `low` to `high` in about four. */
function stepOf(low, high) {
  const raw = (high - low || 1) / 4;
  const unit = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].find((n) => n * unit >= raw) * unit;
}

/** The round values from `low` to `high`. */
function ticks(low, high) {
  const step = stepOf(low, high);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

const scale = ([low, high], from, to) =>
  (value) => from + ((value - low) / (high - low || 1)) * (to - from);

const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

/** Return an SVG of `csv`, with `label` as its text alternative. */
export function chart(csv, label) {
  const [names, ...rows] = csv.trim().split("\n").map((line) => line.split(","));
  const isNumber = rows.every(([x]) => x !== "" && !Number.isNaN(Number(x)));
  const xs = rows.map(([x], n) => (isNumber ? Number(x) : n));
  const series = names.slice(1).map((_, n) =>
    rows.map((row) => (row[n + 1] ? Number(row[n + 1]) : NaN)));
  const all = series.flat().filter(Number.isFinite);
  const across = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(0, ...all), Math.max(...all)];
  const up = [low, Math.ceil(high / stepOf(low, high)) * stepOf(low, high)];
  const x = scale(across, LEFT, WIDTH - RIGHT);
  const y = scale(up, HEIGHT - BOTTOM, TOP);
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  for (const value of ticks(...up)) {
    svg.append(
      element("path", { d: `M${LEFT} ${y(value)}H${WIDTH - RIGHT}`, stroke: "var(--plot-soft)", "stroke-width": 0.5 }),
      element("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end", "font-size": 12 }, short.format(value)),
    );
  }
  const places = isNumber ? ticks(...across) : xs;
  for (const value of places) {
    const text = isNumber ? short.format(value) : rows[value][0];
    svg.append(element("text", { x: x(value), y: HEIGHT - 16, "text-anchor": "middle", "font-size": 12 }, text));
  }
  svg.append(element("text", { x: WIDTH - RIGHT, y: HEIGHT - 2, "text-anchor": "end", "font-size": 12 }, names[0]));
  series.forEach((values, n) => {
    const colour = `var(--plot-${(n % 6) + 1})`;
    const points = values.map((value, i) => [xs[i], value]).filter(([, v]) => Number.isFinite(v));
    const d = points.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
    const place = { x: LEFT + (n % 3) * 168, y: 14 + Math.floor(n / 3) * 16 };
    svg.append(
      element("path", { d, fill: "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": n ? `${8 - n} ${2 + n}` : "none" }),
      element("path", { d: `M${place.x} ${place.y - 4}h18`, stroke: colour, "stroke-width": 2 }),
      element("text", { x: place.x + 24, y: place.y, "font-size": 12 }, names[n + 1]),
    );
  });
  return svg;
}
