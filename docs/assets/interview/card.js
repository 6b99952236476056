/* What the drill shows of one question. The HTML is that of this site's own build. */
import { filled } from "../simulators/say.js";
import { left, minutes } from "./clock.js";
import { spanned } from "./schedule.js";

/** Links of the file lead from the top of the site. */
const led = (html, home) => html.replaceAll('href="site:', `href="${home}`);

function items(list, lines, home) {
  list.replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.innerHTML = led(line, home);
    return item;
  }));
}

/** Fill `root` with the question `asked`, its answer hidden. */
export function paintQuestion(root, asked, { config, place, language }) {
  const { home, names, words } = config;
  const find = (selector) => root.querySelector(selector);
  find(".drill-place").textContent = filled(words.place, {
    ...place, topic: names[asked.page], level: names[asked.level], round: names[asked.round],
  });
  find("h3").innerHTML = led(asked.question, home);
  items(find(".drill-answer ul"), asked.answer, home);
  items(find(".drill-levels"), asked.levels ?? [], home);
  items(find(".drill-next"), asked.next ?? [], home);
  for (const part of [find(".drill-next-label"), find(".drill-next")]) part.hidden = !asked.next;
  const [page, fragment] = asked.id.split("#");
  const link = find(".drill-answer > p:not([class]) > a");
  link.href = `${home}${language === "ja" ? "ja/" : ""}${page}/#${fragment}`;
  link.textContent = words.page;
}

/** Show or hide the answer. */
export function paintShown(root, shown) {
  root.querySelector(".drill-answer").hidden = !shown;
  root.querySelector("[data-do=reveal]").hidden = shown;
}

/** Say on each rating when the question would come back. */
export function paintSpans(root, spans, language) {
  for (const [n, button] of root.querySelectorAll("[data-rating]").entries()) {
    button.querySelector("small").textContent = spans ? spanned(spans[n], language) : "";
  }
}

/** Show what is left of the time. */
export function paintClock(root, clock, now, words) {
  const rest = left(clock, now);
  const text = filled(rest >= 0 ? words.left : words.over, { time: minutes(rest) });
  root.querySelector("[role=timer]").textContent = text;
}
