/* Loads a page's simulators, and nothing on pages that have none. */
for (const figure of document.querySelectorAll("[data-simulator]")) {
  const [{ start }, { run }] = await Promise.all([
    import("./panel.js"), import(`./models/${figure.dataset.model}.js`),
  ]);
  start(figure, run);
}
