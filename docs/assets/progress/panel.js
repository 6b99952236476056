/* "Your progress": take it along as a file, bring it back, clear it. */
import { filled, save, store } from "./here.js";

export function start(place) {
  const told = JSON.parse(place.dataset.progress);
  const file = place.querySelector("input[type=file]");
  const dialog = place.querySelector("dialog");
  const status = place.querySelector(".progress-status");
  const say = (words) => { status.textContent = words; };
  const name = (part) => `backend-handbook-${part}-${new Date().toISOString().slice(0, 10)}.json`;

  const show = () => {
    const counts = ["read", "ticked", "cards"].map((part) => [part, Object.keys(store.part(part)).length]);
    place.querySelector(".progress-count").textContent = filled(told.count, Object.fromEntries(counts));
    place.querySelector(".progress-trouble").textContent =
      store.trouble ? told[`trouble_${store.trouble}`] : "";
    place.querySelector("[data-do=aside]").hidden = store.unreadable === null;
  };
  const acts = {
    export() { save(store.exported(), name("progress"), "application/json"); say(told.kept); },
    import() { file.click(); },
    aside() { save(store.unreadable, name("unreadable"), "application/json"); say(told.kept); },
    clear() { dialog.showModal(); },
    keep() { dialog.close(); },
    "clear-now"() { dialog.close(); store.cleared(); say(told.gone); },
  };
  place.addEventListener("click", ({ target }) => acts[target.closest("[data-do]")?.dataset.do]?.());
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const { problem } = store.imported(await file.files[0].text());
    file.value = ""; // the same file may be chosen again
    say(problem ? told[`import_${problem}`] : told.brought);
  });
  store.subscribe(show);
  place.hidden = false;
  show();
}
