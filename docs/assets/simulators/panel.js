/* A simulator on a page: its controls, its plot, and what both say in words. */
import { draw } from "./plot.js";
import { filled, writer } from "./say.js";

const ROWS = 12;

function settings(controls) {
  return Object.fromEntries(controls.map(({ input, control }) => {
    const value = control.values ? control.values[Number(input.value)] : input.value;
    return [control.id, value];
  }));
}

/** Every nth point, so that the table stays readable; the last is among them. */
function sampled(points) {
  const every = Math.max(1, Math.ceil((points.length - 1) / (ROWS - 1)));
  return points.filter((_, n) => n % every === 0 || n === points.length - 1);
}

function table(body, series, look, write) {
  const cell = (text) => Object.assign(document.createElement("td"), { textContent: text });
  const rows = look.series.flatMap(({ id, label }) => sampled(series[id] ?? []).map(([x, y]) => {
    const row = document.createElement("tr");
    row.append(cell(label), cell(write(x, look.x.kind)), cell(write(y, look.y.kind)));
    return row;
  }));
  body.replaceChildren(...rows);
}

/** Bring the simulator in `figure` to life; `run` is its model. */
export function start(figure, run) {
  const config = JSON.parse(figure.dataset.simulator);
  const write = writer(document.documentElement.lang, config.never);
  const controls = config.controls.map((control) => ({
    control, input: figure.querySelector(`[name="${control.id}"]`),
  }));
  const canvas = figure.querySelector(".simulator-plot");
  const status = figure.querySelector("[role=status]");

  const show = () => {
    const chosen = settings(controls);
    for (const { control, input } of controls) {
      if (!control.values) continue;
      const text = write(chosen[control.id], control.kind);
      input.setAttribute("aria-valuetext", text);
      input.parentElement.querySelector("output").value = text;
    }
    const { values, series } = run(chosen);
    const texts = Object.fromEntries(Object.entries(config.kinds).map(
      ([id, kind]) => [id, write(id in values ? values[id] : chosen[id], kind)],
    ));
    canvas.replaceChildren(draw(series, config.plot, write, canvas.clientWidth));
    status.textContent = filled(config.says, texts);
    table(figure.querySelector("tbody"), series, config.plot, write);
  };
  figure.querySelector("form").addEventListener("input", show);
  figure.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  figure.hidden = false;
  new ResizeObserver(show).observe(canvas);
}
