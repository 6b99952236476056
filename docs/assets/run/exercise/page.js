/* Puts an editor and its tools beside each exercise. The runtime and the answer load at the
   first press of a button; without this script the answers stand folded. */
import { day, filled, store } from "../../progress/here.js";
import { editor } from "../editor.js";

const settings = JSON.parse(document.getElementById("run-settings").textContent);
const tools = document.getElementById("exercise-tools");
const home = new URL(settings.home, location.href);
const { words, kinds } = settings;

function headingOf(place) {
  let element = place;
  while (element && !/^H[1-6]$/.test(element.tagName)) element = element.previousElementSibling;
  return element;
}

/** The text of a heading without the links that the theme puts behind it. */
const textOf = (heading) =>
  [...heading.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent).join("").trim();

function label(text) {
  for (const button of document.querySelectorAll("[data-exercise] [data-do=check]")) button.textContent = text;
}

/** Whether the database was kept on this device by an earlier run. */
async function isHere() {
  const { base, files } = kinds.sql;
  const large = files.find((name) => name.endsWith(".packed"));
  const kept = await globalThis.caches?.open("runtimes");
  return Boolean(await kept?.match(new URL(base + large, home)));
}

async function act(place, action) {
  try {
    const { attempt } = await import("./attempt.js");
    await attempt(place, { ...settings, home }).act(action);
    if (place.dataset.runs) label(words.check);
  } catch {
    place.querySelector("[role=status]").textContent = words.network;
  }
}

/** Keep on this device what was solved, and say so beside the exercise. */
function remember(place, id) {
  const said = place.querySelector(".exercise-solved");
  const show = () => {
    const at = store.part("ticked")[id];
    said.textContent = at ? filled(words.solved, { date: day(at) }) : "";
  };
  place.addEventListener("solved", () => store.set("ticked", id, Date.now()));
  store.subscribe(show);
  show();
}

for (const place of document.querySelectorAll("[data-exercise]")) {
  const heading = headingOf(place);
  const named = words.query.replace("#", textOf(heading));
  place.append(editor("\n\n\n", named, () => act(place, "check")), tools.content.cloneNode(true));
  place.querySelector("textarea").value = "";
  remember(place, `${place.dataset.page}#${heading.id}`);
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) act(place, button.dataset.do);
  });
}
label(words.check_first.replace("#", kinds.sql.megabytes));
isHere().then((here) => here && label(words.check)).catch(() => {});
