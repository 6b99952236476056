/* The lists of the plan as elements. */
import { filled } from "../progress/here.js";

function made(name, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
}

/** A sentence and a list of links ({ title, url }), or nothing where there are none. */
export function list(says, links) {
  if (!links.length) return [];
  const items = links.map(({ title, url }) => made("li", {}, made("a", { href: url, textContent: title })));
  return [made("p", { textContent: says }), made("ul", {}, ...items)];
}

/** What the colours of the chart mean: [class, words] each. */
export function legend(colours) {
  return made("figcaption", {}, ...colours.map(([className, words]) =>
    made("span", {}, made("i", { className }), words)));
}

function block({ id, minutes }, week, { names, words, done, changed, slipped, tick }) {
  const box = made("input", { type: "checkbox", checked: Object.hasOwn(done, id) });
  const { title, url } = names[id];
  box.setAttribute("aria-label", title);
  box.dataset.work = `${week}:${id}`; // where the focus returns to when the list is drawn anew
  box.addEventListener("change", () => tick(id, box.checked));
  const notes = [changed(id) && words.changed, slipped.has(id) && words.is_late].filter(Boolean);
  const item = made("li", {}, box, " ", made("a", { href: url, textContent: title }), ` ${words.time(minutes)}`);
  for (const note of notes) item.append(" ", made("strong", { textContent: note }));
  item.classList.toggle("plan-done", Object.hasOwn(done, id));
  return item;
}

/** The weeks, under the phase that they belong to. */
export function weeksOf(rows, context) {
  const { words } = context;
  return rows.flatMap((row, n) => {
    const minutes = row.blocks.reduce((sum, each) => sum + each.minutes, 0);
    const head = filled(row.last > row.first ? words.weeks : words.week, {
      n: row.first + 1, last: row.last + 1, from: words.date(row.from), to: words.date(row.to),
      time: words.time(minutes),
    });
    const heading = made("p", { className: "plan-week", textContent: head });
    if (row.isNow) {
      heading.setAttribute("aria-current", "date");
      heading.append(" ", made("strong", { textContent: words.now }));
    }
    const phase = made("p", { className: "plan-phase", textContent: words.phases[row.phase] });
    const isFirst = row.phase !== rows[n - 1]?.phase;
    const blocks = made("ul", {}, ...row.blocks.map((each) => block(each, row.first, context)));
    return [...(isFirst ? [phase] : []), heading, blocks];
  });
}
