/* Puts the tools beside each snippet that runs in the page. Everything else loads at the
   first press of a button; without this script code and recorded output stand alone. */

const settings = JSON.parse(document.getElementById("run-settings").textContent);
const tools = document.getElementById("run-tools");
const home = new URL(settings.home, location.href);
const kept = globalThis.caches?.open("runtimes");

/** Whether the files of `kind` are on this device. */
async function isHere(kind) {
  const { base, files } = settings.kinds[kind];
  const large = files.find((name) => name.endsWith(".packed"));
  return Boolean(await (await kept)?.match(new URL(base + large, home)));
}

/** Let the button say what the first run loads. */
function label(place, here) {
  const { kinds, words } = settings;
  const text = here ? words.run : words.first.replace("#", kinds[place.dataset.run].megabytes);
  place.querySelector("[data-do=run]").textContent = text;
}

async function act(place, action) {
  try {
    const { widget } = await import("./widget.js");
    await widget(place, { ...settings, home }).act(action);
    label(place, await isHere(place.dataset.run));
  } catch {
    place.querySelector("[role=status]").textContent = settings.words.network;
  }
}

for (const place of document.querySelectorAll("[data-run]")) {
  place.append(tools.content.cloneNode(true));
  label(place, false);
  isHere(place.dataset.run).then((here) => label(place, here)).catch(() => {});
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) act(place, button.dataset.do);
  });
}
