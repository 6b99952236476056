/* The mark at the end of a page: read, when, and what has changed since. */
import { day, filled, store } from "./here.js";
import { changedSections, hasChanged, printOf } from "./prints.js";

function link(id, told) {
  const heading = document.getElementById(id)?.cloneNode(true);
  heading?.querySelectorAll(".headerlink").forEach((anchor) => anchor.remove());
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = `#${id}`;
  anchor.textContent = heading?.textContent.trim() || told.opening;
  item.append(anchor);
  return item;
}

export function start(place) {
  const { page, language, prints, told } = JSON.parse(place.dataset.read);
  const button = place.querySelector("button");
  const [status, list] = [place.querySelector("[role=status]"), place.querySelector("ul")];

  const show = () => {
    const read = store.part("read")[page];
    const changed = Boolean(read) && hasChanged(read.print, prints);
    const sections = changed ? changedSections(read.print, prints) : [];
    const words = !changed ? told.read_on : sections.length ? told.changed : told.changed_page;
    const trouble = store.trouble ? told[`trouble_${store.trouble}`] : "";
    button.setAttribute("aria-pressed", String(Boolean(read) && !changed));
    status.textContent = [read && filled(words, { date: day(read.at) }), trouble].filter(Boolean).join(" ");
    list.hidden = sections.length === 0;
    list.replaceChildren(...sections.map((id) => link(id, told)));
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") store.remove("read", page);
    else store.set("read", page, { at: Date.now(), print: printOf(language, prints[language]) });
  });
  store.subscribe(show);
  place.hidden = false;
  show();
}
