/* Draws lines, steps or bars as an SVG in the page's own colours. */

const HEIGHT = 300;
const EDGE = { left: 56, right: 24, top: 10, bottom: 46 };
const DASHES = ["", "7 4", "2 4", "10 3 2 3", "14 4", "4 2"];
const TICKS = 5;

const round = (value) => Math.round(value * 10) / 10;

function element(name, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Round numbers from `low` to `high`: powers of ten where `log`, else about TICKS. */
export function ticks(low, high, log) {
  if (log) {
    const from = Math.floor(Math.log10(low));
    const to = Math.max(from + 1, Math.ceil(Math.log10(high)));
    const every = Math.max(1, Math.ceil((to - from) / TICKS));
    const count = Math.ceil((to - from) / every) + 1;
    return Array.from({ length: count }, (_, n) => 10 ** (from + n * every));
  }
  const raw = (high - low) / TICKS || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const unit = [1, 2, 5, 10].find((step) => step * power >= raw) * power;
  const first = Math.floor(low / unit);
  const last = Math.ceil(high / unit - 1e-9);
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, n) => (first + n) * unit);
}

function scale(marks, from, to, log) {
  const move = log ? Math.log10 : (value) => value;
  const [low, high] = [move(marks[0]), move(marks.at(-1))];
  return (value) => from + ((move(value) - low) / (high - low)) * (to - from);
}

function axes(svg, width, x, y, look, write) {
  for (const mark of y.marks) {
    const at = y.place(mark);
    svg.append(element("line", {
      class: "grid", x1: EDGE.left, x2: width - EDGE.right, y1: at, y2: at,
    }));
    const text = write(mark, look.y.kind);
    svg.append(element("text", { x: EDGE.left - 8, y: at + 5, "text-anchor": "end" }, text));
  }
  for (const mark of x.marks) {
    const at = { x: x.place(mark), y: HEIGHT - EDGE.bottom + 20, "text-anchor": "middle" };
    svg.append(element("text", at, write(mark, look.x.kind)));
  }
  const middle = (EDGE.left + width - EDGE.right) / 2;
  svg.append(element("text", {
    class: "axis", x: middle, y: HEIGHT - 8, "text-anchor": "middle",
  }, look.x.label));
}

function path(points, x, y, stepped) {
  const parts = points.map(([across, up], n) => {
    const [left, top] = [round(x.place(across)), round(y.place(up))];
    if (n === 0) return `M${left} ${top}`;
    return stepped ? `H${left}V${top}` : `L${left} ${top}`;
  });
  return parts.join("");
}

function bars(svg, points, x, y, colour) {
  const thick = Math.max(2, (x.place(1) - x.place(0)) * 0.7);
  for (const [across, up] of points) {
    const top = y.place(up);
    svg.append(element("rect", {
      x: round(x.place(across) - thick / 2), y: round(top), width: round(thick),
      height: round(Math.max(0, y.place(y.marks[0]) - top)), fill: colour,
    }));
  }
}

/** The picture of `series` (id -> points), `width` pixels wide, as `look` says: axes, and
    a kind for each. */
export function draw(series, look, write, width) {
  const shown = look.series.filter(({ id }) => series[id]?.length);
  const points = shown.flatMap(({ id }) => series[id]).filter((p) => p.every(Number.isFinite));
  const across = points.map(([value]) => value);
  const up = points.map(([, value]) => value);
  const padded = shown.some(({ kind }) => kind === "bar") ? 0.6 : 0;
  const [low, high] = [Math.min(...across) - padded, Math.max(...across) + padded];
  const least = look.y.log ? Math.min(...up.filter((value) => value > 0)) : Math.min(0, ...up);
  const x = { marks: ticks(low, high, look.x.log) };
  const y = { marks: ticks(least, Math.max(...up), look.y.log) };
  const span = padded || !look.x.log ? [low, high] : x.marks;
  x.place = scale(span, EDGE.left, width - EDGE.right, look.x.log);
  x.marks = x.marks.filter((mark) => mark >= low - 1e-9 && mark <= high + 1e-9);
  y.place = scale(y.marks, HEIGHT - EDGE.bottom, EDGE.top, look.y.log);
  const svg = element("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" });
  axes(svg, width, x, y, look, write);
  shown.forEach(({ id, kind }, n) => {
    const colour = `var(--plot-${n + 1})`;
    const drawn = series[id].filter((p) => p.every(Number.isFinite));
    if (kind === "bar") bars(svg, drawn, x, y, colour);
    else {
      svg.append(element("path", {
        class: "series", d: path(drawn, x, y, kind === "step"), stroke: colour,
        "stroke-dasharray": DASHES[n],
      }));
    }
  });
  return svg;
}
