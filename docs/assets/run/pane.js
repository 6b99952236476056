/* Where the output of a run appears: in the place of the recorded one, which stays. */
import { chart } from "./chart.js";

const SVG = /<svg\b[^]*?<\/svg>/;

export class Pane {
  /** `block` is the recorded output as the page shows it. */
  constructor(block, title, drawn) {
    Object.assign(this, { block, title, drawn });
    this.old = block.querySelector("pre");
    this.name = block.querySelector(".filename");
    this.oldTitle = this.name.textContent;
    this.recorded = block.querySelector("code").textContent;
  }

  /** Show an empty output. */
  begin() {
    this.restore();
    this.shown = document.createElement("pre");
    this.shown.className = "ran";
    this.shown.tabIndex = 0;
    this.shown.append(document.createElement("code"));
    this.text = "";
    this.old.hidden = true;
    this.name.textContent = this.title;
    this.old.after(this.shown);
  }

  write(text) {
    this.text += text;
    this.shown.firstChild.append(text);
  }

  get isEmpty() {
    return !this.text;
  }

  /** Show [sign, line] pairs in place of the output, or the output again. */
  compare(lines) {
    if (!this.shown) return;
    const rows = lines?.map(([sign, line]) => {
      const row = document.createElement({ "+": "ins", "-": "del", " ": "span" }[sign]);
      row.textContent = `${sign} ${line}\n`;
      return row;
    });
    this.shown.firstChild.replaceChildren(...(rows ?? [this.text]));
  }

  /** Draw what the run wrote for a plot, or an SVG that it printed, which is an image:
      scripts inside do not run. */
  draw({ data, output }) {
    const printed = output.match(SVG)?.[0];
    if (!data && !printed) return;
    this.figure = document.createElement("figure");
    this.figure.className = "plot";
    const caption = document.createElement("figcaption");
    caption.textContent = this.drawn;
    this.figure.append(printed ? image(printed, this.drawn) : chart(data, this.drawn), caption);
    this.block.after(this.figure);
  }

  /** Show the recorded output again. */
  restore() {
    this.shown?.remove();
    this.figure?.remove();
    [this.shown, this.figure] = [null, null];
    this.old.hidden = false;
    this.name.textContent = this.oldTitle;
  }
}

function image(svg, text) {
  const named = /\bxmlns=/.test(svg) ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  const element = new Image();
  element.src = `data:image/svg+xml,${encodeURIComponent(named)}`;
  element.alt = text;
  return element;
}
