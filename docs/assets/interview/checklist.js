/* The checklist on a page: boxes that keep what is ticked, a filter, progress by round. */
import { openStore } from "../progress/store.js";
import { filled } from "../simulators/say.js";
import { byRound, counted, matches } from "./ticked.js";

const readItem = (row) => ({
  row, box: row.querySelector("input"),
  id: row.dataset.item, round: row.dataset.round, level: row.dataset.level,
});

function paintProgress(list, rounds, words) {
  for (const line of list.querySelectorAll("[data-ticked]")) {
    const { done, all } = rounds[line.dataset.ticked] ?? { done: 0, all: 0 };
    const bar = line.querySelector("progress");
    [bar.max, bar.value] = [all || 1, done];
    line.querySelector("output").value = filled(words.of, { done, all });
    line.hidden = all === 0;
  }
}

function paintItems(root, items, shown, ticked) {
  for (const { row, box, id } of items) {
    box.checked = Object.hasOwn(ticked, id);
    row.hidden = !shown.some((item) => item.id === id);
  }
  for (const section of root.querySelectorAll("section")) {
    section.hidden = !section.querySelector("li:not([hidden])");
  }
}

/** Bring the checklist in `root` to life. */
export function start(root, store = openStore()) {
  const { words } = JSON.parse(root.querySelector("script").textContent);
  const items = [...root.querySelectorAll("[data-item]")].map(readItem);
  const form = root.querySelector("form");
  const list = root.querySelector(".checklist-progress");
  const status = root.querySelector("[role=status]");
  const trouble = root.querySelector("[role=alert]");

  const paint = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const ticked = store.part("ticked");
    const shown = items.filter((item) => matches(item, chosen));
    paintItems(root, items, shown, ticked);
    paintProgress(list, byRound(items, ticked), words);
    const { done, all } = counted(shown, ticked);
    status.textContent = filled(words.shown, { shown: all, done });
    trouble.hidden = !store.trouble;
    trouble.textContent = store.trouble ? words[`trouble_${store.trouble}`] : "";
  };

  for (const { box, id } of items) {
    box.hidden = false;
    box.addEventListener("change", () => {
      if (box.checked) store.set("ticked", id, Date.now());
      else store.remove("ticked", id);
    });
  }
  form.addEventListener("input", paint);
  form.addEventListener("submit", (event) => event.preventDefault());
  store.subscribe(paint);
  [form.hidden, list.hidden] = [false, false];
  paint();
}
