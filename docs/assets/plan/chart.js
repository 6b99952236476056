/* The load of each week as bars: reading below, practice on top, the reader's hours as a line. */

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 150, 34, 20, 8];

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Minutes of reading and of practice in each week. */
export function loads({ weeks }, all) {
  const kind = new Map(all.map((work) => [work.id, work.kind]));
  const sum = (blocks, isPage) => blocks.filter(([id]) => (kind.get(id) === "page") === isPage)
    .reduce((total, [, minutes]) => total + minutes, 0);
  return weeks.map((blocks) => ({ read: sum(blocks, true), practice: sum(blocks, false) }));
}

/** The chart. `hours` is what the reader has a week, `current` the week of today or -1. */
export function draw(bars, hours, current, label) {
  const most = Math.max(hours * 60, ...bars.map(({ read, practice }) => read + practice));
  const high = (minutes) => (minutes / most) * (HEIGHT - BOTTOM - TOP);
  const wide = (WIDTH - LEFT) / bars.length;
  const chart = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  const floor = HEIGHT - BOTTOM;
  bars.forEach(({ read, practice }, week) => {
    const x = LEFT + week * wide;
    const width = Math.max(wide - 1.5, 1);
    if (week === current) {
      chart.append(element("rect", { class: "plan-now", x: x - 0.75, y: TOP, width: wide, height: floor - TOP }));
    }
    chart.append(
      element("rect", { class: "plan-read", x, y: floor - high(read), width, height: high(read) }),
      element("rect", { class: "plan-practice", x, y: floor - high(read + practice), width, height: high(practice) }),
    );
    if (week === 0 || (week + 1) % Math.ceil(bars.length / 10) === 0) {
      chart.append(element("text", { x: x + width / 2, y: HEIGHT - 5, "text-anchor": "middle" }, week + 1));
    }
  });
  const line = floor - high(hours * 60);
  chart.append(element("line", { class: "plan-limit", x1: LEFT, x2: WIDTH, y1: line, y2: line }));
  for (const share of [0, 0.5, 1]) {
    const text = `${Math.round((share * most) / 6) / 10} h`;
    chart.append(element("text", { x: LEFT - 4, y: floor - high(share * most) + 4, "text-anchor": "end" }, text));
  }
  return chart;
}
